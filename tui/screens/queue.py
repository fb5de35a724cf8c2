"""The main screen: the live queue, the mention it stands on, and the case with its clocks."""

from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size

from casebook.mention import KeptMention
from casebook.query.values import NOBODY
from casebook.store.store import Store
from desk.views import Counts
from tui.empty import empty_words, nothing_matches
from tui.latest import Latest
from tui.matter import drafts_open
from tui.messages import Changed, DraftsCounted, HeaderRead, MomentRead, PageRead
from tui.moment import Moment, Moments
from tui.paging import Wanted, next_needing, read_page
from tui.rows import minute
from tui.screens import leave
from tui.screens.filtering import FilteringScreen
from tui.screens.selected import SelectedScreen
from tui.sparing import Sparing, Told
from tui.widgets.ask_line import AskLine
from tui.widgets.case_strip import CaseStrip
from tui.widgets.filter_line import FilterLine
from tui.widgets.first_card import FirstCard
from tui.widgets.header_bar import HeaderBar
from tui.widgets.kept import BareContainer, BareVertical, Ground, KeptContainer
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line
from tui.widgets.queue import QueuePane
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.storm_line import StormLine
from tui.widgets.tab_line import TabLine

COUNTS = 5.0
"""Seconds between two repaints of the figures above, where all that comes in waits above the list."""

ABOVE = 1.0
"""Seconds between two repaints of how many wait above the list, where nothing else has changed."""


