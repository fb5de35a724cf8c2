"""Copying: which rungs are worth trying where, and what happens on each of them."""

import asyncio
import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui import clipboard
from tui.clipboard import OSC_52_CAP, Rung, copy, native, rungs

HERE = {"DISPLAY": ":0", "TERM": "xterm-256color"}
FAR = HERE | {"SSH_CONNECTION": "10.0.0.2 5 10.0.0.1 22"}
TMUX = shutil.which("tmux")


class Terminal:
    """Remembers what it was asked to put into the clipboard."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def __call__(self, text: str) -> None:
        self.given.append(text)


def fake_tool(folder: Path, name: str, body: str) -> Path:
    """Put a program onto a PATH of its own; it knows its folder as $HERE."""
    folder.mkdir(exist_ok=True)
    tool = folder / name
    tool.write_text(f"#!/bin/sh\nHERE={folder}\n{body}\n", encoding="utf-8")
    tool.chmod(0o755)
    return tool


def test_tmux_is_asked_first() -> None:
    assert rungs(FAR | {"TMUX": "/tmp/tmux-1/default,1,0"}, 10)[0] is Rung.TMUX


def test_over_ssh_only_the_terminal_and_the_file_are_left() -> None:
    assert rungs(FAR, 10, "linux") == (Rung.TERMINAL, Rung.FILE)
    assert rungs(FAR, 10, "darwin") == (Rung.TERMINAL, Rung.FILE)


def test_on_a_desktop_its_own_clipboard_is_tried_too() -> None:
    assert rungs(HERE, 10, "linux") == (Rung.TERMINAL, Rung.NATIVE, Rung.FILE)
    assert [each[0] for each in native(HERE, "linux")] == ["xclip", "xsel"]
    assert [each[0] for each in native({"WAYLAND_DISPLAY": "wayland-0"}, "linux")] == ["wl-copy"]
    assert [each[0] for each in native({}, "darwin")] == ["pbcopy"]


def test_a_bare_console_is_not_talked_to_in_osc_52() -> None:
    assert rungs({"TERM": "linux"}, 10, "linux") == (Rung.FILE,)


def test_a_text_beyond_the_cap_does_not_go_through_the_terminal() -> None:
    fits = OSC_52_CAP // 4 * 3
    assert Rung.TERMINAL in rungs(FAR, fits, "linux")
    assert Rung.TERMINAL not in rungs(FAR, fits + 1, "linux")


async def test_what_nobody_confirms_is_also_in_a_file_only_its_owner_can_read(tmp_path: Path) -> None:
    terminal, folder = Terminal(), tmp_path / "state"
    copied = await copy("sorry, Jane", env=FAR, folder=folder, terminal=terminal)
    assert terminal.given == ["sorry, Jane"]
    assert copied.file == folder / "clip.txt"
    assert copied.file.read_text(encoding="utf-8") == "sorry, Jane"
    assert stat.S_IMODE(copied.file.stat().st_mode) == 0o600
    assert "OSC 52" in copied.say
    assert str(copied.file) in copied.say


async def test_the_file_is_not_written_through_a_link_somebody_left_there(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    (tmp_path / "clip.txt").symlink_to(victim)
    await copy("sorry", env={}, folder=tmp_path, terminal=Terminal())
    assert victim.read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "clip.txt").read_text(encoding="utf-8") == "sorry"


async def test_a_native_tool_that_takes_it_ends_the_ladder(tmp_path: Path) -> None:
    fake_tool(tmp_path / "bin", "xclip", 'cat > "$HERE/clip"')
    env = HERE | {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    copied = await copy("we are sorry\nall of us", env=env, folder=tmp_path / "state", terminal=Terminal())
    assert copied.file is None
    assert "xclip" in copied.say
    assert (tmp_path / "bin" / "clip").read_text(encoding="utf-8") == "we are sorry\nall of us"


@pytest.mark.parametrize("trouble", ["exit 1", "exec sleep 60"])
async def test_a_tool_that_fails_or_hangs_is_passed_by(
    trouble: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "PATIENCE", 0.2)
    fake_tool(tmp_path / "bin", "xclip", trouble)
    env = HERE | {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}
    copied = await copy("sorry", env=env, folder=tmp_path / "state", terminal=Terminal())
    assert copied.file is not None


async def test_the_screen_goes_on_while_a_tool_dawdles(tmp_path: Path) -> None:
    dawdle = 'touch "$HERE/began"; while test ! -e "$HERE/end"; do sleep 0.01; done; exit 1'
    here = fake_tool(tmp_path / "bin", "xclip", dawdle).parent
    env = HERE | {"PATH": f"{here}:/usr/bin:/bin"}
    copying = asyncio.ensure_future(copy("sorry", env=env, folder=tmp_path, terminal=Terminal()))
    while not (here / "began").exists():
        assert not copying.done()
        await asyncio.sleep(0.01)
    (here / "end").touch()
    assert (await copying).file is not None


async def test_no_escape_control_or_override_ever_reaches_a_clipboard(tmp_path: Path) -> None:
    terminal = Terminal()
    hostile = "sorry\x1b]52;c;cm0gLXJm\x07 \x1b[31mred\x9b0m\x00 \u202egnp.exe\nsecond\r\nthird"
    await copy(hostile, env=FAR, folder=tmp_path, terminal=terminal)
    assert terminal.given == ["sorry red gnp.exe\nsecond\nthird"]


async def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(OSError, match="state"):
        await copy("sorry", env={"TERM": "dumb"}, folder=tmp_path / "state", terminal=Terminal())


@pytest.fixture
def tmux_env(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Run a tmux server of our own and give the environment of a program inside it."""
    if TMUX is None:
        pytest.skip("tmux is not installed: the first rung of the ladder is not tried here")
    socket = tmp_path / "tmux"
    ours = [TMUX, "-S", str(socket), "-f", "/dev/null"]
    env = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    subprocess.run([*ours, "new-session", "-d", "-s", "desk", "cat"], check=True, env=env)
    yield env | {"TMUX": f"{socket},1,0"}
    subprocess.run([*ours, "kill-server"], check=True, env=env)


def buffer_of(env: dict[str, str]) -> str:
    shown = subprocess.run(["tmux", "show-buffer"], env=env, check=True, capture_output=True)
    return shown.stdout.decode()


async def test_inside_tmux_the_text_lies_in_its_buffer(tmux_env: dict[str, str], tmp_path: Path) -> None:
    terminal = Terminal()
    text = "Wir bitten um Verzeihung – “sincerely” 🙏\nsecond line"
    copied = await copy(text, env=tmux_env, folder=tmp_path / "state", terminal=terminal)
    assert buffer_of(tmux_env) == text
    assert "tmux" in copied.say
    assert copied.file is None
    assert terminal.given == []


async def test_a_tmux_that_is_gone_does_not_swallow_the_text(tmp_path: Path) -> None:
    terminal = Terminal()
    env = FAR | {"PATH": os.environ["PATH"], "TMUX": f"{tmp_path / 'nothing'},1,0"}
    copied = await copy("sorry", env=env, folder=tmp_path, terminal=terminal)
    assert terminal.given == ["sorry"]
    assert copied.file is not None
