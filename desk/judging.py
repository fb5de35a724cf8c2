"""The playbook's verdict on a mention, with what the casebook knows of its author."""

from dataclasses import replace
from datetime import datetime
from functools import reduce
from typing import Any

from tinydb import where

from casebook.kinds import Blame, Decision
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import copies, lanes, shelf
from desk.surroundings import Surroundings
from playbooks.around import STRANGER, Around
from playbooks.judge import judge
from playbooks.playbook import Playbook
from playbooks.verdict import Verdict


def verdict_of(store: Store, playbook: Playbook, kept: KeptMention, now: datetime) -> Verdict:
    """Return what the playbook says of a mention we have, with all that is known around it by now."""
    case = shelf.case(store, kept.case) if kept.case is not None else None
    around = Surroundings(store, playbook, [kept.mention], now).around(kept, case)
    return verdict(playbook, kept, around)


def verdict(playbook: Playbook, kept: KeptMention, around: Around = STRANGER) -> Verdict:
    """Return what the playbook says of a mention as it was when we saw it."""
    return judge(kept.mention, playbook, kept.seen_at, around)


def judged(kept: KeptMention, said: Verdict) -> KeptMention:
    """Return an undecided mention as the verdict places it in the queue.

    A verdict of its own gives it the times by which something is owed; a later one never more time than was
    promised before. To give more, a person has to say so: see `desk.clocks`.
    """
    due_at = lanes.soonest(kept.due_at, said.due_at)
    resolve_by = lanes.soonest(kept.resolve_by, said.resolve_by)
    told = _description(kept, said)
    return lanes.undecided(kept, praise=said.praise, due_at=due_at, resolve_by=resolve_by, **told)


def described(kept: KeptMention, said: Verdict) -> KeptMention:
    """Return a mention with what the verdict says of it, wherever it stands; what is owed stays as it is."""
    return replace(kept, **_description(kept, said))


def _description(kept: KeptMention, said: Verdict) -> dict[str, Any]:
    complaint, labels = said.complaint, said.labels
    return {
        "priority": said.priority,
        "reasons": (*lanes.echo_reasons(kept), *said.reasons),
        "sort": said.sort,
        "specific": said.specific if complaint else None,
        "double": said.double or None,
        "abusive": said.abusive or None,
        "blame": None if said.blame is Blame.NONE else said.blame,
        "cause": labels.cause,
        "severity": labels.severity or None,
        "reach_by": said.reach_by,
        "ahead": said.ahead or None,
    }


def row_again(store: Store, playbook: Playbook, kept: KeptMention, now: datetime) -> KeptMention:
    """Return an undecided row judged anew, as urgent as the most urgent of its copies."""
    row = judged(kept, verdict_of(store, playbook, kept, now))
    return reduce(lanes.more_urgent, copies.copies_of(store, row), row)


def judge_again(store: Store, playbook: Playbook, account: str, now: datetime) -> None:
    """Judge an account's undecided mentions in the queue anew: more is known of whose it is."""
    undecided = (where("author") == account) & (where("decision") == Decision.UNDECIDED.value)
    for kept in shelf.mentions(store.mentions.select(undecided)):
        if kept.lane is not None and kept.case is None:
            shelf.keep_mention(store, row_again(store, playbook, kept, now))
