"""Why a mention stands where it stands: what counted, how much, and on which words."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from casebook.mention import KeptMention, Reason
from tui.hints import Hints, hints_of
from tui.rows import joined, words
from tui.screens.dialog import Dialog


class WhyDialog(Dialog[None]):
    """The sum behind a priority, in words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w,q", "leave", "close", id="why.leave"),
        Binding("j,down", "scroll(1)", "down", id="why.down", show=False),
        Binding("k,up", "scroll(-1)", "up", id="why.up", show=False),
    ]

    def __init__(self, kept: KeptMention) -> None:
        super().__init__(f"Why priority {kept.priority or '·'}")
        self._kept = kept

    def questions(self) -> Iterable[Widget]:
        """Show one line a reason and the sum below."""
        yield Static(explained(self._kept.reasons, hints_of(self)), markup=False)

    def foot(self) -> Iterable[Widget]:
        """Say how to close it."""
        yield self.hint("{why.down} {why.up} scroll · {dialog.leave} closes")


def explained(reasons: tuple[Reason, ...], hints: Hints) -> Content:
    """Return the reasons as a sum: points, what counted, and the customer's own words."""
    if not reasons:
        return hints.words(
            "Nothing in it asks for an answer. {queue.open} opens a case all the same, "
            "{case.resolve} lets it go."
        )
    total = sum(each.points for each in reasons)
    lines = [_line(each) for each in reasons]
    return joined([*lines, words("─" * 30, "dim"), words(f"{total:+5d}  in all", "bold")], "\n")


def _line(reason: Reason) -> Content:
    points = f"{reason.points:+5d}  " if reason.points else "    ·  "
    quoted = [words(f"\n       “{reason.words}”", "italic")] if reason.words else []
    return joined([words(points, "bold"), reason.what, *quoted])
