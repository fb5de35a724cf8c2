"""The layouts of the queue's screen, and the key that goes from one to the next."""

from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType

from desk.desk import Desk
from desk.settings import Layout
from tui.layouts import SAY, after, lacking, laid_out
from tui.messages import Changed
from tui.screens.looking import LookingScreen


class LaidOutScreen(LookingScreen):
    """A screen with a class of the style sheet for each layout; what was chosen lasts for the session."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (40, "-tall")]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "backslash", "layout", "layout", id="app.layout", show=False, tooltip="beside, below, list alone"
        ),
        Binding("f1", "first_keys", "the first five keys", id="app.first_keys", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted_layout = desk.settings.look.layout

    @property
    def layout_now(self) -> Layout:
        """The layout that the window has room for."""
        return laid_out(self._wanted_layout, *self.app.size)

    def action_layout(self) -> None:
        """Show the next layout there is room for."""
        size = self.app.size
        now, missing = after(self.layout_now, *size), lacking(*size)
        said = SAY[now]
        if now is self.layout_now:
            said = "there is no other layout here"
        else:
            self._wanted_layout = now
        self.lay_out()
        self.say(f"{said} ({missing})" if missing else said)
        self.post_message(Changed())

    def action_first_keys(self) -> None:
        """Show the card of the first evening in the place of the mention."""
        self.add_class("-card")

    def close_card(self) -> bool:
        """Take the card away; returns whether it was there."""
        shown = self.has_class("-card")
        self.remove_class("-card")
        return shown

    @on(events.ScreenResume)
    def _as_it_came(self, event: events.ScreenResume) -> None:
        """Style nothing anew when the screen first stands: each widget was styled as it came."""
        event.refresh_styles = event.refresh_styles and self.stack_updates > 0

    @on(events.Resize)
    @on(events.ScreenResume)
    def lay_out(self) -> None:
        """Wear the classes of the style sheet for this layout, and for a window this high.

        Called before anything stands on the screen, it saves styling all of it anew.
        """
        height, now = self.app.size.height, self.layout_now
        high = [name for least, name in self.VERTICAL_BREAKPOINTS if least <= height][-1]
        worn = {name: name == high for _, name in self.VERTICAL_BREAKPOINTS}
        worn |= {f"-{each}": each is now for each in Layout}
        if self.children:
            self.update_classes(worn)
        for name, is_worn in worn.items():
            self.set_class(is_worn, name, update=False)
