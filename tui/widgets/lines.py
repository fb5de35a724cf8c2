"""Texts that repaint only the lines whose words change."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import NamedTuple

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


class Wrapped(NamedTuple):
    """Words and the lines they make somewhere."""

    said: Content
    width: int
    lines: list[Strip]
    inks: Mapping[Style | str, CellStyle]
    """The paints they are drawn in: a map that is another one as soon as colours change."""


class Prose(Static, Painted):
    """Words that are wrapped once and painted where they differ from what stands there.

    A new layout is asked for only where the height goes by the words and has changed.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__("", id=id, markup=False)
        self._said = words("")
        self._wrapped: Wrapped | None = None
        self._word_inks: dict[Style | str, CellStyle] = {}

    @property
    def visual(self) -> Visual:
        """The words as Textual measures them."""
        return self._said

    def say(self, said: Content | Wrapped) -> None:
        """Show these words."""
        if _words(said).is_same(self._said):
            return
        with self.painting():
            self.word(said)
        if not self.size:
            self.refresh(layout=True)

    def word(self, said: Content | Wrapped) -> None:
        """Have these words; to be called while painting."""
        self._said, self._wrapped = _words(said), said if isinstance(said, Wrapped) else None

    def wrap_ahead(self, said: Content) -> Wrapped:
        """Return words as they would stand here, with all done to them that takes long."""
        found = self._wrap(said, self.size.width)
        self.draw_ahead(found.lines)
        return found

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
        known = self._wrapped
        if known is None or known.width != width or known.inks is not self._word_inks:
            known = self._wrapped = self._wrap(self._said, width)
        return known.lines

    def notify_style_update(self) -> None:
        """Draw the words anew in other colours."""
        self._word_inks = {}
        super().notify_style_update()

    def _wrap(self, said: Content, width: int) -> Wrapped:
        wraps = self.styles.text_wrap == "wrap"
        lines = prose(said, width, self._word_ink, wraps=wraps) if width else []
        return Wrapped(said, width, lines, self._word_inks)

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


def _words(said: Content | Wrapped) -> Content:
    return said.said if isinstance(said, Wrapped) else said


def _differing(before: Sequence[Strip], after: Sequence[Strip]) -> list[int]:
    lines = enumerate(zip_longest(before, after, fillvalue=NOTHING))
    return [y for y, (old, new) in lines if old != new]


def spread(left: str, middle: Content | str, right: str, width: int) -> Content:
    """Return three texts on one line, the second in the middle of what is free; the left gives way first."""
    said = middle if isinstance(middle, Content) else words(middle)
    wide = said.cell_length
    kept = fitted(left, max(min(cell_len(left), width - wide - cell_len(right) - 4), 0))
    free = max(width - cell_len(kept) - cell_len(right), 0)
    if wide > free:
        return joined([words(kept, "bold"), fitted(said.plain, free), right])
    before = (free - wide + 1) // 2 if free % 2 else (free - wide) // 2
    return joined([words(kept, "bold"), " " * before, said, " " * (free - wide - before), right])


def room(widget: Widget) -> int:
    """Return the cells a widget has for its text."""
    return widget.content_size.width or widget.size.width
