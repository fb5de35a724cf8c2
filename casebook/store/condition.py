"""How a store's file is, read without opening it as a store: nothing is made, upgraded or written."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from casebook.errors import StoreError
from casebook.frozen import frozen
from casebook.store.connections import check_library, fit_to_show
from casebook.store.files import check_owner
from casebook.store.schema import VERSION, table_of

PATIENCE = 30.0
"""Seconds the quick look at every page may take."""
_STEPS = 100_000
"""Steps of SQLite's machine between two looks at the clock."""
_SHOWN = 5
"""Flaws told at most."""


@frozen
class Condition:
    """What was found."""

    size: int
    """Bytes of the file and its log."""
    version: int
    """Of its layout; 0 where nothing has been laid out yet."""
    journal: str
    mentions: int | None
    """How many came in: none is ever removed, so the newest number tells. None where there are none."""
    damage: tuple[str, ...]
    """What is not whole, in SQLite's words; empty where all is well."""
    full: bool
    """Whether the indexes were compared with the documents too."""
    unfinished: bool
    """Whether the look was ended for the time it took."""

    @property
    def newer(self) -> bool:
        """Whether a newer amends has made or upgraded it."""
        return self.version > VERSION


def library() -> str:
    """Return the version of SQLite that is used.

    Raises:
        StoreError: It is too old, or cannot search for text.
    """
    check_library()
    return sqlite3.sqlite_version


def condition(place: Path, *, full: bool = False) -> Condition:
    """Return how a file is.

    Args:
        place: The file; it is there.
        full: Compare every index with its documents as well, however long it takes.

    Raises:
        StoreError: It cannot be read, is no database, or is another program's.
    """
    with fit_to_show(place), _opened(place) as connection:
        check_owner(connection, place)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        damage, unfinished = _damage(connection, full=full)
        return Condition(
            size=_size(place),
            version=version,
            journal=str(_asked(connection, "PRAGMA journal_mode") or "unknown"),
            mentions=_asked(connection, f"SELECT max(id) FROM {table_of('mentions')}"),
            damage=damage,
            full=full,
            unfinished=unfinished,
        )


@contextmanager
def _opened(place: Path) -> Iterator[sqlite3.Connection]:
    address = f"file:{quote(str(place.absolute()))}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        yield connection


def _damage(connection: sqlite3.Connection, *, full: bool) -> tuple[tuple[str, ...], bool]:
    end = time.monotonic() + PATIENCE
    if not full:
        connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        said = connection.execute(f"PRAGMA {'integrity_check' if full else 'quick_check'}({_SHOWN})")
        return tuple(str(each) for (each,) in said if each != "ok"), False
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            return (), True
        raise
    except sqlite3.DatabaseError as error:
        return (str(error),), False
    finally:
        connection.set_progress_handler(None, 0)


def _asked(connection: sqlite3.Connection, question: str) -> Any:
    """Return the one value of an answer, or None where the file is too damaged to tell, or empty."""
    try:
        return connection.execute(question).fetchone()[0]
    except sqlite3.DatabaseError:
        return None


def _size(place: Path) -> int:
    beside = place.with_name(f"{place.name}-wal")
    try:
        return place.stat().st_size + (beside.stat().st_size if beside.exists() else 0)
    except OSError as error:
        raise StoreError(f"{place}: {error.strerror or error}") from error
