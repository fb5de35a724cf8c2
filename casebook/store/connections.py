"""One connection a thread, all closed when the store closes.

A write is acknowledged after its COMMIT has synced SQLite's write-ahead log: it survives `kill -9`, and
loss of power on a disk that honours flushes. Needs SQLite 3.35 with FTS5.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import NoReturn

from casebook.errors import FULL, Overtaken, StoreBusy, StoreError
from casebook.store.live import Witness
from casebook.store.narrowed import HOLDS, MEETS
from casebook.store.standing import meets
from casebook.store.words import holds

OLDEST = (3, 35, 0)
"""Nothing older is tried."""
PRAGMAS = """
PRAGMA synchronous = FULL;
PRAGMA fullfsync = ON;
PRAGMA busy_timeout = 10000;
PRAGMA cache_size = -2048;
PRAGMA temp_store = MEMORY;
PRAGMA journal_size_limit = 67108864;
PRAGMA wal_autocheckpoint = 1000;
PRAGMA secure_delete = ON;
"""
"""Set on every connection. `synchronous = FULL` is what makes a commit survive a loss of power."""
ROOM = "PRAGMA cache_size = -16384"
"""What a connection that writes is given; to read, an eighth does as well, and threads that read are many."""
_STRIDE = 1_000
"""Steps between two questions whether to stop."""
_SAYINGS = {
    sqlite3.SQLITE_FULL: ("the disk is full, nothing was written", FULL),
    sqlite3.SQLITE_READONLY: ("the store may not be written to", "store read-only"),
    sqlite3.SQLITE_CANTOPEN: ("the store cannot be opened", "store not there"),
    sqlite3.SQLITE_NOTADB: ("this file is not a store", "store damaged"),
    sqlite3.SQLITE_CORRUPT: ("the store is damaged", "store damaged"),
    sqlite3.SQLITE_IOERR: ("the disk does not answer as it should", "disk trouble"),
}
"""What SQLite finds wrong: in a sentence, and in two words."""


class Line:
    """One thread's connection, and what this thread is in the middle of."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.busy = threading.Lock()
        """Held while a statement runs, so that nobody closes the connection under it."""
        self.depth = 0
        """How many transactions are open, one inside the other."""
        self.commits = 0
        """How many of its own this thread has made; SQLite tells only of those of others."""
        self.seen: int | None = None
        """The last version of others this thread has seen."""
        self.pace = 0.0
        """Seconds until it looks again for what others have done."""
        self.witness: Witness | None = None
        """Who notes its changes."""
        self.overtaken: Callable[[], bool] = _never
        """Whether nobody waits any more for what is asked."""


class Connections:
    """The connections of one store."""

    def __init__(self, place: Path, *, read_only: bool = False) -> None:
        self.place = place
        self._read_only = read_only
        self._mine = threading.local()
        self._all: dict[threading.Thread, Line] = {}
        self._changing = threading.Lock()
        self.closed = False
        """Whether nothing is answered any more."""

    def __len__(self) -> int:
        return len(self._all)

    def line(self) -> Line:
        """Return this thread's line, opened when first asked for.

        Raises:
            StoreError: The store is closed, or cannot be opened.
        """
        if self.closed:
            raise StoreError(f"{self.place}: the store is closed")
        found: Line | None = getattr(self._mine, "line", None)
        if found is None:
            found = self._mine.line = self._opened()
        return found

    def asking(self, steps: int = 0) -> "Lent":
        """Lend this thread's connection for a statement; what goes wrong with it is said as a StoreError.

        Args:
            steps: After so many of SQLite's own the statement is interrupted; 0 lets it run to its end.

        Raises:
            Overtaken: Nobody waits for the answer any more.
        """
        return Lent(self, self.line(), steps)

    @contextmanager
    def waited_for(self, overtaken: Callable[[], bool]) -> Iterator[None]:
        """Ask in this thread only as long as somebody waits for the answer.

        Args:
            overtaken: Whether nobody does any more; asked often, by this thread.
        """
        line = self.line()
        before, line.overtaken = line.overtaken, overtaken
        try:
            yield
        finally:
            line.overtaken = before

    def close(self) -> None:
        """Close every thread's connection."""
        with self._changing:
            self.closed = True
            lines = list(self._all.values())
            self._all.clear()
        for line in lines:
            _close(line)

    def say(self, error: Exception) -> NoReturn:
        """Say what went wrong, or that the store was closed meanwhile: SQLite has several words for that.

        Raises:
            StoreError: Always.
        """
        if isinstance(error, sqlite3.Error) and not self.closed:
            raise _said(self.place, error) from error
        raise StoreError(f"{self.place}: the store is closed") from error

    def _opened(self) -> Line:
        """Open a connection and set it up before `close` can know of it and close it under us."""
        try:
            line = Line(_connected(self.place, read_only=self._read_only))
        except sqlite3.Error as error:
            self.say(error)
        with self._changing:
            gone = [thread for thread in self._all if not thread.is_alive()]
            left = [self._all.pop(thread) for thread in gone]
            if self.closed:
                left.append(line)
            else:
                self._all[threading.current_thread()] = line
        for each in left:
            _close(each)
        return line


