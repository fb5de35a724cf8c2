"""What is said about time on the matter in front: until when its customer is within reach, and its clocks."""

from collections.abc import Sequence
from datetime import datetime

from textual import on
from textual.message import Message

from casebook.mention import KeptMention
from desk import reaching
from desk.clocks import story_of
from playbooks.clock_story import Told
from tui.rows import when
from tui.screens import clock
from tui.screens.setting_aside import SettingAsideScreen
from tui.told import told


@told
class ClockRead(Message):
    """The story of a matter's clocks has been read."""

    kept: KeptMention
    told: Sequence[Told]


class TimingScreen(SettingAsideScreen):
    """A screen with a matter in front, of which there is something to say about time."""

    def say_reach(self, until: datetime | None) -> None:
        """Say until when the customer in front is within reach; None: no more."""
        self.with_matter(lambda kept: self._reach(kept, until))

    def _reach(self, kept: KeptMention, until: datetime | None) -> None:
        done = "within reach no more; {desk.undo} takes it back"
        if until is not None:
            done = "within reach until {until}; {desk.undo} takes it back"
        at = when(until, self.desk.clock()) if until is not None else ""
        self.perform(self.hints.say(done, until=at), reaching.reach, self.desk.playbook, kept.id, until)

    def tell_clock(self) -> None:
        """Show why the clocks of the matter in front stand where they stand."""
        now, playbook = self.desk.clock(), self.desk.playbook
        self.with_matter(
            lambda kept: self.look(
                lambda store: ClockRead(kept, story_of(store, kept, playbook, now)), "clock", once=True
            )
        )

    @on(ClockRead)
    def _show_clock(self, event: ClockRead) -> None:
        if self.is_current:
            self.show_dialog(clock.ClockDialog(event.told), event.kept, lambda kept, answer: None)
