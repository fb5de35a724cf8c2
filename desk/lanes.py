"""Which rows the queue shows: pure rules for the lane, rank, owner and voices of a mention.

An undecided mention has a row of its own. A case has one row, its lead's; the other members stand behind it.
A copy of an undecided mention stands behind that one. Whatever is decided and in no live case has no row.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from casebook.case import Case
from casebook.kinds import CaseStatus, Decision, Lane
from casebook.mention import KeptMention, Reason, Snooze
from playbooks.circumstances import spell
from playbooks.clocks import case_clock
from playbooks.echoes import KEY, Sign
from playbooks.rungs import POSTED

CASE_LANES = {
    CaseStatus.OPEN: Lane.DESK,
    CaseStatus.WAITING: Lane.WAITING,
    CaseStatus.RESOLVED: None,
    CaseStatus.MERGED: None,
}
"""Where a case's row stands, by its status."""

_VOICE = "voice"
_COPY = "a copy of mention #"
RULED_OUT = "no longer matches rule"
"""How the reason begins of what was let go because its source's rule does not fit any more."""


def ruled_out(kept: KeptMention) -> bool:
    """Return whether a mention was let go by a rule: nobody has decided anything about what it says."""
    return kept.decision is Decision.NO_ACTION and (kept.why or "").startswith(RULED_OUT)


def undecided(kept: KeptMention, *, praise: bool, **besides: Any) -> KeptMention:
    """Return a mention with a row of its own, for somebody to decide.

    Args:
        kept: The mention.
        praise: Whether it stands in the praise lane.
        **besides: What else is new of it.
    """
    lane = Lane.PRAISE if praise else Lane.DESK
    return _in_lane(kept, lane, decision=Decision.UNDECIDED, owner=None, claimed_until=None, **besides)


def decided(kept: KeptMention, decision: Decision, why: str | None = None) -> KeptMention:
    """Return a mention that needs nobody any more."""
    return _in_lane(
        kept, None, decision=decision, why=why, mute=None, owner=None, claimed_until=None, back=None
    )


def member(kept: KeptMention, case: Case) -> KeptMention:
    """Return a mention standing behind the row of its case."""
    seated = replace(kept, decision=Decision.IN_CASE, case=case.id, why=None, mute=None)
    return _in_lane(replace(seated, owner=None, claimed_until=None), None)


def lead(kept: KeptMention, case: Case, voices: int) -> KeptMention:
    """Return the mention whose row stands for the case, as the case is now."""
    lane = CASE_LANES[case.status]
    stood = kept.snooze.lane if kept.snooze else kept.lane
    if lane is Lane.DESK and stood is Lane.PRAISE and kept.priority is None:
        lane = Lane.PRAISE  # it stays where the responder found it
    row = replace(timed(member(kept, case), case), voices=voices, snooze=kept.snooze)
    row = on_rung(row, case.rung)
    if lane is not None:
        row = replace(row, owner=case.owner, claimed_until=case.claimed_until)
    return _in_lane(row, lane)


def on_rung(row: KeptMention, rung: int) -> KeptMention:
    """Return a row, or a mention, on a rung."""
    said = None if rung == POSTED else rung
    return row if row.rung == said else replace(row, rung=said)


def timed(row: KeptMention, case: Case) -> KeptMention:
    """Return a case's row with the clock of it that runs out first."""
    clock, due = case_clock(case) or (None, case.due_at)
    return replace(row, due_at=due, clock=clock, resolve_by=case.resolve_by)


def _in_lane(row: KeptMention, lane: Lane | None, **besides: Any) -> KeptMention:
    """Return a row in a lane: one that is set aside stays so, and comes back to there; no row, no snooze.

    Args:
        row: The row.
        lane: Where it stands now.
        **besides: What else is new of it.
    """
    if row.snooze is None or lane is None:
        return replace(row, lane=lane, snooze=None, **besides)
    return replace(row, lane=Lane.SNOOZED, snooze=replace(row.snooze, lane=lane), **besides)


def asleep(row: KeptMention, snooze: Snooze) -> KeptMention:
    """Return a row set aside."""
    return replace(row, lane=Lane.SNOOZED, snooze=snooze, back=None)


def awake(row: KeptMention, back: str | None) -> KeptMention:
    """Return a row back where it stood, with the reason why it is; one that was not away stays as it is."""
    if row.snooze is None:
        return row
    return replace(row, lane=row.snooze.lane, snooze=None, back=back)


def behind(kept: KeptMention, first: KeptMention, why: str) -> KeptMention:
    """Return a copy standing behind the first, decided as the first is, with the reason why it is one."""
    return replace(
        kept,
        decision=first.decision,
        case=first.case,
        why=first.why,
        mute=first.mute,
        thread=first.thread,
        lane=None,
        owner=None,
        claimed_until=None,
        copy_of=first.id,
        reasons=(Reason(f"{_COPY}{first.id}: {why}"), *kept.reasons),
    )


