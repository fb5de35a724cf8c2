"""Writes cells in as few bytes as it can: the shortest moves, the fewest changes of style."""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from tui.wire.cells import Cell, Trust
from tui.wire.style import PLAIN, Style, bare, change

_OF = Cell._fields.index
_PAINT, _STYLE = itemgetter(_OF("style"), _OF("trust")), itemgetter(_OF("style"))
_TEXT, _WIDTH = itemgetter(_OF("text")), itemgetter(_OF("width"))


class Pen:
    """Collects what is to be sent, and knows where it leaves the terminal's cursor."""

    def __init__(self, cursor: tuple[int, int] | None, width: int, *, plain: bool = False) -> None:
        """Take it up where the cursor is; `plain` where the terminal is known to be in its plain style."""
        self._said: list[str] = []
        self.size = 0
        """Bytes so far."""
        self._say("" if plain else "\x1b[m")
        self._at = cursor
        self._width = width
        self._style = PLAIN

    def said(self) -> str:
        """Return everything that is to be sent."""
        return "".join(self._said)

    def _say(self, said: str) -> None:
        self._said.append(said)
        self.size += len(said) if said.isascii() else len(said.encode())

    @property
    def at(self) -> tuple[int, int] | None:
        """Where it leaves the cursor, line and column; the width at the edge; None where terminals differ."""
        return self._at

    def rest(self, cursor: tuple[int, int] | None) -> None:
        """Leave the terminal in its plain style and its cursor where it belongs, if anywhere."""
        self.paint(PLAIN)
        if cursor:
            self.move(*cursor)

    def move(self, line: int, column: int) -> None:
        """Go to a place by the shortest way that is certain."""
        if self._at != (line, column):
            self._say(min(self._ways(line, column), key=len))
            self._at = line, column

    def _ways(self, line: int, column: int) -> Iterable[str]:
        yield f"\x1b[{line + 1};{column + 1}H" if column else f"\x1b[{line + 1}H"
        if self._at is None:
            return
        down, right = line - self._at[0], column - self._at[1]
        if not down and not column:
            yield "\r"
        elif not down and self._at[1] < self._width:  # at the edge terminals differ by a column
            yield f"\x1b[{_times(abs(right))}{'C' if right > 0 else 'D'}"
        elif down == 1 and not column:
            yield "\x1bE"  # every terminal knows it, and mosh; an end of line is what settings make of it

    def paint(self, style: Style) -> None:
        """Change to a style."""
        if style is not self._style:
            self._say(change(self._style, style))
            self._style = style

    def _paint_for(self, text: str, style: Style) -> None:
        """Change to the style of a text; not for blanks that look the same in that of the moment."""
        if style is not self._style and (text.strip(" ") or bare(style) != bare(self._style)):
            self.paint(style)

    def write_sure(self, line: int, column: int, found: Iterable[Cell]) -> None:
        """Write cells from a place on, each of which is sure."""
        for style, run in groupby(found, _STYLE):
            self.move(line, column)
            text = "".join(map(_TEXT, run))
            self._paint_for(text, style)
            self._say(text)
            self._step(len(text))
            column += len(text)

    def write(self, line: int, column: int, found: Iterable[Cell]) -> None:
        """Write cells from a place on; only whole characters."""
        for (style, trust), run in groupby(found, _PAINT):
            cells = [*run]
            width = sum(map(_WIDTH, cells)) if trust else len(cells)
            if width:
                self.move(line, column)
                text = "".join(map(_TEXT, cells))
                self._paint_for(text, style)
                if trust is Trust.WILD:
                    self._wild_ones(line, column, cells)
                else:
                    self._say(text)
                    self._step(width)
            column += width

    def _wild_ones(self, line: int, column: int, cells: Iterable[Cell]) -> None:
        for cell in cells:
            if cell.width:
                self.move(line, column)
                self._wild(cell)
            column += cell.width

    def _wild(self, cell: Cell) -> None:
        """Write a character of which terminals think differently: nothing old may show, and no text shift."""
        here = self._at
        self._say(" " * cell.width)
        self._step(cell.width)
        if here:
            self.move(*here)
        self._say(cell.text)
        self._at = None

    def _step(self, columns: int) -> None:
        if self._at:
            line, column = self._at[0], self._at[1] + columns
            self._at = line, min(column, self._width)

    def erase_line(self) -> None:
        """Erase from here to the end of the line."""
        if bare(self._style) != PLAIN:
            self.paint(PLAIN)
        self._say("\x1b[K")

    def delete_lines(self, line: int, count: int) -> None:
        """Take lines out; what stands below moves up, and the lines at the bottom are blank."""
        self._lines(line, count, "M")

    def insert_lines(self, line: int, count: int) -> None:
        """Put blank lines in; what stood there moves down, and the lines at the bottom are lost."""
        self._lines(line, count, "L")

    def _lines(self, line: int, count: int, letter: str) -> None:
        self.paint(PLAIN)
        self.move(line, 0)
        self._say(f"\x1b[{_times(count)}{letter}")


def _times(count: int) -> str:
    """Return a sequence's parameter; once is what it means without one."""
    return str(count) if count != 1 else ""
