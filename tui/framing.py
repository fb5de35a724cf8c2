"""One frame at once: what changes with a key is painted when it is done, without a way through the queues."""

from collections.abc import Iterable
from contextlib import AbstractContextManager

from rich.color import ColorSystem
from textual.widget import Widget

from tui.wire.straight import Drawn


class Lined(Widget):
    """A widget that can draw some of its lines alone."""

    def redrawn(self, lines: Iterable[int], system: ColorSystem) -> dict[int, Drawn | None]:
        """Draw lines anew, and return each whole, by the line of the widget it stands on.

        None stands for a line that is more than cells.
        """
        raise NotImplementedError

    def ask_for(self, lines: Iterable[int]) -> None:
        """Have lines drawn anew with Textual's next frame."""
        raise NotImplementedError


class Framing:
    """An app that may paint lines at once."""

    @property
    def is_thin(self) -> bool:
        """Whether lines can be painted at once at all: else they need not be drawn for it."""
        raise NotImplementedError

    @property
    def color_system(self) -> ColorSystem:
        """The colours this terminal has."""
        raise NotImplementedError

    def one_frame(self) -> AbstractContextManager[None]:
        """Paint all that is given to `takes` in the block in one frame, when it ends."""
        raise NotImplementedError

    def no_frame(self) -> None:
        """Make no frame of the block after all: what changes is painted with Textual's next one."""
        raise NotImplementedError

    def takes(self, widget: Lined, lines: Iterable[int]) -> bool:
        """Take lines to be painted anew; returns whether they will be, with the frame being made."""
        raise NotImplementedError
