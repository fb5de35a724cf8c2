"""Narrowing the queue: `/` types a filter, which stays on until Esc; tabs, saved views and their counts."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.timer import Timer

from casebook.query.errors import QueryError
from desk.desk import Desk
from desk.saved_views import unfit
from tui.paging import Page
from tui.screens.laid_out import LaidOutScreen
from tui.tabs import Tabs
from tui.widgets.filter_line import FilterLine
from tui.widgets.queue import QueuePane

LATE = 0.3
"""Seconds after which it is told that rows are still looked for."""


class FilteringScreen(LaidOutScreen):
    """A screen with a queue that can be narrowed; a subclass reads the rows with `read_rows`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "filter", id="queue.filter", tooltip="narrow the list as you type"),
        Binding("escape", "unfilter", "clear the filter", id="queue.unfilter", show=False),
        Binding("tab", "tab(1)", "next tab", id="queue.next_tab", show=False),
        Binding("shift+tab", "tab(-1)", "previous tab", id="queue.previous_tab", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tabs = Tabs(desk.me, desk.settings.views)
        self._origin: int | None = None
        """What was selected when the filter was begun: it stays so wherever it is listed."""
        self._moved = False
        """Whether one has walked the list while typing."""
        self._page_shown: str | None = None
        """How many rows the filter in force leaves; None while that is looked for."""
        self._late: Timer | None = None
        self._complained = False
        """Whether it was said that the letters typed cannot be meant."""

    @property
    def still_reading(self) -> bool:
        """Whether what is selected, or what matches, has yet to be read."""
        line = self.query_one_optional(FilterLine)
        return super().still_reading or (line is not None and line.untold)

    def read_rows(self) -> None:
        """Read the rows of the list again, and nothing else."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Esc only while there is a filter to clear, and `/` only where it is not typed already."""
        if action == "filter":
            return not any(line.typing for line in self.query(FilterLine))
        if action == "unfilter":
            return bool(self.tabs.filter)
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """Let a filter be typed, or the one in force be changed."""
        self._origin, self._moved = self._queue.asks_for, False
        self._line.open(self.tabs.typed.strip() if self.tabs.filter else "")
        self.refresh_bindings()
        if self._page_shown is not None and self.tabs.filter:
            self._line.tell(self._page_shown)

    def action_unfilter(self) -> None:
        """Show the whole tab again, on the row one is on, or began on where one has only typed."""
        typed = self._line.typing and not self._moved
        number = self._origin if typed else self._queue.asks_for
        self._line.close()
        self._queue.focus()
        self._origin = number
        self.narrow("", finished=True)

    def narrow(self, said: str, *, finished: bool, typed: bool = False) -> bool:
        """Narrow the list by a query; returns False, and says why, where it cannot be meant."""
        before = self.tabs.filter
        self._take_complaint_back()
        try:
            self.tabs.understand(said, self.desk.clock(), typing=not finished, typed=typed and finished)
        except QueryError as error:
            self._complain(error)
            return False
        if self.tabs.filter != before:
            self._page_shown = None
            self._queue.look_for(self._queue.asks_for if self._moved else self._origin)
            self._tell_if_late()
        self.read_rows()
        self.refresh_bindings()
        return True

    def _complain(self, error: QueryError) -> None:
        self._complained = True
        self._line.tell("not understood")
        self.say(str(error))

    def _take_complaint_back(self) -> None:
        """Leave nothing standing about letters that are others by now."""
        if self._complained:
            self._complained = False
            self.unsay()

    def filter_by(self, said: str) -> bool:
        """Put a filter in force, as if it had been typed and kept."""
        self._origin = self._queue.asks_for
        kept = self.narrow(said, finished=True)
        if kept and self.tabs.filter:
            self._line.keep(self.tabs.filter)
            self._line.tell("…")
        return kept

    def action_tab(self, by: int) -> None:
        """Show the next or the previous tab."""
        self.tabs.turn(by)
        self.show_tab()

    def go_tab(self, name: str) -> bool:
        """Show the tab of that name, or that begins so; returns whether there is one."""
        found = self.tabs.go(name)
        if found:
            self.show_tab()
        return found

    def show_tab(self) -> None:
        """Show the tab that has been chosen."""
        self._queue.start_over()
        self._tell_if_late()
        self.read_rows()

    def unkept(self, name: str) -> str:
        """Return why the filter in force cannot be kept under a name; empty when it can."""
        if not self.tabs.filter:
            return "there is no filter to keep"
        if why := unfit(name):
            return f'"{name:.24}" {why}' if name else why
        return ""

    def keep_view(self, name: str) -> str:
        """Make the filter in force a tab for this session; returns why not, or nothing."""
        if why := self.unkept(name):
            return why
        self.tabs.keep(name)
        self._line.close()
        self.show_tab()
        return ""

    def tell_page(self, page: Page, all_: str) -> None:
        """Tell of a page that was read how many of the tab's rows the filter leaves."""
        self._stop_late()
        self.tell_share(page, all_)

    def tell_share(self, page: Page, all_: str) -> None:
        """Tell how many of the tab's rows the filter leaves; whoever waits for a page waits on."""
        self._page_shown = f"{page.total}{'+' if page.more else ''} of {all_}"
        if self.tabs.filter:
            self._line.tell(self._page_shown)

    @on(FilterLine.Typed)
    def _typed(self, event: FilterLine.Typed) -> None:
        if not (event.finished or self._line.typing):
            return  # dropped meanwhile
        if not self.narrow(event.said, finished=event.finished, typed=True):
            return
        if not self.tabs.filter:
            self._line.tell("")
        if event.finished:
            self._leave_line()

    def _tell_if_late(self) -> None:
        self._stop_late()
        self._late = self.set_timer(LATE, self._still_looking)

    def _stop_late(self) -> None:
        if self._late is not None:
            self._late.stop()

    def _still_looking(self) -> None:
        if self.tabs.filter:
            self._line.tell("still looking")

    def _leave_line(self) -> None:
        self._queue.focus()
        if self.tabs.filter:
            self._line.keep(self.tabs.filter)
            self._line.tell(self._page_shown or "…")
        else:
            self._line.close()

    @on(FilterLine.Dropped)
    def _dropped(self) -> None:
        self.action_unfilter()

    @on(FilterLine.Moved)
    def _move(self, event: FilterLine.Moved) -> None:
        self._moved = True
        self._queue.action_move(event.by)

    @property
    def _queue(self) -> QueuePane:
        return self.query_one(QueuePane)

    @property
    def _line(self) -> FilterLine:
        return self.query_one(FilterLine)
