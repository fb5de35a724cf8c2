"""At the top of an order words are looked up of few documents, and nothing is missed or mistaken for it."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tinydb import where
from tinydb.queries import QueryInstance

from casebook.query.parser import parse
from casebook.query.values import Asking
from casebook.store import nearby, searching
from casebook.store.store import Store
from tests.store_samples import NOON, mention, opened

DESK = where("lane") == "desk"
QUEUE = DESK & (where("rank") >= 0)
SAID = [
    "late", "-late", "refund OR late", "late OR kind:review", "lat* OR owner:eli", "-(late OR refund)",
    "p:1 late", "refund -late", "late title:matter", "owner:eli late OR refund kind:post",
    "--(owner:eli late)", "-(-(kind:post -late))", "---(kind:post late)", "refund OR --(kind:post late)",
]  # fmt: skip
RANKS: list[Any] = [None, 1, 2, 2, 2, 3, 2.5, "7", "no", 2**60, -4, True]


@pytest.fixture(autouse=True)
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the store holds counts as many documents, none of them near each other."""
    for name, value in (("FEW", 0), ("LITTLE", 0), ("GLIMPSE", 1), ("PATIENCE", 1), ("LONG_PATIENCE", 1)):
        monkeypatch.setattr(searching, name, value)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as found:
        yield found


def asked(said: str) -> QueryInstance:
    return parse(said, Asking("dana", NOON)).query


def filled(store: Store, ranks: list[Any]) -> None:
    """Put documents in that stand in an order of their own, several in one place."""
    draw = Random(3)
    for number in range(90):
        words = " ".join(draw.sample(["late", "later", "refund", "parcel"], 2))
        document = mention(number, text=words)
        document["title"] = draw.choice(["Matter", "Late", None])
        document["owner"] = draw.choice(["eli", None])
        document["kind"] = draw.choice(["review", "post"])
        document["lane"] = draw.choice(["desk", "desk", "waiting"])
        store.mentions.insert({**document, "rank": draw.choice(ranks)})


@pytest.mark.parametrize("close", [1, 2, 5, 30, 1_000])
@pytest.mark.parametrize("wide", [0.1, 0.7, 1])
def test_the_first_rows_are_those_of_all(
    store: Store, monkeypatch: pytest.MonkeyPatch, close: int, wide: float
) -> None:
    monkeypatch.setattr(nearby, "CLOSE", close)
    monkeypatch.setattr(nearby, "FAR", 4 * close)
    monkeypatch.setattr(nearby, "WIDE", wide)
    filled(store, [*range(12), 3, 3, 3])
    for said in SAID:
        query = QUEUE & asked(said)
        matching = [each for each in store.mentions.all() if query(each)]
        ranked = sorted(matching, key=lambda each: (each["rank"], each.doc_id))
        for limit in (1, 3, 20, 200):
            assert store.mentions.select(query, order="rank", limit=limit) == ranked[:limit], said
            assert (
                store.mentions.select(query, order="rank", limit=limit, upto=40)
                == [each for each in ranked if each.doc_id <= 40][:limit]
            ), said
        assert store.mentions.select(query, order="rank", limit=2, offset=3) == ranked[3:5], said
        assert store.mentions.select(query, order="-rank", limit=4) == ranked[::-1][:4], said
        assert store.mentions.glance(query, order="rank", most=5) in (min(len(ranked), 5), None), said


@pytest.mark.parametrize("close", [1, 5, 40])
def test_an_odd_place_in_the_order_hides_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch, close: int
) -> None:
    monkeypatch.setattr(nearby, "CLOSE", close)
    monkeypatch.setattr(nearby, "WIDE", 1)
    filled(store, RANKS)
    for said in SAID[:-1]:
        query = DESK & asked(said)
        matching = sorted(each.doc_id for each in store.mentions.all() if query(each))
        found = store.mentions.select(query, order="rank")
        assert sorted(each.doc_id for each in found) == matching
        for limit in (3, 200):
            assert store.mentions.select(query, order="rank", limit=limit) == found[:limit], (said, limit)


@pytest.fixture
def steps(store: Store) -> list[str]:
    """The statements this thread has run from now on."""
    said: list[str] = []
    store.engine.connections.line().connection.set_trace_callback(said.append)
    return said


def test_words_are_looked_up_of_the_documents_at_the_top(
    store: Store, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearby, "CLOSE", 10)
    for number in range(60):
        store.mentions.insert({**mention(number, text="late refund"), "rank": number})
    steps.clear()

    found = store.mentions.select(QUEUE & asked("late OR refund"), order="rank", limit=5)

    assert [each["rank"] for each in found] == [0, 1, 2, 3, 4]
    looking = [each for each in steps if " MATCH " in each and "doc:" in each]
    assert ["rowid BETWEEN 1 AND 10" in each for each in looking] == [True]


def test_where_the_top_is_not_enough_more_is_looked_at_and_then_all(
    store: Store, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearby, "CLOSE", 10)
    monkeypatch.setattr(nearby, "FAR", 30)
    for number in range(90):
        words = "late" if number % 2 == 0 else "refund" if number > 85 else "parcel"
        store.mentions.insert({**mention(number, text=words), "rank": number})
    steps.clear()

    found = store.mentions.select(QUEUE & asked("late"), order="rank", limit=8)
    rare = store.mentions.select(QUEUE & asked("refund OR zzz"), order="rank", limit=8)

    assert [each["rank"] for each in found] == list(range(0, 16, 2))
    assert [each["rank"] for each in rare] == [87, 89]
    spans = [each.rpartition("rowid BETWEEN ")[2].partition(")")[0] for each in steps if " MATCH " in each]
    assert [each[:8] for each in spans if each.startswith("1 AND")] == ["1 AND 10", "1 AND 24", "1 AND 10"]


def test_documents_are_read_for_long_where_most_have_what_must_be_missing(
    store: Store, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "LONG_PATIENCE", 10**6)
    filled(store, [*range(12)])
    for said in ("-la*", "-lat* -zz", "-(lat* OR parc*)"):
        steps.clear()
        query = QUEUE & asked(said)
        found = store.mentions.select(query, order="rank", limit=5)
        ranked = sorted(filter(query, store.mentions.all()), key=lambda each: (each["rank"], each.doc_id))
        assert found == ranked[:5], said
        assert not any(" MATCH " in each and "doc:" in each for each in steps), said


def test_words_that_begin_with_next_to_nothing_are_not_merged_for_a_few(
    store: Store, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearby, "WIDE", 1)
    filled(store, [*range(12)])
    for said in ("-la*", "la* OR kind:review", "late parc*"):
        steps.clear()
        assert store.mentions.select(QUEUE & asked(said), order="rank", limit=5)
        assert not any("rowid BETWEEN" in each for each in steps), said
