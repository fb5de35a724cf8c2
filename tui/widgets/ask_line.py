"""The line that asks, without taking the keyboard, whether one is still on a case."""

from datetime import datetime

from textual.content import Content

from casebook.case import Case
from casebook.storm import Storm
from desk.claims import ends_soon
from desk.desk import Desk
from desk.presence import Beside
from desk.rules import held_by
from tui.hints import Hints
from tui.rows import clock, countdown, words
from tui.storm_text import SIGN, named
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
    held = held_by(case, now) is not None
    if not held:
        asked = "Your claim on #{case} ran out at {time}: {case.keep} takes it again"
    else:
        asked = "Still on #{case}? The claim ends {time}: {case.keep} keeps it"
    more = ", {case.release} lets it go" if may_release else ""
    left = countdown(case.claimed_until, now)
    time = _in(left) if held else clock(case.claimed_until)
    return hints.words(asked + more, "bold $notice", case=str(case.id), time=time)


def warning(case: Case, others: Beside | None, hints: Hints, desk: Desk) -> Content | None:
    """Return what one must know who writes for a case: that another has it, or that one's claim ends.

    Args:
        case: The case that is written for.
        others: Who else is at it, if anybody.
        hints: The live keys.
        desk: Whose responder writes.
    """
    me, now = desk.me, desk.clock()
    holder = held_by(case, now)
    if holder not in (None, me) or (others is not None and others.writing):
        has = f"{holder} has this case until {clock(case.claimed_until)}" if holder not in (None, me) else ""
        said = " · ".join(each for each in (others.say if others else "", has) if each)
        return hints.words("! {said}: do not answer twice", "bold $notice", said=said)
    if holder == me and ends_soon(case, desk.playbook, now):
        ends = "Your claim ends {time}: {composer.leave}, then {case.keep} keeps it"
        return hints.words(ends, "bold $notice", time=_in(countdown(case.claimed_until, now)))
    return None


def waits(storm: Storm | None) -> Content | None:
    """Return that an ordinary reply is to wait for a storm's one answer; whoever must may go on."""
    if storm is None:
        return None
    about = f"{SIGN} held by {storm.held_by}: the storm's one answer goes first ({named(storm.stream)})"
    return words(f"{about}. Answer alone only who is in need.", "bold $notice")


def _in(left: str) -> str:
    return "now" if left in ("", "now") else f"in {left}"
