"""The acts on a case from its opening to its end, each as a command that says in a line what it did."""

from collections.abc import Callable, Mapping

from casebook.kinds import Aftermath, PromiseState
from casebook.toml import nearest
from desk.answering import posted
from desk.claims import release
from desk.closing import resolve
from desk.engaging import engage, let_rest
from desk.errors import Refused
from desk.lanes import is_echo, may_be_parted
from desk.merging import cut, link
from desk.opening import claim, reopen
from desk.parting import part, part_echo
from desk.shelf import mention
from tui.commands.hand import Hand
from tui.commands.target import target_of
from tui.figures import when


def _open(hand: Hand) -> str:
    return f"case c{hand.case()} is open"


def _claim(hand: Hand) -> str:
    case = hand.case()
    until = claim(hand.store, hand.playbook, case, **hand.signed)
    return f"case c{case}: yours until {when(until, hand.now)}"


def _release(hand: Hand) -> str:
    case = hand.case()
    release(hand.store, case, **hand.signed)
    return f"case c{case}: in nobody's hands"


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


def _rest(hand: Hand) -> str:
    number = hand.target.mention
    return f"mention {number}: let rest, an echo of case c{let_rest(hand.store, number, **hand.signed)}"


def _reopen(hand: Hand) -> str:
    number = hand.target.mention
    if is_echo(mention(hand.store, number)):
        return f"case c{engage(hand.store, hand.playbook, number, **hand.signed)}: worked on with its echo"
    case = hand.case()
    reopen(hand.store, hand.playbook, case, **hand.signed)
    return f"case c{case}: taken up again"


def _link(hand: Hand) -> str:
    into = target_of(hand.store, hand.args.into).case
    if into is None:
        raise Refused(f"mention #{hand.args.into} has no case: name one such as c41")
    link(hand.store, hand.target.mention, into, **hand.signed)
    return f"put to case c{into}"


def _cut(hand: Hand) -> str:
    case = hand.case()
    return f"case c{case}: cut off case c{cut(hand.store, case, **hand.signed)}"


def _part(hand: Hand) -> str:
    number = hand.target.mention
    if may_be_parted(mention(hand.store, number)):
        case = part_echo(hand.store, number, hand.playbook, **hand.signed)
        return f"mention {number}: no echo of case c{case} any more"
    first = part(hand.store, number, hand.playbook, **hand.signed)
    return f"mention {number}: no copy of mention {first} any more"


CASE: Mapping[str, Callable[[Hand], str]] = {
    "open": _open,
    "claim": _claim,
    "release": _release,
    "posted": _posted,
    "resolve": _resolve,
    "reopen": _reopen,
    "rest": _rest,
    "link": _link,
    "cut": _cut,
    "part": _part,
}
"""The acts by their verbs."""
