"""The follow-ups still owed, the soonest first: each a look or an answer to a ripple of a case."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from casebook.case import FollowUp
from desk.followups import finish_follow_up
from desk.views import follow_ups_owed
from tui.case_text import follow_up_line
from tui.messages import CaseWanted, Changed, OwedRead
from tui.rows import joined, words
from tui.screens.base import DeskScreen
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line


class FollowUpsScreen(DeskScreen):
    """One follow-up a line; the selection is a follow-up, not a row number."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,left,q", "app.pop_screen", "back", id="follow_ups.back"),
        Binding("j,down", "move(1)", "down", id="follow_ups.down", show=False),
        Binding("k,up", "move(-1)", "up", id="follow_ups.up", show=False),
        Binding("enter,l,right", "open", "open the case", id="follow_ups.open"),
        Binding("d", "done", "it is done", id="follow_ups.done"),
    ]

    _owed: list[FollowUp] = []
    _selected: int | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list and the keys."""
        yield HeaderBar(id="header")
        yield Line(id="next")
        with VerticalScroll(id="page"):
            yield Static("", id="owed", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read them; changes come by themselves."""
        self.query_one("#next", Line).say(words("Follow-ups owed", "bold"))
        self.read_owed()

    @on(Changed)
    def _changed(self) -> None:
        self.read_owed()

    def read_owed(self) -> None:
        """Read what is owed."""
        now = self.desk.clock()
        self.look(lambda store: OwedRead(follow_ups_owed(store), now), "owed")

    @on(OwedRead)
    def _show(self, event: OwedRead) -> None:
        at, self._owed = self._index(), event.owed
        if self._index() is None:
            left = self._owed[min(at or 0, len(self._owed) - 1)] if self._owed else None
            self._selected = left.id if left else None
        lines = [self._line(each, event) for each in self._owed]
        none = self.hints.words("Nothing is owed. {case.followup} on a case logs a follow-up.", "dim")
        self.query_one("#owed", Static).update(joined(lines, "\n") if lines else none)
        self.query_one("#page", VerticalScroll).scroll_to(y=(self._index() or 0) - 1, animate=False)

    def _line(self, owed: FollowUp, event: OwedRead) -> Content:
        mark = "▸ " if owed.id == self._selected else "  "
        return joined([mark, words(f"#{owed.case}  ", "bold"), follow_up_line(owed, event.now)])

    def action_move(self, by: int) -> None:
        """Select another one."""
        if (index := self._index()) is not None:
            self._selected = self._owed[min(max(index + by, 0), len(self._owed) - 1)].id
            self.post_message(OwedRead(self._owed, self.desk.clock()))

    def action_open(self) -> None:
        """Show the case it belongs to."""
        if (index := self._index()) is not None:
            self.app.post_message(CaseWanted(self._owed[index].case))

    def action_done(self) -> None:
        """Note that it is done."""
        if self._selected is not None:
            done = self.hints.say("follow-up done; {desk.undo} takes it back")
            self.perform(done, finish_follow_up, self._selected)

    def _index(self) -> int | None:
        return next((row for row, each in enumerate(self._owed) if each.id == self._selected), None)
