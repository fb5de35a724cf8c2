"""Commands in odd company: streams that are closed, pipes that end early, encodings that lack letters."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desk_processes import amends, environment
from tests.desk_world import complaint, world

STATE = ".local/state/amends"
SAID = "Überfällig: 漢字 🙃, two charges"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the home of a responder with a complaint in many letters."""
    with world(tmp_path / STATE) as here:
        here.take(complaint("1", text=SAID))
    return tmp_path


def said_in(home: Path, encoding: str, *words: str, given: bytes = b"") -> bytes:
    """Return what a command says where standard streams have an encoding."""
    about = {**environment(home), "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "tui", *words]
    done = subprocess.run(command, env=about, input=given, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def in_a_shell(home: Path, line: str) -> tuple[int, str]:
    """Return the exit code of a line of the shell in which `$A` is our program, and its complaints."""
    about = {**environment(home), "A": f"{sys.executable} -m tui"}
    done = subprocess.run(["bash", "-c", line], env=about, stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stderr.decode()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_json_stays_json_in_an_encoding_without_the_letters(home: Path, encoding: str) -> None:
    said = said_in(home, encoding, "list", "--json").decode(encoding)
    assert json.loads(said)["text"] == SAID


@pytest.mark.parametrize("words", ["list", "next", "show 1", "--help"])
def test_every_command_speaks_in_ascii(home: Path, words: str) -> None:
    assert said_in(home, "ascii", *words.split()).isascii()


def test_bytes_that_are_no_text_are_noted_all_the_same(home: Path) -> None:
    said_in(home, "utf-8:strict", "do", "note", "1", "-", given=b"a\xffb")
    assert "noted: a\ufffdb" in amends(home, "show", "1").stdout.decode()


@pytest.mark.parametrize("line", ["$A list >&-", "$A list --json <&- >&- 2>&-", "$A do note 1 - <&- >&-"])
def test_a_closed_stream_is_no_surprise(home: Path, line: str) -> None:
    code, complaints = in_a_shell(home, line)
    assert (code, complaints) in ((0, ""), (1, "amends: the note is empty\n"))


def test_without_any_input_the_dashboard_is_refused(home: Path) -> None:
    code, complaints = in_a_shell(home, "$A <&-")
    assert code == 1
    assert complaints.startswith("amends: the dashboard needs a terminal")


@pytest.mark.parametrize("form", ["", "--json"])
def test_who_stops_reading_the_doctor_is_told_nothing(home: Path, form: str) -> None:
    line = f"set -o pipefail; $A doctor --no-network {form} | true"
    assert in_a_shell(home, line) == (0, "")


WORDS = ["show 1", "next", "check", "do note 1 hello", "playbook {}/pb", "list --help", "--version"]


@pytest.mark.parametrize("words", WORDS)
def test_who_stops_reading_is_told_nothing(home: Path, words: str) -> None:
    assert in_a_shell(home, f"set -o pipefail; $A {words.format(home)} | true") == (0, "")


@pytest.mark.parametrize("words", [each for each in WORDS if "--" not in each])
def test_a_full_disk_under_the_output_is_one_line(home: Path, words: str) -> None:
    code, complaints = in_a_shell(home, f"$A {words.format(home)} >/dev/full")
    assert (code, complaints) == (1, "amends: No space left on device\n")


@pytest.mark.parametrize("words", [["do", "done", "9" * 30], ["do", "settle", "-1", "kept"]])
def test_a_number_beyond_all_numbers_is_off(home: Path, words: list[str]) -> None:
    done = amends(home, *words)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("words", ["-is:mine", "charges --json is:undecided", "charges -is:mine --tab all"])
def test_a_query_may_begin_with_not_and_have_flags_amid(home: Path, words: str) -> None:
    done = amends(home, "list", *words.replace(" is:undecided", " since:9999d").split())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1
