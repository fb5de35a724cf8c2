"""Texts that repaint only the lines whose words change."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest

from rich.cells import cell_len
from rich.style import Style as CellStyle
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from tui.rows import fitted, joined, prose, words
from tui.widgets.kept import NOTHING, Painted


class Prose(Static, Painted):
    """Words that are wrapped once and painted where they differ from what stands there.

    A new layout is asked for only where the height goes by the words and has changed.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__("", id=id, markup=False)
        self._said = words("")
        self._wrapped: tuple[int, list[Strip]] | None = None
        self._word_inks: dict[Style | str, CellStyle] = {}

    @property
    def visual(self) -> Visual:
        """The words as Textual measures them."""
        return self._said

    def say(self, said: Content) -> None:
        """Show these words."""
        if said.is_same(self._said):
            return
        with self.painting():
            self.word(said)
        if not self.size:
            self.refresh(layout=True)

    def word(self, said: Content) -> None:
        """Have these words; to be called while painting."""
        self._said, self._wrapped = said, None

    @contextmanager
    def painting(self) -> Iterator[None]:
        """Change what is to be seen; of what was seen before, the lines that differ are painted again."""
        before = self.view()
        yield
        after = self.view()
        grown = self.styles.is_auto_height and len(before) != len(after)
        changed = _differing(before, after)
        if grown:
            self.refresh(layout=True)
        elif changed:
            self.renew(changed)

    def view(self) -> Sequence[Strip]:
        """Return the lines in view."""
        return self.lines()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the words take at a width: as many as are painted."""
        return len(self.lines_at(width))

    def lines(self) -> list[Strip]:
        """Return all lines of the words at the width there is."""
        return self.lines_at(self.size.width)

    def lines_at(self, width: int) -> list[Strip]:
        """Return all lines of the words at a width."""
        if self._wrapped is None or self._wrapped[0] != width:
            self._wrapped = width, self._wrap(width)
        return self._wrapped[1]

    def notify_style_update(self) -> None:
        """Draw the words anew in other colours."""
        self._wrapped = None
        self._word_inks.clear()
        super().notify_style_update()

    def _wrap(self, width: int) -> list[Strip]:
        wraps = self.styles.text_wrap == "wrap"
        return prose(self._said, width, self._word_ink, wraps=wraps) if width else []

    def _word_ink(self, style: Style | str) -> CellStyle:
        """Return the paint of words in a style such as "bold $key"; looked up once."""
        if style not in self._word_inks:
            parsed = Style.parse(style) if isinstance(style, str) else style
            self._word_inks[style] = (self.visual_style + parsed).rich_style
        return self._word_inks[style]


class Line(Prose):
    """A single line of text."""


class Lines(Prose):
    """As many lines as its words need."""


def _differing(before: Sequence[Strip], after: Sequence[Strip]) -> list[int]:
    lines = enumerate(zip_longest(before, after, fillvalue=NOTHING))
    return [y for y, (old, new) in lines if old != new]


def spread(left: str, middle: str, right: str, width: int) -> Content:
    """Return three texts on one line, the second in the middle of what is free; the left gives way first."""
    kept = fitted(left, max(min(cell_len(left), width - cell_len(middle) - cell_len(right) - 4), 0))
    free = max(width - cell_len(kept) - cell_len(right), 0)
    return joined([words(kept, "bold"), fitted(middle, min(cell_len(middle), free)).center(free), right])


def room(widget: Widget) -> int:
    """Return the cells a widget has for its text."""
    return widget.content_size.width or widget.size.width
