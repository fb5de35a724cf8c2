"""Keys that only look or copy, the same on the queue and on a case: why, the customer, the link, copies."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from casebook.mention import KeptMention
from desk.evidence import Evidence, evidence_now
from desk.ruled import Heard, came_by_rule, heard
from tui.screens import evidence, history, link, why
from tui.screens.joining import JoiningScreen
from tui.told import told


@told
class HeardRead(Message):
    """By what a mention came in has been found out: its words were looked for in all of its text."""

    kept: KeptMention
    heard: Heard


@told
class EvidenceRead(Message):
    """What a mention said before, and where else it stands, has been read."""

    kept: KeptMention
    evidence: Evidence
    now: datetime


class LookingScreen(JoiningScreen):
    """A screen with a matter in front, which can be looked at from all sides."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "history", "history", id="case.history", tooltip="what we have had with this customer"),
        Binding("w", "why", "why", id="queue.why", tooltip="why it stands where it stands"),
        Binding(
            "e",
            "evidence",
            "before, elsewhere",
            id="mention.evidence",
            show=False,
            tooltip="what it said before, and its copies",
        ),
        Binding("o", "link", "show the link", id="mention.link", show=False),
        Binding("y", "copy_text", "copy the text", id="mention.copy_text", show=False),
        Binding("Y", "copy_link", "copy the link", id="mention.copy_link", show=False),
    ]

    def action_history(self) -> None:
        """Show the customer's history."""
        self.with_matter(lambda kept: self.app.push_screen(history.HistoryScreen(self.desk, kept)))

    def action_why(self) -> None:
        """Show the sum behind the priority, and by which rule and words it came in."""
        self.with_matter(self._why)

    def _why(self, kept: KeptMention) -> None:
        sources = self.desk.settings.heard
        if came_by_rule(sources, kept):
            self.look(lambda store: HeardRead(kept, heard(sources, kept)), "why", once=True)
        else:
            self._explain(kept, None)

    @on(HeardRead)
    def _explain_heard(self, event: HeardRead) -> None:
        if self.is_current:
            self._explain(event.kept, event.heard)

    def _explain(self, kept: KeptMention, found: Heard | None) -> None:
        def answered(otherwise: bool | None) -> None:
            if otherwise:
                self.ask_what_it_is(kept)

        desk = self.desk
        dialog = why.WhyDialog(kept, desk.playbook, desk.clock(), found, only_looks=desk.read_only)
        self.app.push_screen(dialog, answered)

    def action_evidence(self) -> None:
        """Show earlier words, and copies elsewhere."""
        now = self.desk.clock()
        self.with_matter(
            lambda kept: self.look(
                lambda store: EvidenceRead(kept, evidence_now(store, kept.id), now), "evidence", once=True
            )
        )

    @on(EvidenceRead)
    def _show_evidence(self, event: EvidenceRead) -> None:
        if self.is_current:
            dialog = evidence.EvidenceDialog(event.evidence, event.now)
            self.show_dialog(dialog, event.kept, lambda kept, answer: None)

    def action_link(self) -> None:
        """Show the address in full; there is no browser at this end of the line."""
        self._with_link(self._show_link)

    def action_copy_text(self) -> None:
        """Copy the mention's words."""
        self.with_matter(lambda kept: self.copy(kept.mention.text or kept.mention.title or ""))

    def action_copy_link(self) -> None:
        """Copy the mention's address."""
        self._with_link(self.copy)

    def _with_link(self, act: Callable[[str], Any]) -> None:
        def follow(kept: KeptMention) -> None:
            if kept.mention.url is None:
                self.say("it has no link")
            else:
                act(kept.mention.url)

        self.with_matter(follow)

    def _show_link(self, url: str) -> None:
        def answered(wanted: bool | None) -> None:
            if wanted:
                self.copy(url)

        self.app.push_screen(link.LinkDialog(url), answered)
