"""Files on their way to their names: what the killed have left, whose they are, and what is in the way."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from casebook.store.backup import backup
from casebook.store.copies import put
from casebook.store.export import export
from casebook.store.restore import restore
from tests.store_samples import NOON, mention, opened


def one_that_is_gone() -> int:
    """Return the number of a process that was killed."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        process.kill()
    return process.pid


def test_a_killed_backup_leaves_nothing_for_good(tmp_path: Path) -> None:
    dead, alive = one_that_is_gone(), os.getppid()
    for number in (f"{dead}", f"{dead}-journal", f"{os.getpid()}", f"{alive}"):
        (tmp_path / f".k[1].db.part-{number}").write_bytes(b"half")
    with opened(tmp_path / "a") as store:
        store.mentions.insert(mention(1))
        backup(store, tmp_path / "k[1].db")
    assert {each.name for each in tmp_path.iterdir()} == {"a", "k[1].db", f".k[1].db.part-{alive}"}


def test_a_killed_export_leaves_nothing_for_good(tmp_path: Path) -> None:
    left = tmp_path / f".out.part-{one_that_is_gone()}"
    left.mkdir()
    (left / "casework.json").write_text("{")
    with opened(tmp_path / "a") as store:
        export(store, tmp_path / "out")
    assert {each.name for each in tmp_path.iterdir()} == {"a", "out"}


def test_what_is_restored_is_the_teams_where_the_folder_is(tmp_path: Path) -> None:
    with opened(tmp_path / "a") as store:
        kept = backup(store, tmp_path / "kept.db").place
    team = tmp_path / "team"
    team.mkdir()
    team.chmod(0o770)
    restore(kept, team / "amends.db", NOON)
    assert stat.S_IMODE((team / "amends.db").stat().st_mode) == 0o660


def test_a_name_that_was_taken_meanwhile_is_left_to_its_file(tmp_path: Path) -> None:
    made, place = tmp_path / "made", tmp_path / "place"
    made.write_text("ours")
    place.write_text("theirs")
    with pytest.raises(FileExistsError):
        put(made, place, over=False)
    assert place.read_text() == "theirs"
