"""Opening a store's file: is it ours, is it of our version, does it hold every table and index."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from casebook.errors import NewerStore, StoreError
from casebook.store.connections import Connections, whole
from casebook.store.lock import WriteLock
from casebook.store.migrations import upgrade
from casebook.store.narrowed import DOC
from casebook.store.paper import load
from casebook.store.schema import APPLICATION, VERSION, Kind, entry, hints, is_ours, statements, table_of
from casebook.store.tallies import refill, tally_statements
from casebook.store.telling import Tell, silent
from casebook.store.words import searched

_LONG = {"words": "the search index", "tally": "the counts", "digest": "the digest"}
"""What is built from all documents, as it is told; an index is told by its fields."""

MANY = 10_000
"""Documents from which on to make an index takes long enough to be told."""


def open_file(
    connections: Connections, lock: WriteLock, kinds: Mapping[str, Kind], tell: Tell = silent
) -> None:
    """Make the file what this version expects, under the lock; a file that already is one is only looked at.

    Args:
        connections: To the file.
        lock: For the time it is changed.
        kinds: What is expected.
        tell: Is told each step that takes long, before it is taken.

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
        if _long(connection, kinds) and connection.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            tell("the store is brought up to date, after a copy is laid aside: this happens once")
        upgrade(connection, connections.place)
        lay_out(connection, kinds, tell)


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
                f"{connections.place}: is of an older amends: "
                "start amends once without --read-only to bring it up to date"
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
    present, wanted = _present(connection), set(_wanted(kinds))
    return wanted <= present and not _strange(present, wanted, kinds)


def lay_out(connection: sqlite3.Connection, kinds: Mapping[str, Kind], tell: Tell = silent) -> None:
    """Make every table and index that is missing, and drop those nobody declares any more.

    Args:
        connection: To a file of ours that nobody else changes meanwhile.
        kinds: What is expected.
        tell: Is told each step that takes long, before it is taken.
    """
    wanted = _wanted(kinds)
    with whole(connection):
        present = _present(connection)
        for name in _strange(present, set(wanted), kinds):
            connection.execute(f'DROP INDEX "{name}"')
        for name in [name for name in wanted if name not in present]:
            _make(connection, name, wanted[name], tell)
            if name.startswith("tally:"):
                table = name.removeprefix("tally:")
                connection.execute(refill(table, kinds[table]))
        connection.execute("DELETE FROM sqlite_stat1")
        connection.executemany("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", hints(kinds))
        connection.execute("ANALYZE sqlite_master")  # take the hints up
        mark(connection)


def _wanted(kinds: Mapping[str, Kind]) -> dict[str, str]:
    return {**statements(kinds), **tally_statements(kinds)}


def mark(connection: sqlite3.Connection) -> None:
    """Write down that the file is ours, and of which version."""
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _make(connection: sqlite3.Connection, name: str, statement: str, tell: Tell) -> None:
    """Make a table or an index; that of words is filled from the documents."""
    sort, _, of = name.partition(":")
    table = of.partition(":")[0]
    if (sort in _LONG or "index" in sort) and (many := _top(connection, table)) >= MANY:
        tell(f"building {_called(name)} over {many:,} {table} …")
    connection.execute(statement)
    if sort == "words":
        rows = connection.execute(f"SELECT id, {DOC} FROM {table_of(table)}")
        connection.executemany(entry(table), ((number, *searched(load(said))) for number, said in rows))


def _called(name: str) -> str:
    sort, _, of = name.partition(":")
    fields = of.partition(":")[2].replace(",", ", ")
    return _LONG.get(sort, f"an index ({fields.replace('_', ' ')})")


def _long(connection: sqlite3.Connection, kinds: Mapping[str, Kind]) -> bool:
    tables = {name for name in kinds if f"doc:{name}" in _present(connection)}
    return any(_top(connection, name) >= MANY for name in tables)


def _top(connection: sqlite3.Connection, table: str) -> int:
    found: int | None = connection.execute(f"SELECT max(id) FROM {table_of(table)}").fetchone()[0]
    return found or 0


def _present(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def _strange(present: set[str], wanted: set[str], kinds: Mapping[str, Kind]) -> set[str]:
    """Return our indexes that no kind declares any more."""
    return {name for name in present - wanted if is_ours(name, kinds)}
