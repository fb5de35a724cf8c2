"""Another file in a store's place: made beside it while nobody has it open, and put there in one step."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from casebook.errors import StoreError, Unsound
from casebook.store.copies import put, sync
from casebook.store.openings import alone
from casebook.store.place import prepare
from casebook.store.store import Store
from casebook.store.upkeep import check


@dataclass(slots=True)
class Replacement:
    """What is about to take a store's place."""

    place: Path
    """Where to make it: a folder of its own beside the store's."""
    kept: Path | None = None
    """Where the store that stood there is now; None before the step, or where none was."""


@contextmanager
def replacing(place: Path, at: datetime) -> Iterator[Replacement]:
    """Let the block make a new file that then stands in the store's place; the old one is kept.

    Until the last step, a renaming, the store is as it was; a block that raises leaves it so.

    Raises:
        StoreBusy: Somebody has the store open.
        StoreError: It cannot be written.
    """
    try:
        mode = prepare(place)
        with alone(place, mode), _folder(place) as folder:
            new = Replacement(folder / place.name)
            yield new
            _by_itself(new.place)
            new.place.chmod(mode)
            sync(new.place)
            new.kept = _set_aside(place, at)
            put(new.place, place, over=True)
    except OSError as error:
        raise StoreError(f"{place}: {error.strerror or error}") from error


@contextmanager
def filled(place: Path, *, unsound: bool = False, known_words: bool = False) -> Iterator[Store]:
    """Open a new store; it is checked when the block ends, and closed.

    Args:
        place: Where it is, or is made.
        unsound: Whether faults are let pass.
        known_words: Whether its search index was made of its documents just now, and needs no look.

    Raises:
        Unsound: The check has found faults.
    """
    store = Store(place)
    try:
        yield store
        faults = [] if unsound else check(store, known_words=known_words)
    finally:
        store.close()
    if faults:
        raise Unsound("nothing was changed", faults)


@contextmanager
def _folder(place: Path) -> Iterator[Path]:
    """Lend a folder beside the store; what an earlier try left behind when it was killed goes with it."""
    prefix = f".{place.name}.new-"
    for left in place.parent.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=prefix, dir=place.parent) as folder:
        yield Path(folder)


def _set_aside(place: Path, at: datetime) -> Path | None:
    """Give the store that stands there another name too, with its log where that could not be folded in."""
    _fold_in(place)
    if not place.stat().st_size:
        return None
    kept = _free(place.with_name(f"{place.name}.before-restore-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"))
    log = place.with_name(f"{place.name}-wal")
    if log.exists():  # a damaged store: its log goes with it, lest it be read into the new one
        log.rename(kept.with_name(f"{kept.name}-wal"))
    place.with_name(f"{place.name}-shm").unlink(missing_ok=True)
    try:
        kept.hardlink_to(place)
    except OSError:  # a file system without hard links
        place.rename(kept)
    return kept


def _by_itself(made: Path) -> None:
    """Let a new file pass that holds everything itself; its log would be lost where it is put.

    Raises:
        StoreError: Its log could not be folded in, e.g. for want of room.
    """
    log = made.with_name(f"{made.name}-wal")
    if log.exists():
        _fold_in(made)
    if log.exists() and log.stat().st_size:
        raise StoreError(f"{made.name}: could not be written to the end; nothing was changed")


def _fold_in(place: Path) -> None:
    """Have SQLite write its log into the file, as far as it can; nobody else has it open."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(place)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _free(name: Path) -> Path:
    number = 1
    found = name
    while found.exists():
        number += 1
        found = name.with_name(f"{name.name}-{number}")
    return found
