"""The check says what is wrong with a store, whoever has done it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from casebook.errors import Unsound
from casebook.store.backup import backup
from casebook.store.restore import restore
from casebook.store.upkeep import check
from tests.store_samples import NOON, a_case, mention, opened
from tests.test_store_backup import break_a_page, fill


def broken(folder: Path, statement: str) -> list[str]:
    """What the check says of a sound little store after somebody's statement."""
    with opened(folder) as store:
        with store.act("jane", "case.open", NOON) as act:
            lead, _ = store.mentions.insert_multiple([mention(1), mention(2)])
            act.case = store.cases.insert(a_case(lead=lead))
            store.mentions.update({"case": act.case}, doc_ids=[lead])
        with store.act("jane", "case.claim", NOON, case=act.case):
            store.cases.update({"owner": "jane"}, doc_ids=[act.case])
        place = store.place
        assert check(store) == []
    with closing(sqlite3.connect(place)) as connection:
        connection.executescript(statement)
    with opened(folder) as store:
        return check(store)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            'DELETE FROM "doc:cases"',
            ["mention 1 names a case that is not there", "cases 1 is not as the log tells"],
        ),
        (
            """UPDATE "doc:cases" SET doc = json_set(doc, '$.lead', 8, '$.merged_into', 9)""",
            [
                "case 1 names a mention that is not there",
                "case 1 names a case that is not there",
                "cases 1 is not as the log tells",
            ],
        ),
        (
            """UPDATE "doc:cases" SET doc = json_set(doc, '$.owner', 'bob')""",
            ["cases 1 is not as the log tells"],
        ),
        (
            """UPDATE "doc:log" SET doc = json_set(doc, '$.was.owner', 'bob') WHERE id = 3""",
            ["the log of cases 1 has a gap before turn 3"],
        ),
        (
            """UPDATE "doc:log" SET doc = json_set(doc, '$.was', 'nothing') WHERE id = 3""",
            ["the log of cases 1 has a gap before turn 3"],
        ),
        (
            """INSERT INTO "doc:cases" (doc) VALUES ('{"owner":null}')""",
            ["cases 2 is not in the log"],
        ),
        (
            """UPDATE "doc:mentions" SET doc = json_set(doc, '$.text', 'other words') WHERE id = 2""",
            ["the search index of mentions does not hold their words"],
        ),
        (
            """
            DROP INDEX "unique index:mentions:uri";
            CREATE INDEX "unique index:mentions:uri" ON "doc:mentions" (json_extract(doc, '$."uri"'));
            UPDATE "doc:mentions" SET doc = json_set(doc, '$.uri', 'feed:1') WHERE id = 2;
            """,
            ["mentions: 1 of uri more than once"],
        ),
    ],
)
def test_what_was_done_behind_our_back_is_found(tmp_path: Path, statement: str, said: list[str]) -> None:
    assert broken(tmp_path, statement) == said


def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.mentions.insert_multiple(mention(number, "late " * 90) for number in range(300))
        (root,) = store.engine.ask(
            "SELECT rootpage FROM sqlite_master WHERE name = 'index:mentions:lane,rank'"
        )
        (size,) = store.engine.ask("PRAGMA page_size")
        place = store.place
    with place.open("r+b") as file:
        file.seek((root[0] - 1) * size[0] + 8)
        file.write(b"\xff" * 200)

    with opened(tmp_path) as store:
        assert any("damaged" in said for said in check(store))


def test_a_damaged_backup_is_brought_in_when_told(tmp_path: Path) -> None:
    with opened(tmp_path / "a") as store:
        fill(store, 300)
        kept = backup(store, tmp_path / "kept.db").place
    break_a_page(kept)
    with pytest.raises(Unsound):
        restore(kept, tmp_path / "b" / "amends.db", NOON)
    done = restore(kept, tmp_path / "b" / "amends.db", NOON, unsound=True)
    assert done.copy.counts["mentions"] == 300
    with opened(tmp_path / "b") as store:
        assert store.mentions.get(doc_id=300) is not None
        assert "damaged" in check(store)[0]
