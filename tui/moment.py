"""All that the queue's screen shows after a change, read in one look at one state of the store."""

from collections.abc import Mapping
from datetime import datetime

from casebook.frozen import frozen
from casebook.store.store import Store
from desk.desk import Desk
from desk.lenses import Lens
from desk.views import Counts, header_counts, mention
from tui.around import Around, read_around
from tui.matter import Matter, matter_of
from tui.paging import Page, Wanted, count_tabs, read_page


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


def read_moment(store: Store, desk: Desk, want: Wanted, tabs: tuple[Lens, ...], now: datetime) -> Moment:
    """Read all of it.

    Args:
        store: Where it is; what is read is one state of it, if the caller has taken a snapshot.
        desk: Whose screen it is.
        want: Which rows it shows.
        tabs: What is counted.
        now: When.
    """
    lanes = store.mentions.sorts()
    page = None if want.lens.at_a_glance else read_page(store, want, lanes)
    row = page.selected(want) if page else mention(store, want.selected or 0)
    return Moment(
        page,
        header_counts(store, now, desk.sources, lanes),
        count_tabs(store, tabs, lanes),
        row.id if row else None,
        matter_of(store, row, desk.me, desk.playbook, now) if row else None,
        read_around(store, desk.me, desk.playbook, now),
    )
