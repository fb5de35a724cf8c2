"""A program in a terminal of its own, as somebody at the other end of a line would have it."""

import fcntl
import os
import re
import select
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from bench.keys import keys
from bench.processes import TooSlow, cpu, memory
from bench.screen import Screen

COLUMNS, LINES = 120, 40
_QUESTION = re.compile(rb"\x1b\[\?(2026|2048)\$p|\x1b\[c|\x1b\[6n")
"""What programs ask a modern terminal."""
_TOLD = {
    "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
    "COLUMNS": str(COLUMNS), "LINES": str(LINES),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """The line between program and reader: as fast as it comes, unless said otherwise."""

    rate: float = 0.0
    """Bytes a second; 0 for any."""
    delay: float = 0.0
    """Seconds every byte from the program is under way."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What one key did."""

    first: float
    """Seconds to the first byte."""
    last: float
    """Seconds to the last byte."""
    size: int
    """Bytes."""
    cpu: float
    """CPU seconds of the program itself."""


class Terminal:
    """A program in a pseudo-terminal, read as it writes."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], line: Line | None = None) -> None:
        """Start it; `with` ends it."""
        self.begun = time.perf_counter()
        self._line = line or Line()
        self._fd, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        # setsid --ctty: the terminal is the program's own, so that /dev/tty is it too
        self._process = subprocess.Popen(
            ["setsid", "--ctty", *command], stdin=theirs, stdout=theirs, stderr=theirs, env={**_TOLD, **env}
        )
        os.close(theirs)
        self.pid = self._process.pid
        self.chunks: list[tuple[float, bytes]] = []
        """When each piece came, and what it was."""
        self.size = 0
        """Bytes so far."""
        self.ended = False
        self._shown = 0
        self.screen = Screen(COLUMNS, LINES)
        self._reader = threading.Thread(target=self._read, name="terminal", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def cpu(self) -> float:
        """Return the CPU seconds of the program itself so far, without those it started."""
        return cpu(self.pid)

    def memory(self) -> float:
        """Return the resident memory of the program itself, in MB."""
        return memory(self.pid)

    def send(self, script: str) -> None:
        """Press keys."""
        os.write(self._fd, keys(script))

    def lines(self) -> list[str]:
        """Return what stands on the screen now."""
        self._paint()
        return self.screen.lines()

    def wait(self, words: str, seconds: float = 60.0) -> float:
        """Wait until a line of the screen matches; return the seconds since the start.

        Raises:
            TooSlow: It never did; the message shows the screen.
        """
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            if self._paint() and self.screen.shows(words):
                return self.chunks[self._shown - 1][0] - self.begun
            if self.ended and self._shown >= len(self.chunks):
                break
            time.sleep(0.001)
        if self.screen.shows(words):
            return time.perf_counter() - self.begun
        raise TooSlow(f"no {words!r} on the screen:\n" + "\n".join(self.lines()).strip())

    def quiet(self, seconds: float = 0.3, most: float = 60.0) -> None:
        """Wait until nothing was written for so many seconds.

        Raises:
            TooSlow: It went on writing.
        """
        size, since, end = self.size, time.perf_counter(), time.perf_counter() + most
        while time.perf_counter() - since < seconds:
            time.sleep(0.002)
            if self.size != size:
                size, since = self.size, time.perf_counter()
            if time.perf_counter() > end:
                raise TooSlow(f"still writing after {most:g} s")

    def press(self, script: str, *, rest: float = 0.08, most: float = 10.0) -> Pressed:
        """Press keys and watch until the answer is whole: no byte for `rest` seconds after the first.

        Args:
            script: What to press.
            rest: Seconds of silence that end an answer.
            most: Seconds the whole may take.

        Raises:
            TooSlow: There was no answer: a key that does nothing costs nothing, and is no figure.
        """
        start, used = len(self.chunks), self.cpu()
        begun = time.perf_counter()
        self.send(script)
        while (now := time.perf_counter()) - begun < most:
            if len(self.chunks) > start and now - self.chunks[-1][0] >= rest:
                break
            time.sleep(0.0005)
        came = self.chunks[start:]
        if not came:
            raise TooSlow(f"no answer to {script!r} within {most:g} s")
        size = sum(len(each) for _, each in came)
        return Pressed(came[0][0] - begun, came[-1][0] - begun, size, self.cpu() - used)

    def moves(self, key: str, sign: str, most: float = 10.0) -> float:
        """Press a key and return the seconds until what a sign finds on the screen is something else.

        Whatever else is painted meanwhile, of mentions that come or of a counter, is no answer.

        Args:
            key: What to press.
            sign: A regular expression with a group.
            most: Seconds it may take.

        Raises:
            TooSlow: It took longer.
        """
        self._paint()
        before, begun = self.screen.found(sign), time.perf_counter()
        self.send(key)
        while time.perf_counter() - begun < most:
            time.sleep(0.0005)
            while (at := self._paint_one()) is not None:
                if self.screen.found(sign) != before:
                    return at - begun
        raise TooSlow(f"{key!r} moved nothing within {most:g} s")

    def close(self) -> None:
        """End the program, gently at first."""
        self._process.terminate()
        try:
            self._process.wait(3.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(1.0)
        os.close(self._fd)

    def _paint(self) -> bool:
        """Bring the screen up to date; True where there was anything to paint."""
        before, end = self._shown, len(self.chunks)
        while self._shown < end:
            self._paint_one()
        return end > before

    def _paint_one(self) -> float | None:
        """Paint the next piece and return when it came; None where there is none."""
        if self._shown == len(self.chunks):
            return None
        at, data = self.chunks[self._shown]
        self.screen.feed(data)
        self._shown += 1
        return at

    def _read(self) -> None:
        slow = bool(self._line.rate)
        piece = max(16, int(self._line.rate / 20)) if slow else 1 << 16
        while True:
            try:
                select.select([self._fd], [], [])
                data = os.read(self._fd, piece)
            except (OSError, ValueError):
                data = b""
            if not data:
                self.ended = True
                return
            self._answer(data)
            if slow:
                time.sleep(len(data) / self._line.rate)
            self.chunks.append((time.perf_counter() + self._line.delay, data))
            self.size += len(data)

    def _answer(self, data: bytes) -> None:
        for asked in _QUESTION.finditer(data):
            answer = b"\x1b[?62;22c" if asked[0].endswith(b"c") else b"\x1b[1;1R"
            if asked[1]:
                answer = b"\x1b[?2026;2$y" if asked[1] == b"2026" else b"\x1b[?2048;0$y"
            with suppress(OSError):
                os.write(self._fd, answer)
