"""Lines from a file or a pipe, in batches of what has come in: nobody waits, and many share one commit."""

import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import BinaryIO

from casebook.frozen import frozen
from desk.errors import DeskError

TOGETHER = 200
"""Lines in one batch at most."""
LONGEST = 2**20
"""Bytes of one line at most."""


class BadLine(DeskError):
    """A line is no text, or too long."""


@frozen
class Line:
    """One line as it came in, before anybody has looked at it."""

    number: int
    raw: bytes

    def text(self, longest: int = LONGEST) -> str:
        """Return its text, which may have so many bytes.

        Raises:
            BadLine: It is too long, or not UTF-8.
        """
        if len(self.raw) > longest:
            raise BadLine(f"is longer than {longest // 2**20} MiB")
        try:
            return self.raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadLine(f"is not UTF-8 (byte {error.start + 1})") from error


def batches(name: str, longest: int = LONGEST) -> Iterator[list[Line]]:
    """Yield the lines of a file, or of standard input for `-`, that hold anything.

    Of one that has more bytes than `longest` the beginning comes, and one byte to tell.

    Raises:
        DeskError: The file cannot be read.
    """
    waiting: Queue[Line | OSError | None] = Queue(maxsize=2 * TOGETHER)
    threading.Thread(target=_read, args=(name, waiting, longest), name="lines", daemon=True).start()
    more = True
    while more:
        batch, more = _gathered(name, waiting)
        if batch:
            yield batch


def _gathered(name: str, waiting: "Queue[Line | OSError | None]") -> tuple[list[Line], bool]:
    """Return what has come in by now, at least one line, and whether more may come."""
    batch: list[Line] = []
    try:
        while len(batch) < TOGETHER:
            each = waiting.get(block=not batch)
            if isinstance(each, OSError):
                raise DeskError(f"{name}: cannot be read ({each.strerror or each})") from each
            if each is None:
                return batch, False
            batch.append(each)
    except Empty:
        pass
    return batch, True


def _read(name: str, waiting: "Queue[Line | OSError | None]", longest: int) -> None:
    """Read to the end. The stream is this thread's own: nobody closes it while it waits for a sender."""
    try:
        with open(0, "rb", closefd=False) if name == "-" else Path(name).open("rb") as stream:
            for number, raw in enumerate(_lines(stream, longest), start=1):
                if raw.strip():
                    waiting.put(Line(number, raw))
        waiting.put(None)
    except OSError as error:
        waiting.put(error)


def _lines(stream: BinaryIO, longest: int) -> Iterator[bytes]:
    """Yield lines; of one that is too long only the beginning, and one byte to tell."""
    while raw := stream.readline(longest + 1):
        yield raw
        while len(raw) > longest and not raw.endswith(b"\n"):
            raw = stream.readline(longest + 1) or b"\n"
