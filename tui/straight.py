"""An app that hands what it paints to the thin wire as it is."""

from typing import TypeVar

from rich.color import ColorSystem
from rich.console import RenderableType
from textual._compositor import ChopsUpdate
from textual.app import App
from textual.screen import Screen

from tui.wire.straight import runs
from tui.wire.wire import Straight

R = TypeVar("R")


class StraightApp(App[R], inherit_bindings=False):
    """Without a thin wire, and for all that it does not understand, everything goes Textual's own way."""

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Show a frame."""
        if not (isinstance(renderable, ChopsUpdate) and self._goes_straight(renderable)):
            super()._display(screen, renderable)

    def _goes_straight(self, update: ChopsUpdate) -> bool:
        driver = self._driver
        if not isinstance(driver, Straight) or self._batch_count or self._closed or not self._running:
            return False
        found = runs(update, self.console._color_system or ColorSystem.TRUECOLOR)
        place = self.screen.outer_size.clamp_offset(self.cursor_position)
        if found is None or not driver.show(found, (place.y, place.x)):
            return False
        self._previous_cursor_position = place
        self.post_display_hook()
        return True
