"""`amends do VERB …`: one act of the desk, as a key of the dashboard does it; says in a line what it did."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from casebook.clock import utc_now
from casebook.frozen import frozen
from casebook.kinds import Aftermath, Blame, PromiseState
from casebook.store.store import Store
from casebook.toml import nearest
from desk.answering import note, posted, record
from desk.claims import release
from desk.closing import resolve
from desk.deciding import let_go, thank
from desk.errors import Refused
from desk.followups import finish_follow_up, follow_up
from desk.merging import cut, link
from desk.opening import claim, open_case, reopen
from desk.promising import promise, settle
from desk.settings import Settings
from desk.snoozing import snooze, wake_now
from desk.timeline import words_of
from desk.undo import redo, undo
from playbooks.playbook import Playbook, load
from sources.text import clean_line
from tui.commands.drafting import draft
from tui.commands.parser import FINE
from tui.commands.target import Target, target_of
from tui.commands.usual import open_store, settings_of, writing
from tui.due import EXAMPLES, due_at
from tui.figures import when


@frozen
class Hand:
    """The responder at the store, for one act."""

    store: Store
    settings: Settings
    playbook: Playbook
    now: datetime
    args: Namespace

    @property
    def signed(self) -> dict[str, Any]:
        """Who acts, and when."""
        return {"by": self.settings.responder.name, "now": self.now}

    @property
    def target(self) -> Target:
        """The matter that is meant."""
        return target_of(self.store, self.args.matter)

    def case(self) -> int:
        """Return the matter's case; it is opened where there is none."""
        target = self.target
        if target.case is not None:
            return target.case
        return open_case(self.store, self.playbook, target.mention, **self.signed)

    def moment(self, said: str) -> datetime:
        """Return the time somebody means.

        Raises:
            Refused: It cannot be told, or is over.
        """
        found = due_at(said, self.now)
        if found is None:
            raise Refused(f"{said!r:.40} is no time ahead of now; such as {EXAMPLES}, 2026-12-24")
        return found


def run(args: Namespace) -> int:
    """Do it, all or nothing, and say so."""
    settings = writing(settings_of(args))
    playbook = load(settings.playbook)
    if getattr(args, "text", None) == ["-"]:
        args.text = [sys.stdin.read()]
    with open_store(settings) as store:
        hand = Hand(store, settings, playbook, utc_now(), args)
        with store.together(settings.responder.name, "", hand.now):
            said = ACTS[args.verb](hand)
    print(said)
    return FINE


def _open(hand: Hand) -> str:
    return f"case c{hand.case()} is open"


def _claim(hand: Hand) -> str:
    case = hand.case()
    until = claim(hand.store, hand.playbook, case, **hand.signed)
    return f"case c{case}: yours until {when(until, hand.now)}"


def _note(hand: Hand) -> str:
    case = hand.case()
    note(hand.store, case, " ".join(hand.args.text), **hand.signed)
    return f"case c{case}: noted"


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


def _settle(hand: Hand) -> str:
    state = PromiseState(hand.args.state)
    settle(hand.store, hand.args.number, state, **hand.signed)
    return f"promise {hand.args.number}: {state}"


def _release(hand: Hand) -> str:
    case = hand.case()
    release(hand.store, case, **hand.signed)
    return f"case c{case}: in nobody's hands"


def _link(hand: Hand) -> str:
    into = target_of(hand.store, hand.args.into).case
    if into is None:
        raise Refused(f"mention #{hand.args.into} has no case: name one such as c41")
    link(hand.store, hand.target.mention, into, **hand.signed)
    return f"put to case c{into}"


def _cut(hand: Hand) -> str:
    case = hand.case()
    return f"case c{case}: cut off case c{cut(hand.store, case, **hand.signed)}"


def _heard(hand: Hand) -> str:
    blame = Blame(hand.args.blame) if hand.args.blame else None
    if blame is None and not hand.args.wants:
        raise Refused("say what you heard: --blame, --wants, or both")
    case = hand.case()
    record(hand.store, case, blame=blame, wants=hand.args.wants, **hand.signed)
    return f"case c{case}: recorded"


def _posted(hand: Hand) -> str:
    case, answer = hand.case(), hand.args.answer
    posted(hand.store, hand.playbook, case, hand.args.url, answer=answer, **hand.signed)
    return f"case c{case}: {'answered, it waits for the customer' if answer else 'first word noted'}"


def _resolve(hand: Hand) -> str:
    causes = {each.key: each.label for each in hand.playbook.causes}
    if hand.args.cause not in causes:
        raise Refused(
            f"{hand.args.cause!r:.40} is no cause of the playbook; {nearest(hand.args.cause, causes)}"
        )
    case, end = hand.case(), Aftermath(hand.args.aftermath)
    promises = PromiseState(hand.args.promises) if hand.args.promises else None
    resolve(hand.store, case, hand.args.cause, end, promises=promises, **hand.signed)
    return f"case c{case}: resolved"


def _reopen(hand: Hand) -> str:
    case = hand.case()
    reopen(hand.store, hand.playbook, case, **hand.signed)
    return f"case c{case}: taken up again"


def _let_go(hand: Hand) -> str:
    number = hand.target.mention
    let_go(hand.store, number, hand.args.reason, **hand.signed)
    return f"mention {number}: let go, {clean_line(hand.args.reason)}"


def _thank(hand: Hand) -> str:
    number = hand.target.mention
    thank(hand.store, number, **hand.signed)
    return f"mention {number}: thanked"


def _snooze(hand: Hand) -> str:
    until = hand.moment(hand.args.until)
    snooze(hand.store, hand.target.mention, until, why=hand.args.reason, **hand.signed)
    return f"set aside until {when(until, hand.now)}"


def _wake(hand: Hand) -> str:
    wake_now(hand.store, hand.target.mention, **hand.signed)
    return "taken back"


def _undo(hand: Hand) -> str:
    return f"taken back: {clean_line(words_of(undo(hand.store, **hand.signed), hand.playbook))}"


def _redo(hand: Hand) -> str:
    redo(hand.store, **hand.signed)
    return "done again after all"


def _draft(hand: Hand) -> str:
    return draft(hand.store, hand.settings, hand.playbook, hand.case(), hand.args, hand.now)


ACTS: Mapping[str, Callable[[Hand], str]] = {
    "open": _open,
    "claim": _claim,
    "draft": _draft,
    "note": _note,
    "followup": _follow_up,
    "done": _done,
    "promise": _promise,
    "settle": _settle,
    "release": _release,
    "link": _link,
    "cut": _cut,
    "heard": _heard,
    "posted": _posted,
    "resolve": _resolve,
    "reopen": _reopen,
    "letgo": _let_go,
    "thank": _thank,
    "snooze": _snooze,
    "wake": _wake,
    "undo": _undo,
    "redo": _redo,
}
"""Every act, by its verb."""
