"""What somebody said before they changed it, and where else it stands."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from desk.evidence import Evidence
from tui.evidence_text import all_of
from tui.hints import hints_of
from tui.screens.dialog import Dialog


class EvidenceDialog(Dialog[None]):
    """Edits word by word, and copies link by link."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e,q", "leave", "close", id="evidence.leave"),
        Binding("j,down", "scroll(1)", "down", id="evidence.down", show=False),
        Binding("k,up", "scroll(-1)", "up", id="evidence.up", show=False),
    ]

    def __init__(self, evidence: Evidence, now: datetime) -> None:
        super().__init__("Before, and elsewhere")
        self._evidence, self._now = evidence, now

    def questions(self) -> Iterable[Widget]:
        """Show all of it, oldest first."""
        yield Static(all_of(self._evidence, self._now, hints_of(self)), markup=False)

    def foot(self) -> Iterable[Widget]:
        """Say how to read on, and how to close it."""
        yield self.hint(
            "[- -] struck, (+ +) added · {evidence.down} {evidence.up} scroll · {dialog.leave} closes"
        )
