"""An app that hands what it paints to the thin wire as it is: Textual's frames, and lines at once."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.color import ColorSystem
from rich.console import RenderableType
from textual import on
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.messages import TerminalSupportsSynchronizedOutput
from textual.screen import Screen
from textual.widget import Widget

from tui.framing import Framing, Lined
from tui.timely import TimelyApp
from tui.wire.reader import SYNC_BEGIN
from tui.wire.screen import Run
from tui.wire.straight import runs
from tui.wire.wire import Straight

R = TypeVar("R")

Places = dict[Widget, tuple[Region, Region]]
"""Where the visible widgets stand, and what of that is cut out, as Textual's compositor has it."""


class StraightApp(TimelyApp[R], Framing, inherit_bindings=False):
    """Without a thin wire, and for all that it does not understand, everything goes Textual's own way."""

    _frame: dict[Lined, set[int]] | None = None
    """What is painted anew with the frame that is being made."""
    _open: tuple[Places, dict[Widget, Region | None]] | None = None

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Show a frame."""
        if not (isinstance(renderable, ChopsUpdate | LayoutUpdate) and self._goes_straight(renderable)):
            super()._display(screen, renderable)

    def _goes_straight(self, update: ChopsUpdate | LayoutUpdate) -> bool:
        return self._can_show and self._shows(runs(update, self.color_system))

    @on(TerminalSupportsSynchronizedOutput)
    def _frames_at_once(self) -> None:
        """Tell the wire what marks it may set: where all frames go straight it sees none of Textual's."""
        if self._driver is not None and self.is_thin:
            self._driver.write(SYNC_BEGIN)

    @property
    def is_thin(self) -> bool:
        """Whether the driver takes lines."""
        return isinstance(self._driver, Straight)

    @property
    def color_system(self) -> ColorSystem:
        """The colours this terminal has."""
        return self.console._color_system or ColorSystem.TRUECOLOR

    @property
    def _can_show(self) -> bool:
        held = self._batch_count or self._closed or not self._running
        return self.is_thin and not held

    def _shows(self, found: list[Run] | None) -> bool:
        driver = self._driver
        place = self.screen.outer_size.clamp_offset(self.cursor_position)
        if found is None or not isinstance(driver, Straight) or not driver.show(found, (place.y, place.x)):
            return False
        self._previous_cursor_position = place
        self.post_display_hook()
        return True

    @contextmanager
    def one_frame(self) -> Iterator[None]:
        """Paint all that is given to `takes` in the block in one frame, when it ends."""
        if self._frame is not None:
            yield
            return
        self._frame = {}
        try:
            yield
        finally:
            if self._frame and self._can_show and self._paints(self._frame):
                self._frame = None
            self.no_frame()

    def no_frame(self) -> None:
        """Make no frame of the block after all: what changes is painted with Textual's next one."""
        frame, self._frame = self._frame or {}, None
        for widget, lines in frame.items():
            widget.ask_for(sorted(lines))

    def takes(self, widget: Lined, lines: Iterable[int]) -> bool:
        """Take lines to be painted anew; returns whether they will be, with the frame being made."""
        if self._frame is None:
            return False
        self._frame.setdefault(widget, set()).update(lines)
        return True

    def _paints(self, frame: dict[Lined, set[int]]) -> bool:
        """Paint lines where nothing lies over them; returns whether all were."""
        found: list[Run] = []
        colors = self.color_system
        for widget, lines in frame.items():
            place = self._in_the_open(widget)
            if place is None:
                return False
            for y, drawn in widget.redrawn(lines, colors).items():
                if drawn is None:
                    return False
                found += [(place.y + y, place.x + column, cells) for column, cells in drawn]
        return self._shows(found)

    def _in_the_open(self, widget: Widget) -> Region | None:
        """Return where all of a widget is to be seen; None where something covers or cuts it."""
        places = self.screen._compositor.visible_widgets
        if self._open is None or self._open[0] is not places:
            self._open = places, {}
        known = self._open[1]
        if widget not in known:
            known[widget] = _uncovered(widget, places)
        return known[widget]


def _uncovered(widget: Widget, places: Places) -> Region | None:
    if widget not in places:
        return None
    region, clip = places[widget]
    below = {widget, *widget.ancestors}
    beside = (where.intersection(cut) for other, (where, cut) in places.items() if other not in below)
    covered = any(each.overlaps(region) for each in beside)
    return region if clip.contains_region(region) and not covered else None
