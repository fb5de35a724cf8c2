"""The one place where strangers' words become something that paints.

Text from outside is wrapped here as `Content` or as plain segments, never as markup. The words for times and
figures are those of `tui.figures`, which needs no screen.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style as CellStyle
from textual.content import Content, Span
from textual.strip import Strip
from textual.style import Style

from tui.figures import age as age
from tui.figures import ago as ago
from tui.figures import clock as clock
from tui.figures import count as count
from tui.figures import countdown as countdown
from tui.figures import day as day
from tui.figures import minute as minute
from tui.figures import plural as plural
from tui.figures import when as when
from tui.wire.cells import simple
from tui.wrapping import breaks

SpanStyle = Style | str
"""How a part of a `Content` is styled, e.g. "bold $key"."""

_ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal acts on instead of showing it. Our door lets none in; a restored store may hold some."""


def words(text: str, style: str = "") -> Content:
    """Return text as it is, whatever it holds, in one style such as "bold $late"."""
    seen = harmless(text)
    spans = [Span(0, len(seen), style)] if style and seen else None
    return Content(seen, spans, strip_control_codes=False)  # there are none left


def harmless(text: str) -> str:
    """Return text with a sign in place of each character that a terminal would act on; newlines stay."""
    return text if text.isprintable() else _ACTS.sub("\ufffd", text)


def joined(parts: Iterable[Content | str], between: str = "") -> Content:
    """Return the parts one after another; plain strings are taken literally."""
    said: list[str] = []
    spans: list[Span] = []
    at = 0
    for part in parts:
        if isinstance(part, str):
            text = harmless(part)
        else:
            text = part.plain
            spans += [Span(at + begin, at + end, style) for begin, end, style in part.spans if style]
        said.append(text)
        at += len(text) + len(between)
    return Content(between.join(said), spans, strip_control_codes=False)


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """Return one line of exactly `width` cells: cut with an ellipsis, or filled with spaces."""
    line = " ".join(harmless(text).split())
    if simple(line):
        if len(line) > width > 0:
            line = line[: width - 1].rstrip() + "…"
        line = line[: max(width, 0)]
        return line.rjust(width) if right else line.ljust(width)
    if cell_len(line) > width > 0:
        line = set_cell_size(line, width - 1).rstrip() + "…"
    if right:
        line = " " * (width - cell_len(line)) + line
    return set_cell_size(line, max(width, 0))


def strip(cells: Sequence[tuple[str, CellStyle]], width: int, base: CellStyle) -> Strip:
    """Return one painted line of `width` cells from texts that are already fitted."""
    painted = [*Segment.simplify(Segment(text, base + style) for text, style in cells)]
    whole = "".join(text for text, _ in cells)
    line = Strip(painted, len(whole) if simple(whole) else cell_len(whole))
    return line if line.cell_length == width else line.adjust_cell_length(width, base)


def padded(line: Strip, left: int, width: int, ink: CellStyle) -> list[Segment]:
    """Return the parts of a line of exactly `width` cells: moved in by `left`, filled or cut at its end."""
    right = width - left - line.cell_length
    if right < 0:
        line, right = line.crop(0, width - left), 0
    whole = (Segment(" " * left, ink), *line, Segment(" " * right, ink))
    return [each for each in whole if each.text]


def prose(
    said: Content, width: int, ink: Callable[[SpanStyle], CellStyle], *, wraps: bool = True
) -> list[Strip]:
    """Return a text as painted lines of at most `width` cells.

    Args:
        said: The text.
        width: Cells of a line.
        ink: Returns the paint for the style of a part, "" for the rest.
        wraps: Whether a long line goes on in the next one; if not it is cut, with an ellipsis.
    """
    text = said.plain.replace("\t", " ")
    runs = [(begin, end, ink(style)) for begin, end, style in _runs(said)]
    lines = breaks(text, width) if wraps else breaks(text, cell_len(text))
    plain = simple(text.replace("\n", ""))
    parts = zip(_sliced(text, runs, lines), lines, strict=True)
    painted = [Strip(part, end - begin if plain else None) for part, (begin, end) in parts]
    return [line if line.cell_length <= width else _cut(line, width, ink("")) for line in painted]


def _runs(said: Content) -> list[tuple[int, int, SpanStyle]]:
    """Return the whole text in parts of one style each; of two that overlap the later one counts."""
    edges = sorted({0, len(said.plain), *(edge for part in said.spans for edge in (part.start, part.end))})
    styles: dict[int, SpanStyle] = dict.fromkeys(edges, "")
    for part in said.spans:
        styles.update((edge, part.style) for edge in edges if part.start <= edge < part.end)
    return [(begin, end, styles[begin]) for begin, end in pairwise(edges)]


def _sliced(
    text: str, runs: list[tuple[int, int, CellStyle]], lines: list[tuple[int, int]]
) -> Iterator[list[Segment]]:
    """Yield the painted parts of each line; lines and runs both go down the text."""
    starts, stops = [run[0] for run in runs], [run[1] for run in runs]
    for begin, end in lines:
        within = runs[bisect_right(stops, begin) : bisect_left(starts, end)]
        yield [Segment(text[max(begin, start) : min(end, stop)], style) for start, stop, style in within]


def _cut(line: Strip, width: int, ink: CellStyle) -> Strip:
    return Strip([*line.crop(0, max(width - 1, 0)), Segment("…", ink)])
