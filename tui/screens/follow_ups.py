"""The follow-ups still owed, the soonest first: each a look or an answer to a ripple of a case."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from casebook.store.store import Store
from desk.followups import finish_follow_up
from desk.views import follow_ups_owed
from tui.case_text import follow_up_line
from tui.keys import CHANGES
from tui.rows import joined, words
from tui.screens.listing import ListingScreen


class FollowUpsScreen(ListingScreen):
    """One follow-up a line."""

    heading = "Follow-ups owed"
    nothing = "Nothing is owed. {case.followup} on a case logs a follow-up."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,left,q", "app.pop_screen", "back", id="follow_ups.back"),
        Binding("j,down", "move(1)", "down", id="follow_ups.down", show=False),
        Binding("k,up", "move(-1)", "up", id="follow_ups.up", show=False),
        Binding("enter,l,right", "open", "open the case", id="follow_ups.open"),
        Binding("d", "done", "it is done", id="follow_ups.done", group=CHANGES),
    ]

    def rows(self, store: Store, now: datetime) -> Sequence[Any]:
        """Read what is owed."""
        return follow_ups_owed(store)

    def line(self, row: Any, now: datetime) -> Content:
        """Return the follow-up with its case."""
        return joined([words(f"#{row.case}  ", "bold"), follow_up_line(row, now)])

    def action_done(self) -> None:
        """Note that it is done."""
        if (row := self.in_hand()) is not None:
            done = self.hints.say("follow-up done; {desk.undo} takes it back")
            self.perform(done, finish_follow_up, row.id)
