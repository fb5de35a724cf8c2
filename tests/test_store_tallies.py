"""Counts that are kept are those of a recount, whatever was done, undone, or done by an older amends."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import where
from tinydb.queries import QueryInstance

from casebook.kinds import Lane
from casebook.store import files
from casebook.store.backup import backup
from casebook.store.schema import VERSION, Kind
from casebook.store.sqlite import SQLiteStorage
from casebook.store.store import Store
from casebook.store.tables import Database, LiveTable
from casebook.store.tallies import DAY, Stretch, stretch, told
from casebook.store.upkeep import check
from desk.errors import DeskError
from desk.lenses import lenses
from desk.opening import claim, open_case
from desk.undo import undo
from desk.views import header_counts, queue_count
from tests.desk_world import World, after, complaint, playbook, thanks
from tests.store_samples import NOON, Torn, mention, opened

KIND = Kind(indexes=(("lane", "rank"),), tallied=("lane", "rank"))
LANES = st.sampled_from(["desk", "praise", "", None, 1, True, "[1]", ["desk"]])
RANKS = st.one_of(
    st.integers(-2 * DAY, 6 * DAY),
    st.integers(0, 6).map(lambda days: days * DAY),
    st.sampled_from([None, "late", True, -1, 10**15, 1.5]),
)
DOCUMENTS = st.fixed_dictionaries({}, optional={"lane": LANES, "rank": RANKS})
BOUNDS = st.one_of(st.none(), RANKS.filter(lambda each: type(each) is int))
ASKED = st.lists(st.tuples(st.sampled_from(["desk", "praise", ""]), BOUNDS, BOUNDS), min_size=1, max_size=4)
Step = tuple[str, int, dict[str, Any]]
STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(st.sampled_from(["in", "in", "over", "out", "torn"]), st.integers(1, 12), DOCUMENTS),
    max_size=25,
)


def take(table: LiveTable, step: Step) -> None:
    how, number, document = step
    if how == "in":
        table.insert(document)
    elif how == "over":
        table.update(document, doc_ids=[number] if table.contains(doc_id=number) else [])
    elif how == "out":
        table.remove(where("rank") == document.get("rank"))


@pytest.mark.parametrize("bound", [2**53, 2**63, 2**70, -(2**70)])
def test_a_bound_that_sql_cannot_say_is_counted_all_the_same(tmp_path: Path, bound: int) -> None:
    with opened(tmp_path) as store:
        store.mentions.insert_multiple(mention(number) for number in range(5))
        lane, rank = where("lane") == Lane.DESK.value, where("rank")
        many = len([each for each in store.mentions if each["lane"] == Lane.DESK.value])
        below, above = (store.mentions.count(lane & each) for each in (rank < bound, rank >= bound))
        assert (below, above) == ((many, 0) if bound > 0 else (0, many))


def asked(lane: str, start: int | None, end: int | None) -> QueryInstance:
    query: QueryInstance = where("lane") == lane
    if start is not None:
        query = query & (where("rank") >= start)
    return query if end is None else query & (where("rank") < end)


def fits(document: Any, query: QueryInstance) -> bool:
    with suppress(TypeError):  # words and numbers: TinyDB stops there, we say no
        return bool(query(document))
    return False


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, questions=ASKED)
def test_what_is_kept_is_what_a_recount_gives(
    tmp_path: Path, steps: list[Step], questions: list[tuple[str, int | None, int | None]]
) -> None:
    storage = SQLiteStorage(tmp_path / "counts.db", {"rows": KIND})
    with closing(Database(storage=lambda: storage)) as database:
        table = database.live("rows")
        table.truncate()
        for step in steps:
            with suppress(Torn), database.transaction():
                take(table, step)
                with suppress(Torn), database.transaction():
                    take(table, ("in", 0, step[2]))
                    raise Torn
                if step[0] == "torn":
                    take(table, ("in", 0, step[2]))
                    raise Torn
        for each in questions:
            query = asked(*each)
            assert table.count(query) == sum(fits(document, query) for document in table)
        check_sorts(table)
        storage._tallied.clear()  # as of a file that an older amends has made, and is only read
        check_sorts(table)


def check_sorts(table: LiveTable) -> None:
    """Compare what is told of all lanes, and of several stretches of one, with what is counted one by one."""
    all_ = table.sorts()
    spans = [(1, 3 * DAY), (5 * DAY, 5 * DAY + 7), (9 * DAY, 40 * DAY)]
    for lane in ("desk", "praise", "snoozed"):
        assert all_.get(lane, 0) == sum(each.get("lane") == lane for each in table)
        assert table.spread(lane, spans) == sum(table.count(asked(lane, *each)) for each in spans)
    assert table.spread("desk", []) == 0


@pytest.mark.parametrize(
    ("query", "told_of"),
    [
        (where("lane") == "desk", Stretch("desk")),
        ((where("lane") == "desk") & (where("rank") < 7), Stretch("desk", None, 7)),
        ((where("rank") >= 5) & ((where("lane") == "desk") & (where("rank") < 7)), Stretch("desk", 5, 7)),
        (where("lane") == "[1]", None),
        (where("rank") < 7, None),
        ((where("lane") == "desk") & (where("lane") == "praise"), None),
        ((where("lane") == "desk") | (where("lane") == "praise"), None),
        ((where("lane") == "desk") & (where("rank") < 1.5), None),
        ((where("lane") == "desk") & (where("rank") < 7) & (where("rank") < 9), None),
        ((where("lane") == "desk") & (where("owner") == "jane"), None),
        (where("lane").one_of(["desk"]), None),
        (None, None),
    ],
)
def test_a_tally_tells_of_one_lane_and_a_stretch_of_it(
    query: QueryInstance | None, told_of: Stretch | None
) -> None:
    assert stretch(query, KIND) == told_of
    assert stretch(query, Kind()) is None


def test_no_row_is_read_to_count_a_lane(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        long = (where("lane") == "desk") & (where("rank") < 3 * DAY)
        for query in (where("lane") == "desk", long):
            question = told("mentions", KIND, query)
            assert question is not None
            plan = [each[3] for each in store.engine.ask(f"EXPLAIN QUERY PLAN {question.sql}", question.args)]
            reads = [
                each for each in plan if each.startswith(("SCAN", "SEARCH")) and each != "SCAN CONSTANT ROW"
            ]
            assert all("tally:mentions" in each or "index:mentions:lane,rank" in each for each in reads)


def counted_by_hand(store: Store) -> list[int]:
    lanes = [each["lane"] for each in store.mentions]
    return [lanes.count(lane) for lane in (Lane.DESK, Lane.WAITING, Lane.SNOOZED, Lane.PRAISE)]


def test_the_tabs_count_right_after_each_act_and_each_undo_also_from_elsewhere(desk: World) -> None:
    all_, _, waiting, snoozed, praise = lenses("dana")
    chance = Random(7)
    with closing(Store(desk.store.place)) as elsewhere:
        acts: list[Callable[[int], Any]] = [
            lambda n: desk.take(complaint(f"c{n}", author_handle=f"p{n}", created_at=after(-n))),
            lambda n: desk.take(thanks(f"t{n}", author_handle=f"q{n}")),
            lambda n: claim_some(desk, chance),
            lambda n: undo(desk.store, by="dana", now=after(n)),
        ]
        for number in range(40):
            with suppress(DeskError):  # a refusal changes nothing, and the counts must say so too
                chance.choice(acts)(number)
            for store in (desk.store, elsewhere):
                found = [queue_count(store, lens) for lens in (all_, waiting, snoozed, praise)]
                assert found == counted_by_hand(store)
        late = [each for each in desk.store.mentions if each["lane"] and each["due_at"]]
        when = after(60 * 24 * 3)
        due = sum(each["due_at"] < int(when.timestamp() * 1000) for each in late)
        assert header_counts(elsewhere, when).overdue == due > 0
        assert check(elsewhere) == []


def claim_some(desk: World, chance: Random) -> None:
    rows = [each.doc_id for each in desk.store.mentions.select(where("lane") == "desk")] or [0]
    case = open_case(desk.store, playbook(), chance.choice(rows), by="dana", now=NOON)
    claim(desk.store, playbook(), case, by="dana", now=after(1))


def by_hand(place: Path, statement: str) -> None:
    with closing(sqlite3.connect(place)) as connection:
        connection.executescript(statement)


def filled(folder: Path) -> Path:
    with opened(folder) as store:
        store.mentions.insert_multiple(mention(number) for number in range(6))
        return store.place


def test_a_store_of_the_version_before_is_given_its_counts_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MANY", 2)
    place = filled(tmp_path)
    by_hand(place, """DROP TABLE "tally:mentions"; PRAGMA user_version = 2""")
    said: list[str] = []

    with closing(Store(place, tell=said.append)) as store:
        assert store.mentions.count(where("lane") == "desk") == 6
        assert check(store) == []
    Store(place, tell=said.append).close()

    assert said == [
        "the store is brought up to date, after a copy is laid aside: this happens once",
        "building the counts over 6 mentions …",
    ]
    assert place.with_name(f"{place.name}-before-v{VERSION}").exists()


def test_the_check_finds_a_count_that_is_wrong(tmp_path: Path) -> None:
    place = filled(tmp_path)
    by_hand(place, """UPDATE "tally:mentions" SET many = many + 1""")

    with opened(tmp_path) as store:
        assert check(store) == ["the counts of mentions are not those of a recount"]


def test_a_backup_goes_on_counting(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.mentions.insert_multiple(mention(number) for number in range(6))
        copy = backup(store, tmp_path / "one.db")
    with closing(Store(copy.place)) as store:
        store.mentions.insert(mention(7))
        assert store.mentions.count(where("lane") == "desk") == 7
        assert check(store) == []
