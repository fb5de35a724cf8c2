"""The application: it wires the desk to the screens and owns nothing else."""

from textual import events, on, work
from textual.app import App
from textual.binding import Binding, BindingType

from desk.desk import Desk
from tui.messages import Changed
from tui.screens.dialog import Dialog


class AmendsApp(App[None]):
    """The responder's desk."""

    CSS_PATH = ["app.tcss", "dialogs.tcss"]
    TITLE = "amends"
    BINDINGS: list[BindingType] = [
        Binding("ctrl+p", "command_palette", "palette", id="app.palette", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    async def on_event(self, event: events.Event) -> None:
        """Drop keys that reach a dialog before a person can have read it."""
        early = isinstance(event, events.Key) and isinstance(self.screen, Dialog)
        if not (early and self.screen.refuses(event)):
            await super().on_event(event)

    @work(group="follow", exit_on_error=False)
    async def follow(self) -> None:
        """Tell the app whenever anybody has committed to the store."""
        while await self.desk.wait_for_change():
            self.post_message(Changed())

    @on(Changed)
    def _tell_screens(self) -> None:
        for screen in self.screen_stack:
            screen.post_message(Changed())
