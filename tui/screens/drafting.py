"""What lies under the composer: reading the case, and keeping the draft while it is written."""

from datetime import datetime
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import ScreenResume
from textual.message import Message
from textual.timer import Timer

from casebook.store.store import Store
from casebook.storm import Storm
from desk import shelf
from desk.answering import save_draft
from desk.desk import Desk
from desk.errors import Missing
from desk.gone import what_became
from desk.opening import open_case
from desk.presence import Beside, beside, others
from desk.storms import holding
from desk.views import CaseView, case_view
from playbooks.playbook import Playbook
from tui.matter import Matter, read_matter
from tui.messages import CaseGone, Changed, Refused, Sat
from tui.screens.base import DeskScreen
from tui.told import told
from tui.writing import Writing

PAUSE = 0.5
"""Seconds without a change after which the draft is kept."""
WITHOUT_PAUSE = 40
"""Changes after which it is kept all the same."""


@told
class DraftRead(Message):
    """The case was read, with the responder's draft."""

    view: CaseView
    matter: Matter
    others: Beside | None
    """Who else is at the case."""
    storm: Storm | None = None
    """The storm whose one answer is to go first, where somebody has ordinary replies wait for it."""


class DraftingScreen(DeskScreen):
    """A screen with words in preparation for a case.

    They are kept at every pause, now and then without one, and before the screen goes; Esc never loses them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "keep & leave", id="composer.leave"),
    ]

    for_writing = True

    def __init__(self, desk: Desk, case: int) -> None:
        super().__init__(desk)
        self.case = case
        self.writing = Writing(by_hand="")
        """What stands in the composer now."""
        self._kept = self.writing
        self._mention = 0
        """The one that stands for the case."""
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

        def read(store: Store) -> DraftRead | CaseGone | Refused:
            try:
                view = case_view(store, self.case, me)
            except Missing:
                return CaseGone(what_became(store, self.case, me))
            matter = read_matter(store, view.case.lead, me, playbook, now)
            if matter is None:
                return Refused(f"case #{self.case} has no mention")
            at = beside(others(store, me, now)).get(self.case)
            return DraftRead(view, matter, at, holding(store, matter.kept))

        self.look(read, "matter")

    @on(DraftRead)
    def _begun(self, event: DraftRead) -> None:
        self._mention = event.matter.kept.id

    @on(CaseGone)
    def _gone(self, event: CaseGone) -> None:
        """Leave a case that is no more, but never with words of ours."""
        if self.writing.text.strip():
            self.say(f"{event.why}. Leaving keeps your words on a new case.")
        else:
            self.lead_back(event.why)

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
            _save,
            self.desk.playbook,
            self._mention,
            self.case,
            writing.text,
            template=writing.template.name if writing.template else None,
            fields=writing.fields,
            unchecked=writing.unchecked,
            then=lambda case: self._is_kept(writing, case, leaving=leaving),
        )

    def _is_kept(self, writing: Writing, case: int, *, leaving: bool) -> None:
        self._kept, self.case = writing, case
        if leaving and self.kept:
            self._go()

    def _go(self) -> None:
        self.go_back("draft kept" if self.writing.text else "")


def _save(
    store: Store,
    playbook: Playbook,
    mention: int,
    case: int,
    text: str,
    *,
    by: str,
    now: datetime,
    **about: Any,
) -> int:
    """Keep words for a case, and return it; where it is gone, for one that is opened on its mention."""
    with store.together(by, "", now):
        try:
            shelf.case(store, case)
        except Missing:
            case = open_case(store, playbook, mention, by=by, now=now)
        save_draft(store, case, text, by=by, now=now, **about)
        return case
