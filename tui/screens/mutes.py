"""What is muted now: until when, why, by whom, and how much it has let go."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from casebook.store.store import Store
from desk.muted import MuteRow, mute_rows
from desk.muting import lift, lift_and_hear
from tui.keys import CHANGES
from tui.rows import day, joined, plural, words
from tui.screens.listing import ListingScreen


class MutesScreen(ListingScreen):
    """One mute a line; each stops by itself."""

    heading = "Muted: kept, and let go as it comes in"
    nothing = (
        "Nothing is muted now; the header counts what was within a day. "
        "{case.mute} on a row mutes its author, its thread, or a word."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,left,q", "app.pop_screen", "back", id="mutes.back"),
        Binding("j,down", "move(1)", "down", id="mutes.down", show=False),
        Binding("k,up", "move(-1)", "up", id="mutes.up", show=False),
        Binding(
            "d", "lift", "lift it", id="mutes.lift", group=CHANGES, tooltip="hear them again from now on"
        ),
        Binding(
            "D",
            "lift_and_hear",
            "lift, bring back",
            id="mutes.hear",
            group=CHANGES,
            tooltip="and decide what it let go",
        ),
    ]

    def rows(self, store: Store, now: datetime) -> Sequence[Any]:
        """Read which mutes hold."""
        return mute_rows(store, now)

    def line(self, row: Any, now: datetime) -> Content:
        """Return a mute with what it has let go."""
        return mute_line(row)

    def action_lift(self) -> None:
        """Lift the selected mute."""
        if (row := self.in_hand()) is not None:
            done = self.hints.say("lifted; {desk.undo} takes it back")
            self.perform(done, lift, row.id)

    def action_lift_and_hear(self) -> None:
        """Lift the selected mute, and have all that it has let go decided after all."""
        if (row := self.in_hand()) is not None:
            self.perform("", lift_and_hear, self.desk.playbook, row.id, then=self._tell_back)

    def _tell_back(self, much: int) -> None:
        are = plural(much, "mention is", "mentions are")
        self.say(self.hints.say("lifted; {are} back to be decided · {desk.undo} takes it back", are=are))


def mute_line(row: MuteRow) -> Content:
    """Return a mute on two lines: what and until when, then how much, who and why."""
    mute = row.mute
    much = plural(row.muted, "mention")
    head = joined([words(mute.name, "bold"), f" · until {day(mute.until)}"])
    return joined([head, words(f"\n{much} let go · {mute.by}: {mute.why}", "dim")])
