"""Who has a store open: they all hold one lock file together, so that nobody takes it from under them."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casebook.errors import StoreBusy
from casebook.store.lock import lock_file

LOCKS = Path("/proc/locks")
"""Where Linux tells who holds which lock; elsewhere we cannot tell."""
_TRIES = 40
_BLINK = 0.05
"""Seconds between two tries."""


class Opening:
    """One opening of a store, in this process; a process that dies is there no more."""

    def __init__(self, place: Path, mode: int) -> None:
        """Be there.

        Args:
            place: The store.
            mode: Of a lock file that is made.

        Raises:
            StoreBusy: The store is being replaced.
        """
        self._file = _lock_of(place, mode)
        self._share(place)

    def _share(self, place: Path) -> None:
        if not _got(self._file, fcntl.LOCK_SH, _TRIES):
            self.close()
            raise StoreBusy(f"{place}: is being replaced: try again in a moment")

    @classmethod
    def seen(cls, place: Path) -> "Opening":
        """Be there as one who only reads: where there is no lock file, none is made.

        Raises:
            StoreBusy: The store is being replaced.
        """
        there = cls.__new__(cls)
        try:
            there._file = os.open(_name(place), os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            there._file = -1
        else:
            there._share(place)
        return there

    def close(self) -> None:
        """Be there no more."""
        file, self._file = self._file, -1
        if file >= 0:
            os.close(file)


@contextmanager
def alone(place: Path, mode: int) -> Iterator[None]:
    """Keep a store closed for everybody while the block runs.

    Args:
        place: The store.
        mode: Of a lock file that is made.

    Raises:
        StoreBusy: Somebody has it open; the message says who, where that can be told.
    """
    file = _lock_of(place, mode)
    try:
        if not _got(file, fcntl.LOCK_EX, 1):
            raise StoreBusy(_open_in(_holders(os.fstat(file).st_ino)))
        yield
    finally:
        os.close(file)


def _lock_of(place: Path, mode: int) -> int:
    return lock_file(_name(place), mode)


def _name(place: Path) -> Path:
    return place.with_name(f"{place.name}-open")


def _got(file: int, how: int, tries: int) -> bool:
    for turn in range(tries):
        try:
            fcntl.flock(file, how | fcntl.LOCK_NB)
        except BlockingIOError:
            if turn + 1 < tries:
                time.sleep(_BLINK)
        else:
            return True
    return False


def _holders(inode: int) -> list[str]:
    """Return the numbers of the processes that hold a lock on a file, as far as the system tells."""
    if not LOCKS.exists():
        return []
    rows = (line.split() for line in LOCKS.read_text().splitlines())
    found = {row[4] for row in rows if len(row) > 5 and row[1] == "FLOCK" and row[5].endswith(f":{inode}")}
    return sorted(found, key=int)


def _open_in(processes: list[str]) -> str:
    who = f" (process {', '.join(processes)})" if processes else ""
    return f"a dashboard, a collector or a command has the store open{who}: end it first, then try again"
