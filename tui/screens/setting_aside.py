"""Keys that set the matter in front aside: for a while."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from casebook.mention import KeptMention
from desk.snoozing import snooze, wake_now
from tui.rows import when
from tui.screens.acting import ActingScreen
from tui.screens.snooze import SnoozeDialog, SnoozeWanted


class SettingAsideScreen(ActingScreen):
    """A screen with a matter in front, which can be set aside."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "s", "snooze", "snooze", id="case.snooze", tooltip="set it aside until …; again: take it back"
        ),
    ]

    def action_snooze(self) -> None:
        """Ask until when to set it aside; take back what is."""
        self.with_mine(self._snooze_or_wake)

    def _snooze_or_wake(self, kept: KeptMention) -> None:
        if kept.snooze is not None:
            self.perform("back where it stood", wake_now, kept.id)
        else:
            self.show_dialog(SnoozeDialog(self.desk.clock(), kept.due_at), kept, self._snooze)

    def _snooze(self, kept: KeptMention, wanted: SnoozeWanted) -> None:
        until = when(wanted.until, self.desk.clock())
        done = self.hints.say("set aside until {until}; {desk.undo} takes it back", until=until)
        self.perform(done, snooze, kept.id, wanted.until, on=wanted.on, why=wanted.why)
