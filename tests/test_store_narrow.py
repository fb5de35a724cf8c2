"""SQL narrows, the query decides: what must translate does, by an index; the rest costs time, never truth."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tinydb import Query, where
from tinydb.queries import QueryInstance

from casebook.kinds import Lane
from casebook.store.asking import Question, counted, found, turns, turns_of
from casebook.store.live import Window
from casebook.store.narrow import narrow
from casebook.store.narrowed import HOLDS
from casebook.store.schema import KINDS, Kind, words_of
from casebook.store.searching import Search
from casebook.store.sqlite import SQLiteStorage
from casebook.store.store import Store
from casebook.store.tables import Database
from casebook.store.ways import Asker
from casebook.store.words import COLUMNS, Phrase, text, within
from tests.store_samples import opened

DESK = where("lane") == "desk"
MINE = (where("owner") == "jane") & DESK
TWO_LANES = where("lane").one_of(["desk", "waiting"])
EITHER_LANE = DESK | (where("lane") == "waiting")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with opened(tmp_path_factory.mktemp("plans")) as found:
        yield found


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(tmp_path / "plain.db", storage=SQLiteStorage)) as found:
        yield found


def plan(store: Store, question: Question) -> list[str]:
    return [row[3] for row in store.engine.ask(f"EXPLAIN QUERY PLAN {question.sql}", question.args)]


def words(table: str) -> str | None:
    return words_of(table) if KINDS[table].words else None


ASKED = [
    ("mentions", DESK, Window("rank", limit=50)),
    ("mentions", DESK, Window("rank", limit=50, offset=5000, upto=10**6)),
    ("mentions", DESK, Window("rank", limit=50, after=(10**13, 7))),
    ("mentions", where("lane") == Lane.PRAISE, Window("-rank", limit=50)),
    ("mentions", MINE, Window("rank", limit=50)),
    ("mentions", (where("rank") >= 0) & (where("lang") == "de"), Window("rank", limit=50)),
    ("mentions", DESK & where("owner").one_of([None, "jane"]) & (where("rank") > 5), Window("rank", limit=1)),
    ("mentions", (where("case") == 7) & (where("decision") == "undecided"), Window()),
    ("mentions", (where("thread") == "t") & (where("decision") == "undecided"), Window()),
    ("mentions", where("author") == "mastodon:jane", Window("-created_at", limit=50)),
    ("mentions", where("page") == "https://a.example", Window()),
    ("mentions", where("thread") == "t", Window("-")),
    ("mentions", where("case") == 7, Window("+")),
    ("mentions", where("mute") == 7, Window("-seen_at", limit=9)),
    ("mentions", where("uri") == "feed:1", Window(limit=1)),
    ("mentions", where("created_at") >= 1000, Window("-created_at", limit=50)),
    ("mentions", where("decision") == "no_action", Window("-created_at", limit=50)),
    ("cases", where("thread") == "t", Window()),
    ("cases", where("status") == "open", Window("due_at")),
    ("cases", (where("owner") == "jane") & (where("claimed_until") <= 1000), Window("claimed_until")),
    ("cases", where("customer") == 3, Window("-")),
    ("customers", where("ref") == "jane@a.example", Window()),
    ("handles", where("account") == "mastodon:jane", Window()),
    ("handles", where("customer") == 3, Window()),
    ("follow_ups", where("case") == 7, Window()),
    ("follow_ups", (where("state") == "owed") & (where("due_at") < 1000), Window("due_at")),
    ("notes", where("case") == 7, Window("+")),
    ("drafts", (where("case") == 7) & (where("by") == "jane"), Window()),
    ("sources", where("name") == "news", Window()),
    ("log", where("turn") == 7, Window("+")),
]


@pytest.mark.parametrize(("table", "query", "window"), ASKED)
def test_what_the_screens_ask_walks_an_index_in_its_order(
    store: Store, table: str, query: QueryInstance, window: Window
) -> None:
    narrowed = narrow(query, words(table))

    (step,) = plan(store, found(table, narrowed, window))

    assert narrowed.exact
    assert step.startswith("SEARCH d USING INDEX")


@pytest.mark.parametrize(
    "query",
    [
        TWO_LANES,
        EITHER_LANE,
        where("uri").one_of(["feed:1", "feed:2"]),
        where("case").one_of([7, 8]),
        where("owner").one_of(["jane", "joe"]),
    ],
)
def test_a_choice_of_values_is_searched_and_sorted(store: Store, query: QueryInstance) -> None:
    steps = plan(store, found("mentions", narrow(query), Window("rank", limit=50)))

    assert steps[0].startswith("SEARCH d USING INDEX")
    assert steps[1:] == ["USE TEMP B-TREE FOR ORDER BY"]


def test_the_narrower_of_two_indexes_is_taken(store: Store) -> None:
    query = (where("decision") == "undecided") & (where("author") == "mastodon:jane")

    step, _ = plan(store, found("mentions", narrow(query), Window()))

    assert step == "SEARCH d USING INDEX index:mentions:author,created_at (<expr>=?)"


@pytest.mark.parametrize("fields", COLUMNS.values())
def test_words_of_a_field_are_looked_up_and_not_read(fields: tuple[str, ...]) -> None:
    narrowed = narrow(within(fields, (Phrase(("jane", "doe"), prefix=False),)), words("mentions"))

    assert narrowed.worded
    assert HOLDS not in narrowed.where


WITHOUT = replace(KINDS["mentions"], digest=None)
"""Mentions as they are asked for where SQLite is too old to make use of a digest."""


def searching(store: Store, query: QueryInstance, kind: Kind = KINDS["mentions"]) -> Search:
    by = Asker(lambda: 10**6, lambda question: store.engine.ask(*question), lambda question, steps: None)
    return Search("mentions", kind, query, "rank", by)


def sought(store: Store, query: QueryInstance, kind: Kind = KINDS["mentions"]) -> list[str]:
    """How rows are found that do not stand near the top of a lane."""
    search = searching(store, DESK & query, kind)
    assert search.has_ways
    return plan(store, found("mentions", search.sought, Window("rank", limit=50)))


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (where("case") != None, "case"),  # noqa: E711  # a query, not a comparison
        (~(where("case") != None), "case"),  # noqa: E711
        (where("case").one_of([1, 2]) | text("late"), "case"),
        (where("owner") != None, "owner"),  # noqa: E711
        (within(("owner",), (Phrase(("jane",), prefix=True),)), "owner"),
        ((where("created_at") >= 1000) & (where("lang") == "de"), "created_at"),
        (where("decision") == "thanked", "decision"),
    ],
)
def test_without_a_digest_what_is_rare_in_a_lane_is_looked_up_in_its_index(
    store: Store, query: QueryInstance, field: str
) -> None:
    steps = sought(store, query, WITHOUT)

    assert steps[0] == "SEARCH d USING INDEX index:mentions:lane,rank (<expr>=?)"
    assert any("index:mentions:" in step and f":{field}" in step for step in steps[1:])
    assert not any(step.startswith("SCAN doc:mentions") and "INDEX" not in step for step in steps)


@pytest.mark.parametrize("query", [DESK, DESK & (where("rank") > 5), MINE, TWO_LANES])
def test_what_the_order_s_own_index_finds_is_asked_in_one_way(store: Store, query: QueryInstance) -> None:
    assert not searching(store, query).has_ways


def test_words_within_a_lane_do_not_upset_its_order(store: Store) -> None:
    narrowed = narrow(text("late") & DESK, words("mentions"))

    steps = plan(store, found("mentions", narrowed, Window("rank", limit=50)))

    assert steps[0] == "SEARCH d USING INDEX index:mentions:lane,rank (<expr>=?)"
    assert not any("TEMP B-TREE" in step for step in steps)


@pytest.mark.parametrize("query", [text("late refund*"), text('"no reply"') & DESK])
def test_words_are_walked_in_the_search_index_newest_first(store: Store, query: QueryInstance) -> None:
    steps = plan(store, found("mentions", narrow(query, words("mentions")), Window("-", limit=50)))

    assert [step.split()[0] for step in steps] == ["SCAN", "SEARCH"]
    assert "VIRTUAL TABLE INDEX" in steps[0]
    assert "INTEGER PRIMARY KEY" in steps[1]


@pytest.mark.parametrize("query", [DESK, MINE, TWO_LANES, EITHER_LANE, DESK & (where("rank") < 5)])
def test_a_lane_is_counted_in_its_index(store: Store, query: QueryInstance) -> None:
    (step,) = plan(store, counted("mentions", narrow(query), upto=None))

    assert step.startswith("SEARCH d USING INDEX")


@pytest.mark.parametrize("case", [None, 7])
def test_turns_are_read_from_their_index(store: Store, case: int | None) -> None:
    (step,) = plan(store, turns(case, 100, 50, newest=True))

    assert step.startswith("SEARCH doc:log USING INDEX index:log:")


def test_somebody_s_turns_are_read_from_their_index(store: Store) -> None:
    (step,) = plan(store, turns_of("jane", 100, 50))

    assert step == "SEARCH doc:log USING INDEX index:log:by,turn (<expr>=? AND <expr><?)"


VALUES: list[Any] = [
    0, 1, -1, True, False, None, "", "a", "A", "1", "true", "null", "[1]", '{"a":1}', '["a"]', [1], ["a"],
    {"a": 1}, 1.0, 1.5, -0.0, 1e300, 2**53, 2**53 + 1, 2**63, 10**30, "é", "e\u0301", "\U0001f600", "zz",
    [], {}, "'", '"', "\\",
]  # fmt: skip
"""Values that SQL and Python might tell apart differently."""


def shapes(value: Any) -> list[QueryInstance]:
    field, deep = where("x"), Query().x.y
    return [
        field == value, field != value, ~(field == value), ~(field != value), deep == value, ~(deep != value),
        field.one_of([value]), field.one_of([value, "a", None]), field.exists(), ~field.exists(),
        (field == value) | (where("n") == 3), (field == value) & (where("n") > 3), deep.exists(),
        ~((field == value) | (deep == 1)), (field == value) | field.matches("a"), field.any([value]),
        Query().fragment({"x": value}), Query().noop(),
    ]  # fmt: skip


def test_no_value_is_ever_mistaken_for_another(database: Database) -> None:
    documents = [{"x": value, "n": number} for number, value in enumerate(VALUES)]
    documents += [{"x": {"y": value}, "n": number} for number, value in enumerate(VALUES)]
    documents += [{"n": 3}, {"x": {"y": {"z": 1}}}]
    database.insert_multiple(documents)

    for query in (shape for value in VALUES for shape in shapes(value)):
        assert database.search(query) == [one for one in documents if query(one)], query


@pytest.mark.parametrize("bound", [0, 5, -3, True, 2**53, 1.5])
def test_numbers_are_compared_with_numbers(database: Database, bound: float) -> None:
    numbers = [value for value in VALUES if isinstance(value, int | float)]
    database.insert_multiple({"x": value} for value in numbers)

    for query in (where("x") < bound, where("x") <= bound, where("x") > bound, ~(where("x") >= bound)):
        assert database.search(query) == [{"x": value} for value in numbers if query({"x": value})], query


@pytest.mark.parametrize("bound", ["", "a", "Z", "é", "\U0001f600"])
def test_texts_are_compared_as_python_does(database: Database, bound: str) -> None:
    texts = [value for value in VALUES if isinstance(value, str)]
    database.insert_multiple({"x": value} for value in texts)

    for query in (where("x") < bound, where("x") <= bound, where("x") > bound, where("x") >= bound):
        assert database.search(query) == [{"x": value} for value in texts if query({"x": value})], query


@pytest.mark.parametrize("key", ["a b", "a.b", "é", "'", '"', "\\", "a\nb", "$", "[0]", "", "\ud800"])
def test_a_field_may_have_any_name(database: Database, key: str) -> None:
    known = "other" if key == "\ud800" else key
    database.insert_multiple([{known: 1}, {known: 2}, {"a": {"b": 1}}])

    assert database.count(where(key) == 1) == (known == key)
    assert database.count(~where(key).exists()) == 3 - 2 * (known == key)


@pytest.mark.parametrize("value", ["\0", "a\0b", "\ud800", 1.5, 2**53, (1, 2), {"a": 1}, b"a", object()])
def test_what_sql_would_misread_is_left_to_the_query(value: object) -> None:
    assert narrow(where("x") == value).where == "1"
    assert not narrow(where("x") == value).exact


def test_a_query_that_is_no_tinydb_query_is_asked_itself(database: Database) -> None:
    database.insert_multiple([{"x": 1}, {"x": 2}])

    assert database.search(lambda document: document["x"] == 2) == [{"x": 2}]
    assert database.count(where("x").map(lambda x: x + 1) == 2) == 1


def test_half_a_query_still_narrows() -> None:
    narrowed = narrow(DESK & where("text").search("late"))

    assert narrowed.args == ("desk",)
    assert not narrowed.exact
