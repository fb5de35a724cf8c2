"""Who may write now, and what is undone when it fails; and how one hears that others have written."""

import threading
import time
from collections.abc import Hashable, Iterator
from contextlib import contextmanager, suppress

from casebook.errors import StoreError
from casebook.store.connections import ROOM, Connections, Line
from casebook.store.files import check_version
from casebook.store.live import Witness
from casebook.store.lock import WriteLock

QUICK, SLOW = 0.05, 0.25
"""Seconds between two looks for what other processes have committed: after news, and when all is quiet."""


class Transactions:
    """The transactions of one store, over all its threads."""

    def __init__(self, connections: Connections, lock: WriteLock) -> None:
        self._connections = connections
        self._lock = lock
        self._bell = threading.Condition()

    @property
    def open(self) -> bool:
        """Whether this thread is inside a transaction."""
        return self._connections.line().depth > 0

    @property
    def witness(self) -> Witness | None:
        """Who notes this thread's changes now."""
        return self._connections.line().witness

    @contextmanager
    def begin(self) -> Iterator[None]:
        """All of the block or nothing; a block inside another is a savepoint.

        Raises:
            NewerStore: A newer amends has upgraded the file meanwhile.
            StoreError: It could not be written; nothing was.
        """
        line = self._connections.line()
        with self._inner(line) if line.depth else self._outer(line):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let this thread read one state of the store for the block, whatever others commit."""
        self._run("BEGIN")
        try:
            yield
        finally:
            self._undo("ROLLBACK")

    @contextmanager
    def witnessed(self, witness: Witness) -> Iterator[None]:
        """Have the witness note this thread's changes for the block."""
        line = self._connections.line()
        before, line.witness = line.witness, witness
        try:
            yield
        finally:
            line.witness = before

    def version(self) -> Hashable:
        """Return what changes with every commit, whoever makes it; to be compared within this thread only."""
        line = self._connections.line()
        line.seen = self._others()
        return line.seen, line.commits

    def current(self) -> Hashable:
        """Return the same, but for `wait` it does not count as seen."""
        return self._others(), self._connections.line().commits

    def wait(self, timeout: float) -> bool:
        """Wait until another thread or process commits, beyond what this thread last saw.

        What a thread saw is what it last had from `version` or from here; at first, what is there when asked.

        Args:
            timeout: Seconds after which the answer is False; it is at once when the store closes.
        """
        until = time.monotonic() + timeout
        try:
            with self._bell:
                return self._heard(until)
        except StoreError:
            if not self._connections.closed:
                raise
        return False

    def ring(self) -> None:
        """Wake those who wait."""
        with self._bell:
            self._bell.notify_all()

    @contextmanager
    def _outer(self, line: Line) -> Iterator[None]:
        with self._lock.held():
            if not line.commits:
                self._run(ROOM)
            self._run("BEGIN IMMEDIATE")
            line.depth = 1
            try:
                with self._connections.asking() as connection:
                    check_version(connection, self._connections.place)
                yield
                self._check_whole()
                self._run("COMMIT")
            except BaseException:
                self._undo("ROLLBACK")
                raise
            finally:
                line.depth = 0
        line.commits += 1
        self.ring()

    @contextmanager
    def _inner(self, line: Line) -> Iterator[None]:
        name, witness = f"inner{line.depth}", line.witness
        mark = witness.mark() if witness else 0
        self._check_whole()
        self._run(f"SAVEPOINT {name}")
        line.depth += 1
        try:
            yield
            self._run(f"RELEASE {name}")
        except BaseException:
            self._undo(f"ROLLBACK TO {name}", f"RELEASE {name}")
            if witness:
                witness.forget(mark)
            raise
        finally:
            line.depth -= 1

    def _heard(self, until: float) -> bool:
        line = self._connections.line()
        if line.seen is None:
            line.seen = self._others()
        while (now := self._others()) == line.seen:
            left = until - time.monotonic()
            if left <= 0:
                return False
            line.pace = min(max(QUICK, line.pace * 1.5), SLOW)
            self._bell.wait(min(left, line.pace))
        line.seen, line.pace = now, 0.0
        return True

    def _check_whole(self) -> None:
        """Refuse to go on where SQLite has taken all of a transaction back, as it does on a full disk."""
        with self._connections.asking() as connection:
            if not connection.in_transaction:
                raise StoreError(f"{self._connections.place}: nothing was written: all of it has been undone")

    def _run(self, statement: str) -> None:
        with self._connections.asking() as connection:
            connection.execute(statement)

    def _undo(self, *statements: str) -> None:
        """Take back; where SQLite already has (a full disk), or the store was closed, nothing is left."""
        with suppress(StoreError), self._connections.asking() as connection:
            for statement in statements:
                if connection.in_transaction:
                    connection.execute(statement)

    def _others(self) -> int:
        with self._connections.asking() as connection:
            found: int = connection.execute("PRAGMA data_version").fetchone()[0]
        return found
