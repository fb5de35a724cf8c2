"""The go-to menu behind `g`: one more key says where."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from tui.screens.keyed import KeyedDialog


class GoDialog(KeyedDialog[str]):
    """Returns the place: "top", "queue", "sources", "follow_ups", "promises" or "mutes"."""

    kind = "go"
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

    def foot(self) -> Iterable[Widget]:
        """Say how to stay."""
        yield self.hint("{dialog.leave} stays here")

    def action_go(self, place: str) -> None:
        """Answer with the place."""
        self.dismiss(place)
