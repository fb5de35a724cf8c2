"""Linking a mention to a case, merging two cases, and cutting them apart again. Nothing is destroyed."""

from dataclasses import replace
from datetime import datetime

from casebook.case import Case
from casebook.kinds import CaseStatus, Decision
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import climbing, lanes, parts, returning, seating, shelf
from desk.acts import Act
from desk.errors import Refused
from desk.rules import check, held_by


def link(store: Store, mention: int, into: int, *, by: str, now: datetime) -> None:
    """Put a mention to a case; where it has a case itself, that one becomes part of the other.

    What is owed the sooner is owed. A part keeps all that is its own, and later voices in its thread join the
    case that stands for both.

    Raises:
        Missing: There is no such mention or case.
        Refused: Either case is resolved, a part already, or in somebody else's hands, or has parts of its
            own; or it is the same.
    """
    with store.act(by, Act.LINK, now, case=into):
        kept, target = seating.speaker(store, shelf.mention(store, mention)), shelf.case(store, into)
        check(Act.LINK, target, by, now)
        if kept.decision is Decision.IN_CASE and kept.case is not None:
            _merge(store, shelf.case(store, kept.case), target, by, now)
        else:
            _join(store, kept, target, now)


def cut(store: Store, case: int, *, by: str, now: datetime) -> int:
    """Cut a part off the case it was merged into and return that one; it is again what it was.

    Raises:
        Missing: There is no such case.
        Refused: It is no part, or somebody else has the case it is part of.
    """
    with store.act(by, Act.CUT, now) as act:
        part = shelf.case(store, case)
        if part.merged_into is None:
            raise Refused(f"case #{case} is part of no other")
        target = shelf.case(store, part.merged_into)
        if held_by(target, now) not in (None, by):
            raise Refused(f"{target.owner} has case #{target.id}")
        act.case = target.id
        _show(store, shelf.keep(store.cases, _alone(part, target)))
        returning.give_back(store, part, target, now)
        _show(store, shelf.case(store, target.id))
        return target.id


def _alone(part: Case, target: Case) -> Case:
    """Return a part as a case of its own again."""
    before = dict.fromkeys((*part.was_part_of, target.id))
    status = part.before_merge or CaseStatus.OPEN
    return replace(part, status=status, merged_into=None, before_merge=None, was_part_of=tuple(before))


def _join(store: Store, kept: KeptMention, target: Case, now: datetime) -> None:
    arrivals = [kept, *seating.copies(store, kept)]
    opened = climbing.risen_by(lanes.taken_up(target, *arrivals), arrivals, now)
    if opened != target:
        shelf.keep(store.cases, opened)
    seating.seat(store, opened, arrivals)


def _merge(store: Store, part: Case, target: Case, by: str, now: datetime) -> None:
    if part.id == target.id:
        raise Refused(f"it is in case #{target.id} already")
    check(Act.LINK, part, by, now)
    if parts.parts_of(store, part.id):
        raise Refused(f"case #{part.id} has parts of its own: cut those off first")
    merged = replace(part, status=CaseStatus.MERGED, merged_into=target.id, before_merge=part.status)
    was = shelf.mention(store, part.lead)
    shelf.keep(store.cases, merged)
    _show(store, merged)
    if part.status is CaseStatus.OPEN:
        target = shelf.keep(store.cases, lanes.taken_up(target, part))
    target = shelf.keep(store.cases, climbing.risen_with(target, part, now))
    row = lanes.more_urgent(shelf.mention(store, target.lead), was)
    shelf.keep_mention(store, lanes.lead(row, target, seating.voices_of(store, target)))


def _show(store: Store, case: Case) -> None:
    """Write a case's row as the case is now, with all its voices."""
    row = shelf.mention(store, case.lead)
    shelf.keep_mention(store, lanes.lead(row, case, seating.voices_of(store, case)))
