"""What Textual has painted anew, as cells: no escape sequences are written only to be read again."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style as Paint
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip

from tui.wire.cells import Cell, Sure, cells, simple, simple_cells, unsure
from tui.wire.screen import Run
from tui.wire.style import PLAIN, Style, styled

Drawn = Sequence[tuple[int, Sequence[Cell]]]
"""A line as cells, in as few pieces as can be, each with the column it begins at."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def runs(update: ChopsUpdate | LayoutUpdate, system: ColorSystem) -> list[Run] | None:
    """Return what is painted anew as cells, with the lines and columns they begin at.

    Args:
        update: What Textual paints: for each span of a line, the strips that lie in it; or all there is.
        system: The colours this terminal has.

    Returns:
        None where something is painted that is more than cells, e.g. a link.
    """
    found: list[Run] = []
    for line, column, strip in _strips(update) if isinstance(update, ChopsUpdate) else _all_strips(update):
        drawn = line_runs(line, column, strip, system)
        if drawn is None:
            return None
        found += drawn
    return found


def line_runs(line: int, column: int, parts: Iterable[Segment], system: ColorSystem) -> list[Run] | None:
    """Return a part of a line as cells, with the line and the columns they begin at; None as above."""
    found: list[Run] = []
    for text, paint, control in parts:
        run = None if control else _cells(text, paint, system)
        if run is None:
            return None
        if run:
            found.append((line, column, run))
            column += len(run) - (not run[0].width)
    return found


def drawn(parts: Iterable[Segment], system: ColorSystem) -> Drawn | None:
    """Return a line as cells; None where it is more than that."""
    cells: list[Cell] = []
    for text, paint, control in (parts := [*parts]):
        signs = None if control or not simple(text) else _signs(paint, system)
        if signs is None:
            return _drawn_with_care(parts, system)
        cells += map(signs.__getitem__, text)
    return [(0, Sure(cells))] if cells else []


def _drawn_with_care(parts: Sequence[Segment], system: ColorSystem) -> Drawn | None:
    """Return a line as cells, whatever it holds."""
    found = line_runs(0, 0, parts, system)
    if found is None:
        return None
    if any(not run[0].width for _, _, run in found):
        return [(column, run) for _, column, run in found]
    pieces = [run for _, _, run in found]
    kind = tuple if any(map(unsure, pieces)) else Sure
    return [(0, kind(chain.from_iterable(pieces)))] if pieces else []


def _strips(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Yield the strips that lie in the spans, cut off where those end."""
    for line, start, stop in update.spans:
        for end, (column, strip) in zip(update.chop_ends[line], update.chops[line].items(), strict=False):
            if strip is not None and column < stop and end > start:
                yield line, column, strip if end <= stop else strip.crop(0, stop - column)


def _all_strips(update: LayoutUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Yield all strips of a screen, those of a line side by side."""
    for line, strips in enumerate(update.strips, update.region.y):
        column = update.region.x
        for strip in strips:
            yield line, column, strip
            column += strip.cell_length


def _cells(text: str, paint: Paint | None, system: ColorSystem) -> Sequence[Cell] | None:
    if not text:
        return ()
    style = PLAIN if paint is None else _style(paint, system)
    if style is None or (not text.isprintable() and _CONTROL.search(text)):
        return None
    return cells(text, style)


@lru_cache(maxsize=1024)
def _signs(paint: Paint | None, system: ColorSystem) -> Mapping[str, Cell] | None:
    """Return the sure cells of a paint by their signs; None where it is more than a style."""
    style = PLAIN if paint is None else _style(paint, system)
    return None if style is None else simple_cells(style)


@lru_cache(maxsize=4096)
def _style(paint: Paint, system: ColorSystem) -> Style | None:
    return None if paint.link else styled(PLAIN, Strip.render_ansi(paint, system))
