"""Which way is gone: words that go on are not merged to count them, and a bound is tight."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import where
from tinydb.queries import QueryInstance

from casebook.query.values import compared
from casebook.store import searching
from casebook.store.bounds import conjuncts
from casebook.store.narrow import narrow
from casebook.store.sqlite import SQLiteStorage
from casebook.store.store import Store
from casebook.store.words import text
from tests.store_samples import mention, opened

DESK = where("lane") == "desk"
SIGNS = st.sampled_from(["<", "<=", ">", ">=", "=="])
BOUNDS = st.lists(st.tuples(st.sampled_from("ab"), SIGNS, st.integers(-3, 3)), min_size=1, max_size=6)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as found:
        found.mentions.insert_multiple(mention(number, text=f"alpha{number} late") for number in range(20))
        yield found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[Any, ...]]]:
    """What the store is asked from now on."""
    log: list[tuple[str, tuple[Any, ...]]] = []
    ask = SQLiteStorage.ask

    def noting(self: SQLiteStorage, sql: str, args: tuple[Any, ...] = ()) -> list[Any]:
        log.append((sql, args))
        return ask(self, sql, args)

    monkeypatch.setattr(SQLiteStorage, "ask", noting)
    return log


@given(BOUNDS, st.integers(-4, 4), st.integers(-4, 4))
def test_the_tightest_bounds_say_what_all_of_them_say(
    bounds: list[tuple[str, str, int]], a: int, b: int
) -> None:
    shapes = [(sign, (field,), number) for field, sign, number in bounds]
    document = {"a": a, "b": b}

    def holds(parts: list[Any]) -> bool:
        return all(compared(field, sign, number)(document) for sign, (field,), number in parts)

    kept = conjuncts(("and", frozenset(shapes)))

    assert holds(kept) == holds(shapes)
    sides = [(field, sign[0]) for sign, field, _ in kept if sign != "=="]
    assert len(sides) == len(set(sides))


def test_what_is_no_whole_number_is_no_bound() -> None:
    shapes = [
        ("<", ("a",), 1.5),
        ("<", ("a",), "x"),
        ("<", ("a",), True),
        ("<", ("a",), 3),
        ("==", ("a",), 1),
    ]

    assert sorted(map(repr, conjuncts(("and", frozenset(shapes))))) == sorted(map(repr, shapes))


def test_a_field_with_a_bound_is_not_looked_at_where_it_would_be_empty(store: Store) -> None:
    none = where("rank") == "no rank"
    choice = none | compared("rank", "<", 9) | (~(where("rank") != None) & (where("kind") == "post"))  # noqa: E711  # a query

    assert "kind" not in narrow((where("rank") >= 3) & choice).where
    assert sorted(narrow((where("rank") >= 3) & choice).args, key=str) == [3, 9, "no rank"]
    assert "kind" in narrow(DESK & choice).where
    for query in ((where("rank") >= 3) & choice, (where("rank") >= 3) & ~choice):
        assert [each for each in store.mentions if query(each)] == store.mentions.select(query)


SAID = """
from tinydb import where
from casebook.store.narrow import narrow
desk = (where("lane") == "desk") & where("a").one_of(["b"])
print(narrow((where("rank") < 9) & (where("rank") < 7) & desk))
"""


def test_a_query_is_said_alike_in_every_process() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", SAID],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in "1234"
    }

    assert len(said) == 1
    assert "9" not in said.pop()


@pytest.mark.parametrize("query", [text("alpha*"), text("late alpha*"), text('"late alpha*"')])
def test_words_that_go_on_are_not_merged_to_be_counted(
    store: Store, asked: list[Any], monkeypatch: pytest.MonkeyPatch, query: QueryInstance
) -> None:
    monkeypatch.setattr(searching, "FEW", 5)

    found = store.mentions.select(DESK & query, order="rank", limit=50)

    assert [each.doc_id for each in found] == [each.doc_id for each in store.mentions if query(each)]
    counting = [args for sql, args in asked if "count(*)" in sql]
    assert counting
    assert not any("*" in str(args[0]) for args in counting)


def test_rare_words_that_go_on_lead(store: Store, asked: list[Any]) -> None:
    store.mentions.insert(mention(77, text="quixotic"))
    asked.clear()

    (found,) = store.mentions.select(DESK & text("quix*"), order="rank", limit=50)

    assert found["native_id"] == "77"
    assert "CROSS JOIN" in asked[-1][0]


def test_the_number_of_a_list_just_read_is_not_asked_again(store: Store, asked: list[Any]) -> None:
    query = DESK & (where("kind") == "post")
    store.mentions.select(query, order="rank", limit=9)
    asked.clear()

    assert store.mentions.glance(query, order="rank", most=9) == 9
    assert store.mentions.glance(query, order="rank", most=5) == 5
    assert not [sql for sql, _ in asked if "doc:mentions" in sql]
    assert store.mentions.glance(query, order="rank", most=10) == 10
    assert store.mentions.glance(query, order="created_at", most=9) == 9
    assert store.mentions.glance(DESK & (where("kind") == "review"), order="rank", most=9) == 0


def test_the_number_of_a_list_is_asked_anew_once_anybody_has_committed(store: Store) -> None:
    query = DESK & (where("kind") == "post")
    assert len(store.mentions.select(query, order="rank", limit=99)) == 20
    assert store.mentions.glance(query, order="rank", most=99) == 20
    with closing(Store(store.place)) as elsewhere:
        elsewhere.mentions.insert(mention(30))
    assert store.mentions.glance(query, order="rank", most=99) == 21

    seen = store.mentions.top()
    store.mentions.insert(mention(31))
    assert len(store.mentions.select(query, order="rank", limit=99, upto=seen)) == 21
    assert store.mentions.glance(query, order="rank", most=99) == 22


def test_a_number_found_within_a_transaction_is_not_kept(store: Store) -> None:
    with store.batch():
        store.mentions.insert(mention(40))
        assert len(store.mentions.select(DESK, order="rank", limit=99)) == 21
    assert store.mentions.glance(DESK, order="rank", most=99) == 21


def test_narrow_says_nothing_of_a_bound_that_is_contained() -> None:
    assert narrow((where("rank") < 9) & (where("rank") <= 7)).args == (7,)
