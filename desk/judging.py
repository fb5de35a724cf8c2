"""The playbook's verdict on a mention, with what the casebook knows of its author."""

from dataclasses import replace
from datetime import datetime

from tinydb import where

from casebook.kinds import Blame, CustomerKind, Decision
from casebook.mention import KeptMention, Mention
from casebook.store.store import Store
from desk import lanes, people, shelf
from desk.people import Whose
from playbooks.around import Around
from playbooks.judge import judge
from playbooks.playbook import Playbook
from playbooks.steady import kind_of
from playbooks.verdict import Verdict


def verdict_of(store: Store, playbook: Playbook, mention: Mention, now: datetime) -> Verdict:
    """Return what the playbook says of a mention, looking up whose account it is."""
    guesses = people.whose(store, [mention.author]) if mention.author else {}
    return verdict(playbook, mention, guesses.get(mention.author or ""), now)


def verdict(playbook: Playbook, mention: Mention, guess: Whose | None, now: datetime) -> Verdict:
    """Return what the playbook says of a mention by this customer, if it is one."""
    kind = kind_of(guess.customer, playbook.steady, now) if guess else CustomerKind.UNKNOWN
    known = guess is not None and guess.known
    return judge(mention, playbook, now, Around(customer=kind, known=known))


def judged(kept: KeptMention, said: Verdict) -> KeptMention:
    """Return an undecided mention as the verdict places it in the queue.

    A verdict of its own gives it the times by which something is owed; a later one never more time than was
    promised before. To give more, a person has to say so: see `desk.clocks`.
    """
    complaint, labels = said.complaint, said.labels
    placed = replace(
        kept,
        priority=said.priority,
        reasons=said.reasons,
        due_at=lanes.soonest(kept.due_at, said.due_at),
        resolve_by=lanes.soonest(kept.resolve_by, said.resolve_by),
        sort=said.sort,
        specific=said.specific if complaint else None,
        double=said.double or None,
        abusive=said.abusive or None,
        blame=None if said.blame is Blame.NONE else said.blame,
        cause=labels.cause,
        severity=labels.severity or None,
        reach_by=said.reach_by,
        ahead=said.ahead or None,
    )
    return lanes.undecided(placed, praise=said.praise)


def judge_again(store: Store, playbook: Playbook, account: str, now: datetime) -> None:
    """Judge an account's undecided mentions in the queue anew: more is known of whose it is."""
    undecided = (where("author") == account) & (where("decision") == Decision.UNDECIDED.value)
    for kept in shelf.mentions(store.mentions.select(undecided)):
        if kept.lane is not None and kept.case is None:
            shelf.keep_mention(store, judged(kept, verdict_of(store, playbook, kept.mention, now)))
