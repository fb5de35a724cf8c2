"""Asks before the desk is left while words are still in preparation."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tui.rows import plural
from tui.screens.dialog import Dialog


class LeaveDialog(Dialog[bool]):
    """Returns True when the responder leaves all the same; anything else stays."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", "quit", id="leave.yes"),
        Binding("n,enter", "leave", "stay", id="leave.no"),
    ]

    def __init__(self, drafts: int) -> None:
        super().__init__(f"You have {plural(drafts, 'draft')} on open cases")

    def questions(self) -> Iterable[Widget]:
        """Say that nothing is lost."""
        yield Static("They are kept and will be here when you come back.", markup=False)

    def foot(self) -> Iterable[Widget]:
        """Say how to go or stay."""
        yield self.hint("{leave.yes} quits · {leave.no} or {dialog.leave} stays")

    def action_yes(self) -> None:
        """Answer that we go."""
        self.dismiss(True)
