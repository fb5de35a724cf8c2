"""Copies of a store: made of a live one, looked at before they are trusted, and never half there."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from casebook.errors import StoreError, Unsound
from casebook.frozen import frozen
from casebook.store.connections import fit_to_show
from casebook.store.files import check_version
from casebook.store.schema import APPLICATION, KINDS, table_of


@frozen
class Copy:
    """One copy as it lies on disk."""

    place: Path
    size: int
    """In bytes."""
    counts: Mapping[str, int]
    """Documents, by table."""


@contextmanager
def reading(place: Path) -> Iterator[sqlite3.Connection]:
    """Open a store's file for the block, to read and nothing else; it need not lie where one may write.

    Raises:
        StoreError: It cannot be opened, or belongs to another program.
    """
    if place.is_dir():
        raise StoreError(f"{place}: this is a folder: name a file in it")
    if not place.is_file():
        raise StoreError(f"{place}: there is no such file")
    alone = not place.with_name(f"{place.name}-wal").exists()
    how = "immutable=1" if alone else "mode=ro"  # a copy by itself needs no file beside it
    with (
        fit_to_show(place),
        closing(sqlite3.connect(f"{place.absolute().as_uri()}?{how}", uri=True)) as found,
    ):
        if found.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            raise StoreError(f"{place}: this is no store of amends")
        check_version(found, place)
        yield found


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy a database as it is at this moment, whoever writes meanwhile, into one file; it is on disk then.

    Raises:
        StoreError: It cannot be written.
    """
    with fit_to_show(target), closing(sqlite3.connect(target, isolation_level=None)) as made:
        made.execute("PRAGMA synchronous = OFF")  # synced once, below
        source.backup(made, pages=-1)
        made.execute("PRAGMA journal_mode = DELETE")  # one file by itself, to be read from anywhere
    sync(target)


def looked_at(place: Path) -> Copy:
    """Open a copy, look whether it is whole, and count what is in it.

    Raises:
        StoreError: It cannot be opened.
        Unsound: It is damaged.
    """
    with reading(place) as found:
        said = [line for (line,) in found.execute("PRAGMA quick_check")]
        if said != ["ok"]:
            raise Unsound(str(place), [f"the file is damaged: {line}" for line in said])
    return counted(place)


def counted(place: Path) -> Copy:
    """Open a copy, and count what is in it.

    Raises:
        StoreError: It cannot be opened, or is too damaged to tell.
    """
    with reading(place) as found:
        return Copy(place, place.stat().st_size, counts_of(found))


def counts_of(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many documents each table holds; an older store may lack one."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    return {name: _count(connection, name) if f"doc:{name}" in there else 0 for name in KINDS}


def sync(place: Path) -> None:
    """Wait until a file, or a folder's list of names, is on disk. Not for a file SQLite has open."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put(made: Path, place: Path, *, over: bool) -> None:
    """Give a finished file its name, at once or not at all.

    Args:
        made: On the same file system.
        place: Its name.
        over: Whether it may take the place of another file.

    Raises:
        FileExistsError: There is one, and it may not.
    """
    if over or not _linked(made, place):
        made.replace(place)
    sync(place.parent)


def _linked(made: Path, place: Path) -> bool:
    """Give the file its name unless that is taken; False on a file system that cannot do so."""
    try:
        place.hardlink_to(made)
    except FileExistsError:
        raise
    except OSError:
        return False
    made.unlink()
    return True


def _count(connection: sqlite3.Connection, name: str) -> int:
    number: int = connection.execute(f"SELECT count(*) FROM {table_of(name)}").fetchone()[0]
    return number
