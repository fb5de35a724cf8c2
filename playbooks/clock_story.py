"""Why a clock stands where it stands, step by step, from the customer's post to what is owed first. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from casebook.case import Case
from casebook.durations import spelled
from casebook.frozen import frozen
from casebook.kinds import CaseStatus, Clock, Lane, Portal, Precision
from casebook.mention import KeptMention
from playbooks.clocks import (
    clock_of,
    first_word_by,
    first_word_hours,
    resolve_by,
    resolve_hours,
)
from playbooks.hours import Hours, skipped
from playbooks.playbook import Playbook
from playbooks.times import Clocks, resolved_within, within
from playbooks.within_reach import KEY

SAY = {
    Clock.REACH: "they are within reach",
    Clock.FIRST: "our first word in public",
    Clock.NEXT: "our next word in public",
    Clock.RESOLVE: "to be put right",
}
"""What each clock counts, in words."""
_REASONS = 3
"""So many reasons of a priority are named."""


@frozen
class Told:
    """One step."""

    say: str
    at: datetime | None = None
    """The moment it tells of; None: it tells of none."""


def story(kept: KeptMention, case: Case | None, playbook: Playbook, now: datetime) -> list[Told]:
    """Return the steps that lead to what is owed first on a row, the last being that.

    Args:
        kept: The mention, or the lead of its case.
        case: Its case; None before there is one.
        playbook: It has the times, and the hours they are counted in.
        now: When.
    """
    posted = case.posted_at if case else kept.mention.created_at or kept.seen_at
    since = posted if case is None else case.counted_from or posted
    return [
        *_began(kept, posted, since),
        Told(_why(kept)),
        *_first_word(kept, case, playbook.clocks, since),
        *_right(kept, case, playbook.clocks, since),
        *_reach(kept, case, now),
        *_aside(kept),
        _in_the_end(kept, case, now),
    ]


def _began(kept: KeptMention, posted: datetime, since: datetime) -> Iterator[Told]:
    dated = kept.mention.created_precision is not Precision.FIRST_SEEN
    yield Told("they wrote" if dated else "no date is given: counted from when we first saw it", posted)
    if since != posted:
        yield Told("it was closed, and taken up again: counted from here", since)


def _why(kept: KeptMention) -> str:
    if kept.priority is None:
        return "no priority: a decision is owed"
    weighed = sorted((each for each in kept.reasons if each.points), key=lambda each: -each.points)
    told = "; ".join(f"{each.what} ({each.points:+d})" for each in weighed[:_REASONS])
    more = f"; and {len(weighed) - _REASONS} more" if len(weighed) > _REASONS else ""
    return f"priority {kept.priority}: {told or 'nothing weighs more'}{more}"


def _first_word(kept: KeptMention, case: Case | None, clocks: Clocks, since: datetime) -> Iterator[Told]:
    """Tell when a first word is owed, or was said; after it when the next is."""
    if case is not None and case.acknowledged_at is not None:
        yield Told("our first word stood in public", case.acknowledged_at)
        yield from _next_word(kept, case, clocks)
        return
    due = case.due_at if case is not None else kept.due_at
    rule, span = _rule(clocks, "acknowledge", kept), within(clocks, kept.priority, kept.mention.portal)
    counted = first_word_by(clocks, kept.priority, kept.mention.portal, since)
    what = "a decision" if kept.priority is None else "a first word"
    hours = first_word_hours(clocks, kept.priority)
    yield Told(f"{what} within {spelled(span)}: {rule}{_hours(since, counted, hours)}", counted)
    yield from _moved(what, due, counted)


def _next_word(kept: KeptMention, case: Case, clocks: Clocks) -> Iterator[Told]:
    if case.due_at is None:
        yield Told("it is the customer's turn: no word of ours is owed")
        return
    rule = _rule(clocks, "acknowledge", kept)
    hours = first_word_hours(clocks, kept.priority)
    counted = f", counted {hours.spell()}" if hours else ""
    yield Told(f"the next word is owed, counted from what was said last: {rule}{counted}", case.due_at)


def _right(kept: KeptMention, case: Case | None, clocks: Clocks, since: datetime) -> Iterator[Told]:
    """Tell by when it has to be put right."""
    if case is not None and case.status is CaseStatus.RESOLVED:
        yield Told("it was closed: nothing is owed", case.resolved_at)
        return
    by = case.resolve_by if case is not None else kept.resolve_by
    if kept.priority is not None:
        span = resolved_within(clocks, kept.priority, kept.mention.portal)
        counted = resolve_by(clocks, kept.priority, kept.mention.portal, since)
        hours, rule = resolve_hours(clocks, kept.priority), _rule(clocks, "resolve", kept)
        told = _hours(since, counted, hours) if counted else ""
        yield Told(f"put right within {spelled(span)}: {rule}{told}", counted)
        yield from _moved("it", by, counted)
    elif by is not None:
        yield Told("it has to be put right", by)


def _moved(what: str, due: datetime | None, counted: datetime | None) -> Iterator[Told]:
    """Tell where a clock stands otherwise than it would be counted by now."""
    if due is None or counted is None or due == counted:
        return
    sooner = "is owed sooner: it was promised before, or another voice is more urgent"
    later = "is owed later: it was taken up again, or set aside until then"
    yield Told(f"{what} {sooner if due < counted else later}", due)


def _hours(since: datetime, until: datetime, hours: Hours | None) -> str:
    """Return in which hours it was counted, and how much of the time between was none of them."""
    if hours is None:
        return ", round the clock"
    closed = skipped(since, until, hours)
    told = f"; {spelled(closed)} of that we are closed" if closed >= timedelta(minutes=1) else ""
    return f", counted {hours.spell()}{told}"


def _rule(clocks: Clocks, which: str, kept: KeptMention) -> str:
    """Return the key of the playbook that says how soon."""
    if kept.priority is None:
        return "[clocks] look"
    portal: Portal | None = kept.mention.portal
    theirs = clocks.portal.get(portal) if portal is not None else None
    if theirs is not None and kept.priority in getattr(theirs, which):
        return f"[clocks.portal.{portal}.{which}] {kept.priority}"
    return f"[clocks.{which}] {kept.priority}"


def _reach(kept: KeptMention, case: Case | None, now: datetime) -> Iterator[Told]:
    """Tell until when they are within reach, and who says so."""
    until = kept.reach_by or (case.reach_by if case is not None else None)
    if until is None:
        return
    if until <= now:
        yield Told("they were within reach until then: that outranks nothing any more", until)
        return
    words = next((f": “{each.words}”" for each in kept.reasons if each.key == KEY and each.words), "")
    yield Told(f"they are within reach until then{words}; that comes before what is due later", until)


def _aside(kept: KeptMention) -> Iterator[Told]:
    if kept.snooze is not None:
        yield Told(f"set aside by {kept.snooze.by} until then; the clocks go on", kept.snooze.until)


def _in_the_end(kept: KeptMention, case: Case | None, now: datetime) -> Told:
    ends = kept.runs_out
    if kept.lane is None or ends is None:
        return Told("nothing is owed")
    if kept.lane is Lane.PRAISE and case is None:
        what = "a word of thanks, or a decision"
    else:
        what = "a decision" if kept.priority is None and case is None else SAY[clock_of(kept)]
    if ends < now:
        return Told(f"overdue by {spelled(now - ends)}: {what}", ends)
    return Told(f"first comes, in {spelled(ends - now)}: {what}", ends)
