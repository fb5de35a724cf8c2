"""The commands that look after the store: what they say, their exit codes, and who is in the way."""

import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from tests.desk_processes import amends, started, until

PLACE = ".local/state/amends/amends.db"


def add(home: Path, *texts: str) -> None:
    lines = "".join(json.dumps({"text": each, "native_id": each}) + "\n" for each in texts)
    assert amends(home, "add", "--json", "-", given=lines.encode()).returncode == 0


def test_back_up_lose_everything_and_restore(tmp_path: Path) -> None:
    add(tmp_path, "broken", "late")
    done = amends(tmp_path, "backup", "kept.db")
    assert (done.returncode, done.stderr) == (0, b"")
    said = "kept.db: 2 mentions, 0 cases, 0 notes, 0 follow-ups, 0 customers ("
    assert done.stdout.decode().startswith(said)
    assert done.stdout.endswith(b" kB); it was opened again and is whole\n")
    assert stat.S_IMODE((tmp_path / "kept.db").stat().st_mode) == 0o600
    add(tmp_path, "worse")
    back = amends(tmp_path, "restore", "kept.db")
    assert back.returncode == 0
    store, kept = back.stdout.decode().splitlines()
    assert store.startswith(f"{tmp_path / PLACE}: 2 mentions")
    assert kept.startswith(f"the store that stood there is kept: {tmp_path / PLACE}.before-restore-")
    assert len(amends(tmp_path, "list").stdout.splitlines()) == 2


def test_a_backup_is_neither_made_of_nothing_nor_over_something(tmp_path: Path) -> None:
    done = amends(tmp_path, "backup", "kept.db")
    assert done.returncode == 1
    assert b"there is no store yet, so there is nothing to back up" in done.stderr
    add(tmp_path, "broken")
    for words, code in ((("kept.db",), 0), (("kept.db",), 1), (("kept.db", "--force"), 0)):
        assert amends(tmp_path, "backup", *words).returncode == code
    assert not (tmp_path / ".local/state/amends/kept.db").exists()


def test_a_restore_waits_for_nobody_and_says_who_is_in_the_way(tmp_path: Path) -> None:
    add(tmp_path, "broken")
    amends(tmp_path, "backup", "kept.db")
    with started(tmp_path, "collect") as process:
        until(lambda: (tmp_path / f"{PLACE}-ingest").exists(), "the collector")
        until(lambda: amends(tmp_path, "restore", "kept.db").returncode == 1, "its store open")
        done = amends(tmp_path, "restore", "kept.db")
        assert f"has the store open (process {process.pid}): end it first" in done.stderr.decode()
        assert amends(tmp_path, "check").returncode == 0
        assert amends(tmp_path, "backup", "another.db").returncode == 0


def test_a_sound_store_is_called_so(tmp_path: Path) -> None:
    none = amends(tmp_path, "check")
    assert (none.returncode, none.stdout.decode()) == (0, f"{tmp_path / PLACE}: there is no store yet\n")
    add(tmp_path, "broken")
    done = amends(tmp_path, "check")
    said = f"{tmp_path / PLACE}: sound; 1 mention, 0 cases, 0 notes, 0 follow-ups, 0 customers\n"
    assert (done.returncode, done.stdout.decode()) == (0, said)


def test_each_fault_is_a_line_or_one_in_json(tmp_path: Path) -> None:
    add(tmp_path, "broken")
    with closing(sqlite3.connect(tmp_path / PLACE)) as connection:
        connection.executescript(
            """UPDATE "doc:mentions" SET doc = json_set(doc, '$.text', 'x', '$.case', 7)"""
        )
    faults = [
        "mention 1 names a case that is not there",
        "the search index of mentions does not hold their words",
    ]
    done = amends(tmp_path, "check")
    assert (done.returncode, done.stdout.decode().splitlines()) == (1, faults)
    told = json.loads(amends(tmp_path, "check", "--json").stdout)
    assert (told["sound"], told["faults"], told["counts"]["mentions"]) == (False, faults, 1)
    backup = amends(tmp_path, "backup", "kept.db")
    assert backup.returncode == 0
    refused = amends(tmp_path, "restore", "kept.db")
    assert refused.returncode == 1
    assert [line.removeprefix("amends: ") for line in refused.stderr.decode().splitlines()] == [
        *faults,
        "kept.db: has faults; nothing was changed. --force brings it in as it is",
    ]
    assert amends(tmp_path, "restore", "kept.db", "--force").returncode == 0


def test_a_store_that_cannot_be_opened_is_a_fault(tmp_path: Path) -> None:
    add(tmp_path, "broken")
    (tmp_path / PLACE).write_bytes(b"\xff" * 5000)
    done = amends(tmp_path, "check", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["faults"] == [f"{tmp_path / PLACE}: this file is not a store"]


def test_everything_goes_out_as_plain_files_and_comes_in_elsewhere(tmp_path: Path) -> None:
    add(tmp_path, "broken", "late")
    done = amends(tmp_path, "export", "out")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("out: 2 mentions and all casework, in casework.json and mentions-")
    mixed = amends(tmp_path, "import", "casework", "out")
    assert (mixed.returncode, mixed.stderr.count(b"\n")) == (1, 1)
    assert b"is not empty (2 mentions): nothing is mixed" in mixed.stderr
    (tmp_path / "s.toml").write_text('[store]\nplace = "new/amends.db"\n', encoding="utf-8")
    there = amends(tmp_path, "--settings", "s.toml", "import", "casework", "out")
    assert there.stdout.decode().startswith(f"{tmp_path / 'new/amends.db'}: 2 mentions, 0 cases")
    listed = [
        amends(tmp_path, *words, "list", "--all", "--json").stdout for words in ((), ("--settings", "s.toml"))
    ]
    assert listed[0] == listed[1]
