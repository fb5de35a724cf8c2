"""One-line widgets that repaint only when their words change."""

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.rows import fitted, joined, words


class Line(Static):
    """A single line of text, painted again only when it differs."""

    grows = False
    """Whether its height follows its words."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__("", id=id, markup=False)
        self._said = words("")

    def say(self, said: Content) -> None:
        """Show these words, on the size the line has."""
        if not said.is_same(self._said):
            self._said = said
            self.update(said, layout=self.grows)


class Lines(Line):
    """As many lines as its words need."""

    grows = True


def spread(left: str, middle: str, right: str, width: int) -> Content:
    """Return three texts on one line, the second in the middle of what is free; the left gives way first."""
    kept = fitted(left, max(min(cell_len(left), width - cell_len(middle) - cell_len(right) - 4), 0))
    free = max(width - cell_len(kept) - cell_len(right), 0)
    return joined([words(kept, "bold"), fitted(middle, min(cell_len(middle), free)).center(free), right])


def room(widget: Widget) -> int:
    """Return the cells a widget has for its text."""
    return widget.content_size.width or widget.size.width
