"""The strip below the queue: the case of the selected row and the four clocks."""

from datetime import datetime

from casebook.case import Case
from casebook.mention import KeptMention
from tui.hints import hints_of
from tui.reading import case_line, clocks
from tui.rows import joined, words
from tui.widgets.lines import Line, room


class CaseStrip(Line):
    """Two lines: the case in words, and when what happened."""

    def show(self, kept: KeptMention | None, case: Case | None, now: datetime) -> None:
        """Show the case of a row, or that there is none yet."""
        if kept is None:
            self.say(words(""))
            return
        none = hints_of(self).words("No case yet · {queue.open} opens one", "bold")
        head = case_line(case, now) if case else none
        self.say(joined([head, clocks(kept, case, now, wide=room(self) >= 100)], "\n"))
