"""What we have heard: the motive the customer sees in it (rule J4), and what would put it right (rule A3)."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Label

from casebook.frozen import frozen
from casebook.kinds import BLAME, Blame
from tui.hints import hints_of
from tui.screens.form import FormDialog
from tui.widgets.choices import HOW, Choices
from tui.widgets.many_lines import ManyLines

BELIEFS = tuple(Blame)
"""What the customer may believe of us, in the order it is offered."""


@frozen
class Heard:
    """What the customer has told us."""

    blame: Blame | None
    """None: nothing was said about it here."""
    wants: str | None
    """In their words; None before we asked."""


class HeardDialog(FormDialog[Heard]):
    """Returns what was heard; opens with what is on the case already."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+o", "confirm", "record it", id="heard.confirm")]

    def __init__(self, blame: Blame | None = None, wants: str | None = None, wish: str = "") -> None:
        """Make it.

        Args:
            blame: What they believe, as far as it was noted.
            wants: What they want, as far as it was noted.
            wish: What their post says of it, proposed where nothing was noted.
        """
        super().__init__("What I heard")
        self._blame = blame
        self._wants, self._wish = wants, wish

    def fields(self) -> Iterable[Widget]:
        """Ask what they believe and what they want."""
        chosen = BELIEFS.index(self._blame) if self._blame else None
        yield Label(hints_of(self).say(HOW, question="What do they believe of us?"), markup=False)
        yield Choices([BLAME[each] for each in BELIEFS], chosen=chosen, id="heard-blame")
        yield Label("What would put it right, in their words? Empty until somebody asked.", markup=False)
        if not self._wants and self._wish:
            yield Label("This is what they wrote: confirm it, change it, or empty it.", markup=False)
        yield ManyLines(
            self._wants or self._wish,
            hint="e.g. “I just want my 43 € back and a real person”",
            id="heard-wants",
        )

    def answer(self) -> Heard:
        """Return both as they stand."""
        chosen = self.query_one("#heard-blame", Choices).chosen
        wants = self.query_one("#heard-wants", ManyLines).text.strip()
        return Heard(None if chosen is None else BELIEFS[chosen], wants or None)
