"""A backup is one whole file, whatever goes on meanwhile; a restore is all of it or nothing."""

import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from casebook.errors import NewerStore, StoreBusy, StoreError, Unsound
from casebook.store.backup import backup
from casebook.store.replacing import replacing
from casebook.store.restore import restore
from casebook.store.schema import KINDS, VERSION
from casebook.store.store import Store
from casebook.store.upkeep import check
from tests.desk_processes import ROOT, environment, until
from tests.store_samples import NOON, a_case, mention, opened

WRITER = [sys.executable, "-m", "tests.store_writer"]


def all_of(store: Store) -> dict[str, list[tuple[int, object]]]:
    return {name: [(each.doc_id, dict(each)) for each in getattr(store, name)] for name in KINDS}


def fill(store: Store, many: int = 5) -> None:
    store.mentions.insert_multiple(mention(number) for number in range(many))
    with store.act("jane", "case.open", NOON) as act:
        act.case = store.cases.insert(a_case(lead=1))
        store.mentions.update({"case": act.case}, doc_ids=[1])


def left_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()} - {"amends.db", "amends.db-lock", "amends.db-open"}


def test_a_backup_is_one_file_with_everything_for_its_owner_alone(tmp_path: Path) -> None:
    with opened(tmp_path / "a") as store:
        fill(store)
        made = backup(store, tmp_path / "kept.db")
        everything = all_of(store)
    assert {each.name for each in tmp_path.iterdir()} == {"a", "kept.db"}
    assert stat.S_IMODE(made.place.stat().st_mode) == 0o600
    assert (made.size, made.counts["mentions"], made.counts["log"]) == (made.place.stat().st_size, 5, 2)
    with closing(sqlite3.connect(made.place)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    restore(made.place, tmp_path / "b" / "amends.db", NOON)
    with opened(tmp_path / "b") as store:
        assert all_of(store) == everything


def test_a_backup_made_while_others_write_is_sound(tmp_path: Path) -> None:
    place = tmp_path / "amends.db"
    with opened(tmp_path) as store:
        writers = [
            subprocess.Popen(
                [*WRITER, str(place), name, "insert"],
                env=environment(tmp_path),
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
            )
            for name in ("one", "two")
        ]
        try:
            counts: list[int] = []
            for turn in range(5):
                until(lambda: len(store.mentions) > 50 + len(counts) * 20, "more mentions")
                counts.append(backup(store, tmp_path / f"{turn}.db").counts["mentions"])
        finally:
            for each in writers:
                each.kill()
                each.wait()
    assert counts == sorted(set(counts))
    for turn, many in enumerate(counts):
        restore(tmp_path / f"{turn}.db", tmp_path / f"b{turn}" / "amends.db", NOON)
        with opened(tmp_path / f"b{turn}") as store:
            assert len(store.mentions) == many


def test_nothing_is_overwritten_unless_told(tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    kept.write_text("my diary")
    with opened(tmp_path) as store:
        with pytest.raises(StoreError, match="is there already"):
            backup(store, kept)
        assert kept.read_text() == "my diary"
        backup(store, kept, over=True)
    assert kept.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize("name", ["amends.db", "amends.db-wal", "amends.db-lock", "../{}/amends.db"])
def test_a_file_of_the_store_is_never_the_target(tmp_path: Path, name: str) -> None:
    with opened(tmp_path) as store:
        fill(store)
        with pytest.raises(StoreError, match="a file of the store itself"):
            backup(store, tmp_path / name.format(tmp_path.name), over=True)
        assert check(store) == []


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store)
        for target, said in ((tmp_path / "no" / "k.db", "No such file"), (tmp_path, "this is a folder")):
            with pytest.raises(StoreError, match=said):
                backup(store, target)
    assert left_in(tmp_path) == set()


def break_a_page(place: Path) -> None:
    """Overwrite the middle of the table of mentions."""
    with closing(sqlite3.connect(place)) as connection:
        asked = "SELECT rootpage FROM sqlite_master WHERE name = 'index:mentions:lane,rank'"
        root, size = (
            connection.execute(asked).fetchone()[0],
            connection.execute("PRAGMA page_size").fetchone()[0],
        )
    with place.open("r+b") as file:
        file.seek((root - 1) * size + 8)
        file.write(b"\xff" * 200)


def test_a_damaged_store_gives_no_backup(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store, 300)
    break_a_page(tmp_path / "amends.db")
    with opened(tmp_path) as store, pytest.raises(Unsound):
        backup(store, tmp_path / "kept.db")
    assert left_in(tmp_path) == set()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A backup with five mentions, beside a store that has ten by now."""
    with opened(tmp_path) as store:
        fill(store)
        place = backup(store, tmp_path / "kept.db").place
        store.mentions.insert_multiple(mention(number) for number in range(5, 10))
    return place


def test_the_store_that_is_replaced_is_kept(tmp_path: Path, kept: Path) -> None:
    before = kept.read_bytes()
    done = restore(kept, tmp_path / "amends.db", NOON)
    assert done.kept == tmp_path / "amends.db.before-restore-20260314T120000Z"
    with opened(tmp_path) as store:
        assert (len(store.mentions), check(store)) == (5, [])
    again = restore(done.kept, tmp_path / "amends.db", NOON)
    with opened(tmp_path) as store:
        assert (len(store.mentions), check(store)) == (10, [])
    assert again.kept is not None
    assert again.kept.name == "amends.db.before-restore-20260314T120000Z-2"
    assert kept.read_bytes() == before


def test_what_only_the_log_of_a_killed_writer_holds_is_kept_too(tmp_path: Path, kept: Path) -> None:
    place = tmp_path / "amends.db"
    writer = subprocess.Popen(
        [*WRITER, str(place), "w", "insert"], env=environment(tmp_path), cwd=ROOT, stdout=subprocess.PIPE
    )
    assert writer.stdout is not None
    acknowledged = [uri for _ in range(10) for uri in writer.stdout.readline().decode().split()]
    writer.kill()
    writer.communicate()
    assert place.with_name("amends.db-wal").stat().st_size

    done = restore(kept, place, NOON)
    assert done.kept is not None
    for each, many in ((place, 5), (done.kept, 10)):
        store = Store(each)
        uris = {row["uri"] for row in store.mentions}
        store.close()
        assert len(uris) >= many
        assert uris.issuperset(acknowledged) is (each == done.kept)


def test_a_new_file_brings_what_its_log_still_holds(tmp_path: Path, kept: Path) -> None:
    with replacing(tmp_path / "amends.db", NOON) as new:
        files = new.place, new.place.with_name(f"{new.place.name}-wal")
        shutil.copyfile(kept, new.place)
        with closing(sqlite3.connect(new.place)) as writer:
            writer.execute("PRAGMA journal_mode = WAL")
            writer.execute("CREATE TABLE late (word)")
            found = [each.read_bytes() for each in files]
        for file, held in zip(files, found, strict=True):
            file.write_bytes(held)  # as who could not fold its log in at the end leaves them
    with closing(sqlite3.connect(tmp_path / "amends.db")) as made:
        assert made.execute("SELECT count(*) FROM late").fetchone() == (0,)


def test_a_store_somebody_has_open_is_not_replaced(tmp_path: Path, kept: Path) -> None:
    with opened(tmp_path) as store:
        with pytest.raises(StoreBusy, match=rf"has the store open \(process {os.getpid()}\)"):
            restore(kept, tmp_path / "amends.db", NOON)
        assert len(store.mentions) == 10
    restore(kept, tmp_path / "amends.db", NOON)


def by_hand(place: Path, *statements: str) -> None:
    with closing(sqlite3.connect(place)) as connection:
        connection.executescript(";".join(statements))


def test_what_is_no_backup_is_refused_and_nothing_changes(tmp_path: Path, kept: Path) -> None:
    place = tmp_path / "amends.db"
    before = place.read_bytes()
    for name, text in (("diary", "Dear diary" * 100), ("empty", "")):
        (tmp_path / name).write_text(text)
    by_hand(tmp_path / "songs", "CREATE TABLE songs (title)")
    newer = tmp_path / "newer"
    newer.write_bytes(kept.read_bytes())
    by_hand(newer, f"PRAGMA user_version = {VERSION + 1}")
    for name, error, said in (
        ("diary", StoreError, "diary: this file is not a store"),
        ("empty", StoreError, "empty: this is no store of amends"),
        ("songs", StoreError, "songs: this is no store of amends"),
        ("newer", NewerStore, "newer: a newer amends"),
        ("none", StoreError, "none: there is no such file"),
        (".", StoreError, "this is a folder: name a file in it"),
        ("amends.db", StoreError, "this is the store itself"),
    ):
        with pytest.raises(error, match=said):
            restore(tmp_path / name, place, NOON)
    assert place.read_bytes() == before
    assert left_in(tmp_path) == {"kept.db", "diary", "empty", "songs", "newer"}


def test_a_backup_with_faults_is_brought_in_only_when_told(tmp_path: Path, kept: Path) -> None:
    by_hand(kept, """UPDATE "doc:cases" SET doc = json_set(doc, '$.owner', 'bob')""")
    with pytest.raises(Unsound) as caught:
        restore(kept, tmp_path / "amends.db", NOON)
    assert caught.value.faults == ("cases 1 is not as the log tells",)
    with opened(tmp_path) as store:
        assert len(store.mentions) == 10
    restore(kept, tmp_path / "amends.db", NOON, unsound=True)
    with opened(tmp_path) as store:
        assert len(store.mentions) == 5


def test_a_damaged_store_is_replaced_and_kept(tmp_path: Path, kept: Path) -> None:
    place, log = tmp_path / "amends.db", tmp_path / "amends.db-wal"
    with opened(tmp_path) as store:
        store.mentions.insert(mention(10))
        held = log.read_bytes()
    place.write_bytes(b"\xff" * 5000)
    log.write_bytes(held)  # as sound as on the day: it must not be read into what is restored
    done = restore(kept, place, NOON)
    assert done.kept is not None
    assert done.kept.read_bytes() == b"\xff" * 5000
    assert done.kept.with_name(f"{done.kept.name}-wal").read_bytes() == held
    with opened(tmp_path) as store:
        assert (len(store.mentions), check(store)) == (5, [])


def test_a_backup_put_in_place_by_hand_is_a_store_like_any_other(tmp_path: Path, kept: Path) -> None:
    (tmp_path / "hand").mkdir()
    (tmp_path / "hand/amends.db").write_bytes(kept.read_bytes())
    with opened(tmp_path / "hand") as store:
        (mode,) = store.engine.ask("PRAGMA journal_mode")
        assert mode == ("wal",)
        assert check(store) == []


RESTORE = """
import sys
from pathlib import Path
from casebook.store.replacing import replacing
from casebook.store.restore import restore
from tests.store_samples import NOON
restore(Path(sys.argv[1]), Path(sys.argv[2]), NOON)
"""


def test_a_restore_killed_at_any_moment_leaves_the_old_store_or_the_new(tmp_path: Path, kept: Path) -> None:
    chance, seen = random.Random(7), set[int]()
    for _ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", RESTORE, str(kept), str(tmp_path / "amends.db")], env=environment(tmp_path)
        )
        try:
            process.wait(chance.uniform(0.1, 0.6))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        with opened(tmp_path) as store:
            seen.add(len(store.mentions))
            assert check(store) == []
    assert seen <= {5, 10}
    restore(kept, tmp_path / "amends.db", NOON)
    assert not [name for name in left_in(tmp_path) if ".new-" in name]
