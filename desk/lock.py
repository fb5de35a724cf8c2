"""One collector on a host: who holds the lock file polls, everybody else follows the store."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casebook.store.place import make, make_folder, mode_in
from desk.errors import DeskError, Taken

_TRIES = 5
_BLINK = 0.02
"""Seconds between two tries."""


def lock_of(store: Path) -> Path:
    """Return the lock file that stands for collecting into a store."""
    return store.with_name(f"{store.name}-ingest")


@contextmanager
def elected(lock: Path) -> Iterator[None]:
    """Hold the lock for as long as the block runs; a holder that dies lets go by itself.

    Raises:
        Taken: Another process holds it; the message has its number.
        DeskError: The lock file cannot be opened.
    """
    handle = _opened(lock)
    if not _got(handle):
        holder = _written(handle)
        os.close(handle)
        raise Taken(f"another collector is at work on this store (process {holder})")
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


def is_held(lock: Path) -> bool:
    """Return whether some process collects now.

    Raises:
        DeskError: The lock file cannot be opened.
    """
    if not _is_there(lock):
        return False
    handle = _opened(lock)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(handle)


def holder_of(lock: Path) -> str:
    """Return the number of the process that holds the lock or held it last, "unknown" where none is told.

    Raises:
        DeskError: The lock file cannot be opened.
    """
    if not _is_there(lock):
        return "unknown"
    handle = _opened(lock)
    try:
        return _written(handle)
    finally:
        os.close(handle)


def _written(handle: int) -> str:
    said = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
    return said if said.isdigit() else "unknown"


def _got(handle: int) -> bool:
    """Try for a moment: somebody who only looks whether the lock is held has it for a blink."""
    for _ in range(_TRIES):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_BLINK)
        else:
            return True
    return False


def _is_there(lock: Path) -> bool:
    try:
        return lock.exists()
    except OSError as error:
        raise DeskError(f"{lock}: {error.strerror or error}") from error


def _opened(lock: Path) -> int:
    """Open the file, made as the store's own files are: a team that shares the folder shares it too."""
    make_folder(lock.parent)
    try:
        make(lock, mode_in(lock.parent))
        return os.open(lock, os.O_RDWR | os.O_CLOEXEC)
    except OSError as error:
        raise DeskError(f"{lock}: {error.strerror or error}") from error
