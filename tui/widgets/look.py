"""How one line of the queue looks: all that decides it, and the line itself."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from rich.style import Style
from textual.strip import Strip

from casebook.mention import KeptMention
from desk.presence import Beside
from tui.queue_row import HEADINGS, Tone, cell, cells, columns
from tui.rows import fitted, strip

MARK = "*"
"""Stands before a marked row."""


class Look(NamedTuple):
    """All that decides how one line looks: while it is the same, nothing is painted."""

    width: int
    head: bool = False
    """Whether it is the first line: the headings, or what is said in their place."""
    said: str = ""
    """Words in place of the headings, or of an empty list."""
    row: KeptMention | None = None
    here: bool = False
    """Whether the cursor stands on it."""
    mark: str = ""
    """What stands before the row: it says where the cursor is, and what is marked."""
    minute: datetime | None = None
    """Ages are told in minutes: between two of them no row changes by itself."""
    beside: Beside | None = None
    """What others do on its case."""


def draw(look: Look, ink: Callable[[str], Style]) -> Strip:
    """Return the line of a look; `ink` gives the paint of a component class, of the list itself for ""."""
    if look.row is not None and look.minute is not None:
        return _row(look, look.row, look.minute, ink)
    if not look.head:
        return strip([(look.said, ink(f"queue--{Tone.FAINT}"))], look.width, ink(""))
    if look.said:
        return strip([(fitted(f" {look.said}", look.width), ink("queue--held"))], look.width, ink(""))
    line = "  " + " ".join(cell(HEADINGS[name], name, size) for name, size in columns(look.width))
    return strip([(line, ink("queue--head"))], look.width, ink(""))


def _row(look: Look, row: KeptMention, now: datetime, ink: Callable[[str], Style]) -> Strip:
    base = ink("") + (ink("queue--cursor") if look.here else Style())
    shown = cells(row, columns(look.width), now, look.beside)
    painted = [(text, Style() if look.here else ink(f"queue--{tone}")) for text, tone in shown]
    last, paint = painted.pop()
    return strip([(look.mark, Style()), *painted, (last[:-1], paint)], look.width, base)
