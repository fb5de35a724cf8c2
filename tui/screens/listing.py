"""A list of things that are owed or hold, one a line: what several screens share."""

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate
from math import inf
from time import monotonic
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from casebook.store.store import Store
from tui.messages import CaseWanted, Changed, Listed
from tui.rows import joined, words
from tui.screens.going import PlaceScreen
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line
from tui.widgets.storm_line import StormLine

INDENT = "      "
"""Before what goes on in the next line."""


class ListingScreen(PlaceScreen):
    """The selection is a thing with an `id`, not a place. A subclass binds the keys and reads the rows."""

    heading: ClassVar[str] = ""
    nothing: ClassVar[str] = ""
    """What an empty list says; keys by the ids of their bindings."""

    worst_first: ClassVar[bool] = False
    """Whether who rests on the first row is to see whatever comes to stand there."""

    settle: ClassVar[float] = 1.0
    """Seconds for which no key acts on what has slipped under the finger."""

    _rows: Sequence[Any] = ()
    _heights: Sequence[int] = ()
    """How many lines each row takes."""
    _selected: int | str | None = None
    _acted_on: int | str | None = None
    """What a key was last meant for: that this one goes surprises nobody."""
    _slipped = -inf

    def rows(self, store: Store, now: datetime) -> Sequence[Any]:
        """Read what is listed."""
        raise NotImplementedError

    def line(self, row: Any, now: datetime) -> Content:
        """Return a row's words."""
        raise NotImplementedError

    def listed(self, event: Listed) -> None:
        """Say what else there is to say of the list that is shown now."""

    def compose(self) -> ComposeResult:
        """Lay out the list and the keys."""
        yield HeaderBar(id="header")
        yield StormLine(id="storm")
        yield Line(id="next")
        with VerticalScroll(id="page", can_focus=False):
            yield Static("", id="owed", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read them; changes come by themselves."""
        self.query_one("#next", Line).say(words(self.heading, "bold"))
        self.read_rows()

    @on(Changed)
    def _changed(self) -> None:
        self.read_rows()

    def read_rows(self) -> None:
        """Read what is listed now."""
        now = self.desk.clock()
        self.look(lambda store: Listed(self.rows(store, now), now), "listed")

    @on(Listed)
    def _show(self, event: Listed) -> None:
        at, self._rows = self._index(), event.rows
        if self.worst_first and at == 0 and self._rows:
            self._selected = self._rows[0].id
        if self._index() is None:
            if self._selected not in (None, self._acted_on):
                self._slipped = monotonic()
            left = self._rows[min(at or 0, len(self._rows) - 1)] if self._rows else None
            self._selected = left.id if left else None
        lines = [self._pointed(each, event.now) for each in self._rows]
        said = joined(lines, "\n") if lines else self.hints.words(self.nothing, "dim")
        self.query_one("#owed", Static).update(said)
        self._heights = [each.plain.count("\n") + 1 for each in lines]
        above = sum(self._heights[: self._index() or 0])
        self._page.scroll_to(y=above - 1, animate=False)
        self.listed(event)

    def _pointed(self, row: Any, now: datetime) -> Content:
        """Return a row's lines: what does not fit into the first goes on below it, set in."""
        room = self.query_one("#owed", Static).content_size.width - len(INDENT) - 1
        lines = self.line(row, now).wrap(room) if room > 0 else [self.line(row, now)]
        return joined(["▸ " if row.id == self._selected else "  ", joined(lines, f"\n{INDENT}")])

    def action_move(self, by: int) -> None:
        """Select another one."""
        self._slipped = -inf
        if (index := self._index()) is not None:
            self._selected = self._rows[min(max(index + by, 0), len(self._rows) - 1)].id
            self.post_message(Listed(self._rows, self.desk.clock()))

    def action_top(self) -> None:
        """Select the first one."""
        self.action_move(-len(self._rows))

    def action_bottom(self) -> None:
        """Select the last one."""
        self.action_move(len(self._rows))

    def action_leap(self, by: int) -> None:
        """Select the one half a page further on."""
        at, half = self._index() or 0, max(self._page.size.height // 2, 1)
        heights = self._heights[at:] if by > 0 else self._heights[:at][::-1]
        rows = sum(lines <= half for lines in accumulate(heights))
        self.action_move(by * max(rows, 1))

    @property
    def _page(self) -> VerticalScroll:
        return self.query_one("#page", VerticalScroll)

    @property
    def selected(self) -> Any | None:
        """The row that is selected; None where there is none."""
        index = self._index()
        return None if index is None else self._rows[index]

    def in_hand(self) -> Any | None:
        """Return the row a key is to act on; None where there is none, or it has only just slipped there."""
        if self.selected is None:
            self.say("nothing is selected")
            return None
        if monotonic() - self._slipped < self.settle:
            self.say("the list has moved just now: look again, then press")
            return None
        self._acted_on = self._selected
        return self.selected

    def action_open(self) -> None:
        """Show the case the selected one belongs to."""
        if (row := self.in_hand()) is not None:
            self.app.post_message(CaseWanted(row.case))

    def _index(self) -> int | None:
        return next((at for at, each in enumerate(self._rows) if each.id == self._selected), None)
