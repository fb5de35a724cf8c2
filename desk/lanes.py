"""Which rows the queue shows: pure rules for the lane, rank, owner and voices of a mention.

An undecided mention has a row of its own. A case has one row, its lead's; the other members stand behind it.
A copy of an undecided mention stands behind that one. Whatever is decided and in no live case has no row.
"""

from dataclasses import replace
from datetime import datetime

from casebook.case import Case
from casebook.kinds import CaseStatus, Decision, Lane
from casebook.mention import KeptMention, Reason

CASE_LANES = {CaseStatus.OPEN: Lane.DESK, CaseStatus.WAITING: Lane.WAITING, CaseStatus.RESOLVED: None}
"""Where a case's row stands, by its status."""


def undecided(kept: KeptMention, *, praise: bool) -> KeptMention:
    """Return a mention with a row of its own, for somebody to decide."""
    lane = Lane.PRAISE if praise else Lane.DESK
    return replace(kept, decision=Decision.UNDECIDED, lane=lane, owner=None)


def decided(kept: KeptMention, decision: Decision, why: str | None = None) -> KeptMention:
    """Return a mention that needs nobody any more."""
    return replace(kept, decision=decision, why=why, lane=None, owner=None)


def member(kept: KeptMention, case: Case) -> KeptMention:
    """Return a mention standing behind the row of its case."""
    return replace(kept, decision=Decision.IN_CASE, case=case.id, why=None, lane=None, owner=None)


def lead(kept: KeptMention, case: Case, voices: int) -> KeptMention:
    """Return the mention whose row stands for the case, as the case is now."""
    lane = CASE_LANES[case.status]
    if lane is Lane.DESK and kept.lane is Lane.PRAISE and kept.priority is None:
        lane = Lane.PRAISE  # it stays where the responder found it
    row = replace(member(kept, case), lane=lane, due_at=case.due_at, voices=voices)
    return replace(row, owner=case.owner if row.lane else None)


def behind(kept: KeptMention, first: KeptMention) -> KeptMention:
    """Return a copy standing behind the first, decided as the first is."""
    return replace(
        kept,
        decision=first.decision,
        case=first.case,
        why=first.why,
        thread=first.thread,
        lane=None,
        owner=None,
    )


def echo(kept: KeptMention, case: Case) -> KeptMention:
    """Return a mention of a resolved case's thread: attached, and back on the desk for a person to decide."""
    reason = Reason(f"an echo of case #{case.id}, which is resolved")
    return replace(kept, case=case.id, reasons=(reason, *kept.reasons))


def more_urgent(row: KeptMention, voice: KeptMention) -> KeptMention:
    """Return a case's row at the priority of its most urgent voice, that voice's reasons behind its own."""
    if voice.priority is None or (row.priority is not None and row.priority <= voice.priority):
        return row
    who = voice.mention.author_handle or voice.mention.author_name or "a later voice"
    reason = Reason(f"{who} in the same thread is priority {voice.priority}")
    return replace(row, priority=voice.priority, reasons=(*row.reasons, reason, *voice.reasons))


def taken_up(case: Case, *owed: datetime | None) -> Case:
    """Return a case open, or open again, whose next word of ours is owed by these times.

    The time of an open case goes on; one that waited or was resolved owes nothing of its own any more.
    """
    before = case.due_at if case.status is CaseStatus.OPEN else None
    return replace(case, status=CaseStatus.OPEN, resolved_at=None, due_at=soonest(before, *owed))


def soonest(*times: datetime | None) -> datetime | None:
    """Return the earliest of the times that are known."""
    return min((time for time in times if time is not None), default=None)
