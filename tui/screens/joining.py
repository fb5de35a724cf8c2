"""The key that joins the matter in front to another case, and cuts what was joined."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from casebook.case import Case
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import candidates, merging, parting
from desk.evidence import evidence_now
from desk.parts import parts_of
from tui.keys import CHANGES
from tui.screens import link_to
from tui.screens.promising import PromisingScreen
from tui.told import told


@told
class CandidatesRead(Message):
    """The cases a matter may belong to have been read, those that are part of its own, and its copies."""

    kept: KeptMention
    offered: "list[candidates.Candidate]"
    parts: list[Case]
    copies: list[KeptMention]


class JoiningScreen(PromisingScreen):
    """A screen with a matter in front, which can be joined to a case."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ampersand",
            "link_to",
            "link or merge",
            id="case.link",
            group=CHANGES,
            show=False,
            tooltip="join it to another case, cut that again, or part a copy",
        ),
    ]

    def action_link_to(self) -> None:
        """Ask which case it belongs to; a case that is part of another is cut off."""
        self.with_mine(self._link_or_cut)

    def _link_or_cut(self, kept: KeptMention) -> None:
        case = self.case_in_front()
        if case is not None and case.merged_into is not None:
            self._cut(case.id)
        else:
            self.look(lambda store: _read(store, kept, case), "candidates", once=True)

    @on(CandidatesRead)
    def _ask_which(self, event: CandidatesRead) -> None:
        if self.is_current:
            dialog = link_to.LinkToDialog(event.offered, event.parts, event.copies)
            self.show_dialog(dialog, event.kept, self._join)

    def _join(self, kept: KeptMention, wanted: "link_to.LinkWanted") -> None:
        if wanted.copy is not None:
            parted = self.hints.say("parted: it has a row of its own; {desk.undo} takes it back")
            self.perform(parted, parting.part, wanted.copy, self.desk.playbook)
        elif wanted.cut:
            self._cut(wanted.case)
        else:
            into = f"#{wanted.case}"
            done = self.hints.say("joined to case {into}; {desk.undo} takes it back", into=into)
            self.perform(done, merging.link, kept.id, wanted.case)

    def _cut(self, case: int) -> None:
        done = self.hints.say("cut off again; {desk.undo} takes it back")
        self.perform(done, merging.cut, case)


def _read(store: Store, kept: KeptMention, case: Case | None) -> CandidatesRead:
    parts = parts_of(store, case.id) if case else []
    return CandidatesRead(
        kept, candidates.candidates(store, kept), parts, list(evidence_now(store, kept.id).copies)
    )
