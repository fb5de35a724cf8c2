"""A talk with the terminal: ask, and wait for the answer only so long; nothing typed meanwhile is kept."""

import os
import re
import select
import termios
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

PATIENCE = 2.0
"""Seconds a terminal may take to answer; a bad link has a second each way."""
HERE = b"\x1b[6n"
"""Where is the cursor? (DSR)"""
PLACE = re.compile(rb"\x1b\[(\d{1,5});(\d{1,5})R")


@dataclass
class Line:
    """The terminal while we talk with it."""

    ears: int
    """File descriptor that is read."""
    mouth: int
    """File descriptor that is written to."""
    patience: float = PATIENCE
    heard: bytes = b""
    """What it said before the last answer that was waited for."""

    def ask(self, question: bytes, answer: re.Pattern[bytes] = PLACE) -> re.Match[bytes] | None:
        """Return the answer to a question, or None where none comes in time."""
        os.write(self.mouth, question)
        said, end = b"", time.monotonic() + self.patience
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.ears], [], [], left)[0]:
                break
            piece = os.read(self.ears, 1024)
            if not piece:
                break
            said = (said + piece)[-4096:]
            if found := answer.search(said):
                self.heard = said[: found.start()]
                return found
        return None

    def column(self, before: bytes = b"") -> int | None:
        """Write something and return the column the cursor then stands in, counted from 0."""
        found = self.ask(before + HERE)
        return int(found[2]) - 1 if found else None

    def wipe(self) -> None:
        """Leave the line as empty as it was."""
        os.write(self.mouth, b"\r\x1b[K")


@contextmanager
def talking(ears: int, mouth: int, *, patience: float = PATIENCE) -> Iterator[Line]:
    """Talk with the terminal for the block: no echo, and what it says comes at once.

    Answers that come late are thrown away at the end as far as they have come: a shell would take them for
    typed.
    """
    before = termios.tcgetattr(ears)
    try:
        tty.setcbreak(ears, termios.TCSAFLUSH)
        yield Line(ears, mouth, patience)
    finally:
        termios.tcsetattr(ears, termios.TCSAFLUSH, before)
