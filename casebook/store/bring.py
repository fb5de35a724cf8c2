"""An export brought into an empty store: made beside it, checked, and put in place at once or not at all."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from casebook.errors import BadRecord, StoreError
from casebook.store.carried import CASEWORK, PASSING, check
from casebook.store.carried_files import Found, about, of_casework, of_mentions, read_casework, within
from casebook.store.copies import counts_of, looked_at, reading
from casebook.store.live import Doc
from casebook.store.replacing import filled, replacing
from casebook.store.restore import Restored
from casebook.store.schema import KINDS
from casebook.store.store import Store

_TOGETHER = 1000
"""Documents in one commit."""


class _Silence:
    """The witness of what is no act: the log comes in as it was, and tells everything already."""

    def note(self, table: str, number: int, was: Doc | None, now: Mapping[str, Any] | None) -> None:
        """Take nothing down."""

    def mark(self) -> int:
        """Return a mark."""
        return 0

    def forget(self, mark: int) -> None:
        """Forget nothing."""


def bring(folder: Path, place: Path, at: datetime) -> Restored:
    """Bring an export into an empty store, with its ids and its log.

    Args:
        folder: What `export` has written.
        place: The store: none is there yet, or it holds neither mentions nor cases nor customers.
        at: Now: an empty store that stands there is kept under a name with this time.

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
        with filled(new.place) as store:
            _keep(store, of_casework(casework))
            _keep(store, of_mentions(folder))
            came = len(store.mentions)
            if came != told.mentions:
                raise StoreError(
                    f"{folder}: {came:,} of {told.mentions:,} mentions are there: a file is missing"
                )
            _count_on(store, dict(told.given))
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


def _keep(store: Store, found: Iterable[Found]) -> None:
    waiting = iter(found)
    while some := list(islice(waiting, _TOGETHER)):
        with store.batch(), store.engine.witnessed(_Silence()):
            for each in some:
                within(each.where, partial(_put, store, each))


def _put(store: Store, each: Found) -> None:
    check(each.table, each.number, each.document)
    if store.engine.fetch(each.table, each.number) is not None:
        raise BadRecord(f"{each.table} {each.number} is there already")
    store.engine.put(each.table, each.number, each.document)


def _count_on(store: Store, given: Mapping[str, int]) -> None:
    """Go on behind the highest id each table has ever given."""
    with store.batch():
        for table in KINDS:
            name, top = f"doc:{table}", max(given.get(table, 0), store.engine.top(table))
            store.engine.ask("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
            store.engine.ask("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, top))
