"""The doctor at the store: it sees what is wrong, and changes nothing."""

import json
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from casebook.store.schema import VERSION
from desk.doctor import store as looks
from desk.doctor.finding import Finding, State
from desk.lock import elected, lock_of
from tests.desk_processes import amends
from tests.desk_world import complaint, world


def found(place: Path, *, full: bool = False) -> dict[str, Finding]:
    return {each.what: each for each in looks.findings(place, full=full)}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a store that holds some mentions."""
    with world(tmp_path) as desk:
        desk.take(*(complaint(str(number)) for number in range(300)))
    return tmp_path / "amends.db"


def told(done: "subprocess.CompletedProcess[bytes]") -> dict[str, dict[str, str]]:
    return {each["what"]: each for each in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("full", [False, True])
def test_a_sound_store_is_said_to_be(place: Path, full: bool) -> None:
    assert {each.state for each in found(place, full=full).values()} == {State.OK}
    assert "300 mentions, wal journal" in found(place)["store"].say


def test_looking_changes_nothing(place: Path) -> None:
    before = place.read_bytes()
    found(place, full=True)
    assert place.read_bytes() == before


def test_a_damaged_store_is_seen(place: Path) -> None:
    with place.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(b"\xff" * 4096 * 10)
    integrity = found(place)["integrity"]
    assert integrity.state is State.WRONG
    assert "damaged" in integrity.say
    assert "backup" in integrity.do


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a store, but words\n" * 99, encoding="utf-8")
    assert found(tmp_path / "notes.txt")["store"].state is State.WRONG


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE theirs (id)")
    other.close()
    assert "another program" in found(tmp_path / "other.db")["store"].say


def test_where_there_is_none_yet_none_is_made(tmp_path: Path) -> None:
    looked = found(tmp_path / "deep" / "er" / "amends.db")
    assert {each.state for each in looked.values()} == {State.OK}
    assert not (tmp_path / "deep").exists()


def test_a_file_in_the_way_of_the_folder_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way", encoding="utf-8")
    assert found(tmp_path / "state" / "amends.db")["folder"].state is State.WRONG


def test_what_everybody_may_read_is_told(place: Path) -> None:
    place.parent.chmod(0o755)
    place.chmod(0o644)
    looked = found(place)
    assert (looked["folder"].state, looked["store"].state) == (State.NOTE, State.NOTE)
    assert "chmod" in looked["store"].do


def test_a_disk_that_is_nearly_full_is_wrong(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "SCARCE", 2**80)
    assert found(place)["disk"].state is State.WRONG


def test_the_command_sees_a_damaged_store_and_goes_on(place: Path) -> None:
    settings = place.parent / "s.toml"
    settings.write_text(f'[store]\nplace = "{place}"\n', encoding="utf-8")
    with place.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(b"\xff" * 4096 * 10)
    done = amends(place.parent, "--settings", str(settings), "doctor", "--json", "--no-network")
    assert done.returncode == 1, done.stderr
    assert told(done)["integrity"]["state"] == "wrong"
    assert told(done)["clock"]["state"] == "ok"


def test_the_command_leaves_an_older_store_as_it_is(place: Path) -> None:
    settings = place.parent / "s.toml"
    settings.write_text(f'[store]\nplace = "{place}"\n', encoding="utf-8")
    with closing(sqlite3.connect(place)) as older:
        older.execute(f"PRAGMA user_version = {VERSION - 1}")
    done = amends(place.parent, "--settings", str(settings), "doctor", "--no-network")
    assert done.returncode == 0, done.stdout
    assert "to bring it up to date" in " ".join(done.stdout.decode().split())
    with closing(sqlite3.connect(place)) as older:
        assert older.execute("PRAGMA user_version").fetchone() == (VERSION - 1,)
    assert not list(place.parent.glob("*-before-*"))


def test_bad_settings_are_one_finding_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('[look]\nteme = "dark"\n', encoding="utf-8")
    done = amends(tmp_path, "--settings", "s.toml", "doctor", "--json")
    lines = told(done)
    assert done.returncode == 1
    assert 'did you mean "theme"?' in lines["settings"]["say"]
    assert lines["terminal"]["say"] == "not a terminal: skipped"
    assert "store" not in lines


def test_a_key_that_clashes_is_found(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('[keys]\n"case.claim" = "t"\n', encoding="utf-8")
    done = amends(tmp_path, "--settings", "s.toml", "doctor", "--json", "--no-network")
    assert done.returncode == 1
    assert "case.template" in told(done)["keys"]["say"]


def test_a_playbook_that_is_not_there_is_found(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('[playbook]\nfolder = "none"\n', encoding="utf-8")
    done = amends(tmp_path, "--settings", "s.toml", "doctor", "--no-network")
    assert done.returncode == 1
    assert b"1 wrong: playbook" in done.stdout


def test_a_sender_is_looked_at_though_no_source_may_be_asked(tmp_path: Path) -> None:
    said = '[listen]\nat = "8799"\n[senders.tickets]\nsecret = "env:NOBODY_HAS_SET_IT"\n'
    (tmp_path / "s.toml").write_text(said, encoding="utf-8")
    done = amends(tmp_path, "--settings", "s.toml", "doctor", "--json", "--no-network")
    assert done.returncode == 1
    assert "NOBODY_HAS_SET_IT is not set" in told(done)["tickets"]["say"]


def test_who_collects_is_told(place: Path) -> None:
    settings = place.parent / "s.toml"
    settings.write_text(f'[store]\nplace = "{place}"\n', encoding="utf-8")
    with elected(lock_of(place)):
        done = amends(place.parent, "--settings", str(settings), "doctor", "--json", "--no-network")
    assert done.returncode == 0, done.stdout
    assert told(done)["collector"]["say"].endswith("collects")
