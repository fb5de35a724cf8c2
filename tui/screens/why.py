"""Why a mention stands where it stands: what it is taken for, what counted, how much, and on which words."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from casebook.mention import KeptMention
from desk.ruled import Heard
from playbooks.playbook import Playbook
from tui.hints import hints_of
from tui.keys import CHANGES
from tui.rows import joined, words
from tui.screens.dialog import Dialog
from tui.why_text import explained, owed_line, parted, verdict_lines

WIDTH = 76
"""Cells of the dialog where the window has them."""
MOST = 12
"""Words that are shown of those that fit."""
AROUND = 8
"""Cells of its frame, its padding and the scroll bar."""


class WhyDialog(Dialog[bool]):
    """The sum behind a priority, in words; answers True where somebody would have it otherwise."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w,q", "leave", "close", id="why.leave"),
        Binding("equals_sign", "overrule", "it is another", id="why.overrule", group=CHANGES),
        Binding("j,down", "scroll(1)", "down", id="why.down", show=False),
        Binding("k,up", "scroll(-1)", "up", id="why.up", show=False),
    ]

    def __init__(
        self,
        kept: KeptMention,
        playbook: Playbook,
        now: datetime,
        heard: Heard | None = None,
        *,
        only_looks: bool = False,
    ) -> None:
        """Make it.

        Args:
            kept: The mention.
            playbook: Whose weights and words it was judged by.
            now: What is overdue, is so by now.
            heard: By what it came in; None where all of its source does.
            only_looks: Whether nothing may be changed.
        """
        super().__init__(f"Why priority {kept.priority or '·'}")
        self._kept, self._playbook, self._now = kept, playbook, now
        self._heard, self._only_looks = heard, only_looks

    def questions(self) -> Iterable[Widget]:
        """Show what it is, one line a reason, the sum below, and what is due."""
        room = min(self.app.size.width, WIDTH) - AROUND
        kept, playbook = self._kept, self._playbook
        verdict = joined(verdict_lines(kept, playbook, self._now), "\n")
        total = explained(kept.reasons, hints_of(self), room, playbook.weights, kept.sort)
        heard = came_by(self._heard) if self._heard is not None else None
        yield Static(parted([verdict, total, owed_line(kept, self._now), heard]), markup=False)

    def foot(self) -> Iterable[Widget]:
        """Say how to have it otherwise, and how to close it."""
        yield self.hint("{dialog.leave} closes · {why.overrule} overrule · {why.down} {why.up} scroll")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to overrule only where something may be changed."""
        return not (action == "overrule" and self._only_looks)

    def action_overrule(self) -> None:
        """Answer that it should be otherwise."""
        self.dismiss(True)


def came_by(heard: Heard) -> Content:
    """Return by which rule a mention came in, and which of its words fit."""
    head = words(f"came from {heard.place} by the rule {heard.rule}", "dim")
    if not heard.fits:
        return joined([head, words("which does not fit it any more", "dim")], ", ")
    found = joined([words(f"“{each}”", "italic") for each in heard.words[:MOST]], ", ")
    more = words(f" and {len(heard.words) - MOST} more", "dim") if len(heard.words) > MOST else words("")
    if not heard.words:
        return joined([head, words("whose words are in what the source does not show", "dim")], ", ")
    return joined([head, joined([found, more])], ": ")
