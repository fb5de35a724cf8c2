"""Finds what of a line differs, and has it written."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import compress, count, groupby, pairwise
from operator import is_not

from tui.wire.cells import BLANK, Row, unsure
from tui.wire.pen import Pen

NEAR = 4
"""Cells that stand right already and are written again all the same: to move over them takes no less."""
ERASED = 3
"""Blanks up to which writing them takes no more than to erase the rest of the line."""


def repaint(line: int, old: Row, new: Row, pen: Pen, *, sure: bool = False) -> None:
    """Make a line that shows `old` show `new`; cells of `new` that are not known stay as they are.

    Args:
        line: Which one.
        old: What it shows.
        new: What it is to show.
        pen: What writes it.
        sure: Whether all cells of both are known to be sure.
    """
    columns = _columns(old, new)
    if not columns:
        return
    unsure = len(new) if sure else _first_unsure(old, new)
    blank = _blank_from(new) if columns[-1] >= unsure or new[columns[-1]] == BLANK else len(new)
    for start, stop in _spans(new, columns[: bisect_left(columns, min(unsure, blank))]):
        pen.write_sure(line, start, filter(None, new[start:stop]))
    rest = columns[bisect_left(columns, blank) :][:1]
    if columns[-1] >= unsure:
        _write(line, unsure, new[unsure:blank], pen)
        rest.append(max(unsure, blank))
    if rest and blank < len(new):
        _blank(line, min(rest), len(new), pen)


def _first_unsure(old: Row, new: Row) -> int:
    """Return the column from which on the line is written as a whole or not at all."""
    if not unsure(old) and not unsure(new):
        return len(new)
    for column, (before, after) in enumerate(zip(old, new, strict=True)):
        if (before and before.trust) or (after and after.trust):
            return column
    return len(new)


def _blank_from(new: Row) -> int:
    """Return the column from which on the line ends in blanks."""
    column = len(new)
    while column and (new[column - 1] is BLANK or new[column - 1] == BLANK):
        column -= 1
    return column


def _columns(old: Row, new: Row) -> list[int]:
    """Return the columns that differ."""
    others = compress(count(), map(is_not, old, new))  # most are the same object
    return [column for column in others if new[column] is not None and new[column] != old[column]]


def _spans(new: Row, columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the parts to be written for some columns, from and to, each with what stands between near ones.

    Columns side by side are one part, whatever their styles: between them the pen does not move.
    """
    gaps = [at for at, (one, other) in enumerate(pairwise(columns), 1) if other > one + 1]
    parts = [0, *(at for at in gaps if not _near(new, columns[at - 1], columns[at])), len(columns)]
    for begin, end in pairwise(parts):
        if begin < end:
            yield columns[begin], columns[end - 1] + 1


def _near(new: Row, last: int, column: int) -> bool:
    """Return whether it takes no more to write on than to move, from one differing cell to the next."""
    if column - last > NEAR + 1:
        return False
    between = new[last : column + 1]
    return None not in between and len({cell and cell.style for cell in between}) == 1


def _write(line: int, column: int, found: Row, pen: Pen) -> None:
    """Write cells but those that are not known."""
    if None not in found:
        pen.write(line, column, [cell for cell in found if cell])
        return
    for known, run in groupby(found, lambda cell: cell is not None):
        cells = [*run]
        if known:
            pen.write(line, column, [cell for cell in cells if cell])
        column += len(cells)


def _blank(line: int, start: int, stop: int, pen: Pen) -> None:
    """Blank the rest of a line."""
    if stop - start <= ERASED:
        pen.write(line, start, [BLANK] * (stop - start))
        return
    pen.move(line, start)
    pen.erase_line()
