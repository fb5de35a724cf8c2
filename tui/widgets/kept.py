"""Widgets that hand the same lines out again until something about them changes.

For every frame, however small, Textual asks every visible widget for all of its lines and frames each anew.
Answering from what was drawn last makes a frame cost what has changed, not what is on the screen.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.containers import Container, Vertical
from textual.filter import LineFilter
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from casebook.frozen import frozen
from tui.framing import Framing, Lined
from tui.rows import padded
from tui.wire.straight import Drawn, drawn


class Kept(Widget):
    """A widget that is drawn only after it was refreshed."""

    _drawn: tuple[Region, list[Strip]] | None = None
    _on: Screen[Any] | None = None

    @property
    def screen(self) -> Screen[Any]:
        """The screen it stands on; it never comes onto another."""
        self._on = self._on or super().screen
        return self._on

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> "Kept":
        """Forget what was drawn, and draw it again with the next frame."""
        self._drawn = None
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        self._drawn = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of that part of the widget, as they were unless something has changed."""
        if self._drawn is None or self._drawn[0] != crop:
            self._drawn = crop, self.drawn(crop)
        return self._drawn[1]

    def drawn(self, crop: Region) -> list[Strip]:
        """Draw the lines of that part of the widget."""
        return super().render_lines(crop)


class KeptContainer(Container, Kept):
    """A container without words, nor a border at the bottom: below its first line all are the same."""

    def drawn(self, crop: Region) -> list[Strip]:
        """Draw the lines of that part of the container, no two that are the same."""
        x, y, width, height = crop
        begin = [Region(x, y + at, width, 1) for at in range(min(height, 2))]
        drawn = [line for each in begin for line in super(KeptContainer, self).drawn(each)]
        return drawn[:1] + drawn[1:] * (height - 1)


class Ground(Kept):
    """A screen below all its widgets, without words or a border: all of its lines are the same."""

    def drawn(self, crop: Region) -> list[Strip]:
        """Draw one of the lines."""
        return super().drawn(Region(crop.x, crop.y, crop.width, 1)) * crop.height


FINISHED = 300
"""Lines of a widget that are kept as a whole: more than there are on a screen."""

DRAWN = 1_000
"""Lines of a widget that are kept as cells: those of the rows near the cursor too."""


@frozen
class Frame:
    """What every line of a widget gets besides its words."""

    left: int
    width: int
    ink: Style
    filters: Sequence[LineFilter]
    background: Color

    def around(self, bare: Strip) -> Strip:
        """Return a line with its padding, in colours this terminal has."""
        line = Strip(Segment.simplify(self.parts(bare)), self.width)
        for each in self.filters:
            line = line.apply_filter(each, self.background)
        return line

    def parts(self, bare: Strip) -> list[Segment]:
        """Return the parts of a line with its padding, in the colours as they were asked for."""
        return padded(bare, self.left, self.width, self.ink)