class Lent:
    """A thread's connection, lent for a block; a class, for this is done for every statement there is."""

    __slots__ = ("_connections", "_line", "_steps")

    def __init__(self, connections: Connections, line: Line, steps: int) -> None:
        self._connections, self._line, self._steps = connections, line, steps

    def __enter__(self) -> sqlite3.Connection:
        line = self._line
        line.busy.acquire()
        try:
            if line.overtaken():
                raise _late(self._connections.place)
            line.connection.set_progress_handler(_until(self._steps, line.overtaken), _STRIDE)
        except BaseException as error:
            self.__exit__(type(error), error, None)
            raise
        return line.connection

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.busy.release()
        if isinstance(error, sqlite3.Error) or (isinstance(error, StoreError) and self._connections.closed):
            self._connections.say(error)


def _never() -> bool:
    return False


def _until(steps: int, overtaken: Callable[[], bool]) -> Callable[[], bool] | None:
    """Return what SQLite asks whether to stop: it counts all runs of a statement together, we this one."""
    if not steps:
        return None if overtaken is _never else overtaken
    strides = count(1)
    return lambda: overtaken() or next(strides) * _STRIDE > steps


def _late(place: Path) -> Overtaken:
    return Overtaken(f"{place}: nobody waits for the answer any more")


def _connected(place: Path, *, read_only: bool) -> sqlite3.Connection:
    name = f"{place.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    connection = sqlite3.connect(name, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.executescript(PRAGMAS)
        connection.create_function(HOLDS, -1, holds, deterministic=True)
        connection.create_function(MEETS, -1, meets, deterministic=True)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def fit_to_show(place: Path) -> Iterator[None]:
    """Say what SQLite finds wrong in words for the responder.

    Raises:
        StoreBusy: Another program holds the file.
        StoreError: Anything else.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _said(place, error) from error


@cache
def check_library() -> None:
    """Refuse an SQLite that is too old, or was built without its text search.

    Raises:
        StoreError: It says which.
    """
    if sqlite3.sqlite_version_info < OLDEST:
        raise StoreError(
            f"SQLite {sqlite3.sqlite_version} is too old: amends needs {OLDEST[0]}.{OLDEST[1]} or newer"
        )
    connection = sqlite3.connect(":memory:")
    try:
        found = connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone()
    finally:
        connection.close()
    if found is None:
        raise StoreError("this SQLite was built without FTS5, which amends needs to find text")


@contextmanager
def whole(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the block in one transaction, or nothing; for whoever has a connection and no engine yet."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _close(line: Line) -> None:
    with line.busy:
        line.connection.close()


def _said(place: Path, error: sqlite3.Error) -> StoreError:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # not SQLite's word, but Python's
        return StoreError(f"{place}: {'the store is closed' if 'closed' in str(error) else error}")
    plain = code & 0xFF
    if plain == sqlite3.SQLITE_INTERRUPT:
        return _late(place)
    if plain in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(f"{place}: another program holds the store")
    say, short = _SAYINGS.get(plain, (error, StoreError.short))
    found = StoreError(f"{place}: {say}")
    found.short = short
    return found
