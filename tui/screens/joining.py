"""The key that joins the matter in front to another case, and cuts what was joined."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from casebook.case import Case
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import candidates, lanes, merging, parting, shelf
from desk.echoes import joined_by_itself
from desk.evidence import evidence_now
from desk.parts import parts_of
from tui.keys import CHANGES
from tui.screens import link_to
from tui.screens.promising import PromisingScreen
from tui.told import told


@told
class CandidatesRead(Message):
    """The cases a matter may belong to have been read, parts of its own, its copies, and voices of itself."""

    kept: KeptMention
    offered: "list[candidates.Candidate]"
    parts: list[Case]
    copies: list[KeptMention]
    echoes: list[KeptMention]


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
            tooltip="join to a case, cut that again, part a copy or an echo",
        ),
    ]

    def action_link_to(self) -> None:
        """Ask which case it belongs to; a case that is part of another is cut off, and an echo parted."""
        kept = self.matter()
        if kept is not None and lanes.is_echo(kept):
            self._part_echo(kept.id)
        else:
            self.with_mine(self._link_or_cut)

    def _link_or_cut(self, kept: KeptMention) -> None:
        case = self.case_in_front()
        if case is not None and case.merged_into is not None:
            self._cut(case.id)
        else:
            self.look(lambda store: _read(store, kept.id), "candidates", once=True)

    @on(CandidatesRead)
    def _ask_which(self, event: CandidatesRead) -> None:
        if self.is_current:
            dialog = link_to.LinkToDialog(event.offered, event.parts, event.copies, event.echoes)
            self.show_dialog(dialog, event.kept, self._join)

    def _join(self, kept: KeptMention, wanted: "link_to.LinkWanted") -> None:
        if wanted.echo is not None:
            self._part_echo(wanted.echo)
        elif wanted.copy is not None:
            parted = self.hints.say("parted: it has a row of its own; {desk.undo} takes it back")
            self.perform(parted, parting.part, wanted.copy, self.desk.playbook)
        elif wanted.cut:
            self._cut(wanted.case)
        else:
            into = f"#{wanted.case}"
            done = self.hints.say("joined to case {into}; {desk.undo} takes it back", into=into)
            self.perform(done, merging.link, kept.id, wanted.case)

    def _part_echo(self, mention: int) -> None:
        told = self.hints.say("parted: it is no echo, and has a row of its own; {desk.undo} takes it back")
        self.perform(told, parting.part_echo, mention, self.desk.playbook)

    def _cut(self, case: int) -> None:
        done = self.hints.say("cut off again; {desk.undo} takes it back")
        self.perform(done, merging.cut, case)


def _read(store: Store, number: int) -> CandidatesRead:
    """Return what a matter may be joined to as it is now: its row may be older than its case."""
    kept = shelf.mention(store, number)
    case = None if kept.case is None else shelf.case(store, kept.case)
    parts = parts_of(store, case.id) if case else []
    copies = list(evidence_now(store, kept.id).copies)
    return CandidatesRead(
        kept, candidates.candidates(store, kept), parts, copies, joined_by_itself(store, case)
    )