class Painted(Kept, Lined):
    """A widget that draws each of its lines whole: a subclass gives them with `view`.

    It may have a padding, and a border on top; a line that is the same object as before is not worked on.
    """

    def __init__(self, *children: Widget, **about: Any) -> None:
        super().__init__(*children, **about)
        self._finished: dict[int, tuple[Strip, Strip]] = {}
        """By the identity of a line as given: that line, kept so that it stays, and the whole of it."""
        self._cells: dict[int, tuple[Strip, Drawn | None]] = {}
        """The same as the cells of the whole line."""
        self._inks: dict[str, Style] = {}
        self._edges: dict[int, Strip] = {}
        """The lines above the words, a border or blanks, by their place."""
        self._framed: Frame | None = None

    def view(self) -> Sequence[Strip]:
        """Return the lines in view, at most as wide as the words may be, without what stays empty below."""
        raise NotImplementedError

    def drawn(self, crop: Region) -> list[Strip]:
        """Draw the lines of that part of the widget."""
        top, bare = self.gutter.top, self.view()
        frame = self._frame()
        lines = [self._whole(bare, y - top, frame) for y in crop.line_range]
        whole = crop.column_span == (0, frame.width)
        return lines if whole else [line.crop(*crop.column_span) for line in lines]

    def lines_of(self, lines: Iterable[int]) -> dict[int, Strip]:
        """Return some of the lines in view as `view` gives them, by their place among the words."""
        bare = self.view()
        return {y: bare[y] if y < len(bare) else NOTHING for y in lines}

    def renew(self, lines: Iterable[int]) -> None:
        """Have lines of the words painted anew, with the frame that is being made if there is one."""
        app = self.app
        if not (isinstance(app, Framing) and app.takes(self, lines)):
            self.ask_for(lines)

    @contextmanager
    def one_frame(self) -> Iterator[None]:
        """Paint all that changes in the block in one frame, when it ends, where the app can."""
        app = self.app
        with app.one_frame() if isinstance(app, Framing) else nullcontext():
            yield

    def no_frame(self) -> None:
        """Paint what changes in such a block with Textual's next frame: more of it comes later."""
        app = self.app
        if isinstance(app, Framing):
            app.no_frame()

    def ask_for(self, lines: Iterable[int]) -> None:
        """Have lines of the words drawn anew with Textual's next frame."""
        width = max(self.size.width, 1)
        self.refresh(*(Region(0, y, width, 1) for y in lines))

    def redrawn(self, lines: Iterable[int], system: ColorSystem) -> dict[int, Drawn | None]:
        """Draw lines of the words anew, and return each whole, by the line of the widget it stands on."""
        top, height, frame = self.gutter.top, self.size.height, self._frame()
        bare = self.lines_of(y for y in lines if y < height)
        self._drawn = None
        return {y + top: self._drawn_cells(line, frame, system) for y, line in bare.items()}

    def draw_ahead(self, lines: Iterable[Strip]) -> None:
        """Draw lines of words that may be shown soon, so that nothing is left to be done to them then."""
        app = self.app
        if isinstance(app, Framing) and app.is_thin:
            frame, system = self._frame(), app.color_system
            for line in lines:
                self._drawn_cells(line, frame, system)

    def _drawn_cells(self, line: Strip, frame: Frame, system: ColorSystem) -> Drawn | None:
        """Return a line of the words as cells with what is around it, worked on only once."""
        known = self._cells.get(id(line))
        if known is None:
            if len(self._cells) > DRAWN:
                self._cells.clear()
            parts = self._finish(line, frame) if frame.filters else frame.parts(line)
            known = self._cells[id(line)] = line, drawn(parts, system)
        return known[1]

    def ink(self, name: str = "") -> Style:
        """Return the style of a component class, of the widget itself without a name; looked up once."""
        if name not in self._inks:
            style = self.get_component_rich_style(name, partial=True) if name else self.rich_style
            self._inks[name] = style
        return self._inks[name]

    def notify_style_update(self) -> None:
        """Draw everything anew in other colours."""
        self._finished.clear()
        self._cells.clear()
        self._inks.clear()
        self._framed = None
        super().notify_style_update()

    def _frame(self) -> Frame:
        width = self.region.width
        if self._framed is None or self._framed.width != width:
            filters, background = self.get_line_filters(), self.background_colors[1]
            self._framed = Frame(self.gutter.left, width, self.ink(), filters, background)
            self._edges.clear()
            self._cells.clear()
        return self._framed

    def _edge(self, y: int, frame: Frame) -> Strip:
        """Return a line above the words; it is as Textual draws it."""
        if y not in self._edges:
            self._edges[y] = super().drawn(Region(0, y, frame.width, 1))[0]
        return self._edges[y]

    def _whole(self, bare: Sequence[Strip], y: int, frame: Frame) -> Strip:
        if y < 0:
            return self._edge(y + self.gutter.top, frame)
        return self._finish(bare[y] if y < len(bare) else NOTHING, frame)

    def _finish(self, line: Strip, frame: Frame) -> Strip:
        """Return a line of the words with what is around it, worked on only once."""
        if len(self._finished) > FINISHED:
            self._finished.clear()
        known = self._finished.get(id(line))
        if known is None or known[1].cell_length != frame.width:
            known = self._finished[id(line)] = line, frame.around(line)
        return known[1]


NOTHING = Strip([])
"""A line without words."""


class BareContainer(Container, Painted):
    """A container without words of its own, nor a border at its sides."""

    def view(self) -> Sequence[Strip]:
        """Return no lines."""
        return ()


class BareVertical(Vertical, Painted):
    """A column of that kind."""

    def view(self) -> Sequence[Strip]:
        """Return no lines."""
        return ()
