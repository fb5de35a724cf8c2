"""The real desk on a terminal that changes its size, goes away, or reads slowly: in the end all is right."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from string import ascii_lowercase

import pytest
from pyte.screens import Char

from casebook.clock import utc_now
from casebook.mention import Mention
from tests.desk_processes import until
from tests.desk_world import complaint, world
from tests.emulator import Look, Terminal
from tests.wire_pty import PIECE, Line, line_to

SLOW = PIECE / 2000
"""Two thousand bytes a second."""
REDRAW = "\x0c"
SUSPEND = "\x1a"
PASTE = 2004
"""The mode in which a terminal marks what is pasted."""


def filled(folder: Path) -> Path:
    """Fill a queue longer than the screen, and return the settings file of its desk."""
    now = utc_now()
    with world(folder) as here:
        here.take(*(one_of_many(number, now) for number in range(80)), now=now)
    file = folder / "settings.toml"
    file.write_text(f'[store]\nplace = "{folder}/amends.db"\n[look]\ntheme = "dark"\n', encoding="utf-8")
    return file


def one_of_many(number: int, now: datetime) -> Mention:
    """Return one of many, each a second older: no hour of theirs becomes full while a test lasts."""
    title, created_at = f"Charged {number} times 返金", now - timedelta(days=1, minutes=20, seconds=number)
    return complaint(str(number), title=title, author_handle=f"jane{number:02}", created_at=created_at)


@contextmanager
def desk(folder: Path, *, job: bool = False) -> Iterator[Line]:
    """Sit down at it."""
    with line_to(folder, "--settings", str(filled(folder)), job=job) as line:
        line.shows("▹ 1")
        line.rests()
        line.does("jk")  # whoever is new reads of the keys first
        line.shows("Why first")
        line.rests()
        yield line


def all_anew(line: Line) -> None:
    """See that nothing changes when the whole screen is sent again to a terminal that has been cleared."""
    shown = line.rests()
    line.wipe()
    same(line.does(REDRAW), shown)


def same(one: Look, other: Look) -> None:
    """See that two screens are the same; the first line with its clock apart."""
    for line, (left, right) in enumerate(zip(one[1:], other[1:], strict=True), 1):
        assert left == right, f"line {line}:\n{text(left)}\n{text(right)}"


def text(line: tuple[Char, ...]) -> str:
    return "".join(cell.data for cell in line)


def selected(screen: Terminal) -> str:
    """Return whose row has the cursor."""
    return next((line.split()[6] for line in screen.display if line.startswith("▸")), "")


def test_at_rest_nothing_is_sent(tmp_path: Path) -> None:
    with desk(tmp_path) as line:
        line.does("j")
        assert still(line) or still(line)  # a minute turns in one of them at most
        all_anew(line)


def still(line: Line) -> bool:
    """Return whether nothing comes for three seconds."""
    before = line.came
    time.sleep(3)
    return line.came == before


def test_another_size_and_the_same_again(tmp_path: Path) -> None:
    with desk(tmp_path) as line:
        line.does("jj")
        for width, height in ((80, 24), (120, 36), (140, 20)):
            before = line.came
            line.resize(width, height)
            line.more_than(before)
            all_anew(line)
        line.wipe()
        line.resize(140, 20)
        line.shows("jane77")
        all_anew(line)


def test_the_terminal_knows_its_size_better_than_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")
    with desk(tmp_path) as line:
        assert "help" in line.screen.display[-1]
        line.resize(132, 40)
        line.shows("jane66")
        all_anew(line)


@pytest.mark.parametrize("stop", [signal.SIGTSTP, signal.SIGSTOP])
def test_suspended_and_back(tmp_path: Path, stop: signal.Signals) -> None:
    with desk(tmp_path) as line:
        shown = line.does("j")
        line.signal(stop)
        until(line.stopped, "it stands still")
        line.rests()
        line.wipe()
        line.screen.reset_mode(PASTE, private=True)
        line.signal(signal.SIGCONT)
        line.shows("Why first")
        same(line.rests(), shown)
        assert PASTE << 5 in line.screen.mode
        line.does("j")
        all_anew(line)
        hears_once(line)


def test_whoever_goes_on_without_having_been_suspended_is_heard_once(tmp_path: Path) -> None:
    with desk(tmp_path) as line:
        for _ in range(2):
            line.signal(signal.SIGCONT)
            line.rests()
        hears_once(line)


def test_suspended_by_key_again_and_again_it_is_heard_once(tmp_path: Path) -> None:
    with desk(tmp_path, job=True) as line:
        for _ in range(4):
            line.press(SUSPEND)
            until(line.stopped, "it stands still")
            line.wipe()
            line.signal(signal.SIGCONT)
            line.shows("Why first")
            line.rests()
        hears_once(line)


def hears_once(line: Line) -> None:
    """See that what is typed comes in as it was typed, and that the desk ends when it is told to."""
    for _ in range(3):
        line.does("/")
        for letter in ascii_lowercase:
            line.press(letter)
            time.sleep(0.001)
        line.shows(ascii_lowercase)
        line.does("\x15")
        line.does("\x1b")
    line.press("q")
    until(lambda: line.process.poll() is not None, "it ends")
    assert line.process.returncode == 0


def test_a_slow_reader_gets_the_newest_and_keys_are_answered(tmp_path: Path) -> None:
    with desk(tmp_path) as line:
        line.does("jk")
        line.does("j")
        line.pace = SLOW
        before = line.came
        line.does("j")
        one, before = line.came - before, line.came
        for _ in range(60):
            line.press("j")
            time.sleep(0.03)
        until(lambda: selected(line.screen) == "jane17", "the last row we went to")
        line.rests()
        assert line.came - before < 60 * one
        line.pace = 0.0
        all_anew(line)
