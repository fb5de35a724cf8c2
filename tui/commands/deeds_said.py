"""What is said and owed on a case, each act a command: notes, drafts, promises, follow-ups."""

from collections.abc import Callable, Mapping

from casebook.kinds import Blame, PromiseState
from desk.answering import note, record
from desk.errors import Refused
from desk.followups import finish_follow_up, follow_up
from desk.promising import promise, settle
from desk.raising import raise_rung
from tui.commands.drafting import draft
from tui.commands.hand import Hand
from tui.figures import when
from tui.rung_words import rung_line


def _note(hand: Hand) -> str:
    case = hand.case()
    note(hand.store, case, " ".join(hand.args.text), **hand.signed)
    return f"case c{case}: noted"


def _draft(hand: Hand) -> str:
    return draft(hand.store, hand.settings, hand.playbook, hand.case(), hand.args, hand.now)


def _heard(hand: Hand) -> str:
    blame = Blame(hand.args.blame) if hand.args.blame else None
    if blame is None and not hand.args.wants:
        raise Refused("say what you heard: --blame, --wants, or both")
    case = hand.case()
    record(hand.store, case, blame=blame, wants=hand.args.wants, **hand.signed)
    return f"case c{case}: recorded"


def _follow_up(hand: Hand) -> str:
    case, due, what = hand.case(), hand.moment(hand.args.due), " ".join(hand.args.text)
    number = follow_up(hand.store, case, what, due, url=hand.args.url, **hand.signed)
    return f"case c{case}: follow-up {number} is due {when(due, hand.now)}"


def _done(hand: Hand) -> str:
    finish_follow_up(hand.store, hand.args.number, **hand.signed)
    return f"follow-up {hand.args.number}: done"


def _promise(hand: Hand) -> str:
    case, due = hand.case(), hand.moment(hand.args.due)
    number = promise(hand.store, case, " ".join(hand.args.text), due, **hand.signed)
    return f"case c{case}: promise {number} is due {when(due, hand.now)}"


def _rung(hand: Hand) -> str:
    case, why = hand.case(), " ".join(hand.args.text)
    found = raise_rung(hand.store, hand.playbook, case, hand.args.number, why, **hand.signed)
    return f"case c{case}: {rung_line(found, hand.playbook)}"


def _settle(hand: Hand) -> str:
    state = PromiseState(hand.args.state)
    settle(hand.store, hand.args.number, state, **hand.signed)
    return f"promise {hand.args.number}: {state}"


SAID: Mapping[str, Callable[[Hand], str]] = {
    "note": _note,
    "draft": _draft,
    "heard": _heard,
    "followup": _follow_up,
    "done": _done,
    "promise": _promise,
    "rung": _rung,
    "settle": _settle,
}
"""The acts by their verbs."""
