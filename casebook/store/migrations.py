"""From one version of the file to the next, all steps in one transaction, after a copy was laid aside."""

import sqlite3
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from casebook.store.connections import whole
from casebook.store.place import make
from casebook.store.schema import VERSION

Step = Callable[[sqlite3.Connection], None]


def _words_anew(connection: sqlite3.Connection) -> None:
    """2: the search index tells author, place and more apart; opening makes it from the documents."""
    connection.execute('DROP TABLE IF EXISTS "words:mentions"')


def _counts_anew(connection: sqlite3.Connection) -> None:
    """3: how many mentions stand in each lane is kept; opening counts them."""
    connection.execute('DROP TABLE IF EXISTS "tally:mentions"')


def _less_said(connection: sqlite3.Connection) -> None:
    """4: what is None need not be said. Texts that say it may stay; whoever must be told keeps out."""


MIGRATIONS: Mapping[int, Step] = {1: _words_anew, 2: _counts_anew, 3: _less_said}
"""By the version a step starts from; it leads to the next."""


def upgrade(
    connection: sqlite3.Connection, place: Path, steps: Mapping[int, Step] = MIGRATIONS, to: int = VERSION
) -> None:
    """Bring a file up to a version; the caller holds the lock. A new file (version 0) needs no step.

    The copy lies beside the file, `NAME-before-vN`, and is whole: take it back by renaming. It is of the
    version that was found: whoever is killed in between has taken no step.
    """
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if 0 < found < to:
        _lay_aside(connection, place, place.with_name(f"{place.name}-before-v{to}"))
        with whole(connection):
            for version in range(found, to):
                steps[version](connection)
            connection.execute(f"PRAGMA user_version = {to}")


def _lay_aside(connection: sqlite3.Connection, place: Path, copy: Path) -> None:
    copy.unlink(missing_ok=True)
    try:
        make(copy, stat.S_IMODE(place.stat().st_mode))
        connection.execute("VACUUM INTO ?", (str(copy),))
    except BaseException:  # e.g. the disk is full: what is half a copy would only keep it so
        for half in (copy, copy.with_name(f"{copy.name}-journal")):
            half.unlink(missing_ok=True)
        raise