class QueueScreen(Ground, SelectedScreen, FilteringScreen):
    """What comes in, what matters most, and why."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,l,right", "open", "open", id="queue.open", tooltip="open the case"),
        Binding("n", "needing(False)", "next", id="queue.next", show=False, tooltip="next that needs me"),
        Binding("N", "needing(True)", "previous that needs me", id="queue.previous", show=False),
        Binding("pagedown", "read_on(1)", "read on", id="mention.down", show=False),
        Binding("q", "quit_desk", "quit", id="queue.quit", show=False),
        Binding("pageup", "read_on(-1)", "read back", id="mention.up", show=False),
    ]

    AUTO_FOCUS = "QueuePane"
    CSS_PATH = None

    def compose(self) -> ComposeResult:
        """Lay out header, tabs and queue, the mention, the strip, the keys."""
        self.lay_out()
        yield HeaderBar(id="header")
        yield StormLine(id="storm")
        with BareContainer(id="body"):
            with BareVertical(id="left"):
                yield TabLine(id="tabs")
                yield QueuePane(id="queue")
                yield FilterLine(id="filter")
            with KeptContainer(id="right"):
                yield ReadingPane(id="reading")
            yield FirstCard()
        yield AskLine(id="ask")
        yield Line(id="step")
        yield CaseStrip(self.desk.playbook, id="strip")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Begin on the first tab."""
        self._counts: Moment | None = None
        """The last moment whose figures are shown."""
        self._newest_want: Wanted | None = None
        """What was asked for last: rows that were asked for before come too late."""
        self._page: PageRead | None = None
        self._shown: tuple[object, ...] | None = None
        """What the last moment has told, where nothing else has been shown since."""
        self._calm = False
        self._figures = Sparing(COUNTS, self.read_again, self.set_timer)
        self._above = Sparing(ABOVE, self.read_again, self.set_timer)
        self._told_counts, self._told_tabs, self._told_around = Told(), Told(), Told()
        self._reader, self._moments = Moments(self.desk), Latest(self._read_moment)
        self.keep_reading(self._moments)
        self.begin_reading()

    def read_header(self) -> None:
        """Read nothing of its own: a moment brings the figures along."""

    def read_beside(self) -> None:
        """Read nothing of its own: a moment tells of the others too."""

    @on(Changed)
    def read_again(self) -> None:
        """Read all that this screen shows, in one look."""
        self._moments.want(self.desk.clock(), "moment")

    @on(QueuePane.Wanted)
    def _other_rows(self) -> None:
        if self._counts is not None:
            self.read_rows()
        elif self._newest_want != self._wanted():  # they are being read
            self.read_again()

    async def _read_moment(self, now: datetime) -> None:
        want, tabs, reader = self._wanted(), self.tabs.all(now), self._reader
        if want.lens.at_a_glance:
            self.read_rows()
        else:
            self._newest_want = want
        shown, size = self._shown, self.size

        def read(store: Store) -> MomentRead | None:
            found = MomentRead(want, reader.read(store, want, tabs, now), now)
            return None if shown == _told_by(found, size) else found

        await self.look_now(read, "moment", long=True)

    def read_rows(self) -> None:
        """Read the rows around the selection; the figures stay as they were last read."""
        now, want = self.desk.clock(), self._wanted()
        self._newest_want, self._shown = want, None
        once = not want.lens.at_a_glance
        self.look(lambda store: PageRead(want, read_page(store, want), now), "rows", long=True, once=once)
        if self._counts is not None:
            self._show_tabs(self._counts)

    @on(MomentRead)
    def _show_moment(self, event: MomentRead) -> None:
        moment, now = event.moment, event.now
        if moment.page is not None:
            self._calm = self._pane.only_held(moment.page)
        self._show_counts(moment, now)
        shown = moment.page is not None and self._shows(PageRead(event.want, moment.page, now))
        if not self._told_around.again(moment.around, minute(now), self.size):
            self.show_around(moment.around, now)
        about = self._shows_matter(moment, now)
        if shown and not about:
            self.read_selected(self._pane.row)
        self._shown = _told_by(event, self.size) if shown and about and not self._calm else None

    def _shows_matter(self, moment: Moment, now: datetime) -> bool:
        """Show what was read of the selected row, unless another one is selected by now."""
        row = self._pane.row
        if moment.about != (row and row.id):
            return False
        self.show_matter(moment.matter, now)
        return True

    def read_selected(self, row: KeptMention | None) -> None:
        """Read all that is shown of the selected row."""
        self._shown = None
        super().read_selected(row)

    def _learn_storm(self, counts: Counts) -> None:
        """Have `is:storm` mean the storms that are on now, and read again where those are others."""
        members = counts.storm.members if counts.storm else NOBODY
        if members != self.tabs.storm:
            self.tabs.storm = members
            self.read_again()

    def _show_counts(self, moment: Moment, now: datetime) -> None:
        self._learn_storm(moment.counts)
        if self._calm and self._figures.too_soon():
            return
        self._figures.shown()
        first, self._counts = self._counts is None, moment
        if not self._told_counts.again(moment.counts, minute(now), self.size):
            self.show_header(HeaderRead(moment.counts, now))
        self._show_tabs(moment)
        if self._page is not None and self.tabs.is_shown(self._page.want.lens):
            if first or not self._page.page.total:
                self._show_page(self._page)
            else:
                self.tell_share(self._page.page, self._all_of(moment))

    def _show_tabs(self, moment: Moment) -> None:
        names, line = self.tabs.names, self.query_one(TabLine)
        if not self._told_tabs.again(names, moment.tabs, self.tabs.chosen, line.size):
            line.show(names, moment.tabs, self.tabs.chosen)

    @on(PageRead)
    def _show_page(self, event: PageRead) -> None:
        if self._shows(event):
            self.read_selected(self._pane.row)

    def _shows(self, event: PageRead) -> bool:
        """Show a page, unless another one is meant by now, or it tells hardly anything new."""
        if event.want is not self._newest_want or not self.tabs.is_shown(event.want.lens):
            return False
        self._calm = self._pane.only_held(event.page)
        if self._calm and self._above.too_soon():
            return False
        self._above.shown()
        self._page = event
        if self._counts is None:
            return False
        empty = "" if event.page.total else self._empty(self._counts.counts)
        self._pane.show(event.page, event.now, empty)
        self.tell_page(event.page, self._all_of(self._counts))
        return True

    def _all_of(self, moment: Moment) -> str:
        """Return how many rows the tab in front has, as far as that is known."""
        return moment.tabs.get(self.tabs.name) or "?"

    def action_needing(self, back: bool) -> None:
        """Go to the next row that nobody else has."""
        self._pane.touch()
        want, me, now = self._wanted(), self.desk.me, self.desk.clock()
        self.look(
            lambda store: QueuePane.Found(next_needing(store, want, me, now, back=back)),
            "needing",
            long=True,
            once=True,
        )

    @on(QueuePane.Found)
    def _go_to_found(self, event: QueuePane.Found) -> None:
        if event.number is None:
            self.say("nothing further needs you here")
        else:
            self._pane.select(event.number)

    def action_quit_desk(self) -> None:
        """Leave; drafts on open cases are asked about first."""
        me = self.desk.me
        self.look(lambda store: DraftsCounted(drafts_open(store, me)), "quit", once=True)

    @on(DraftsCounted)
    def _quit(self, event: DraftsCounted) -> None:
        if not event.drafts:
            self.app.exit()
            return
        self.app.push_screen(leave.LeaveDialog(event.drafts), lambda yes: self.app.exit() if yes else None)

    def action_top(self) -> None:
        """Go to the top of the list, where the new ones are."""
        self._pane.action_top()

    def _wanted(self) -> Wanted:
        pane = self._pane
        lens = self.tabs.lens(self.desk.clock())
        return Wanted(
            lens,
            pane.cursor,
            pane.asks_for,
            pane.height,
            pane.upto,
            pane.newest,
            pane.marks,
        )

    def _empty(self, counts: Counts) -> str:
        if self.tabs.filter:
            return nothing_matches(self.tabs.filter, self.tabs.name, self.hints)
        return empty_words(self.tabs.name, counts, self.hints)


def _told_by(event: MomentRead, size: Size) -> tuple[object, ...]:
    """Return all that decides how the screen looks once a moment has been shown."""
    return event.want, event.moment, minute(event.now), size
