"""The top line: whose desk it is, what waits, how the sources are, what time it is."""

from datetime import datetime

from desk.views import Counts
from tui.rows import clock, plural
from tui.widgets.lines import Line, room, spread


class HeaderBar(Line):
    """Painted again when a count or the minute changes."""

    def show(self, company: str, me: str, counts: Counts, now: datetime) -> None:
        """Show the counts as they are now."""
        left = f"amends · {company}" if company else "amends"
        wide = room(self) >= 100
        who = f"on call: {me} · " if wide else ""
        self.say(spread(left, who + in_words(counts), clock(now), room(self)))


def in_words(counts: Counts) -> str:
    """Return the counts as the header says them; a source that is not well is named first."""
    sources = f"sources {counts.well}/{counts.sources}"
    if counts.unwell:
        sources = f"! {counts.unwell} of {plural(counts.sources, 'source')} unwell"
    if not counts.sources:
        sources = "no sources"
    muted = [f"{counts.muted} muted"] if counts.muted else []
    return " · ".join([f"{counts.undecided} undecided", f"{counts.overdue} overdue", sources, *muted])
