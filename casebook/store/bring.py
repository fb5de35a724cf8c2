"""An export brought into an empty store: made beside it, checked, and put in place at once or not at all."""

from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path

from casebook.errors import StoreError
from casebook.store.carried import CASEWORK, MENTIONS, PASSING, checked
from casebook.store.carried_files import Found, about, of_casework, of_mentions, read_casework, within
from casebook.store.copies import counts_of, looked_at, reading
from casebook.store.files import MANY
from casebook.store.filling import Filling, filling
from casebook.store.replacing import filled, replacing
from casebook.store.restore import Restored
from casebook.store.telling import Tell, silent


def bring(folder: Path, place: Path, at: datetime, tell: Tell = silent) -> Restored:
    """Bring an export into an empty store, with its ids and its log.

    Whenever it is killed, the store is as it was; what was half made is thrown away the next time.

    Args:
        folder: What `export` has written.
        place: The store: none is there yet, or it holds neither mentions nor cases nor customers.
        at: Now: an empty store that stands there is kept under a name with this time.
        tell: Is told each step that takes long, before it is taken.

    Raises:
        BadRecord: A file does not fit; the message names it and the line, or the table and the id.
        StoreBusy: Somebody has the store open.
        Unsound: What came in does not fit together.
        StoreError: The store is not empty, or something cannot be read or written.
    """
    casework = read_casework(folder / CASEWORK)
    told = about(casework)
    with replacing(place, at) as new:
        _refuse_full(place)
        long = tell if told.mentions >= MANY else silent
        long(f"reading {told.mentions:,} mentions …")
        with filling(new.place, tell) as file:
            for each in chain(of_casework(casework), of_mentions(folder)):
                within(each.where, partial(_put, file, each))
            came = file.count(MENTIONS)
            if came != told.mentions:
                raise StoreError(
                    f"{folder}: {came:,} of {told.mentions:,} mentions are there: a file is missing"
                )
            file.count_on(dict(told.given))
        long("looking whether all of it fits together …")
        with filled(new.place, known_words=True):
            pass  # opened and checked; its words were read off the documents just now
        copied = looked_at(new.place)
    return Restored(copied, new.kept)


def _refuse_full(place: Path) -> None:
    """Let a store pass that holds nothing but how its sources are."""
    if not place.stat().st_size:
        return
    with reading(place) as found:
        counts = counts_of(found)
    held = ", ".join(f"{many:,} {name}" for name, many in counts.items() if many and name not in PASSING)
    if held:
        raise StoreError(f"{place}: is not empty ({held}): nothing is mixed; name an empty [store] place")


def _put(file: Filling, each: Found) -> None:
    file.put(each.table, each.number, checked(each.table, each.number, each.document))
