"""What puts a mention out of the way, and what takes an act back, each as a command."""

from collections.abc import Callable, Mapping

from casebook.kinds import MuteKind
from desk.deciding import let_go, thank
from desk.muting import mute
from desk.overruling import overrule
from desk.reaching import reach
from desk.snoozing import snooze, wake_now
from desk.timeline import words_of
from desk.undo import redo, undo
from playbooks.overruled import in_words
from playbooks.within_reach import OVER
from sources.text import clean_line
from tui.commands.hand import Hand
from tui.figures import when


def _let_go(hand: Hand) -> str:
    number = hand.target.mention
    let_go(hand.store, number, hand.args.reason, hand.playbook, **hand.signed)
    return f"mention {number}: let go, {clean_line(hand.args.reason)}"


def _thank(hand: Hand) -> str:
    number = hand.target.mention
    thank(hand.store, number, **hand.signed)
    return f"mention {number}: thanked"


def _overrule(hand: Hand) -> str:
    number, facet, said = hand.target.mention, hand.args.facet, hand.args.answer
    kept = overrule(hand.store, hand.playbook, number, facet, said, **hand.signed)
    return f"mention {kept.id}: {in_words(facet, said, hand.playbook)}; priority {kept.priority or '·'}"


def _snooze(hand: Hand) -> str:
    until = hand.moment(hand.args.until)
    snooze(hand.store, hand.target.mention, until, why=hand.args.reason, **hand.signed)
    return f"set aside until {when(until, hand.now)}"


def _reach(hand: Hand) -> str:
    said = " ".join(hand.args.when)
    until = None if said.casefold() == OVER else hand.moment(said)
    reach(hand.store, hand.playbook, hand.target.mention, until, **hand.signed)
    return f"within reach until {when(until, hand.now)}" if until else "within reach no more"


def _wake(hand: Hand) -> str:
    wake_now(hand.store, hand.target.mention, **hand.signed)
    return "taken back"


def _mute(hand: Hand) -> str:
    until, kind = hand.moment(hand.args.until), MuteKind(hand.args.kind)
    about = {"word": hand.args.word, **hand.signed}
    mute(hand.store, hand.target.mention, kind, hand.args.reason, until, **about)
    return f"muted until {when(until, hand.now)}"


def _undo(hand: Hand) -> str:
    return (
        f"taken back: {clean_line(words_of(undo(hand.store, hand.playbook, **hand.signed), hand.playbook))}"
    )


def _redo(hand: Hand) -> str:
    redo(hand.store, **hand.signed)
    return "done again after all"


ASIDE: Mapping[str, Callable[[Hand], str]] = {
    "letgo": _let_go,
    "thank": _thank,
    "overrule": _overrule,
    "snooze": _snooze,
    "wake": _wake,
    "reach": _reach,
    "mute": _mute,
    "undo": _undo,
    "redo": _redo,
}
"""The acts by their verbs."""
