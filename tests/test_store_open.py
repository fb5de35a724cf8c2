"""Opening a store: ours and no other's, this version and none newer, readable for whom it should be."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tinydb import where

from casebook.errors import NewerStore, StoreBusy, StoreError
from casebook.store import connections, files
from casebook.store.connections import fit_to_show
from casebook.store.migrations import upgrade
from casebook.store.place import MOUNTS as MOUNTED
from casebook.store.place import file_system
from casebook.store.schema import APPLICATION, VERSION
from casebook.store.store import Store
from casebook.store.upkeep import check
from casebook.store.words import COLUMNS, Phrase, within
from tests.desk_processes import ROOT
from tests.store_samples import mention, opened


def by_hand(place: Path, *statements: str) -> list[list[tuple[object, ...]]]:
    """What somebody with an SQLite shell does to the file."""
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        return [list(connection.execute(statement)) for statement in statements]


def names(place: Path) -> set[object]:
    (found,) = by_hand(place, "SELECT name FROM sqlite_master WHERE type = 'index'")
    return {name for (name,) in found}


def test_a_new_store_says_what_it_is_and_lies_in_a_new_folder(tmp_path: Path) -> None:
    with opened(tmp_path / "new" / "folder") as store:
        place = store.place

    found = by_hand(place, "PRAGMA application_id", "PRAGMA user_version", "PRAGMA journal_mode")
    assert found == [[(APPLICATION,)], [(VERSION,)], [("wal",)]]


def test_opening_again_finds_everything(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.mentions.insert(mention(1))
    with opened(tmp_path) as store:
        assert store.mentions.all() == [mention(1)]


def test_a_sound_store_is_opened_without_waiting_for_whoever_writes(tmp_path: Path) -> None:
    with opened(tmp_path) as store, store.batch():
        store.mentions.insert(mention(1))
        with opened(tmp_path) as reader:
            assert reader.mentions.all() == []


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        place = store.place
    by_hand(place, f"PRAGMA user_version = {VERSION + 1}")

    with pytest.raises(NewerStore, match="newer amends"):
        Store(place)


def test_a_store_upgraded_under_our_hands_is_written_to_no_more(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.mentions.insert(mention(1))
        by_hand(store.place, f"PRAGMA user_version = {VERSION + 1}")

        with pytest.raises(NewerStore):
            store.mentions.insert(mention(2))
        assert len(store.mentions) == 1


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "theirs.db"
    by_hand(place, "CREATE TABLE songs (title)")
    before = place.read_bytes()

    with pytest.raises(StoreError, match="another program"):
        Store(place)
    assert place.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "amends.db"
    place.write_text("Dear diary, " * 100)

    with pytest.raises(StoreError, match="not a store"):
        Store(place)


def test_a_place_that_cannot_be_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match=r"file: the folder cannot be made"):
        Store(tmp_path / "file" / "amends.db")


def test_missing_indexes_are_made_and_strange_ones_dropped(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        place, before = store.place, names(store.place)
    by_hand(
        place,
        'DROP INDEX "index:mentions:lane,rank"',
        """CREATE INDEX "index:mentions:mood" ON "doc:mentions" (json_extract(doc, '$."mood"'))""",
    )

    with opened(tmp_path):
        assert names(place) == before


def test_each_step_up_is_taken_once_after_a_copy_was_laid_aside(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.sources.insert({"name": "news"})
        place = store.place
    steps = {
        VERSION: lambda connection: connection.execute(
            "UPDATE \"doc:sources\" SET doc = json_set(doc, '$.a', 1)"
        ),
        VERSION + 1: lambda connection: connection.execute(
            "UPDATE \"doc:sources\" SET doc = json_set(doc, '$.b', 2)"
        ),
    }
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        upgrade(connection, place, steps, to=VERSION + 2)
        upgrade(connection, place, steps, to=VERSION + 2)

    copy = place.with_name(f"amends.db-before-v{VERSION + 2}")
    asked = ("PRAGMA user_version", 'SELECT doc FROM "doc:sources"')
    assert by_hand(place, *asked) == [[(VERSION + 2,)], [('{"name":"news","a":1,"b":2}',)]]
    assert by_hand(copy, *asked) == [[(VERSION,)], [('{"name":"news"}',)]]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_step_that_fails_leaves_the_file_as_it_was_before_the_first(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.sources.insert({"name": "news"})
        place = store.place

    def broken(connection: sqlite3.Connection) -> None:
        connection.execute('DELETE FROM "doc:sources"')
        connection.execute("no SQL at all")

    connection = sqlite3.connect(place, isolation_level=None)
    with closing(connection), pytest.raises(StoreError, match="syntax"), fit_to_show(place):
        upgrade(connection, place, {VERSION: lambda _: None, VERSION + 1: broken}, to=VERSION + 2)

    with opened(tmp_path) as store:
        assert store.sources.count(where("name") == "news") == 1


def test_a_store_of_the_first_version_finds_by_author_too_and_says_what_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MANY", 2)
    with opened(tmp_path) as store:
        store.mentions.insert_multiple(mention(number) for number in range(6))
        place = store.place
    by_hand(
        place,
        'DROP TABLE "words:mentions"',
        """CREATE VIRTUAL TABLE "words:mentions" USING fts5(words, content='')""",
        'DROP INDEX "sparse index:mentions:mute,seen_at"',
        "PRAGMA user_version = 1",
    )
    told: list[str] = []

    store = Store(place, tell=told.append)
    theirs = store.mentions.select(within(COLUMNS["author"], (Phrase(("author1",), prefix=False),)))
    faults = check(store)
    store.close()
    Store(place, tell=told.append).close()

    assert ([each.doc_id for each in theirs], faults) == ([2, 5], [])
    assert [each.partition(" over ")[0] for each in told] == [
        "the store is brought up to date, after a copy is laid aside: this happens once",
        "building the search index",
        "building an index (mute, seen at)",
        "building the counts",
    ]


@pytest.mark.parametrize(("folder", "file"), [(0o755, 0o600), (0o700, 0o600), (0o2770, 0o660)])
def test_the_team_can_write_where_the_folder_is_the_teams(tmp_path: Path, folder: int, file: int) -> None:
    place = tmp_path / "desk"
    place.mkdir()
    place.chmod(folder)
    before = os.umask(0o077)
    try:
        with opened(place) as store:
            store.mentions.insert(mention(1))
            modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in place.iterdir()}
    finally:
        os.umask(before)

    names = ("amends.db", "amends.db-wal", "amends.db-shm", "amends.db-lock", "amends.db-open")
    assert modes == dict.fromkeys(names, file)


WRITES = """
import os, sys, urllib.parse  # which pathlib may want when this user may not look into Python's folder
from pathlib import Path
from casebook.store.store import Store
os.setgroups([]); os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[3])); os.umask(0o022)
store = Store(Path(sys.argv[1]))
print(store.sources.insert({"name": str(os.getpid())}))
store.close()
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="two users are NOT tried: only root can be two users")
def test_two_users_of_one_group_share_a_store_and_a_third_does_not() -> None:
    def write(group: int, user: int) -> subprocess.CompletedProcess[str]:
        run = [sys.executable, "-c", WRITES, f"{folder}/amends.db", str(group), str(user)]
        return subprocess.run(run, capture_output=True, text=True, timeout=300, check=False)

    with TemporaryDirectory() as folder:  # not pytest's own: nobody else may enter that
        os.chown(folder, 0, 54321)
        Path(folder).chmod(0o2770)

        assert [write(54321, user).stdout for user in (10001, 10002, 10001)] == ["1\n", "2\n", "3\n"]
        assert "StoreError" in write(999, 10003).stderr


