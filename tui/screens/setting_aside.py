"""Keys that put the matter in front out of the way: for a while, or with all that are like it."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from casebook.mention import KeptMention
from desk import muting, snoozing
from tui.keys import CHANGES
from tui.rows import when
from tui.screens import mute, snooze
from tui.screens.overruling import OverrulingScreen


class SettingAsideScreen(OverrulingScreen):
    """A screen with a matter in front, which can be set aside."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "s",
            "snooze",
            "snooze",
            id="case.snooze",
            group=CHANGES,
            tooltip="set it aside until …; again: take it back",
        ),
        Binding(
            "m",
            "mute",
            "mute",
            id="case.mute",
            group=CHANGES,
            show=False,
            tooltip="let go what is like it, for a time",
        ),
    ]

    def action_snooze(self) -> None:
        """Ask until when to set it aside; take back what is."""
        self.with_mine(self._snooze_or_wake)

    def action_mute(self) -> None:
        """Ask what of it to mute, why, and until when."""
        self.with_matter(self._ask_mute)

    def set_aside(self, wanted: "snooze.SnoozeWanted") -> None:
        """Set the matter in front aside as somebody has said."""
        self.with_mine(lambda kept: self._snooze(kept, wanted))

    def mute_as(self, wanted: "mute.MuteWanted") -> None:
        """Mute what the matter in front is an example of, as somebody has said."""
        self.with_matter(lambda kept: self._mute(kept, wanted))

    def _ask_mute(self, kept: KeptMention) -> None:
        self.show_dialog(mute.MuteDialog(self.desk.clock(), kept), kept, self._mute)

    def _mute(self, kept: KeptMention, wanted: "mute.MuteWanted") -> None:
        until = when(wanted.until, self.desk.clock())
        done = self.hints.say("muted until {until}; {desk.undo} takes it back", until=until)
        self.perform(done, muting.mute, kept.id, wanted.kind, wanted.why, wanted.until, word=wanted.word)

    def _snooze_or_wake(self, kept: KeptMention) -> None:
        if kept.snooze is not None:
            self.perform("back where it stood", snoozing.wake_now, kept.id)
        else:
            self.show_dialog(snooze.SnoozeDialog(self.desk.clock(), kept.due_at), kept, self._snooze)

    def _snooze(self, kept: KeptMention, wanted: "snooze.SnoozeWanted") -> None:
        until = when(wanted.until, self.desk.clock())
        done = self.hints.say("set aside until {until}; {desk.undo} takes it back", until=until)
        self.perform(done, snoozing.snooze, kept.id, wanted.until, on=wanted.on, why=wanted.why)
