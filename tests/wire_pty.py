"""The real desk on a pty of its own, read as fast or as slowly as a test likes, and shown by the emulator."""

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from select import select
from threading import Lock, Thread

from tests.desk_processes import ROOT, environment, rests, until
from tests.emulator import Look, Terminal

PIECE = 20
"""Bytes that a slow reader takes at a time."""


class Line:
    """One end of the line: what has come through it is on the screen."""

    def __init__(self, process: "subprocess.Popen[bytes]", mouth: int, size: tuple[int, int]) -> None:
        self.process = process
        self.screen = Terminal(*size)
        self.came = 0
        """Bytes that have come so far."""
        self.gone = False
        """Whether the terminal is no more."""
        self.pace = 0.0
        """Seconds to wait after every `PIECE`; 0 reads as fast as it comes."""
        self._hands = Lock()
        self._mouth = mouth
        self._heard = self._looks = 0
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        decode = getincrementaldecoder("utf-8")("replace").decode
        held = ""
        with suppress(OSError):  # the other end is gone
            while not self.gone:
                if not select([self._mouth], [], [], 0.05)[0]:
                    continue
                data = os.read(self._mouth, PIECE if self.pace else 1 << 16)
                self._heard += len(data)
                held = self._show(held + decode(data))
                self.came += len(data)
                time.sleep(self.pace)

    def _all_shown(self) -> int:
        """Return how much has come, once all of it is on the screen; something of its own until then."""
        on_the_way = self._heard != self.came or select([self._mouth], [], [], 0)[0]
        self._looks += 1
        return -self._looks if on_the_way else self.came

    def _show(self, said: str) -> str:
        """Show what is whole, and return the beginning of a sequence that is not."""
        at = said.rfind("\x1b")
        whole = at < 0 or any(sign.isalpha() or sign in "\x07~" for sign in said[at + 1 :].removeprefix("]"))
        with self._hands:
            self.screen.shows(said if whole else said[:at])
        return "" if whole else said[at:]

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._mouth, keys.encode())

    def wipe(self) -> None:
        """Clear the screen behind the desk's back."""
        with self._hands:
            self.screen.erase_in_display(2)

    def does(self, keys: str) -> Look:
        """Type, wait until that has shown and nothing comes any more, and return the screen."""
        before = self.came
        self.press(keys)
        return self.more_than(before)

    def more_than(self, before: int) -> Look:
        """Wait until more has come than so many bytes, and nothing comes any more; return the screen."""
        until(lambda: self.came > before, "more bytes")
        return self.rests()

    def resize(self, width: int, height: int, *, told: bool = True) -> None:
        """Change the size of the terminal, as a window manager would; the signal may be lost."""
        with self._hands:
            self.screen.resize(height, width)
        fcntl.ioctl(self._mouth, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        if told:
            self.signal(signal.SIGWINCH)  # it is nobody's controlling terminal, so nobody else tells

    def hang_up(self) -> None:
        """Let the terminal be gone; nobody tells the desk, for it is not its controlling terminal."""
        self.gone = True
        self._reader.join()
        os.close(self._mouth)

    def signal(self, number: signal.Signals) -> None:
        """Send the desk a signal."""
        self.process.send_signal(number)

    def stopped(self) -> bool:
        """Return whether the desk has been suspended."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        return stat.rpartition(")")[2].split()[0] == "T"

    def shows(self, words: str) -> None:
        """Wait for words to stand on the screen."""
        until(lambda: words in "\n".join(self.screen.display), words)

    def rests(self) -> Look:
        """Wait until nothing comes any more, and return the screen."""
        rests(self.process.pid, self._all_shown)
        return self.screen.look()


@contextmanager
def line_to(home: Path, *words: str, size: tuple[int, int] = (120, 36), job: bool = False) -> Iterator[Line]:
    """Start a command of ours on a terminal of its own, and end it whatever happens."""
    with spoken_to(home, sys.executable, "-m", "tui", *words, size=size, job=job) as line:
        yield line


@contextmanager
def spoken_to(home: Path, *command: str, size: tuple[int, int], job: bool = False) -> Iterator[Line]:
    """Start any program on a terminal of its own; as a job, it has a shell above it, to be suspended to."""
    mouth, tail = pty.openpty()
    fcntl.ioctl(tail, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    env = environment(home) | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    group = 0 if job else None
    process = subprocess.Popen(
        command, env=env, stdin=tail, stdout=tail, stderr=tail, cwd=ROOT,
        start_new_session=not job, process_group=group,
    )  # fmt: skip
    os.close(tail)
    line = Line(process, mouth, size)
    try:
        yield line
    finally:
        line.pace = 0.0
        process.kill()
        process.wait()
        if not line.gone:
            os.close(mouth)
