"""The main screen: the live queue, the mention it stands on, and the case with its clocks."""

from asyncio import get_running_loop
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from math import inf
from time import monotonic
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from casebook.case import Case, Promise
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk.opening import open_case
from desk.presence import Beside
from desk.views import Counts, header_counts
from playbooks.next_step import Step
from tui.aside import next_words
from tui.empty import empty_words, nothing_matches
from tui.latest import Latest
from tui.matter import Matter, drafts_open, read_matter
from tui.messages import CaseWanted, Changed, DraftsCounted, HeaderRead, MatterRead, PageRead, QueueCounted
from tui.paging import Wanted, count_tabs, next_needing, read_page
from tui.screens.filtering import FilteringScreen
from tui.screens.leave import LeaveDialog
from tui.screens.one_only import OneOnlyScreen
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

HELD = 0.02
"""Seconds for which a frame waits at most for what is read of the selected row."""

HELD_AT_FIRST = 0.25
"""Seconds for which the first frame waits at most for the rows: an empty one is painted for nothing."""


class QueueScreen(OneOnlyScreen, FilteringScreen):
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
        self._pane = self.query_one(QueuePane)
        self._matter: Matter | None = None
        self._counted, self._calm = -inf, False
        self._reading, self._held = Latest(self._look), ExitStack()
        self.keep_reading(self._reading)
        self._held.callback(self.refresh)
        self._hold_frame(HELD_AT_FIRST)

    def matter(self) -> KeptMention | None:
        """Return the selected row, unless it has only just slipped under the finger."""
        if self._pane.just_slipped:
            return None
        self._pane.touch()
        return self._pane.row

    def marked(self) -> tuple[int, ...]:
        """Return the numbers of the marked mentions."""
        return tuple(sorted(self._pane.marks))

    def unmark(self) -> None:
        """Forget the marks."""
        self._pane.action_unmark()

    def nothing_in_front(self) -> str:
        """Return why a key has nothing to act on."""
        slipped = "the list has moved just now: look again, then press"
        return slipped if self._pane.just_slipped else super().nothing_in_front()

    def case_in_front(self) -> Case | None:
        """Return the case of the selected row, if that row has been read."""
        read, row = self._matter, self._pane.row
        return read.case if read and row and read.kept.id == row.id else None

    def promises_in_front(self) -> Sequence[Promise]:
        """Return what the case of the selected row still owes, if that row has been read."""
        return self._matter.owed if self._matter is not None and self.case_in_front() else ()

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
        if self._calm and monotonic() < self._counted + COUNTS:
            return
        self._counted = monotonic()
        first, self._counts = self._counts is None, event
        self.post_message(HeaderRead(event.counts, event.now))
        self._show_tabs(event)
        if self._page is not None and (first or not self._page.page.total):
            self._show_page(self._page)

    def _show_tabs(self, event: QueueCounted) -> None:
        self.query_one(TabLine).show(self.tabs.names, event.tabs, self.tabs.chosen)

    @on(PageRead)
    def _show_page(self, event: PageRead) -> None:
        if not self.tabs.is_shown(event.want.lens):
            return
        self._page = event
        self._calm = self._pane.only_held(event.page)
        if self._counts is not None:
            self._pane.show(event.page, event.now, self._empty(self._counts.counts))
            self.tell_page(event.page, self._counts.tabs.get(self.tabs.name) or "?")

    @on(QueuePane.Selected)
    def _row_selected(self, event: QueuePane.Selected) -> None:
        desk, now, row = self.desk, self.desk.clock(), event.row

        def read(store: Store) -> MatterRead:
            found = None if row is None else read_matter(store, row.id, desk.me, desk.playbook, now)
            return MatterRead(found, now)

        if self._reading.want(read, row and row.id):
            self._held.close()
            self._hold_frame(HELD)

    def _hold_frame(self, seconds: float) -> None:
        """Paint the row and what is read of it in one frame, unless reading takes longer than that."""
        self._held.callback(self.check_idle)
        self._held.enter_context(self.app.batch_update())
        self._held.callback(get_running_loop().call_later(seconds, self._held.close).cancel)

    def _compositor_refresh(self) -> None:
        """Paint, but not while frames are held: Textual would draw all, and then throw it away."""
        if self.app._batch_count:
            self.refresh()
        else:
            super()._compositor_refresh()

    @on(MatterRead)
    def _show_matter(self, event: MatterRead) -> None:
        self._matter, now = event.matter, event.now
        matter, step = self._matter, Step("")
        if matter is not None:
            step = next_words(matter, now, self.desk.me)
        self.query_one(ReadingPane).show(matter, step, now)
        self.query_one("#step", Line).say(self.hints.step(step))
        kept, case = (matter.kept, matter.case) if matter else (None, None)
        self.query_one(CaseStrip).show(kept, case, now, matter.owed if matter else ())
        self.ask_after(now)
        soon = get_running_loop().call_soon
        soon(soon, self._held.close)  # when all that has changed has said so

    def show_beside(self, at: Mapping[int, Beside]) -> None:
        """Show what others do, on their rows and on the strip."""
        self._pane.show_beside(at)
        self.query_one(CaseStrip).show_beside(at)

    def action_open(self) -> None:
        """Open the case of the selected row; a mention without one gets one."""
        self.with_matter(self._open)

    def _open(self, kept: KeptMention) -> None:
        if kept.case is not None:
            self._show_case(kept.case)
        else:
            self.perform("", open_case, self.desk.playbook, kept.id, then=self._show_case)

    def action_read_on(self, by: int) -> None:
        """Scroll the mention by most of a page."""
        self.query_one(ReadingPane).read_on(by)

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
        self.app.push_screen(LeaveDialog(event.drafts), lambda yes: self.app.exit() if yes else None)

    def action_top(self) -> None:
        """Go to the top of the list, where the new ones are."""
        self._pane.action_top()

    def _show_case(self, case: int) -> None:
        self.app.post_message(CaseWanted(case))

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
