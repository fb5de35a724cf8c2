"""Every key of the view in front, made from its live bindings."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.keys import Shown
from tui.rows import fitted, joined, words
from tui.screens.dialog import Dialog


class HelpDialog(Dialog[None]):
    """The keys, what they do, and the id to change them by."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,q", "leave", "close", id="help.leave"),
        Binding("j", "scroll(1)", "down", id="help.down", show=False),
        Binding("k", "scroll(-1)", "up", id="help.up", show=False),
    ]

    def __init__(self, keys: list[Shown]) -> None:
        super().__init__("Keys here · change any of them by its id under [keys] in the settings")
        self._keys = keys

    def questions(self) -> Iterable[Widget]:
        """Show one line a key."""
        wide = max((len(each.keys) for each in self._keys), default=1)
        with VerticalScroll(id="help-keys"):
            yield Static(joined([_line(each, wide) for each in self._keys], "\n"), markup=False)

    def action_scroll(self, by: int) -> None:
        """Scroll the list of keys."""
        self.query_one("#help-keys", VerticalScroll).scroll_relative(y=by * 3, animate=False)


def _line(shown: Shown, wide: int) -> Content:
    keys = words(fitted(shown.keys, wide), "bold $key")
    return joined([keys, "  ", fitted(shown.word, 34), words(shown.id, "dim")])
