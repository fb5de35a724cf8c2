"""No action, with its reason: nothing is passed over in silence (rule L4)."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Label

from tui.hints import hints_of
from tui.screens.form import FormDialog, Unanswered
from tui.widgets.choices import HOW, Choices
from tui.widgets.one_line import OneLine


class LetGoDialog(FormDialog[str]):
    """Returns the reason: one of the list, or the responder's own words, which go first."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+o", "confirm", "let it go", id="let_go.confirm")]

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("No action")
        self._reasons = tuple(reasons)

    def fields(self) -> Iterable[Widget]:
        """Ask for the reason."""
        yield Label(hints_of(self).say(HOW, question="Why?"), markup=False)
        yield Choices(self._reasons, id="let-go-reason")
        yield Label("Or in your own words", markup=False)
        yield OneLine(id="let-go-own")

    def answer(self) -> str:
        """Return the reason."""
        own = self.query_one("#let-go-own", OneLine).value.strip()
        chosen = self.query_one("#let-go-reason", Choices).chosen
        if own:
            return own
        if chosen is None:
            raise Unanswered("#let-go-reason", "Say why: choose a reason, or write one.")
        return self._reasons[chosen]
