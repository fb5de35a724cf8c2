"""The clocks of a case: counted anew when its priority changes, and their story."""

from dataclasses import replace
from datetime import datetime

from casebook.case import Case
from casebook.kinds import Decision
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import seating, shelf
from desk.lanes import soonest
from playbooks.clock_story import Told, story
from playbooks.clocks import first_word_by, resolve_by
from playbooks.playbook import Playbook


def wound(case: Case, row: KeptMention, playbook: Playbook, *, anew: bool) -> Case:
    """Return a case with the clocks of the priority its row has by now.

    They are counted from the customer's post, or from where a case that was closed was taken up again. What
    was promised before is never put off by what comes in: a lower priority leaves a clock as it is, and a
    higher one brings it forward. Only a person's own word, an overrule, counts anew both ways. A next word
    that is owed was counted from what was said last, and stays.

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


def story_of(store: Store, mention: KeptMention, playbook: Playbook, now: datetime) -> list[Told]:
    """Return why the clocks of a mention's row, or of its case, stand where they stand."""
    row = seating.row_of(store, seating.speaker(store, mention))
    case = shelf.case(store, row.case) if row.case and row.decision is Decision.IN_CASE else None
    return story(row, case, playbook, now)
