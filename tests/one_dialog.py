"""One dialog alone on the screen, and what it answers."""

from typing import Any

from textual.pilot import Pilot

from tests.pilot import until
from tui.screens.dialog import Dialog
from tui.themes import PaintedApp
from tui.widgets.lines import Line

OPEN = "not answered yet"


class Desktop(PaintedApp[None]):
    """Shows one dialog and keeps its answer."""

    CSS_PATH = "../tui/app.tcss"

    def __init__(self, dialog: Dialog[Any]) -> None:
        super().__init__()
        self.dialog = dialog
        self.answer: Any = OPEN

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self.answered)

    def answered(self, answer: Any) -> None:
        self.answer = answer


async def opened(app: Desktop, pilot: Pilot[None]) -> None:
    """Wait for the dialog to be in front, with a cursor in it."""
    await until(
        pilot, lambda: app.screen is app.dialog and app.focused is not None, "the dialog with a focus"
    )


def said(app: Desktop) -> str:
    """Return the sentence above the keys of a form."""
    return str(app.dialog.query_one("#form-say", Line).visual)
