"""One frame at once: what changes with a key is painted when it is done, without a way through the queues."""

from collections.abc import Iterable
from contextlib import AbstractContextManager

from rich.segment import Segment
from textual.widget import Widget


class Lined(Widget):
    """A widget that can draw some of its lines alone."""

    def redrawn(self, lines: Iterable[int]) -> dict[int, Iterable[Segment]]:
        """Draw lines anew, and return each whole, by the line of the widget it stands on."""
        raise NotImplementedError

    def ask_for(self, lines: Iterable[int]) -> None:
        """Have lines drawn anew with Textual's next frame."""
        raise NotImplementedError


class Framing:
    """An app that may paint lines at once."""

    def one_frame(self) -> AbstractContextManager[None]:
        """Paint all that is given to `takes` in the block in one frame, when it ends."""
        raise NotImplementedError

    def no_frame(self) -> None:
        """Make no frame of the block after all: what changes is painted with Textual's next one."""
        raise NotImplementedError

    def takes(self, widget: Lined, lines: Iterable[int]) -> bool:
        """Take lines to be painted anew; returns whether they will be, with the frame being made."""
        raise NotImplementedError
