"""The promises still owed, the soonest first, and what became of each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from casebook.kinds import PromiseState
from casebook.store.store import Store
from desk.promised import promises_owed
from desk.promising import settle
from tui.keys import CHANGES
from tui.promise_text import promise_line
from tui.rows import joined, words
from tui.screens.listing import ListingScreen


class PromisesScreen(ListingScreen):
    """One promise a line."""

    heading = "Promises owed"
    nothing = "Nothing is promised. {case.promise} on a case logs a promise."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,left,q", "app.pop_screen", "back", id="promises.back"),
        Binding("j,down", "move(1)", "down", id="promises.down", show=False),
        Binding("k,up", "move(-1)", "up", id="promises.up", show=False),
        Binding("enter,l,right", "open", "open the case", id="promises.open"),
        Binding("d", "settle('kept')", "kept", id="promises.keep", group=CHANGES),
        Binding("b", "settle('broken')", "broken", id="promises.break", group=CHANGES),
        Binding("n", "settle('released')", "no longer owed", id="promises.release", group=CHANGES),
    ]

    def rows(self, store: Store, now: datetime) -> Sequence[Any]:
        """Read what is owed."""
        return promises_owed(store)

    def line(self, row: Any, now: datetime) -> Content:
        """Return the promise with its case."""
        return joined([words(f"#{row.case}  ", "bold"), promise_line(row, now)])

    def action_settle(self, state: str) -> None:
        """Say what became of the selected promise."""
        if (row := self.in_hand()) is not None:
            done = self.hints.say("noted: {state}; {desk.undo} takes it back", state=_SAID[state])
            self.perform(done, settle, row.id, PromiseState(state))


_SAID = {"kept": "kept", "broken": "broken", "released": "no longer owed"}
