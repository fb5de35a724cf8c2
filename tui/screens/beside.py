"""What stands beside one's own work: who else is here and at what, and whether one is still on a claim."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import ScreenResume
from textual.message import Message

from casebook.case import Case
from desk import claims, opening
from desk.presence import Beside
from tui.around import Around, read_around
from tui.hints import hints_of
from tui.keys import CHANGES
from tui.messages import Changed, Sat
from tui.screens.going import GoingScreen
from tui.told import told
from tui.widgets.ask_line import AskLine, question
from tui.widgets.header_bar import HeaderBar


@told
class BesideRead(Message, bubble=False):
    """Who else is here has been read, and the claim to ask after."""

    around: Around
    now: datetime


class BesideScreen(GoingScreen):
    """A screen that shows who else is here, and asks after a claim that runs out; a subclass has the case."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus", "keep_claim", "still on it", id="case.keep", group=CHANGES, show=False),
        Binding(
            "minus",
            "release",
            "let go",
            id="case.release",
            group=CHANGES,
            show=False,
            tooltip="let your claim on it go",
        ),
    ]

    _asked: Case | None = None

    def case_in_front(self) -> Case | None:
        """Return the case of the matter in front as it was last read, or None."""
        return None

    def sits_at(self) -> int | None:
        """Return the case that is open on this screen, or None."""
        return None

    def show_beside(self, at: Mapping[int, Beside]) -> None:
        """Show what others do, by case, where this screen shows cases."""

    @on(ScreenResume)
    def _sit(self) -> None:
        self.post_message(Sat(self.sits_at()))

    @on(Changed)
    def _others_changed(self) -> None:
        self.read_beside()

    def read_beside(self) -> None:
        """Read who else is here, and whether a claim runs out."""
        me, playbook, now = self.desk.me, self.desk.playbook, self.desk.clock()
        self.look(lambda store: BesideRead(read_around(store, me, playbook, now), now), "beside")

    @on(BesideRead)
    def _beside_read(self, event: BesideRead) -> None:
        self.show_around(event.around, event.now)

    def show_around(self, around: Around, now: datetime) -> None:
        """Show who else is here and at what, and ask after the claim that runs out."""
        self._asked = around.asked
        self.show_beside(around.at)
        if (bar := self.query_one_optional(HeaderBar)) is not None:
            bar.show_others(around.names)
        self.ask_after(now)

    def ask_after(self, now: datetime) -> None:
        """Ask whether one is still on a claim that runs out, or no more."""
        asked, front = self._asked, self._mine_in_front()
        here = front is None or asked is None or front.id == asked.id
        said = question(asked, hints_of(self), now, may_release=here) if asked else None
        if (line := self.query_one_optional(AskLine)) is not None:
            line.ask(said)

    def action_keep_claim(self) -> None:
        """Hold a claim for longer: the one that is asked after, else the one in front."""
        case = self._asked or self._mine_in_front()
        if case is None:
            self.say("no claim of yours runs out")
            return
        playbook = self.desk.playbook
        done = f"#{case.id} is yours for {playbook.claim_minutes} minutes more"
        self.perform(done, opening.claim, playbook, case.id)

    def action_release(self) -> None:
        """Let a claim go: the one in front, else the one that is asked after."""
        case = self._mine_in_front() or self._asked
        if case is None:
            self.say("there is no claim of yours here")
            return
        undo = hints_of(self).keys("desk.undo")
        self.perform(f"#{case.id} is let go · {undo} takes it back", claims.release, case.id)

    def _mine_in_front(self) -> Case | None:
        case = self.case_in_front()
        return case if case is not None and case.owner == self.desk.me else None
