"""What lies under the composer: reading the case, and keeping the draft while it is written."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import ScreenResume
from textual.message import Message
from textual.timer import Timer

from casebook.store.store import Store
from desk.answering import save_draft
from desk.desk import Desk
from desk.presence import Beside, beside, others
from desk.views import CaseView, case_view
from tui.matter import Matter, read_matter
from tui.messages import Changed, Refused, Sat
from tui.screens.base import DeskScreen
from tui.writing import Writing

PAUSE = 0.5
"""Seconds without a change after which the draft is kept."""
WITHOUT_PAUSE = 40
"""Changes after which it is kept all the same."""


@dataclass
class DraftRead(Message):
    """The case was read, with the responder's draft."""

    view: CaseView
    matter: Matter
    others: Beside | None
    """Who else is at the case."""


class DraftingScreen(DeskScreen):
    """A screen with words in preparation for a case.

    They are kept at every pause, now and then without one, and before the screen goes; Esc never loses them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "keep & leave", id="composer.leave"),
    ]

    def __init__(self, desk: Desk, case: int) -> None:
        super().__init__(desk)
        self.case = case
        self.writing = Writing(by_hand="")
        """What stands in the composer now."""
        self._kept = self.writing
        self._timer: Timer | None = None
        self._changes = 0

    def on_mount(self) -> None:
        """Read the case."""
        self.read_matter()

    @on(ScreenResume)
    def _sit(self) -> None:
        self.post_message(Sat(self.case, writing=True))

    @on(Changed)
    def _changed(self) -> None:
        self.read_matter()

    def read_matter(self) -> None:
        """Read the case, its mention and the draft."""
        me, playbook, now = self.desk.me, self.desk.playbook, self.desk.clock()

        def read(store: Store) -> DraftRead | Refused:
            view = case_view(store, self.case, me)
            matter = read_matter(store, view.case.lead, me, playbook, now)
            if matter is None:
                return Refused(f"case #{self.case} has no mention")
            return DraftRead(view, matter, beside(others(store, me, now)).get(self.case))

        self.look(read, "matter")

    @property
    def kept(self) -> bool:
        """Whether all of it is on disk."""
        return self._kept == self.writing

    def begin(self, writing: Writing) -> None:
        """Go on with what was kept."""
        self.writing = self._kept = writing

    def wrote(self, writing: Writing) -> None:
        """Take note of a change; it is on disk soon."""
        if writing == self.writing:
            return
        self.writing = writing
        self._changes += 1
        if self._changes >= WITHOUT_PAUSE:
            self._keep()
            return
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._keep)

    def action_leave(self) -> None:
        """Keep the draft, then go; if it cannot be kept, stay."""
        if self.kept:
            self._go()
        else:
            self._keep(leaving=True)

    def keep(self) -> None:
        """Keep what is not kept yet, at once."""
        if not self.kept:
            self._keep()

    def _keep(self, *, leaving: bool = False) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._changes = 0
        writing = self.writing
        self.perform(
            "",
            save_draft,
            self.case,
            writing.text,
            template=writing.template.name if writing.template else None,
            fields=writing.fields,
            unchecked=writing.unchecked,
            then=lambda _: self._is_kept(writing, leaving=leaving),
        )

    def _is_kept(self, writing: Writing, *, leaving: bool) -> None:
        self._kept = writing
        if leaving and self.kept:
            self._go()

    def _go(self) -> None:
        if self.is_current:
            self.app.pop_screen()
            below = self.app.screen
            if self.writing.text and isinstance(below, DeskScreen):
                below.say("draft kept")
