"""The desk in a real terminal that other programs trust: tmux, detached and attached again."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk_processes import ROOT, environment, rests, until
from tests.emulator import Look, Terminal
from tests.test_wire_line import filled, text
from tests.wire_pty import spoken_to

pytestmark = pytest.mark.skipif(not shutil.which("tmux"), reason="NOT PROVED: there is no tmux here")


WINDOW = 120, 36
SIZE = ("-x", str(WINDOW[0]), "-y", str(WINDOW[1]))


class Tmux:
    """A tmux server of our own with one window, and the desk in it."""

    def __init__(self, home: Path) -> None:
        self.socket = home / "tmux"
        self._env = environment(home) | {"LANG": "C.UTF-8", "TERM": "xterm-256color"}
        self.words = ["tmux", "-S", str(self.socket), "-f", "/dev/null"]
        desk = f"exec {sys.executable} -m tui --settings {home}/settings.toml"
        begun = self("new-session", "-d", "-P", "-F", "#{pane_pid}", *SIZE, "-c", str(ROOT), desk)
        self._desk = int(begun)

    def __call__(self, *words: str) -> str:
        done = subprocess.run(
            [*self.words, *words],
            env=self._env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        )
        return done.stdout

    def look(self) -> Look:
        """Return what is seen of the screen, but for what time alone changes."""
        screen = Terminal(*WINDOW)
        screen.shows(re.sub("−\\d\\dh", "−…h", self("capture-pane", "-p", "-e", "-N")).rstrip("\n"))
        return screen.look()[1:]

    def rests(self) -> Look:
        """Return the screen when nothing happens any more."""
        rests(self._desk, self.look)
        return self.look()

    def all_anew(self) -> None:
        """See that nothing changes when the whole screen is sent again."""
        shown = self.rests()
        self("send-keys", "C-l")
        assert self.rests() == shown


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    filled(tmp_path)
    server = Tmux(tmp_path)
    try:
        until(lambda: any("jane79" in text(line) for line in server.look()), "the desk")
        yield server
    finally:
        server("kill-server")


def test_tmux_shows_what_was_meant(tmux: Tmux) -> None:
    for keys, words in (
        ("jjk", "▸ 1"),
        ("\x04", "forum.example/t/64"),
        ("G", "jane00"),
        ("gg", "jane79"),
        ("\r", "Timeline"),
    ):
        tmux("send-keys", "-l", keys)
        until(lambda words=words: any(words in text(line) for line in tmux.look()), words)  # type: ignore[misc]
        tmux.all_anew()


def test_detached_and_attached_again(tmux: Tmux, tmp_path: Path) -> None:
    with spoken_to(tmp_path, *tmux.words, "attach", size=(100, 30)) as line:
        line.shows("jane79")
        line.does("jj")
        line.press("\x02d")  # detach
        until(lambda: line.process.poll() is not None, "the client has gone")
    tmux("send-keys", "j")
    tmux.all_anew()
    with spoken_to(tmp_path, *tmux.words, "attach", size=(132, 40)) as line:
        line.shows("jane76")
        line.does("j")
        tmux.all_anew()
