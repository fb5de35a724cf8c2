"""Which rows of the queue to read: a window around what is in view, never the whole list."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from tinydb import where
from tinydb.table import Document

from casebook import keeping
from casebook.document import to_ms
from casebook.frozen import frozen
from casebook.kinds import Lane
from casebook.mention import KeptMention
from casebook.store.live import Window
from casebook.store.store import Store
from desk import shelf
from desk.lenses import Lens
from desk.views import mention, place_of, queue_count, queue_rows, rows_around
from tui.tabs import MOST

MARGIN = 60
"""Rows read beyond the view on either side."""
NEAR = 10
"""The same while the newest is followed, which stands elsewhere by the next time, and while nobody moves."""
STEPS = 200
"""Rows that are stepped over to come to a window; beyond, one begins at the selected row."""
FARTHEST = 1_000
"""Rows of a filtered list that are read from its top; farther down it is counted to its end."""


@frozen
class Wanted:
    """What the queue pane asks for."""

    lens: Lens
    cursor: int
    """Row of the selection, as last known."""
    selected: int | None
    """Id of the selected mention: it leads, the row number only stands in when it has gone."""
    height: int
    upto: int | None
    """Mentions that came after this id are held back; None holds nothing."""
    newest: bool = False
    """Whether the newest mention is to be selected, whatever was."""
    marked: frozenset[int] = frozenset()
    """Ids of the marked mentions."""

    @property
    def untouched(self) -> bool:
        """Whether it is the top of a list that nobody has moved in."""
        return self.selected is None and not self.cursor


@frozen
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
    asked: int | None = None
    """The selection this page was read for; by now it may be another."""
    gone: frozenset[int] = frozenset()
    """Marked mentions that are in the list no more."""
    more: bool = False
    """Whether there are more rows than `total` tells: they are counted as one goes on."""

    def index(self, number: int | None) -> int | None:
        """Return the row number of a mention in the window, or None when it is not there."""
        found = (index for index, row in enumerate(self.rows, self.start) if row.id == number)
        return next(found, None)

    def selected(self, want: Wanted) -> KeptMention | None:
        """Return the row that is selected once this page is shown to who has asked for it."""
        if want.newest:
            return self.row(self.cursor)
        index = 0 if want.selected is None else self.index(want.selected)
        return self.row(self.cursor if index is None else index)

    def row(self, index: int) -> KeptMention | None:
        """Return the row of that number, or None when it is outside the window."""
        inside = self.start <= index < self.start + len(self.rows)
        return self.rows[index - self.start] if inside else None


Lanes = Mapping[str, int]
"""How many rows stand in each lane."""

EMPTY = Page(total=0, start=0, rows=(), cursor=0, upto=0, held=0)


def read_page(store: Store, want: Wanted, lanes: Lanes | None = None) -> Page:
    """Return the window around the selection, and how many rows wait above.

    Args:
        store: Where they are.
        want: Which.
        lanes: How many rows stand in each lane, where that is known; else it is counted.
    """
    top = store.mentions.top()
    upto = top if want.upto is None else want.upto
    if want.lens.at_a_glance and _reach(want) <= FARTHEST and not want.newest:
        return _near_the_top(store, want, upto)
    bound = upto if upto < top else None
    total = _total(store, want.lens, lanes if bound is None else None, bound)
    held = queue_count(store, want.lens) - total if bound is not None else 0
    sought = replace(want, selected=_newest(store, want.lens)) if want.newest else want
    place = _place(store, sought, bound)
    cursor = min(want.cursor if place is None else place, max(total - 1, 0))
    margin = NEAR if want.newest or want.untouched else MARGIN
    start = max(cursor - want.height - margin, 0)
    limit = cursor - start + want.height + margin
    around = sought.selected if place is not None and start > STEPS else None
    rows = _window(store, sought.lens, around, bound, start, limit, cursor - start)
    return Page(total, start, tuple(rows), cursor, upto, held, want.selected, _gone(store, want))


def _total(store: Store, lens: Lens, lanes: Lanes | None, upto: int | None) -> int:
    if lanes is None or lens.lane is None:
        return queue_count(store, lens, upto=upto)
    return lanes.get(lens.lane, 0)


def _window(
    store: Store, lens: Lens, around: int | None, upto: int | None, start: int, limit: int, before: int
) -> list[KeptMention]:
    """Return rows by their numbers, or, far down the list, by the row they stand around."""
    document = store.mentions.get(doc_id=around) if around is not None else None
    if around is None or document is None:
        return queue_rows(store, lens, upto=upto, offset=start, limit=limit)
    return rows_around(store, lens, document[lens.order], around, upto=upto, before=before, limit=limit)


def _newest(store: Store, lens: Lens) -> int | None:
    """Return the id of the mention that came last into a list."""
    found = store.mentions.select(lens.query, order="-", limit=1)
    return found[0].doc_id if found else None


def _gone(store: Store, want: Wanted) -> frozenset[int]:
    found = (store.mentions.get(doc_id=number) for number in want.marked)
    kept = {each.doc_id for each in found if isinstance(each, Document) and want.lens.query(each)}
    return want.marked - kept


def _reach(want: Wanted) -> int:
    return max(MOST, want.cursor + want.height + MARGIN)


def _near_the_top(store: Store, want: Wanted, upto: int) -> Page:
    """Return the window from the first rows alone: what lies behind them is not even counted."""
    reach = _reach(want)
    found = store.mentions.texts(want.lens.query, Window(want.lens.order, reach + 1, upto=upto))
    rows, more = found[:reach], len(found) > reach
    held = store.mentions.count(want.lens.query, above=upto) if want.upto is not None else 0
    places = {number: index for index, (number, _) in enumerate(rows)}
    cursor = min(places.get(want.selected or 0, want.cursor), max(len(rows) - 1, 0))
    start = max(cursor - want.height - MARGIN, 0)
    shown = tuple(shelf.recalled(store, rows[start : cursor + want.height + MARGIN]))
    return Page(len(rows), start, shown, cursor, upto, held, want.selected, _gone(store, want), more)


def count_tabs(store: Store, lenses: Iterable[Lens], lanes: Lanes | None = None) -> dict[str, str]:
    """Return how many rows each tab has, in words: a saved view is only glanced at.

    Args:
        store: Where the rows are.
        lenses: The tabs.
        lanes: How many rows stand in each lane, where that is known; else it is counted.
    """
    lanes = store.mentions.sorts() if lanes is None else lanes
    return {
        lens.name: str(lanes.get(lens.lane, 0)) if lens.lane else _counted(store, lens) for lens in lenses
    }


def _counted(store: Store, lens: Lens) -> str:
    if not lens.at_a_glance:
        return str(queue_count(store, lens))
    number = store.mentions.glance(lens.query, order=lens.order, most=MOST + 1)
    if number is None:
        return ""
    return str(number) if number <= MOST else f"{MOST}+"


def next_needing(store: Store, want: Wanted, me: str, now: datetime, *, back: bool) -> int | None:
    """Return the id of the next (or previous) row nobody else holds now, or None when there is none."""
    free = where("owner").one_of([None, me]) | (where("claimed_until") <= to_ms(now))
    needs = want.lens.query & (where("lane") == Lane.DESK.value) & free
    here = mention(store, want.selected) if want.selected is not None else None
    rank = keeping.rank(here) if here is not None else None
    after = (rank, want.selected) if rank is not None else None
    order = "-rank" if back else "rank"
    found = store.mentions.select(needs, order=order, limit=1, after=after, upto=want.upto)
    return found[0].doc_id if found else None


def _place(store: Store, want: Wanted, upto: int | None) -> int | None:
    return None if want.selected is None else place_of(store, want.lens, want.selected, upto=upto)
