"""The playbook's verdict on a mention, with what the casebook knows of its author."""

from dataclasses import replace
from datetime import datetime

from casebook.kinds import CustomerKind
from casebook.mention import KeptMention, Mention
from casebook.store.store import Store
from desk import lanes, people
from desk.people import Whose
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
    return judge(mention, customer=kind, known=known, playbook=playbook, now=now)


def judged(kept: KeptMention, said: Verdict) -> KeptMention:
    """Return an undecided mention as the verdict places it in the queue."""
    placed = replace(kept, priority=said.priority, reasons=said.reasons, due_at=said.due_at)
    return lanes.undecided(placed, praise=said.praise)
