"""Which clock runs, and until when: first word, next word, put right, within reach. Pure."""

from datetime import datetime

from casebook.case import Case
from casebook.kinds import CaseStatus, Clock, Portal
from casebook.mention import KeptMention
from playbooks.hours import Hours, due
from playbooks.times import Clocks, resolved_within, within


def first_word_by(clocks: Clocks, priority: int | None, portal: Portal | None, since: datetime) -> datetime:
    """Return by when a word of ours is owed, or a decision, for what began at a time."""
    return due(since, within(clocks, priority, portal), first_word_hours(clocks, priority))


def resolve_by(
    clocks: Clocks, priority: int | None, portal: Portal | None, since: datetime
) -> datetime | None:
    """Return by when what began at a time has to be put right; None where there is nothing to put right."""
    if priority is None:
        return None
    return due(since, resolved_within(clocks, priority, portal), resolve_hours(clocks, priority))


def first_word_hours(clocks: Clocks, priority: int | None) -> Hours | None:
    """Return the hours a first word is counted in; None: round the clock."""
    hours = clocks.hours
    counted = hours.look if priority is None else priority in hours.acknowledge
    return hours if counted else None


def resolve_hours(clocks: Clocks, priority: int) -> Hours | None:
    """Return the hours in which putting it right is counted; None: round the clock."""
    return clocks.hours if priority in clocks.hours.resolve else None


def case_clock(case: Case) -> tuple[Clock, datetime] | None:
    """Return what a case owes first, and by when, apart from the customer's being within reach.

    While it is our turn that is our next word, or putting it right where that is due before; while it is the
    customer's, that it is put right in the end. None once it is over.
    """
    if case.status not in (CaseStatus.OPEN, CaseStatus.WAITING):
        return None
    word = Clock.FIRST if case.acknowledged_at is None else Clock.NEXT
    found = [(word, case.due_at), (Clock.RESOLVE, case.resolve_by)]
    owed = [(which, at) for which, at in found if at is not None]
    return min(owed, key=lambda each: each[1], default=None)


def clock_of(kept: KeptMention) -> Clock:
    """Return which of a row's clocks runs out first."""
    reachable = kept.reach_by is not None and kept.runs_out == kept.reach_by
    return Clock.REACH if reachable else kept.clock or Clock.FIRST
