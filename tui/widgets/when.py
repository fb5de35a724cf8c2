"""A line that asks for a moment, and offers some."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.due import EXAMPLES
from tui.widgets.one_line import OneLine

OFFERS = "{question} ({when.sooner} {when.later} offer {offered})"
"""How a dialog asks for a moment, as a hint."""


class When(OneLine):
    """Begins with the first of its suggestions; typing replaces it, PgDn and PgUp put the others in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "suggest(1)", "later", id="when.later"),
        Binding("pageup", "suggest(-1)", "sooner", id="when.sooner", show=False),
    ]

    def __init__(
        self,
        suggested: Sequence[str],
        *,
        id: str,  # noqa: A002 - Textual's own word
    ) -> None:
        super().__init__(suggested[0], hint=EXAMPLES, offered=True, id=id)
        self._suggested = tuple(suggested)
        self._at = 0

    def action_suggest(self, by: int) -> None:
        """Put the next suggestion in; typing replaces all of it."""
        self._at = min(max(self._at + by, 0), len(self._suggested) - 1)
        self.value = self._suggested[self._at]
        self.action_select_all()
