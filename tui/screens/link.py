"""The address of a mention, in full, for the browser at the responder's end of the line."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tui.rows import words
from tui.screens.dialog import Dialog


class LinkDialog(Dialog[bool]):
    """Shows the link; returns True when it is to be copied."""

    guard = 0.0
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,Y", "copy", "copy it", id="link.copy"),
        Binding("o,q", "leave", "close", id="link.leave"),
        Binding("j,down", "scroll(1)", "down", id="link.down", show=False),
        Binding("k,up", "scroll(-1)", "up", id="link.up", show=False),
    ]

    def __init__(self, url: str) -> None:
        super().__init__("Open it in the browser on your side")
        self._url = url

    def questions(self) -> Iterable[Widget]:
        """Show the whole address, wrapped."""
        yield Static(words(self._url, "bold"), markup=False)

    def foot(self) -> Iterable[Widget]:
        """Say how to copy it."""
        yield self.hint("{link.copy} copies it · {dialog.leave} closes")

    def action_copy(self) -> None:
        """Answer that it is to be copied."""
        self.dismiss(True)
