"""The go-to menu behind `g`: one more key says where."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tui.keys import shown_keys
from tui.rows import joined, words
from tui.screens.dialog import Dialog


class GoDialog(Dialog[str]):
    """Returns the place: "top", "queue", "sources", "follow_ups", "promises" or "mutes"."""

    guard = 0.0
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "go('top')", "top, with the new ones", id="go.top"),
        Binding("q", "go('queue')", "queue", id="go.queue"),
        Binding("s", "go('sources')", "sources", id="go.sources"),
        Binding("f", "go('follow_ups')", "follow-ups", id="go.follow_ups"),
        Binding("p", "go('promises')", "promises", id="go.promises"),
        Binding("m", "go('mutes')", "mutes", id="go.mutes"),
    ]

    def __init__(self) -> None:
        super().__init__("Go to …")

    def questions(self) -> Iterable[Widget]:
        """Show the keys and where they lead, one a line."""
        yield Static("", id="go-places", markup=False)

    def foot(self) -> Iterable[Widget]:
        """Say how to stay."""
        yield self.hint("{dialog.leave} stays here")

    def on_screen_resume(self) -> None:
        """List the places by the keys that lead there now."""
        keys = (each for each in shown_keys(self.app.screen) if each.id.startswith("go."))
        lines = [joined([words(each.first, "bold $key"), f"  {each.word}"]) for each in keys]
        self.query_one("#go-places", Static).update(joined(lines, "\n"))

    def action_go(self, place: str) -> None:
        """Answer with the place."""
        self.dismiss(place)
