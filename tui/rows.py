"""The one place where strangers' words, and times, become something that paints.

Text from outside is wrapped here as `Content` or as plain segments, never as markup; and only here is a
time turned into the responder's local one.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style as CellStyle
from textual.content import Content
from textual.strip import Strip

from casebook.durations import span


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


def age(then: datetime | None, now: datetime) -> str:
    """Return how long ago something was, or "?" when nobody knows."""
    return "?" if then is None else span(now - then)


def ago(then: datetime | None, now: datetime) -> str:
    """Return how long ago something was, in words: "3m ago", "just now", "nobody knows when"."""
    if then is None:
        return "nobody knows when"
    length = span(now - then)
    return "just now" if length == "now" else f"{length} ago"


def countdown(due: datetime | None, now: datetime) -> str:
    """Return the time left, with a minus sign when it is overdue; empty when nothing is due."""
    if due is None:
        return ""
    left = due - now
    return ("−" if left <= -timedelta(minutes=1) else "") + span(left)


def clock(moment: datetime | None) -> str:
    """Return the local time of day, "—:—" when it has not come to that."""
    return "—:—" if moment is None else f"{moment.astimezone():%H:%M}"


def day(moment: datetime | None) -> str:
    """Return the local date and time, e.g. "20 Nov 22:14"."""
    return "—" if moment is None else f"{moment.astimezone():%d %b %H:%M}"


def when(moment: datetime, now: datetime) -> str:
    """Return the time of day today, else the date with it."""
    same = moment.astimezone().date() == now.astimezone().date()
    return clock(moment) if same else day(moment)


def count(number: int | None) -> str:
    """Return a count in at most five characters, e.g. "4.2k"; "?" when it is unknown."""
    if number is None:
        return "?"
    for letter, size in (("M", 1_000_000), ("k", 1_000)):
        if number >= size:
            return f"{number / size:.1f}".rstrip("0").rstrip(".") + letter
    return str(number)


def plural(number: int, noun: str, many: str = "") -> str:
    """Return the number with its noun, e.g. "1 mention", "3 mentions"."""
    return f"{number} {noun if number == 1 else many or noun + 's'}"
