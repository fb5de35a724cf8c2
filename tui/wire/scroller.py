"""Finds what already stands some lines away, and lets the terminal move it there."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from tui.wire.cells import BLANK, Cell, Row
from tui.wire.pen import Pen

ENOUGH = 3
"""Lines that must stand elsewhere already; for fewer it never pays."""
TRIED = 2
"""Ways that are tried: usually one pane moves, now and then two."""
FEW = 7
"""Of so many cells one is looked at first."""
_TEXT = itemgetter(Cell._fields.index("text"))


class Scroll(NamedTuple):
    """Whole lines move; the panes beside what is to move go with them and have to be put right."""

    top: int
    bottom: int
    """The last line of what moves."""
    by: int
    """Lines up; below 0, down."""


def scrolls(old: Sequence[Row], new: Sequence[Row], others: Sequence[int]) -> list[Scroll]:
    """Return the ways that may save most: those that put most lines where they are wanted.

    Args:
        old: The lines as they are.
        new: As they are wanted.
        others: Which of them differ.
    """
    moved: dict[int, set[int]] = defaultdict(set)
    for part in _parts(len(new[0]) if new else 0):
        lines = [line for line in others if new[line][part] != old[line][part]]
        if not _may_have_moved(old, new, part, lines, others):
            continue
        for by, line in _moved(old, new, part, lines, others):
            moved[by].add(line)
    best = sorted(moved.items(), key=lambda each: len(each[1]), reverse=True)[:TRIED]
    return [_around(by, lines) for by, lines in best if len(lines) >= ENOUGH]


def _may_have_moved(
    old: Sequence[Row], new: Sequence[Row], part: slice, lines: Sequence[int], others: Sequence[int]
) -> bool:
    """Return whether enough lines look, at a few of their cells, as if they had stood elsewhere."""
    few = slice(part.start, part.stop, FEW)
    stood = {_text(old[line][few]) for line in others}
    return sum(_text(new[line][few]) in stood for line in lines) >= ENOUGH


def _parts(width: int) -> tuple[slice, slice]:
    """Return the columns by which a line is known again, whatever the pane beside it does."""
    return slice(0, width // 3), slice(width - width // 3, width)


def _moved(
    old: Sequence[Row], new: Sequence[Row], part: slice, lines: Sequence[int], others: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield how many lines further down the part of a line has stood, and that line.

    What stays where it is need not be looked at: only in `others` may it have stood.
    """
    stood: dict[str, list[int]] = defaultdict(list)
    for line in others:
        stood[_text(old[line][part])].append(line)
    for line in lines:
        where = stood.get(_text(new[line][part]), [])
        if len(where) == 1 and old[where[0]][part] == new[line][part]:
            yield where[0] - line, line


def _text(part: Row) -> str:
    """Return what is quicker to look up than all the cells; they are known."""
    return "".join(map(_TEXT, filter(None, part)))


def _around(by: int, lines: set[int]) -> Scroll:
    return Scroll(min(lines) + min(by, 0), max(lines) + max(by, 0), by)


def scrolled(rows: Sequence[Row], scroll: Scroll) -> list[Row]:
    """Return the lines as they stand when the terminal has moved them."""
    top, end, by = scroll.top, scroll.bottom + 1, scroll.by
    kept = rows[top + max(by, 0) : end + min(by, 0)]
    fresh: list[Row] = [[BLANK] * len(rows[0]) for _ in range(abs(by))]
    moved = [*kept, *fresh] if by > 0 else [*fresh, *kept]
    return [*rows[:top], *moved, *rows[end:]]


def scroll_by(scroll: Scroll, height: int, pen: Pen) -> None:
    """Move the lines: some go out at one end and as many blank ones come in at the other.

    No margins are set, so nothing has to be set back: what stands below goes there and back again.
    """
    out, come = (
        (scroll.top, scroll.bottom + 1 - scroll.by)
        if scroll.by > 0
        else (scroll.bottom + 1 + scroll.by, scroll.top)
    )
    if scroll.by > 0 or scroll.bottom < height - 1:
        pen.delete_lines(out, abs(scroll.by))
    if scroll.by < 0 or scroll.bottom < height - 1:
        pen.insert_lines(come, abs(scroll.by))
