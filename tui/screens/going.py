"""Going from place to place with `g`, the same on every screen but where one writes."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.messages import PlaceWanted
from tui.screens import go
from tui.screens.base import DeskScreen


class GoingScreen(DeskScreen):
    """A screen from which one may go elsewhere; a subclass knows its own top."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "go", "go to …", id="app.go", show=False),
        Binding("exclamation_mark", "storm", "storm room", id="app.storm", show=False),
    ]

    def action_go(self) -> None:
        """Ask where to go."""
        self.app.push_screen(go.GoDialog(), self.went)

    def action_storm(self) -> None:
        """Show the storm room."""
        self.app.post_message(PlaceWanted("storm"))

    def went(self, place: str | None) -> None:
        """Go to a place of the go-to menu."""
        if place == "top":
            self.action_top()
        elif place == "queue":
            self.to_queue()
        elif place is not None:
            self.app.post_message(PlaceWanted(place))

    def to_queue(self) -> None:
        """Go back to the queue, from wherever this screen stands."""
        while len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def action_top(self) -> None:
        """Go to the top of this screen."""
        raise NotImplementedError


class PlaceScreen(GoingScreen):
    """A screen that lies over another: going on from it takes its place, so that Esc leads back at once.

    A subclass is one long page, or a list.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+d,pagedown", "leap(1)", "half a page down", id="list.half_down", show=False),
        Binding("ctrl+u,pageup", "leap(-1)", "half a page up", id="list.half_up", show=False),
        Binding("G,end", "bottom", "to the bottom", id="list.bottom", show=False),
        Binding("home", "top", "to the top", id="list.top", show=False),
    ]
