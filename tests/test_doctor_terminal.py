"""The doctor at a terminal: what it measures, and what becomes of it where the terminal lies or is silent."""

import os
import subprocess
import sys
import termios
from pathlib import Path
from select import select

import pytest
from rich.cells import cell_len

from desk.doctor.finding import Finding, State
from desk.settings import Theme
from tests.desk_processes import environment, until
from tests.desk_world import complaint, world
from tests.terminals import Answer, Played, honest, playing, silent
from tui.doctor import copying, drawing, multiplexer, terminal
from tui.doctor.line import talking

SOON = 0.15


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the home of somebody whose store holds a mention."""
    with world(tmp_path / ".local/state/amends") as here:
        here.take(complaint("1"))
    return tmp_path


def measured(answer: Answer, patience: float = 90.0) -> dict[str, Finding]:
    with playing(answer) as played, talking(played.ours, played.ours, patience=patience) as line:
        return {each.what: each for each in drawing.findings(line)}


def waiting(played: Played) -> bool:
    """Return whether anything lies ready to be read as if it were typed."""
    return bool(select([played.ours], [], [], 0.3)[0])


def test_a_good_terminal_draws_as_wide_as_we_count() -> None:
    found = measured(honest)
    assert {each.state for each in found.values()} == {State.OK}
    assert "wide, combining, emoji" in found["widths"].say
    assert "one piece" in found["repaints"].say


def test_a_terminal_without_synchronized_output_is_no_trouble() -> None:
    found = measured(lambda question, line: honest(question, line) if question == "6n" else b"")
    assert found["repaints"].state is State.OK
    assert "half done" in found["repaints"].say
    assert found["widths"].state is State.OK


def test_signs_drawn_two_cells_wide_are_wrong_and_joined_emoji_only_noted() -> None:
    def broad(question: str, line: str) -> bytes:
        extra = line.count("▸") + 2 * line.count("\u200d")
        return f"\x1b[5;{cell_len(line) + extra + 1}R".encode() if question == "6n" else b""

    found = measured(broad)
    assert found["our signs"].state is State.WRONG
    assert "ambiguous" in found["our signs"].do
    assert found["joined emoji"].state is State.NOTE
    assert "drawn 4 cells wide, counted as 2" in found["joined emoji"].say


def test_a_terminal_that_says_nothing_is_asked_once_and_not_waited_for() -> None:
    with playing(silent) as played:
        with talking(played.ours, played.ours, patience=SOON) as line:
            (found,) = drawing.findings(line)
        assert found.state is State.NOTE
        assert played.screen.count(b"\x1b[6n") == 1


def test_a_terminal_that_talks_nonsense_is_waited_for_only_so_long() -> None:
    found = measured(lambda question, line: b"\x1b[R\x1b[;R\x1b[99999999;1R" * 50, patience=SOON)
    assert list(found) == ["cursor"]


def test_a_terminal_that_falls_silent_leaves_the_rest_open() -> None:
    def tired(question: str, line: str) -> bytes:
        return b"" if "漢" in line else honest(question, line)

    found = measured(tired, patience=SOON)
    assert "fell silent" in found["wide"].say
    assert "our signs" in found["widths"].say


def test_an_answer_that_comes_late_is_not_taken_for_the_next() -> None:
    owed: list[bytes] = []

    def late(question: str, line: str) -> bytes:
        answers = [*owed, honest(question, line)]
        owed[:] = answers if "漢" in line and not owed else []
        return b"" if owed else b"".join(answers)

    found = measured(late, patience=SOON)
    assert State.WRONG not in {each.state for each in found.values()}
    assert list(found) == ["repaints", "wide", "widths"]


def test_a_terminal_that_falls_silent_early_is_not_taken_for_a_poor_one() -> None:
    asked: list[str] = []

    def once(question: str, line: str) -> bytes:
        asked.append(question)
        return honest(question, line) if len(asked) == 1 else b""

    assert list(measured(once, patience=SOON)) == ["cursor"]


def test_the_line_is_as_empty_as_it_was_and_the_terminal_echoes_again() -> None:
    with playing(honest) as played:
        before = termios.tcgetattr(played.ours)
        with talking(played.ours, played.ours) as line:
            list(drawing.findings(line))
        assert termios.tcgetattr(played.ours) == before
        until(lambda: played.screen.endswith(b"\r\x1b[K"), "an empty line")


def test_no_answer_is_left_to_be_taken_for_typed() -> None:
    with playing(lambda question, line: honest(question, line) * 30) as played:
        with talking(played.ours, played.ours) as line:
            list(drawing.findings(line))
        assert not waiting(played)


@pytest.mark.parametrize(
    ("env", "what", "state"),
    [
        ({"TERM": "xterm-256color", "LANG": "de_DE.UTF-8"}, "terminal", State.OK),
        ({"TERM": "dumb"}, "terminal", State.WRONG),
        ({}, "terminal", State.WRONG),
        ({"TERM": "xterm", "LANG": "de_DE.utf8"}, "characters", State.OK),
        ({"TERM": "xterm", "LC_ALL": "C", "LANG": "de_DE.UTF-8"}, "characters", State.NOTE),
        ({"TERM": "xterm-256color"}, "colours", State.OK),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "colours", State.OK),
        ({"TERM": "xterm", "NO_COLOR": "1"}, "colours", State.OK),
        ({"TERM": "linux"}, "colours", State.NOTE),
    ],
)
def test_what_the_environment_says(env: dict[str, str], what: str, state: State) -> None:
    found = {each.what: each for each in terminal.findings(env, (80, 24), "utf-8", Theme.DARK)}
    assert found[what].state is state


def test_a_small_window_and_one_that_is_not_utf_8() -> None:
    found = {
        each.what: each for each in terminal.findings({"TERM": "xterm"}, (79, 24), "latin-1", Theme.DARK)
    }
    assert found["size"].state is State.NOTE
    assert found["characters"].state is State.WRONG


def fake_tmux(folder: Path, body: str) -> dict[str, str]:
    tool = folder / "tmux"
    tool.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    tool.chmod(0o755)
    return {"TMUX": "/nowhere,1,0", "TERM": "tmux-256color", "PATH": f"{folder}:/usr/bin:/bin"}


def test_a_tmux_that_holds_esc_back_is_told(tmp_path: Path) -> None:
    env = fake_tmux(tmp_path, 'case "$*" in *escape-time*) echo 500;; display*) echo "3.3a RGB";; esac')
    found = {each.what: each for each in multiplexer.findings(env)}
    assert found["tmux Esc"].state is State.NOTE
    assert "500 ms" in found["tmux Esc"].say
    assert found["tmux"].state is State.OK


def test_an_old_tmux_and_a_wrong_name_inside_it(tmp_path: Path) -> None:
    env = fake_tmux(tmp_path, 'case "$*" in *escape-time*) echo 10;; display*) echo "3.1c ";; esac')
    found = {each.what: each for each in multiplexer.findings({**env, "TERM": "xterm-256color"})}
    assert found["tmux"].state is State.NOTE
    assert found["tmux TERM"].state is State.NOTE
    assert found["tmux Esc"].state is State.OK


def test_a_tmux_that_hangs_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiplexer, "PATIENCE", SOON)
    (found,) = multiplexer.findings(fake_tmux(tmp_path, "exec sleep 60"))
    assert "does not answer" in found.say


def test_the_rungs_are_tried_and_what_the_clipboard_holds_is_left_alone(tmp_path: Path) -> None:
    env = fake_tmux(tmp_path, 'case "$1" in load-buffer) echo "$*" >> "$0.log"; exit 1;; esac')
    env |= {"DISPLAY": ":0"}
    found = {each.what: each for each in copying.findings(env, tmp_path)}
    assert found["by tmux"].state is State.NOTE
    assert found["by program"].state is State.NOTE
    assert "goes by terminal" in found["copying"].say
    assert "-b amends-doctor" in (tmp_path / "tmux.log").read_text()
    assert not (tmp_path / "clip.txt").exists()


def test_a_tmux_that_gives_back_something_else_is_told(tmp_path: Path) -> None:
    env = fake_tmux(tmp_path, 'case "$1" in show-buffer) echo "something else";; esac')
    found = {each.what: each for each in copying.findings(env, tmp_path)}
    assert found["by tmux"].state is State.NOTE
    assert "goes by terminal" in found["copying"].say


def test_a_sentence_is_really_copied_when_one_agrees(tmp_path: Path) -> None:
    with playing(silent) as played:
        found = copying.really({"TERM": "xterm"}, tmp_path, played.ours)
        assert "OSC 52" in found.say
        assert (tmp_path / "clip.txt").read_text() == copying.SENTENCE


def at_a_terminal(home: Path, answer: Answer, *words: str) -> tuple[int, str]:
    """Run the command at a played terminal and return its exit code and what it wrote."""
    env = {**environment(home), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    with playing(answer) as played:
        command = [sys.executable, "-m", "tui", "doctor", *words]
        end = played.ours
        process = subprocess.Popen(command, env=env, stdin=end, stdout=end, stderr=end, cwd=home)
        code = process.wait(timeout=300)
        while waiting(played):
            os.read(played.ours, 4096)
            raise AssertionError("something was left in the terminal's input")
        return code, played.screen.decode("utf-8", "replace")


@pytest.mark.parametrize("words", [(), ("demo",)])
def test_where_nothing_can_be_painted_nothing_is(home: Path, words: tuple[str, ...]) -> None:
    with playing(silent) as played:
        end = played.ours
        process = subprocess.Popen(
            [sys.executable, "-m", "tui", *words],
            env={**environment(home), "TERM": "dumb"}, stdin=end, stdout=end, stderr=end, cwd=home,
        )  # fmt: skip
        assert process.wait(timeout=300) == 1
        until(lambda: played.screen.endswith(b"\n"), "a line")
    assert b'cannot be painted on a terminal whose TERM is "dumb"' in played.screen
    assert b"\x1b" not in played.screen


def test_the_whole_command_at_a_terminal(tmp_path: Path) -> None:
    code, screen = at_a_terminal(tmp_path, honest, "--no-network")
    assert code == 0, screen
    assert "widths" in screen
    assert "80×24" in screen
    assert "Nothing is wrong" in screen
    assert not (tmp_path / ".local").exists()


def test_the_whole_command_at_a_terminal_that_is_silent(tmp_path: Path) -> None:
    code, screen = at_a_terminal(tmp_path, silent, "--no-network")
    assert code == 0, screen
    assert "does not say where its cursor is" in " ".join(screen.split())
