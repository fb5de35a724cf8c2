"""Every key of the view in front, made from its live bindings."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.help_text import help_text, language
from tui.hints import hints_of
from tui.keys import Shown
from tui.rows import joined
from tui.screens.dialog import Dialog

WIDTH = 100
"""Cells of the dialog where the window has them; its frame, its padding and the scroll bar take seven."""


FILTER = "queue.filter"


class HelpDialog(Dialog[None]):
    """The keys, what they do, and the id to change them by."""

    around = None

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,q", "leave", "close", id="help.leave"),
        Binding("j,down", "scroll(1)", "down", id="help.down", show=False),
        Binding("k,up", "scroll(-1)", "up", id="help.up", show=False),
        Binding("ctrl+d,pagedown", "leap(1)", "half a page down", id="help.half_down", show=False),
        Binding("ctrl+u,pageup", "leap(-1)", "half a page up", id="help.half_up", show=False),
        Binding("G,end", "edge(True)", "to the end", id="help.bottom", show=False),
        Binding("g,home", "edge(False)", "to the top", id="help.top", show=False),
    ]

    def __init__(self, keys: list[Shown]) -> None:
        super().__init__("Keys here · change any of them by its id under [keys] in the settings")
        self._keys = keys

    def questions(self) -> Iterable[Widget]:
        """Show the keys room by room, and how to read on."""
        with VerticalScroll(id="help-keys", can_focus=False):
            yield Static(self._text(min(self.app.size.width, WIDTH) - 7), markup=False)
        how = "{help.down} {help.up} scroll · {help.half_down} half a page · {help.bottom} the end"
        yield Static(
            hints_of(self).words(how + " · {dialog.leave} closes", "dim"), id="help-how", markup=False
        )

    def _text(self, room: int) -> Content:
        """Return the keys, and below them the filter's language where there is a filter."""
        keys = help_text(self._keys, room)
        filters = any(each.id == FILTER for each in self._keys)
        return joined([keys, language(room)], "\n\n") if filters else keys

    def action_scroll(self, by: int) -> None:
        """Scroll the list of keys by some lines."""
        self._page.scroll_relative(y=by * 3, animate=False)

    def action_leap(self, by: int) -> None:
        """Scroll it by half a page."""
        self._page.scroll_relative(y=by * max(self._page.size.height // 2, 1), animate=False)

    def action_edge(self, end: bool) -> None:
        """Scroll it to its end, or to its top."""
        self._page.scroll_to(y=self._page.max_scroll_y if end else 0, animate=False)

    @property
    def _page(self) -> VerticalScroll:
        return self.query_one("#help-keys", VerticalScroll)
