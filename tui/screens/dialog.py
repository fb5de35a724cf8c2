"""A small screen that asks one thing and returns the answer; Esc returns None."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Label

from tui.keys import typed_into
from tui.rows import joined

T = TypeVar("T")


class Dialog(ModalScreen[T | None]):
    """One question with its own keys; a subclass says what stands in it with `questions`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave", id="dialog.leave")]

    guard = 0.3
    """Seconds for which keys are ignored after it opens, so that a repeated key confirms nothing."""

    about = ""
    """Whom it acts on, e.g. "#2 · C. Baptiste", as the stranger writes it; set before it is shown."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._heading = title
        self._opened = 0.0

    def compose(self) -> ComposeResult:
        """Lay out the title and what the dialog asks."""
        with Vertical(id="dialog"):
            yield Label(joined(self._heads(), " · "), id="dialog-title", markup=False)
            yield from self.questions()

    def questions(self) -> Iterable[Widget]:
        """Yield the widgets of this dialog, title apart."""
        return ()

    def _heads(self) -> Iterable[str]:
        return filter(None, (self._heading, self.about))

    def on_mount(self, event: events.Mount) -> None:
        """Note when the guard began."""
        self._opened = event.time

    def refuses(self, key: events.Key) -> bool:
        """Return whether a key comes too early to be meant: before one can have read what it would do.

        One typed ahead is older than the dialog it is for. Without a guard nothing is refused.
        """
        early = self.guard > 0 and key.time - self._opened < self.guard
        return early and not self.harmless(key)

    def harmless(self, key: events.Key) -> bool:
        """Return whether a key can end nothing, and may come at any time: letters typed into a field."""
        return key.is_printable and typed_into(self.focused)

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
