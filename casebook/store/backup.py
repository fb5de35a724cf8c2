"""A backup: one file by itself, consistent while others write, and looked at before it counts as one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from casebook.errors import StoreError
from casebook.store.copies import Copy, copy, looked_at, put
from casebook.store.parts import part_of
from casebook.store.store import Store

_BESIDE = ("", "-wal", "-shm", "-journal", "-lock", "-open", "-ingest")
"""What the names of a store's own files end in."""
_MODE = 0o600
"""Customers' words are for whoever keeps them."""


def backup(store: Store, target: Path, *, over: bool = False) -> Copy:
    """Copy a store as it is at this moment, and return what was kept.

    The copy is made beside its final name, put on disk, opened and looked at; only then it gets that name.

    Args:
        store: Open; others may read and write meanwhile.
        target: The file to make, for its owner alone.
        over: Whether a file that is there may be replaced.

    Raises:
        StoreError: It cannot be written, or there is one already.
        Unsound: The store is damaged: no copy was kept.
    """
    _refuse(store, target, over=over)
    with _beside(target) as made:
        with store.engine.connections.asking() as connection:
            copy(connection, made)
        found = looked_at(made)
        put(made, target, over=over)
    return replace(found, place=target)


def _refuse(store: Store, target: Path, *, over: bool) -> None:
    own = {store.place.resolve().with_name(f"{store.place.resolve().name}{end}") for end in _BESIDE}
    if target.resolve() in own:
        raise StoreError(f"{target}: this is a file of the store itself: name another")
    if target.is_dir():
        raise StoreError(f"{target}: this is a folder: name a file in it")
    if target.exists() and not over:
        raise StoreError(f"{target}: is there already: name another file, or say --force")


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Lend the name of an empty file beside the target; whatever happens, nothing of it is left."""
    made = part_of(target)
    try:
        os.close(os.open(made, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _MODE))
        yield made
    except OSError as error:
        raise StoreError(f"{target}: cannot be written ({error.strerror or error})") from error
    finally:
        for end in ("", "-journal"):
            made.with_name(f"{made.name}{end}").unlink(missing_ok=True)
