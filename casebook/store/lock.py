"""The one lock of a store: whoever writes holds it, in this process and in all others on the host.

Commits, and the checkpoints SQLite makes inside them, happen under it and nowhere else. That excludes
SQLite's WAL-reset bug (all versions from 3.7.0 to 3.51.2), and the kernel queues those who wait, where
SQLite's own busy handler starves some. A killed holder lets go by itself.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casebook.errors import ReadOnly, StoreError
from casebook.store.telling import Tell, silent

_PATIENCE = 1.0
"""Seconds a closing store gives to a thread that is writing; its file must not be closed under it."""


LONG = 2.0
"""Seconds of waiting for somebody else's write after which it is told whose; most take milliseconds."""


class WriteLock:
    """A lock file beside the store, and a lock between the threads of this process."""

    def __init__(self, place: Path, mode: int, tell: Tell = silent) -> None:
        self._place = place
        self._tell = tell
        self._file = lock_file(place, mode)
        self._threads = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait until nobody else writes, and hold the lock for the block."""
        with self._threads:
            if self._file < 0:
                raise StoreError(f"{self._place}: the store is closed")
            self._wait()
            try:
                os.pwrite(self._file, f"{os.getpid():<10}\n".encode(), 0)
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def _wait(self) -> None:
        """Wait for our turn; where that takes long, tell who has it, if anybody listens."""
        if self._tell is silent:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            return
        late = threading.Timer(LONG, self._tell_who)
        late.daemon = True
        late.start()
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX)
        finally:
            late.cancel()

    def _tell_who(self) -> None:
        who = os.pread(self._file, 20, 0).decode("ascii", "replace").strip()
        self._tell(f"waiting for process {who or '?'}, which is writing to the store …")

    def close(self) -> None:
        """Let go of the file, unless a thread still waits for others with it: then it stays open."""
        if self._threads.acquire(timeout=_PATIENCE):
            try:
                file, self._file = self._file, -1
                if file >= 0:
                    os.close(file)
            finally:
                self._threads.release()


class NoLock(WriteLock):
    """Of a store that is only read: nobody ever holds it, and no file stands for it."""

    def __init__(self, place: Path) -> None:
        self._place = place

    @contextmanager
    def held(self) -> Iterator[None]:
        """Refuse."""
        raise ReadOnly(f"{self._place}: was opened to read only: nothing is changed")
        yield

    def close(self) -> None:
        """Have nothing to let go of."""


def lock_file(place: Path, mode: int) -> int:
    """Open a lock file, made with the mode given, and return its descriptor.

    Raises:
        StoreError: It cannot be opened.
    """
    try:
        file = os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, mode)
        if os.fstat(file).st_uid == os.geteuid():
            os.fchmod(file, mode)  # the umask must not lock the team out
    except OSError as error:
        raise StoreError(f"{place}: {error.strerror or error}") from error
    return file
