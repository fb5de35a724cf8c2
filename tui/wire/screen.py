"""A screen as it is remembered: its cells, and where its cursor stands."""

from collections.abc import Sequence

from tui.wire.cells import Cell, Row, Trust, unsure

Run = tuple[int, int, Sequence[Cell]]
"""Cells side by side, with the line and the column of the first."""


class Screen:
    """What a terminal shows, as far as it is known."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.rows: list[Row] = []
        self._known = False
        self.touched: set[int] = set()
        """Lines that have been written on since another screen has last become what this one is."""
        self.unsure: set[int] = set()
        """Lines on which a cell may stand that is not sure."""
        self.cursor: tuple[int, int] | None = None
        """Line and column, from 0; the width behind a whole line; None where not known."""
        self.plain = False
        """Whether what is written next is in the terminal's plain style, for sure."""
        self.forget()

    @property
    def size(self) -> tuple[int, int]:
        """Columns and lines."""
        return self.width, self.height

    @property
    def known(self) -> bool:
        """Whether all of it is known; once it is, it is until it is forgotten."""
        self._known = self._known or not any(None in row for row in self.rows)
        return self._known

    def become(self, other: "Screen") -> None:
        """Show what another screen of the same size does, as far as that is known."""
        whole = other.known
        for line in self.differing(other):
            row, new = self.rows[line], other.rows[line]
            row[:] = new if whole else map(_known, row, new)
        self.unsure |= other.unsure
        if whole:
            self.unsure = set(other.unsure)
        self.touched.clear()
        other.touched.clear()

    def differing(self, other: "Screen") -> list[int]:
        """Return the lines on which another screen of the same size differs, from the top down."""
        return [line for line in sorted(self.touched | other.touched) if self.rows[line] != other.rows[line]]

    def forget(self) -> None:
        """Know nothing any more of what is shown."""
        self.rows = [[None] * self.width for _ in range(self.height)]
        self._known = False
        self.touched, self.unsure = set(range(self.height)), set()
        self.cursor, self.plain = None, False

    def put(self, line: int, column: int, found: Sequence[Cell]) -> int:
        """Write cells from a place on, as a terminal would; what lies outside is left out.

        Returns:
            The column after them.
        """
        after = column + len(found)
        if 0 <= line < self.height and 0 <= column < self.width:
            row, end = self.rows[line], min(after, self.width)
            self.touched.add(line)
            if unsure(found):
                self.unsure.add(line)
            self._part(row, column)
            self._part(row, end)
            row[column:end] = found[: end - column]
            if (last := row[end - 1]) and last.width == 2:  # its right half would stand outside
                row[end - 1] = last._replace(text=" ", width=1)
        return after

    def take(self, run: Run) -> bool:
        """Write a run; marks that stand first in it join what is before them, if that is known."""
        line, column, found = run
        known = bool(found[0].width) or self.combine(line, column, found[0].text)
        self.put(line, column, found if found[0].width else found[1:])
        return known

    def _part(self, row: Row, column: int) -> None:
        """Blank a wide character that is about to be cut in two at a column."""
        if 0 < column < self.width and (right := row[column]) and not right.width:
            left = row[column - 1]
            for at, half in ((column - 1, left), (column, right)):
                row[at] = half and half._replace(text=" ", width=1)

    def combine(self, line: int, column: int, marks: str) -> bool:
        """Add marks to the character that ends before a column; returns whether that character is known."""
        if not (0 <= line < self.height and 0 < column <= self.width):
            return True  # outside, or there is none
        row, base = self.rows[line], column - 1
        if (cell := row[base]) and not cell.width:
            base -= 1
        if cell := row[base]:
            self.touched.add(line)
            self.unsure.add(line)
            row[base] = cell._replace(text=cell.text + marks, trust=Trust.WILD)
        return cell is not None


def _known(old: Cell | None, new: Cell | None) -> Cell | None:
    return old if new is None else new
