"""A new file filled at once: documents first, then the indexes and the words, each in one go.

Nobody else knows the file yet, and whoever makes it throws it away if it does not become whole. So it needs
no journal, and waits for the disk once, when it is put in its place.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from casebook.errors import StoreError
from casebook.store.connections import fit_to_show
from casebook.store.files import lay_out, mark
from casebook.store.narrowed import DOC
from casebook.store.schema import KINDS, statements, table_of
from casebook.store.telling import Tell, silent

_PRAGMAS = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
PRAGMA temp_store = MEMORY;
"""
_AT_FIRST = {
    name: replace(kind, indexes=(), sparse=(), digest=None, words=False) for name, kind in KINDS.items()
}
"""What the file holds while it is filled: what must be unique is looked at document by document."""


class Filling:
    """The file while it is filled; every error is fit to show."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, table: str, number: int, said: str) -> None:
        """Write one new document.

        Args:
            table: One of ours.
            number: Its id.
            said: What `paper.dump` makes of it.

        Raises:
            StoreError: The id, or what must be unique, is there already.
        """
        try:
            self._connection.execute(
                f"INSERT INTO {table_of(table)} (id, {DOC}) VALUES (?, ?)", (number, said)
            )
        except sqlite3.IntegrityError as error:
            taken = f"doc:{table}.id" in str(error)
            raise StoreError(f"{table} {number} is there already" if taken else str(error)) from error

    def count(self, table: str) -> int:
        """Return how many documents a table holds."""
        found: int = self._connection.execute(f"SELECT count(*) FROM {table_of(table)}").fetchone()[0]
        return found

    def count_on(self, given: Mapping[str, int]) -> None:
        """Go on behind the highest id each table has ever given, here or where the documents come from."""
        known = dict(self._connection.execute("SELECT name, seq FROM sqlite_sequence"))
        self._connection.execute("DELETE FROM sqlite_sequence")
        for table in KINDS:
            name = f"doc:{table}"
            top = max(given.get(table, 0), known.get(name, 0))
            self._connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, top))


@contextmanager
def filling(place: Path, tell: Tell = silent) -> Iterator[Filling]:
    """Make a new store's file for the block to fill; then it is given its indexes and its words.

    Args:
        place: Where nothing is yet, known to nobody else: the file is of no use until the block has ended.
        tell: Is told each step that takes long, before it is taken.

    Raises:
        StoreError: It cannot be written.
    """
    with fit_to_show(place), closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.executescript(_PRAGMAS)
        connection.execute("BEGIN")
        for statement in statements(_AT_FIRST).values():
            connection.execute(statement)
        mark(connection)
        yield Filling(connection)
        connection.execute("COMMIT")
        lay_out(connection, KINDS, tell)
