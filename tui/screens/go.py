"""The go-to menu behind `g`: one more key says where."""

from collections.abc import Iterable

from textual.binding import Binding, BindingType
from textual.widget import Widget

from tui.screens.dialog import Dialog
from tui.widgets.key_bar import KeyBar


class GoDialog(Dialog[str]):
    """Returns the place: "top", "queue", "sources" or "follow_ups"."""

    guard = 0.0
    BINDINGS: list[BindingType] = [
        Binding("g", "go('top')", "top, with the new ones", id="go.top"),
        Binding("q", "go('queue')", "queue", id="go.queue"),
        Binding("s", "go('sources')", "sources", id="go.sources"),
        Binding("f", "go('follow_ups')", "follow-ups", id="go.follow_ups"),
    ]

    def __init__(self) -> None:
        super().__init__("Go to …")

    def questions(self) -> Iterable[Widget]:
        """Show the keys and where they lead."""
        yield KeyBar()

    def action_go(self, place: str) -> None:
        """Answer with the place."""
        self.dismiss(place)
