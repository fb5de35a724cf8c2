"""What a backup or an export that was killed has left beside its target goes with the next one."""

import os
import subprocess
import sys
from pathlib import Path

from casebook.store.backup import backup
from casebook.store.export import export
from tests.store_samples import mention, opened


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
