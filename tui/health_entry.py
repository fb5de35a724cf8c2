"""One line of the health screen with what stands below it: a source, or whatever else must be well."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from textual.content import Content

from casebook.frozen import frozen
from casebook.source_row import SourceRow
from tui.rows import fitted, joined, words
from tui.source_text import answered, facts, following, mark, rank, sentences, spoke, standing

NAME, STATE, AGO = 16, 31, 9
"""Cells of the columns: the name at most, how it answers, and how long ago something was."""
_ROOM = NAME + STATE + 3 * AGO + 12
"""Cells from which on there is room for the time of the next asking."""
_STYLES = {"!!": "bold $late", "!": "bold $notice", "~": "bold $notice", "…": "$faint"}


class Entry(Protocol):
    """A line of the health screen."""

    @property
    def id(self) -> str:
        """What it is known by."""

    @property
    def section(self) -> str:
        """The part of the screen it stands in."""

    def line(self, now: datetime, room: int) -> Content:
        """Return the line, with what is wrong below it."""

    def details(self, now: datetime) -> Content:
        """Return all there is to know of it."""


@frozen
class SourceEntry:
    """A source."""

    row: SourceRow
    wide: int
    """Cells of the longest name."""

    @property
    def id(self) -> str:
        """What it is known by."""
        return f"source {self.row.name}"

    @property
    def section(self) -> str:
        """The part of the screen it stands in."""
        return "Sources"

    def line(self, now: datetime, room: int) -> Content:
        """Return the line, with what is wrong and what to do below it."""
        row, sign = self.row, mark(self.row, now)
        cells = [fitted(answered(row, now), AGO), fitted(spoke(row, now), AGO)]
        if room >= _ROOM:
            cells.append(fitted(following(row, now), AGO))
        first = joined(
            [
                words(f"{sign:<3}", _STYLES.get(sign, "")),
                words(fitted(row.name, self.wide), "bold"),
                f"  {fitted(standing(row, now, STATE), STATE)}  ",
                "  ".join(cells).rstrip(),
            ]
        )
        below = (words(each, _STYLES.get(sign, "").removeprefix("bold ")) for each in sentences(row, now))
        return joined([first, *below], "\n")

    def details(self, now: datetime) -> Content:
        """Return all there is to know of it."""
        told = (joined([words(f"{label:<9}", "$faint"), said]) for label, said in facts(self.row, now))
        return joined([words(self.row.name, "bold"), *told], "\n")


def source_entries(rows: Iterable[SourceRow], now: datetime, wide: int) -> list[Entry]:
    """Return the sources as lines, what somebody must look after first."""
    return [SourceEntry(row, wide) for row in sorted(rows, key=lambda row: (rank(row, now), row.name))]


def room_for(names: Iterable[str], room: int) -> int:
    """Return the cells of the column of names: the same in all parts, for they stand under one head.

    Args:
        names: Of sources and all else.
        room: Cells of a line.
    """
    most = NAME + max(room - _ROOM, 0)
    return min(max((len(each) for each in names), default=0), most)


def columns(entries: Iterable[Entry], room: int) -> str:
    """Return the heads of the columns; empty where no source is among them."""
    wide = next((each.wide for each in entries if isinstance(each, SourceEntry)), 0)
    if not wide:
        return ""
    told = f"{'':<5}{'source':<{wide}}  {'answers':<{STATE}}  {'last ok':<{AGO}}  {'last new':<{AGO}}"
    return f"{told}  next" if room >= _ROOM else told
