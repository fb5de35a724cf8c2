"""The top line: whose desk it is, what waits, how the sources are, what time it is."""

from datetime import datetime

from rich.cells import cell_len
from textual.content import Content

from desk.views import Counts
from tui.header_text import ALERT, BETWEEN, CALM, ILL, fitting, with_others, wordings
from tui.rows import clock, joined, words
from tui.widgets.lines import Line, room, spread

_US = "amends"
_WIDE = 100
"""Cells from which on the responder is named."""
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
        ill = [f"! {self._trouble}"] if self._trouble else []
        who = [f"on call: {me}"] if room(self) >= _WIDE else []
        told = [*wordings(counts)]
        wanted = [[*ill, *who, *told[0], *with_others(self._others)], [*ill, *who, *told[0]]]
        middle = fitting([*wanted, *([*ill, *each] for each in told)], room(self) - len(_US) - _TIME)
        full = f"{_US} · {company}" if company else _US
        calm = f"{middle}{BETWEEN}{CALM}"
        if counts.storm is None and cell_len(full + calm) + _TIME <= room(self):
            middle = calm
        left = full if cell_len(full + middle) + _TIME <= room(self) else _US
        self.say(spread(left, marked(middle), clock(now), room(self)))

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


def marked(line: str) -> Content:
    """Return the figures with what is marked in them in colours too."""
    parts = line.split(BETWEEN)
    styles = {ALERT: "bold $late", ILL: "bold $notice"}
    return joined([words(each, styles.get(each.split(" ")[0], "")) for each in parts], BETWEEN)
