"""Finds what of a line differs, and has it written."""

from collections.abc import Iterator
from itertools import compress, count, groupby, islice
from operator import attrgetter, is_not

from tui.wire.cells import BLANK, Row
from tui.wire.pen import Pen

NEAR = 4
"""Cells that stand right already and are written again all the same: to move over them takes no less."""
ERASED = 3
"""Blanks up to which writing them takes no more than to erase the rest of the line."""
_trust = attrgetter("trust")


def repaint(line: int, old: Row, new: Row, pen: Pen) -> None:
    """Make a line that shows `old` show `new`; cells of `new` that are not known stay as they are."""
    if old == new:
        return
    unsure, blank = _first_unsure(old, new), _blank_from(new)
    for start, stop in _spans(old, new, min(unsure, blank)):
        _write(line, start, new[start:stop], pen)
    rest = [*islice(_columns(old, new, blank, len(new)), 1)]
    if next(_columns(old, new, unsure, len(new)), None) is not None:
        _write(line, unsure, new[unsure:blank], pen)
        rest.append(max(unsure, blank))
    if rest and blank < len(new):
        _blank(line, min(rest), len(new), pen)


def _first_unsure(old: Row, new: Row) -> int:
    """Return the column from which on the line is written as a whole or not at all."""
    if not _any_unsure(old) and not _any_unsure(new):
        return len(new)
    for column, (before, after) in enumerate(zip(old, new, strict=True)):
        if (before and before.trust) or (after and after.trust):
            return column
    return len(new)


def _any_unsure(row: Row) -> bool:
    return any(map(_trust, filter(None, row)))


def _blank_from(new: Row) -> int:
    """Return the column from which on the line ends in blanks."""
    column = len(new)
    while column and new[column - 1] == BLANK:
        column -= 1
    return column


def _columns(old: Row, new: Row, start: int, stop: int) -> Iterator[int]:
    """Yield the columns that differ."""
    others = compress(count(start), map(is_not, old[start:stop], new[start:stop]))  # most are the same object
    for column in others:
        after = new[column]
        if after is not None and after != old[column]:
            yield column


def _spans(old: Row, new: Row, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the parts to be written before a column, from and to, each with what stands between near ones.

    Columns side by side are one part, whatever their styles: between them the pen does not move.
    """
    first = last = -1
    for column in _columns(old, new, 0, stop):
        if 0 <= last < column - 1 and not _near(new, last, column):
            yield first, last + 1
            first = column
        first, last = (column if first < 0 else first), column
    if first >= 0:
        yield first, last + 1


def _near(new: Row, last: int, column: int) -> bool:
    """Return whether it takes no more to write on than to move, from one differing cell to the next."""
    between = new[last : column + 1]
    return (
        len(between) <= NEAR + 2
        and None not in between
        and len({cell and cell.style for cell in between}) == 1
    )


def _write(line: int, column: int, found: Row, pen: Pen) -> None:
    """Write cells but those that are not known."""
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
