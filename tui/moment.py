"""All that the queue's screen shows after a change, read in one look at one state of the store."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from casebook.frozen import frozen
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk.desk import Desk
from desk.lenses import Lens
from desk.since import Mark, mark, moves
from desk.views import Counts, header_counts, mention, with_sources
from tui.around import Around, read_around
from tui.matter import Matter, matter_of
from tui.paging import Page, Wanted, count_tabs, read_page
from tui.rows import minute

Tabs = tuple[Lens, ...]


@frozen
class Moment:
    """What belongs together: rows, figures, the selected mention and the others all agree."""

    page: Page | None
    """The rows; None where they may take long, and are read apart."""
    counts: Counts
    tabs: Mapping[str, str]
    """How many rows each tab has, by its name: "12", "200+", or nothing where that takes long to tell."""
    about: int | None
    """The mention that is selected on that page, or was when there is none."""
    matter: Matter | None
    """That mention, with all that is shown of it."""
    around: Around


class Moments:
    """Reads moment after moment: rows and figures that nothing has moved are those of the one before.

    For one thread at a time. When the minute turns, all of it is read.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: tuple[Moment, Mark, object] | None = None
        """What was read last, up to where, and what for."""

    def read(self, store: Store, want: Wanted, tabs: Tabs, now: datetime) -> Moment:
        """Read all of it.

        Args:
            store: Where it is; what is read is one state of it, if the caller has taken a snapshot.
            want: Which rows are shown.
            tabs: What is counted.
            now: When.
        """
        upto, asked = mark(store), (want, tabs, minute(now))
        if self._last is not None and self._last[2] == asked and self._stays(store, tabs, *self._last[:2]):
            found = self._again(store, self._last[0], want, now)
        else:
            found = self._whole(store, want, tabs, now)
        self._last = found, upto, asked
        return found

    def _stays(self, store: Store, tabs: Tabs, last: Moment, upto: Mark) -> bool:
        """Return whether rows and figures are as they were; what saved views find may go by any field."""
        if last.page is None or any(each.at_a_glance for each in tabs):
            return False
        return not moves(store, upto, {row.id for row in last.page.rows})

    def _again(self, store: Store, last: Moment, want: Wanted, now: datetime) -> Moment:
        counts = with_sources(store, last.counts, now, self._desk.sources)
        row = last.page.selected(want) if last.page else None
        return replace(
            last, counts=counts, matter=self._matter(store, row, now), around=self._around(store, now)
        )

    def _whole(self, store: Store, want: Wanted, tabs: Tabs, now: datetime) -> Moment:
        lanes = store.mentions.sorts()
        page = None if want.lens.at_a_glance else read_page(store, want, lanes)
        row = page.selected(want) if page else mention(store, want.selected or 0)
        return Moment(
            page,
            header_counts(store, now, self._desk.sources, lanes),
            count_tabs(store, tabs, lanes),
            row.id if row else None,
            self._matter(store, row, now),
            self._around(store, now),
        )

    def _matter(self, store: Store, row: KeptMention | None, now: datetime) -> Matter | None:
        return matter_of(store, row, self._desk.me, self._desk.playbook, now) if row else None

    def _around(self, store: Store, now: datetime) -> Around:
        return read_around(store, self._desk.me, self._desk.playbook, now)
