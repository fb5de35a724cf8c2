"""Opening a store's file: is it ours, is it of our version, does it hold every table and index."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from casebook.errors import NewerStore, StoreError
from casebook.store.connections import Connections, whole
from casebook.store.lock import WriteLock
from casebook.store.migrations import upgrade
from casebook.store.schema import APPLICATION, VERSION, Kind, hints, statements


def open_file(connections: Connections, lock: WriteLock, kinds: Mapping[str, Kind]) -> None:
    """Make the file what this version expects, under the lock; a file that already is one is only looked at.

    Raises:
        NewerStore: A newer amends has made or upgraded it.
        StoreError: It belongs to another program, or cannot be opened.
    """
    with connections.asking() as connection:
        if _ready(connection, kinds):
            return
    with lock.held(), connections.asking() as connection:
        check_owner(connection, connections.place)
        check_version(connection, connections.place)
        connection.execute("PRAGMA journal_mode = WAL")
        upgrade(connection, connections.place)
        _lay_out(connection, kinds)


def look_at(connections: Connections, kinds: Mapping[str, Kind]) -> None:
    """Let a file pass that can be read as it is, and change nothing of it.

    Raises:
        NewerStore: A newer amends has made or upgraded it.
        StoreError: It belongs to another program, or must be brought up to date first.
    """
    with connections.asking() as connection:
        check_owner(connection, connections.place)
        check_version(connection, connections.place)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version < VERSION or not {f"doc:{name}" for name in kinds} <= _present(connection):
            raise StoreError(
                f"{connections.place}: start amends once without --read-only: it must be upgraded"
            )


def check_version(connection: sqlite3.Connection, place: Path) -> None:
    """Refuse a file of a newer version; costs microseconds, so every transaction asks."""
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > VERSION:
        raise NewerStore(f"{place}: a newer amends has upgraded this store; start that one instead")


def check_owner(connection: sqlite3.Connection, place: Path) -> None:
    """Refuse a database some other program has made."""
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if owner != APPLICATION and (owner or _present(connection)):
        raise StoreError(f"{place}: this database belongs to another program")


def _ready(connection: sqlite3.Connection, kinds: Mapping[str, Kind]) -> bool:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        return False
    if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        return False
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":  # e.g. a backup put here by hand
        return False
    present, wanted = _present(connection), set(statements(kinds))
    return wanted <= present and not _strange(present, wanted, kinds)


def _lay_out(connection: sqlite3.Connection, kinds: Mapping[str, Kind]) -> None:
    wanted = statements(kinds)
    with whole(connection):
        present = _present(connection)
        for name in _strange(present, set(wanted), kinds):
            connection.execute(f'DROP INDEX "{name}"')
        for name, statement in wanted.items():
            if name not in present:
                connection.execute(statement)
        connection.execute("DELETE FROM sqlite_stat1")
        connection.executemany("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", hints(kinds))
        connection.execute("ANALYZE sqlite_master")  # take the hints up
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _present(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def _strange(present: set[str], wanted: set[str], kinds: Mapping[str, Kind]) -> set[str]:
    """Return our indexes that no kind declares any more."""
    ours = tuple(f"{sort}:{name}:" for sort in ("index", "unique index") for name in kinds)
    return {name for name in present - wanted if name.startswith(ours)}
