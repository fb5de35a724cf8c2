"""An internal word on a case; it never leaves the building."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Label

from tui.screens.form import FormDialog, Unanswered
from tui.widgets.many_lines import ManyLines


class NoteDialog(FormDialog[str]):
    """Returns the note."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+o", "confirm", "keep the note", id="note.confirm")]

    def __init__(self) -> None:
        super().__init__("An internal note")

    def fields(self) -> Iterable[Widget]:
        """Ask for the text."""
        yield Label("Nobody outside ever sees it.", markup=False)
        yield ManyLines(hint="what the next person must know", id="note-text")

    def answer(self) -> str:
        """Return the text without the space around it."""
        text = self.query_one("#note-text", ManyLines).text.strip()
        if not text:
            raise Unanswered("#note-text", "There is nothing in it yet.")
        return text