def copy_reasons(kept: KeptMention) -> tuple[Reason, ...]:
    """Return of what a copy is one, and why; nothing where it is none."""
    return tuple(each for each in kept.reasons[:1] if each.what.startswith(_COPY))


def no_copy(voice: KeptMention) -> KeptMention:
    """Return a copy by what it says itself, and not by what it is a copy of."""
    return replace(voice, reasons=voice.reasons[len(copy_reasons(voice)) :])


def echo(kept: KeptMention, case: Case) -> KeptMention:
    """Return a mention put to a case as an echo, and on the desk for a person to decide."""
    return replace(kept, case=case.id)


def in_thread(kept: KeptMention, case: Case, now: datetime) -> KeptMention:
    """Return a mention with the reason that it is a voice in the thread of a case that is over."""
    ended = f", resolved {spell(now - case.resolved_at)} before" if case.resolved_at else ""
    what = f"an echo of case #{case.id}{ended}: it stands in the same thread"
    return replace(kept, reasons=(Reason(what, key=f"{KEY}{Sign.THREAD}"), *kept.reasons))


def echo_reasons(kept: KeptMention) -> tuple[Reason, ...]:
    """Return why a mention was put to its case by itself; none where it was not."""
    return () if kept.case is None else tuple(each for each in kept.reasons if each.key.startswith(KEY))


def is_echo(kept: KeptMention) -> bool:
    """Return whether a mention is an echo that waits for a decision; copies stand behind its row."""
    return kept.decision is Decision.UNDECIDED and kept.case is not None and kept.copy_of is None


def may_be_parted(kept: KeptMention) -> bool:
    """Return whether a mention was put to its case by itself, and may be taken from it again."""
    return kept.copy_of is None and (is_echo(kept) or bool(echo_reasons(kept)))


def left_with(kept: KeptMention, first: KeptMention) -> KeptMention:
    """Return a copy behind its first as that has left a case."""
    return replace(kept, decision=first.decision, case=first.case, thread=first.thread)


def more_urgent(row: KeptMention, voice: KeptMention) -> KeptMention:
    """Return a case's row at the priority of its most urgent voice, that voice's reasons behind its own."""
    if voice.reach_by is not None:
        row = replace(row, reach_by=soonest(row.reach_by, voice.reach_by))
    if voice.priority is not None and voice.priority == row.priority:
        return replace(row, ahead=max(row.ahead or 0, voice.ahead or 0) or None)
    if voice.priority is None or (row.priority is not None and row.priority < voice.priority):
        return row
    who = voice.mention.author_handle or voice.mention.author_name or "a later voice"
    reason = Reason(f"{who} in the same story is priority {voice.priority}", key=_VOICE)
    theirs = (each for each in voice.reasons if not each.key.startswith(KEY))
    return replace(row, priority=voice.priority, ahead=voice.ahead, reasons=(*row.reasons, reason, *theirs))


def is_voice(reason: Reason) -> bool:
    """Return whether a reason says whose are those behind it: another voice's, with a sum of their own."""
    return reason.key == _VOICE


def taken_up(case: Case, *owed: KeptMention | Case | datetime | None) -> Case:
    """Return a case open, or open again, whose next word of ours is owed by these times, or those of these.

    The time of an open case goes on; one that waited or was resolved owes no word of its own any more, and
    one that was resolved need not have been put right by then. A claim that ended with the case does not
    begin again: it is in nobody's hands.
    """
    told = [each for each in owed if isinstance(each, KeptMention | Case)]
    times = [each for each in owed if each is None or isinstance(each, datetime)]
    before = case.due_at if case.status is CaseStatus.OPEN else None
    right = None if case.status is CaseStatus.RESOLVED else case.resolve_by
    return replace(
        case,
        status=CaseStatus.OPEN,
        resolved_at=None,
        due_at=soonest(before, *times, *(each.due_at for each in told)),
        resolve_by=soonest(right, *(each.resolve_by for each in told)),
        reach_by=_reach_by(case, told),
        counted_from=_counted_from(case, told),
        owner=case.owner if case.claimed_until is not None else None,
    )


def _counted_from(case: Case, told: Iterable[KeptMention | Case]) -> datetime | None:
    """Return where a case's clocks begin: one that was closed begins anew with the first of these."""
    if case.status is not CaseStatus.RESOLVED:
        return case.counted_from
    began = (
        (each.mention.created_at or each.seen_at)
        if isinstance(each, KeptMention)
        else (each.counted_from or each.posted_at)
        for each in told
    )
    return soonest(*began) or case.counted_from


def _reach_by(case: Case, told: Iterable[KeptMention | Case]) -> datetime | None:
    """Return until when they are within reach, as it was told last: what was over by then counts no more."""
    found = case.reach_by
    for each in told:
        wrote = each.mention.created_at if isinstance(each, KeptMention) else None
        over = found is not None and wrote is not None and found <= wrote
        if each.reach_by is not None:
            found = each.reach_by if over else soonest(found, each.reach_by)
    return found


def soonest(*times: datetime | None) -> datetime | None:
    """Return the earliest of the times that are known."""
    return min((time for time in times if time is not None), default=None)
