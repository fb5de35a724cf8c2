"""The one place where strangers' words become something that paints.

Text from outside is wrapped here as `Content` or as plain segments, never as markup. The words for times and
figures are those of `tui.figures`, which needs no screen.
"""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style as CellStyle
from textual.content import Content
from textual.strip import Strip

from tui.figures import age as age
from tui.figures import ago as ago
from tui.figures import clock as clock
from tui.figures import count as count
from tui.figures import countdown as countdown
from tui.figures import day as day
from tui.figures import plural as plural
from tui.figures import when as when


def words(text: str, style: str = "") -> Content:
    """Return text as it is, whatever it holds, in one style such as "bold $late"."""
    return Content.styled(text, style) if style else Content(text)


def joined(parts: Iterable[Content | str], between: str = "") -> Content:
    """Return the parts one after another; plain strings are taken literally."""
    return Content(between).join([words(part) if isinstance(part, str) else part for part in parts])


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """Return one line of exactly `width` cells: cut with an ellipsis, or filled with spaces."""
    line = " ".join(text.split())
    if cell_len(line) > width > 0:
        line = set_cell_size(line, width - 1).rstrip() + "…"
    if right:
        line = " " * (width - cell_len(line)) + line
    return set_cell_size(line, max(width, 0))


def strip(cells: Sequence[tuple[str, CellStyle]], width: int, base: CellStyle) -> Strip:
    """Return one painted line of `width` cells from texts that are already fitted."""
    painted = Strip([Segment(text, base + style) for text, style in cells])
    return painted.adjust_cell_length(width, base)
