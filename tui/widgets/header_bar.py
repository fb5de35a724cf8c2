"""The top line: whose desk it is, what waits, how the sources are, what time it is."""

from datetime import datetime

from rich.cells import cell_len

from desk.views import Counts
from tui.rows import clock, plural
from tui.widgets.lines import Line, room, spread

_US = "amends"
_TIME = 9
"""Cells of the time, and of what parts it and our name from the rest."""


class HeaderBar(Line):
    """Painted again when a count or the minute changes, or somebody comes or goes, or the store is ill."""

    _others: tuple[str, ...] = ()
    _trouble = ""
    _shown: tuple[str, str, Counts, datetime] | None = None

    def show(self, company: str, me: str, counts: Counts, now: datetime) -> None:
        """Show the counts as they are now."""
        self._shown = company, me, counts, now
        wide = room(self) >= 100
        who = f"on call: {me} · " if wide else ""
        ill = f"! {self._trouble} · " if self._trouble else ""
        first, free = ill + who + in_words(counts), room(self) - len(_US) - _TIME
        middle = fitting([first, *with_others(self._others)], free)
        full = f"{_US} · {company}" if company else _US
        left = full if cell_len(full + middle) + _TIME <= room(self) else _US
        self.say(spread(left, middle, clock(now), room(self)))

    def on_resize(self) -> None:
        """Fit to the new size, also where nothing can be read."""
        self.show_trouble(self._trouble)

    def show_others(self, names: tuple[str, ...]) -> None:
        """Show who else is here, as far as there is room."""
        if names != self._others:
            self._others = names
            if self._shown is not None:
                self.show(*self._shown)

    def show_trouble(self, trouble: str) -> None:
        """Show before all else what is wrong with the store, or nothing; the figures are the last ones."""
        self._trouble = trouble
        if self._shown is not None:
            self.show(*self._shown)
        elif trouble:
            self.say(spread(_US, f"! {trouble}", "", room(self)))


def with_others(names: tuple[str, ...]) -> list[str]:
    """Return who else is here, in words: one name, or how many."""
    if not names:
        return []
    return [f"with {names[0]}" if len(names) == 1 else f"with {plural(len(names), 'other')}"]


def fitting(parts: list[str], width: int) -> str:
    """Return the parts in a row, as many of them as fit; the first is always there."""
    first, *rest = parts
    whole = " · ".join([first, *rest])
    return whole if cell_len(whole) <= width or not rest else fitting([first, *rest[:-1]], width)


def in_words(counts: Counts) -> str:
    """Return the counts as the header says them; a source that is not well is named first."""
    sources = f"sources {counts.well}/{counts.sources}"
    if counts.unwell:
        sources = f"! {counts.unwell} of {plural(counts.sources, 'source')} unwell"
    if not counts.sources:
        sources = "no sources"
    late = [f"! {plural(counts.promises, 'promise')} overdue"] if counts.promises else []
    muted = [f"{counts.muted} muted"] if counts.muted else []
    return " · ".join([f"{counts.undecided} undecided", f"{counts.overdue} overdue", *late, sources, *muted])
