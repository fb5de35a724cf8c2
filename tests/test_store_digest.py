"""The digest of mentions answers most filters: no document is read for them, and none is missed."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tinydb import where
from tinydb.queries import QueryInstance

from casebook.kinds import MuteKind
from casebook.query.fields import FIELDS
from casebook.query.parser import parse
from casebook.query.values import Asking
from casebook.store import files, schema, searching
from casebook.store.asking import Question, found, glanced
from casebook.store.live import Window
from casebook.store.schema import KINDS, VERSION
from casebook.store.searching import Search
from casebook.store.store import Store
from casebook.store.upkeep import check
from casebook.store.ways import Asker
from desk.deciding import let_go, thank
from desk.errors import DeskError
from desk.lenses import IN_THE_QUEUE
from desk.merging import link
from desk.muting import lift, mute
from desk.opening import claim, open_case
from desk.snoozing import snooze
from desk.undo import undo
from tests.desk_world import World, after, complaint, playbook, thanks
from tests.store_samples import NOON, mention, opened

DIGEST = KINDS["mentions"].digest
assert DIGEST is not None
NAME = DIGEST.name("mentions")
DANA = Asking("dana", NOON)
DESK = where("lane") == "desk"
WORDED = {"by", "where", "lang", "title", "community", "url"}
"""Fields whose words are looked for: the search index has them."""
TOLD = [each.example for each in FIELDS if each.name not in WORDED]
TOLD += [f"{each.name}:{value}" for each in FIELDS for value in each.values]
ALL = [*TOLD, *(f"-{each}" for each in TOLD), "p:none OR kind:review", "-(is:overdue OR has:link) owner:any"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with opened(tmp_path_factory.mktemp("digest")) as found:
        yield found


def search_of(store: Store, query: QueryInstance) -> Search:
    by = Asker(lambda: 10**6, lambda question: store.engine.ask(*question), lambda question, steps: None)
    return Search("mentions", KINDS["mentions"], query, "rank", by)


def plan(store: Store, question: Question) -> list[str]:
    return [row[3] for row in store.engine.ask(f"EXPLAIN QUERY PLAN {question.sql}", question.args)]


def reads(store: Store, question: Question) -> int:
    """How often a statement turns from an index to a document, or parses one."""
    steps = store.engine.ask(f"EXPLAIN {question.sql}", question.args)
    return sum(step[1] == "Function" and "json" in str(step[5]) for step in steps)


@pytest.mark.parametrize("lane", [DESK, where("rank") >= 0, where("lane").one_of(["desk", "waiting"])])
def test_no_document_is_read_that_does_not_match(store: Store, lane: QueryInstance) -> None:
    for said in ALL:
        search = search_of(store, lane & parse(said, DANA).query)
        if not search.has_ways:  # the index of the lane knows
            continue
        known = search.known
        assert known is not None, said
        counting = glanced("mentions", known, "rank", 200)
        for question in (found("mentions", known, Window("rank", limit=50)), counting):
            steps = plan(store, question)
            assert any(f"INDEX {NAME}" in step for step in steps), said
            assert not any("TEMP B-TREE" in step for step in steps), said
        assert reads(store, counting) == 0, said


@pytest.mark.parametrize(
    "query",
    [
        where("kind") == "review",
        DESK | (where("rank") > 5),
        ~DESK & (where("kind") == "review"),
        (where("lane") == None) & (where("kind") == "review"),  # noqa: E711  # a query, not a comparison
        where("lane").one_of(["desk", None]) & (where("kind") == "review"),
        DESK & (where("kind") == None),  # noqa: E711
        DESK & where("kind").exists(),
        DESK & (where("text") == "late"),
        DESK & (where("kind") == 1.5),
    ],
)
def test_a_digest_is_not_asked_for_what_it_may_not_hold(store: Store, query: QueryInstance) -> None:
    assert search_of(store, query).known is None


ODD: list[Any] = [
    "review",
    "[1]",
    "",
    1,
    0,
    -1,
    True,
    False,
    None,
    1.5,
    ["review"],
    {"a": 1},
    "\u00e9",
    2**60,
]
"""What a field may hold that nobody would write into it."""


def test_no_odd_value_is_mistaken_for_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "GLIMPSE", 1)
    with opened(tmp_path) as store:
        for number, value in enumerate([*ODD * 2, *ODD]):
            document = {**mention(number), "kind": value, "title": value, "owner": ODD[number * 5 % len(ODD)]}
            if number % 7 == 0:
                del document["kind"], document["title"]
            document["lane"] = "desk" if number % 5 else None
            document["rank"] = None if number % 3 == 0 else number
            store.mentions.insert(document)
        kept = list(store.mentions)
        for field in ("kind", "title", "owner"):
            for value in ODD:
                asked = where(field) == value, where(field) != value, where(field).one_of([value, "zz"])
                for each in (*asked, *(~one for one in asked)):
                    for lane in (DESK, where("lane").one_of(["desk", "zz"])):
                        query = lane & each
                        matching = [one for one in kept if query(one)]
                        some = store.mentions.select(query, order="rank", limit=100)
                        assert sorted(one.doc_id for one in some) == [one.doc_id for one in matching], query
                        assert store.mentions.count(query) == len(matching), query


FILTERS = [
    "decision:undecided", "-decision:undecided", "has:case", "-is:claimed", "is:overdue", "is:muted",
    "-kind:post", "owner:dana", "is:snoozed OR owner:any", "case:any -owner:dana", "-is:overdue",
    "p:none OR has:case",
]  # fmt: skip


def agree(store: Store) -> None:
    """Every filter finds by the digest, in the order of the rows, what it says yes to when it is called."""
    kept = list(store.mentions)
    for said in FILTERS:
        query = IN_THE_QUEUE & parse(said, Asking("dana", after(60))).query
        matching = sorted(
            (each for each in kept if query(each)), key=lambda each: (each["rank"], each.doc_id)
        )
        assert store.mentions.select(query, order="rank", limit=100) == matching, said
        assert store.mentions.count(query) == len(matching), said
        assert store.mentions.glance(query, order="rank", most=100) == len(matching), said
        if len(matching) > 1:
            first = matching[0]["rank"], matching[0].doc_id
            assert store.mentions.select(query, order="rank", limit=9, after=first) == matching[1:10], said


def test_filters_stay_right_through_every_act_and_its_undo(
    desk: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "GLIMPSE", 1)
    store, chance = desk.store, Random(11)

    def row() -> int:
        return chance.choice([each.doc_id for each in store.mentions] or [0])

    def opened_case(minute: int) -> None:
        case = open_case(store, playbook(), row(), by="dana", now=after(minute))
        claim(store, playbook(), case, by="dana", now=after(minute))

    acts: list[Callable[[int], Any]] = [
        lambda n: desk.take(complaint(f"c{n}", author_handle=f"p{n}", title="late", created_at=after(-n))),
        lambda n: desk.take(thanks(f"t{n}", author_handle=f"q{n}", url=None)),
        opened_case,
        lambda n: link(store, row(), chance.randint(1, 4), by="dana", now=after(n)),
        lambda n: thank(store, row(), by="dana", now=after(n)),
        lambda n: let_go(store, row(), "not ours", by="dana", now=after(n)),
        lambda n: snooze(store, row(), after(n + 90), by="dana", now=after(n)),
        lambda n: mute(store, row(), MuteKind.AUTHOR, "noise", after(n + 90), by="dana", now=after(n)),
        lambda n: lift(store, 1, by="dana", now=after(n)),
        lambda n: undo(store, by="dana", now=after(n)),
    ]
    for number in range(60):
        with suppress(DeskError):
            chance.choice(acts)(number)
        agree(store)
    assert check(store) == []


def test_a_store_without_a_digest_is_given_one_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MANY", 2)
    place = without_digest(tmp_path)
    said: list[str] = []

    with closing(Store(place, tell=said.append)) as store:
        agree(store)
        assert check(store) == []
    Store(place, tell=said.append).close()

    assert said == ["building the digest over 6 mentions …"]
    assert not place.with_name(f"{place.name}-before-v{VERSION}").exists()


def test_a_store_without_a_digest_is_read_as_it_is(tmp_path: Path) -> None:
    place = without_digest(tmp_path)

    with closing(Store(place, read_only=True)) as store:
        assert store.engine.kind("mentions").digest is None
        agree(store)


def test_an_older_sqlite_is_asked_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "sqlite_version_info", (3, 39, 4))
    with opened(tmp_path) as store:
        store.mentions.insert_multiple(mention(number) for number in range(6))
        assert store.engine.kind("mentions").digest is None
        agree(store)


def test_the_check_finds_a_digest_that_does_not_fit_its_documents(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.mentions.insert_multiple(mention(number) for number in range(6))
        place = store.place
    with closing(sqlite3.connect(place)) as connection:
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (NAME,)).fetchone()
        other = sql.replace('"kind"', '"text"')
        connection.executescript(
            f"""PRAGMA writable_schema = ON;
            DROP INDEX "{NAME}"; {other};
            UPDATE sqlite_master SET sql = replace(sql, '"text"', '"kind"') WHERE name = '{NAME}';"""
        )
        connection.commit()

    with opened(tmp_path) as store:
        assert any("digest:mentions" in said for said in check(store))


def without_digest(folder: Path) -> Path:
    with opened(folder) as store:
        store.mentions.insert_multiple(mention(number) for number in range(6))
        place = store.place
    with closing(sqlite3.connect(place)) as connection:
        connection.execute(f'DROP INDEX "{NAME}"')
        connection.commit()
    return place
