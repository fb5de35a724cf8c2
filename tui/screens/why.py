"""Why a mention stands where it stands: what counted, how much, and on which words."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from casebook.mention import KeptMention, Reason
from desk.ruled import Heard
from tui.hints import Hints, hints_of
from tui.rows import joined, words
from tui.screens.dialog import Dialog

WIDTH = 76
"""Cells of the dialog where the window has them."""
MOST = 12
"""Words that are shown of those that fit."""
AROUND = 8
"""Cells of its frame, its padding and the scroll bar."""


class WhyDialog(Dialog[None]):
    """The sum behind a priority, in words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w,q", "leave", "close", id="why.leave"),
        Binding("j,down", "scroll(1)", "down", id="why.down", show=False),
        Binding("k,up", "scroll(-1)", "up", id="why.up", show=False),
    ]

    def __init__(self, kept: KeptMention, heard: Heard | None = None) -> None:
        """Make it.

        Args:
            kept: The mention.
            heard: By what it came in; None where all of its source does.
        """
        super().__init__(f"Why priority {kept.priority or '·'}")
        self._kept, self._heard = kept, heard

    def questions(self) -> Iterable[Widget]:
        """Show one line a reason and the sum below."""
        room = min(self.app.size.width, WIDTH) - AROUND
        yield Static(explained(self._kept.reasons, hints_of(self), room), markup=False)
        if self._heard is not None:
            yield Static(joined([words(""), came_by(self._heard)], "\n"), markup=False)

    def foot(self) -> Iterable[Widget]:
        """Say how to close it."""
        yield self.hint("{why.down} {why.up} scroll · {dialog.leave} closes")


def explained(reasons: tuple[Reason, ...], hints: Hints, room: int) -> Content:
    """Return the reasons as a sum: points, what counted, and the customer's own words.

    Args:
        reasons: What counted.
        hints: The live keys.
        room: Cells a line has.
    """
    if not reasons:
        return hints.words(
            "Nothing in it asks for an answer. {queue.open} opens a case all the same, "
            "{case.resolve} lets it go."
        )
    total = sum(each.points for each in reasons)
    lines = [_line(each, room) for each in reasons]
    return joined([*lines, words("─" * 30, "dim"), words(f"{total:+5d}  in all", "bold")], "\n")


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


def _line(reason: Reason, room: int) -> Content:
    """Return a reason's points, and beside them all that it says."""
    points = f"{reason.points:+5d}  " if reason.points else "    ·  "
    said = [words(reason.what), *([words(f"“{reason.words}”", "italic")] if reason.words else [])]
    lines = [line for each in said for line in each.wrap(max(room - len(points), 1))]
    return joined([words(points, "bold"), joined(lines, "\n" + " " * len(points))])
