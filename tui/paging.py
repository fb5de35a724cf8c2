"""Which rows of the queue to read: a window around what is in view, never the whole list."""

from dataclasses import dataclass

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.keeping import kept_mention
from casebook.kinds import Lane
from casebook.mention import KeptMention
from casebook.store.store import Store

MARGIN = 60
"""Rows read beyond the view on either side."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the queue pane asks for."""

    lens: QueryInstance
    order: str
    cursor: int
    """Row of the selection, as last known."""
    selected: int | None
    """Id of the selected mention: it leads, the row number only stands in when it has gone."""
    height: int
    upto: int | None
    """Mentions that came after this id are held back; None holds nothing."""


@dataclass(frozen=True, slots=True)
class Page:
    """A window of the queue."""

    total: int
    """Rows in the whole list, held ones apart."""
    start: int
    """Row number of the first of `rows`."""
    rows: tuple[KeptMention, ...]
    cursor: int
    upto: int
    """The newest mention this list can hold."""
    held: int
    """How many wait above."""

    def row(self, index: int) -> KeptMention | None:
        """Return the row of that number, or None when it is outside the window."""
        inside = self.start <= index < self.start + len(self.rows)
        return self.rows[index - self.start] if inside else None


EMPTY = Page(total=0, start=0, rows=(), cursor=0, upto=0, held=0)


def read_page(store: Store, want: Wanted) -> Page:
    """Return the window around the selection, and how many rows wait above."""
    mentions = store.mentions
    top = mentions.top()
    upto = top if want.upto is None else want.upto
    total = mentions.count(want.lens, upto=upto)
    held = mentions.count(want.lens) - total if upto < top else 0
    cursor = min(_cursor(store, want, upto), max(total - 1, 0))
    start = max(cursor - want.height - MARGIN, 0)
    limit = 2 * (want.height + MARGIN)
    found = mentions.select(want.lens, order=want.order, offset=start, limit=limit, upto=upto)
    rows = tuple(kept_mention(each, each.doc_id) for each in found)
    return Page(total, start, rows, cursor, upto, held)


def next_needing(store: Store, want: Wanted, me: str, *, back: bool) -> int | None:
    """Return the id of the next (or previous) row nobody else has claimed, or None when there is none."""
    here = _document(store, want.selected)
    needs = want.lens & (where("lane") == Lane.DESK) & where("owner").one_of([None, me])
    if here is not None and here.get("rank") is not None:
        needs &= (where("rank") < here["rank"]) if back else (where("rank") > here["rank"])
    order = "-rank" if back else "rank"
    found = store.mentions.select(needs, order=order, limit=1, upto=want.upto)
    return found[0].doc_id if found else None


def _cursor(store: Store, want: Wanted, upto: int) -> int:
    here = _document(store, want.selected)
    if here is None or not want.lens(here):
        return want.cursor
    if want.order != "rank":
        return store.mentions.count(want.lens & (where("created_at") > here["created_at"]), upto=upto)
    return store.mentions.count(want.lens & (where("rank") < here["rank"]), upto=upto)


def _document(store: Store, number: int | None) -> dict[str, object] | None:
    found = store.mentions.get(doc_id=number) if number is not None else None
    return dict(found) if found is not None and not isinstance(found, list) else None
