"""The main screen: the live queue, the mention it stands on, and the case with its clocks."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from desk.views import Counts, header_counts
from tui.empty import empty_words, nothing_matches
from tui.matter import drafts_open
from tui.messages import Changed, DraftsCounted, HeaderRead, PageRead, QueueCounted
from tui.paging import Wanted, count_tabs, next_needing, read_page
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
from tui.widgets.kept import KeptContainer, KeptVertical
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line
from tui.widgets.queue import QueuePane
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.tab_line import TabLine

COUNTS = 5.0
"""Seconds between two repaints of the figures above, where all that comes in waits above the list."""

ABOVE = 1.0
"""Seconds between two repaints of how many wait above the list, where nothing else has changed."""


class QueueScreen(SelectedScreen, FilteringScreen):
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

    def compose(self) -> ComposeResult:
        """Lay out header, tabs and queue, the mention, the strip, the keys."""
        self.lay_out()
        yield HeaderBar(id="header")
        with KeptContainer(id="body"):
            with KeptVertical(id="left"):
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
        self._counts: QueueCounted | None = None
        self._page: PageRead | None = None
        self._calm = False
        self._figures = Sparing(COUNTS, self._count, self.set_timer)
        self._above = Sparing(ABOVE, self.read_rows, self.set_timer)
        self._told_counts, self._told_tabs = Told(), Told()
        self.begin_reading()

    def read_header(self) -> None:
        """Read nothing of its own: the rows bring the figures along."""

    @on(Changed)
    @on(QueuePane.Wanted)
    def read_again(self) -> None:
        """Read the rows around the selection, and the header's figures."""
        self.read_rows()
        self._count()

    def read_rows(self) -> None:
        """Read the rows around the selection; the figures stay as they were last read."""
        now, want = self.desk.clock(), self._wanted()
        self.look(lambda store: PageRead(want, read_page(store, want), now), "rows", long=True)
        if self._counts is not None:
            self._show_tabs(self._counts)

    def _count(self) -> None:
        now, among = self.desk.clock(), self.desk.sources
        all_ = self.tabs.all(now)
        self.look(
            lambda store: QueueCounted(header_counts(store, now, among), count_tabs(store, all_), now),
            "figures",
            long=True,
        )

    @on(QueueCounted)
    def _show_counts(self, event: QueueCounted) -> None:
        if self._calm and self._figures.too_soon():
            return
        self._figures.shown()
        first, self._counts = self._counts is None, event
        if not self._told_counts.again(event.counts, minute(event.now), self.size):
            self.post_message(HeaderRead(event.counts, event.now))
        self._show_tabs(event)
        if self._page is not None and self.tabs.is_shown(self._page.want.lens):
            if first or not self._page.page.total:
                self._show_page(self._page)
            else:
                self.tell_share(self._page.page, self._all_of(event))

    def _show_tabs(self, event: QueueCounted) -> None:
        names, line = self.tabs.names, self.query_one(TabLine)
        if not self._told_tabs.again(names, event.tabs, self.tabs.chosen, line.size):
            line.show(names, event.tabs, self.tabs.chosen)

    @on(PageRead)
    def _show_page(self, event: PageRead) -> None:
        if not self.tabs.is_shown(event.want.lens):
            return
        self._calm = self._pane.only_held(event.page)
        if self._calm and self._above.too_soon():
            return
        self._above.shown()
        self._page = event
        if self._counts is not None:
            empty = "" if event.page.total else self._empty(self._counts.counts)
            self._pane.show(event.page, event.now, empty)
            self.tell_page(event.page, self._all_of(self._counts))

    def _all_of(self, event: QueueCounted) -> str:
        """Return how many rows the tab in front has, as far as that is known."""
        return event.tabs.get(self.tabs.name) or "?"

    def action_needing(self, back: bool) -> None:
        """Go to the next row that nobody else has."""
        self._pane.touch()
        want, me, now = self._wanted(), self.desk.me, self.desk.clock()
        self.look(
            lambda store: QueuePane.Found(next_needing(store, want, me, now, back=back)), "needing", long=True
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
        self.look(lambda store: DraftsCounted(drafts_open(store, me)), "quit")

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
