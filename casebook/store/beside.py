"""What stands beside a store's file: who has it open, and who writes."""

from pathlib import Path

from casebook.errors import StoreError
from casebook.store.lock import NoLock, WriteLock
from casebook.store.openings import Opening
from casebook.store.place import prepare
from casebook.store.telling import Tell, silent


def to_write(place: Path, tell: Tell = silent) -> tuple[Opening, WriteLock]:
    """Make it all for a store that is written to; the file itself too, where there is none.

    Args:
        place: The file.
        tell: Is told who writes, where one waits long for them.

    Raises:
        StoreBusy: The store is being replaced.
        StoreError: It cannot be made.
    """
    mode = prepare(place)
    return Opening(place, mode), WriteLock(place.with_name(f"{place.name}-lock"), mode, tell)


def to_read(place: Path) -> tuple[Opening, WriteLock]:
    """Make nothing: what is only read must be there.

    Raises:
        StoreBusy: The store is being replaced.
        StoreError: There is none.
    """
    if not place.is_file():
        raise StoreError(f"{place}: there is no store to read")
    return Opening.seen(place), NoLock(place)
