"""A backup back in the store's place: looked at, copied, checked, and only then put there."""

from datetime import datetime
from pathlib import Path

from casebook.errors import StoreError
from casebook.frozen import frozen
from casebook.store.copies import Copy, copy, counted, looked_at, reading
from casebook.store.replacing import filled, replacing


@frozen
class Restored:
    """What stands in the store's place now."""

    copy: Copy
    kept: Path | None
    """Where the store that stood there before is kept; None where there was none."""


def restore(source: Path, place: Path, at: datetime, *, unsound: bool = False) -> Restored:
    """Put a copy of a backup in the store's place; the backup itself is only read.

    Args:
        source: The backup; one of an older amends is brought up to date on the way.
        place: The store.
        at: Now: the store that stands there is kept under a name with this time.
        unsound: Whether it is brought in though the check finds faults.

    Raises:
        StoreBusy: Somebody has the store open.
        Unsound: The check has found faults.
        NewerStore: The backup is of a newer amends.
        StoreError: It is no backup, or something cannot be written.
    """
    if place.exists() and source.exists() and source.samefile(place):
        raise StoreError(f"{source}: this is the store itself: name a backup")
    with reading(source):
        pass  # what cannot be a backup is refused before anything is made
    with replacing(place, at) as new:
        with reading(source) as found:
            copy(found, new.place)
        with filled(new.place, unsound=unsound):
            pass  # opened, brought up to date and checked
        copied = counted(new.place) if unsound else looked_at(new.place)
    return Restored(copied, new.kept)
