"""Terminals that play a script on a real pty: honest ones, liars, and some that say nothing."""

import os
import pty
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from fcntl import ioctl
from select import select
from struct import pack
from termios import TIOCSWINSZ

from rich.cells import cell_len

Answer = Callable[[str, str], bytes]
"""Takes a question (`6n`, `?2026$p`) and what stands on the line; returns what the terminal says."""

_QUESTION = re.compile(r"\x1b\[(6n|\?2026\$p)")
_OTHER = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07")


def honest(question: str, line: str) -> bytes:
    """Answer as a good terminal does."""
    if question == "6n":
        return f"\x1b[5;{cell_len(line) + 1}R".encode()
    return b"\x1b[?2026;2$y"


def silent(question: str, line: str) -> bytes:
    """Answer nothing."""
    return b""


@dataclass
class Played:
    """A terminal that is being played."""

    ours: int
    """File descriptor of the side a program sits at."""
    screen: bytearray = field(default_factory=bytearray)
    """Everything that was written to it."""


@contextmanager
def playing(answer: Answer, *, columns: int = 80, rows: int = 24) -> Iterator[Played]:
    """Play a terminal while the block runs."""
    theirs, ours = pty.openpty()
    ioctl(ours, TIOCSWINSZ, pack("HHHH", rows, columns, 0, 0))
    played, end = Played(ours), threading.Event()
    player = threading.Thread(target=_play, args=(theirs, answer, played, end), daemon=True)
    player.start()
    try:
        yield played
    finally:
        end.set()
        player.join()
        os.close(theirs)
        with suppress(OSError):
            os.close(ours)


def _play(theirs: int, answer: Answer, played: Played, end: threading.Event) -> None:
    text = ""
    while not end.is_set():
        if not select([theirs], [], [], 0.02)[0]:
            continue
        with suppress(OSError):  # nobody sits at the other side yet, or any more
            piece = os.read(theirs, 65536)
            played.screen += piece
            text += piece.decode("utf-8", "replace")
        while found := _QUESTION.search(text):
            before, text = text[: found.start()], text[found.end() :]
            said = answer(found[1], _OTHER.sub("", before.rpartition("\r")[2]))
            text = before.rpartition("\r")[2] + text if found[1] != "6n" else text
            if said:
                os.write(theirs, said)
