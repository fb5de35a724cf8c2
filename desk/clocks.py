"""The clocks of a case when its priority changes: counted anew from the customer's post."""

from dataclasses import replace

from casebook.case import Case
from casebook.mention import KeptMention
from desk.lanes import soonest
from playbooks.clocks import first_word_by, resolve_by
from playbooks.playbook import Playbook


def wound(case: Case, row: KeptMention, playbook: Playbook, *, anew: bool) -> Case:
    """Return a case with the clocks of the priority its row has by now.

    They are counted from the customer's post, or from where a case that was closed was taken up again. What
    was promised before is never put off by what comes in: a lower priority leaves a clock as it is, and a
    higher one brings it forward. Only a person's own word, an overrule, counts anew both ways. A next word
    that is owed was counted from our last, and stays.

    Args:
        case: The case; one that is over owes nothing, and stays as it is.
        row: Its row, with its priority.
        playbook: It has the times.
        anew: Whether a person has said so.
    """
    if case.resolved_at is not None:
        return case
    since, portal = case.counted_from or case.posted_at, row.mention.portal
    first, right = case.due_at, resolve_by(playbook.clocks, row.priority, portal, since)
    if case.acknowledged_at is None and first is not None:
        first = first_word_by(playbook.clocks, row.priority, portal, since)
    if anew:
        return replace(case, due_at=first, resolve_by=right)
    return replace(case, due_at=soonest(case.due_at, first), resolve_by=soonest(case.resolve_by, right))
