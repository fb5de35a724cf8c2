"""A small screen that asks one thing and returns the answer; Esc returns None."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Label, Static

from tui.hints import hints_of
from tui.keys import typed_into
from tui.rows import joined
from tui.themes import OTHERS
from tui.widgets.choices import Choices

T = TypeVar("T")

LOW = 16
"""Lines below which a window is low."""


class Dialog(ModalScreen[T | None]):
    """One question with its own keys; a subclass says what stands in it with `questions`.

    In a low window it has no frame, what it asks is scrolled, and how it is answered and left stays in view.
    """

    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]

    around: ClassVar[tuple[int, int] | None] = (2, 8)
    """Lines that are not for the questions, in a low window and in others; None: a subclass lays out all."""

    CSS_PATH = OTHERS
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
            if self.around is None:
                yield from self.questions()
            else:
                with VerticalScroll(id="dialog-body", can_focus=False):
                    yield from self.questions()
            yield from self.foot()

    def questions(self) -> Iterable[Widget]:
        """Yield the widgets of this dialog, title apart."""
        return ()

    def foot(self) -> Iterable[Widget]:
        """Yield what stays in view below the questions: how it is answered, and left."""
        return ()

    def hint(self, how: str) -> Widget:
        """Return a line for the foot that names keys."""
        return Static(hints_of(self).words(how, "dim"), id="dialog-how", markup=False)

    @on(events.Resize)
    def _leave_room(self, event: events.Resize) -> None:
        if self.around is not None:
            low = event.size.height < LOW
            room = max(event.size.height - self.around[not low], 1)
            self.query_one("#dialog-body").styles.max_height = room
            for each in self.query(Choices):
                each.fit(room - 2 if low else None)

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

    def action_scroll(self, by: int) -> None:
        """Scroll what stands in it by lines."""
        self.query_one("#dialog-body").scroll_relative(y=by, animate=False)

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