def test_a_store_another_program_holds_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "PRAGMAS", connections.PRAGMAS.replace("10000", "1"))
    with opened(tmp_path) as store, closing(sqlite3.connect(store.place, isolation_level=None)) as shell:
        shell.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="another program"):
            store.mentions.insert(mention(1))
        shell.execute("ROLLBACK")

        assert store.mentions.insert(mention(1)) == 1


def test_an_sqlite_that_is_too_old_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "OLDEST", (99, 0, 0))
    connections.check_library.cache_clear()

    with pytest.raises(StoreError, match="is too old"):
        connections.check_library()


MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/jane/local ext4 rw 0 0
//box/team /mnt/team\040share cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/home/jane", "nfs4"),
        ("/home/jane/local/desk", "ext4"),
        ("/homeless", "ext4"),
        ("/mnt/team share/desk", "cifs"),
    ],
)
def test_the_file_system_of_a_folder_is_told(folder: str, kind: str) -> None:
    assert file_system(Path(folder), MOUNTS.strip()) == kind


def test_a_network_file_system_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mounts").write_text(f"server:/x {tmp_path.resolve()} nfs4 rw 0 0\n")
    monkeypatch.setattr("casebook.store.place.MOUNTS", tmp_path / "mounts")

    with pytest.raises(StoreError, match="network file system"):
        Store(tmp_path / "amends.db")
    assert not (tmp_path / "amends.db").exists()


def test_what_is_mounted_is_told_to_the_unit_in_docs_too() -> None:
    unit = (ROOT / "docs" / "amends-collect.service").read_text(encoding="utf-8")
    assert "ProcSubset=pid" in unit
    assert MOUNTED.is_relative_to("/proc/self")


def test_a_link_to_a_network_file_system_is_refused_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "amends.db").symlink_to(tmp_path / "far" / "amends.db")
    (tmp_path / "mounts").write_text(f"server:/x {tmp_path.resolve()}/far nfs4 rw 0 0\n")
    monkeypatch.setattr("casebook.store.place.MOUNTS", tmp_path / "mounts")

    with pytest.raises(StoreError, match="network file system"):
        Store(tmp_path / "amends.db")
    assert not (tmp_path / "far" / "amends.db").exists()
