"""The line that asks, without taking the keyboard, whether one is still on a case."""

from datetime import datetime

from textual.content import Content

from casebook.case import Case
from desk.presence import runs_out
from tui.hints import Hints
from tui.rows import clock, countdown, joined
from tui.widgets.lines import Line


class AskLine(Line):
    """There only while something is asked."""

    def on_mount(self) -> None:
        """Begin with no question."""
        self.display = False

    def ask(self, said: Content | None) -> None:
        """Ask something, or nothing any more."""
        if said is not None:
            self.say(said)
        self.display = said is not None


def question(case: Case, hints: Hints, now: datetime, *, may_release: bool) -> Content:
    """Return what is asked about a claim.

    Args:
        case: The claim is the responder's own, and runs out soon or has just run out.
        hints: The live keys.
        now: When.
        may_release: Whether the key that lets a claim go would let go this one.
    """
    if not runs_out(case, now):
        asked = "Your claim on #{case} ran out at {time}: {case.keep} takes it again"
    else:
        asked = "Still on #{case}? The claim ends {time}: {case.keep} keeps it"
    more = ", {case.release} lets it go" if may_release else ""
    left = countdown(case.claimed_until, now)
    time = clock(case.claimed_until) if not runs_out(case, now) else _in(left)
    return joined([hints.words(asked + more, "bold $notice", case=str(case.id), time=time)])


def _in(left: str) -> str:
    return "now" if left in ("", "now") else f"in {left}"
