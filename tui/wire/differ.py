"""Finds what of a line differs, and has it written."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import compress, count, groupby, pairwise
from operator import is_not, itemgetter

from tui.wire.cells import BLANK, Cell, Row, fits, unsure
from tui.wire.pen import Pen

NEAR = 4
"""Cells that stand right already and are written again all the same: to move over them takes no less."""
ERASED = 3
"""Bytes that it takes to erase the rest of the line; for so few blanks it does not pay."""
MOVED = 3
"""Bytes of a move within the line, apart from how far."""
MOST = 0.5
"""Part of a line that must differ for it to pay to erase the rest of it before it is written."""
_GAP = re.compile(" {5,}")
"""Blanks of which some are saved by moving over them."""
_TEXT = itemgetter(Cell._fields.index("text"))


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
    if len(columns) >= MOST * len(new) and unsure == len(new) and (gaps := _gaps(new, columns)):
        _write_spans(line, new, columns[: bisect_left(columns, gaps[0][0])], pen)
        _write_between(line, new, gaps, pen)
        return
    end = _blank_from(new) if columns[-1] >= unsure or new[columns[-1]] == BLANK else len(new)
    _write_spans(line, new, columns[: bisect_left(columns, min(unsure, end))], pen)
    rest = columns[bisect_left(columns, end) :][:1]
    if columns[-1] >= unsure:
        _write(line, unsure, new[unsure:end], pen)
        rest.append(max(unsure, end))
    if rest and end < len(new):
        _blank(line, min(rest), len(new), pen)


def _first_unsure(old: Row, new: Row) -> int:
    """Return the column from which on the line is written as a whole or not at all."""
    if not unsure(old) and not unsure(new):
        return len(new)
    for column, (before, after) in enumerate(zip(old, new, strict=True)):
        if (before and before.trust) or (after and after.trust):
            return column
    return len(new)


def _gaps(new: Row, columns: Sequence[int]) -> list[tuple[int, int]]:
    """Return the gaps that are moved over, from and to, if the line is erased from the first of them on.

    Args:
        new: What the line is to show; all of it sure.
        columns: Which of it differ.

    Returns:
        None of them where it takes no less to write them.
    """
    if None in new:
        return []
    text = "".join(map(_TEXT, filter(None, new)))
    blanks = [gap.span() for gap in _GAP.finditer(text, columns[0])]
    gaps = [(start, stop) for start, stop in blanks if new[start:stop] == [BLANK] * (stop - start)]
    saved = sum(stop - start - len(str(stop - start)) - MOVED for start, stop in gaps) - ERASED
    right = len(new) - gaps[0][0] if gaps else 0
    same = right - (len(columns) - bisect_left(columns, len(new) - right))
    return gaps if saved > same else []


def _write_between(line: int, new: Row, gaps: Sequence[tuple[int, int]], pen: Pen) -> None:
    """Erase a line from the first gap on, and write what stands between them."""
    pen.move(line, gaps[0][0])
    pen.erase_line()
    end = _blank_from(new)
    for (_, start), (stop, _) in pairwise([*gaps, (end, end)]):
        pen.write_sure(line, start, filter(None, new[start:stop]))


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


def _write_spans(line: int, new: Row, columns: Sequence[int], pen: Pen) -> None:
    for start, stop in _spans(new, columns):
        pen.write_sure(line, start, filter(None, new[start:stop]))


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
    """Return whether it takes no more to write on than to move, from one differing cell to the next.

    Where cells are written side by side, each blank takes any style it may.
    """
    if column - last > NEAR + 1:
        return False
    one, *others = filter(None, new[last : column + 1])
    style, changes = one.style, 0
    for cell in others:
        if cell.style is not style and not fits(cell, style):
            changes += cell.style != style
            style = cell.style
    return len(others) == column - last and changes == (one.style != others[-1].style)


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
