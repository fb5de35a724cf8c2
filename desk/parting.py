"""Parting a copy from its row, or an echo from its case: it is heard by itself, and joins nothing unasked."""

from dataclasses import replace
from datetime import datetime

from casebook.kinds import Decision
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import copies, known, lanes, parts, seating, shelf
from desk.acts import Act
from desk.errors import Refused
from desk.judging import judged, row_again, verdict_of
from desk.rules import held_by
from playbooks.ladder import rung_of_story
from playbooks.playbook import Playbook


def part(store: Store, mention: int, playbook: Playbook, *, by: str, now: datetime) -> int:
    """Give a copy a row of its own, judged anew, and return the mention it was a copy of.

    Raises:
        Missing: There is no such mention.
        Refused: It is no copy, speaks for its case, or is in a case that somebody else has.
    """
    with store.act(by, Act.PART, now) as act:
        kept = shelf.mention(store, mention)
        found = copies.found_before(store, kept)
        if found is None or kept.lane is not None or found.first.id == kept.id:
            raise Refused(f"mention #{mention} is no copy of another")
        act.case = _freed(store, kept, by, now)
        alone = replace(kept, copy_of=None, apart=True, case=None, why=None, mute=None)
        said = verdict_of(store, playbook, alone, now)
        own = known.thread_of(store, kept.mention)
        shelf.keep_mention(store, judged(replace(alone, thread=own), said))
        _lessen(store, playbook, found.first, now)
        return found.first.id


def part_echo(store: Store, mention: int, playbook: Playbook, *, by: str, now: datetime) -> int:
    """Give an echo a row of its own, judged anew, its copies behind it, and return the case it has left.

    Raises:
        Missing: There is no such mention.
        Refused: It was not put to a case by itself, speaks for it, or somebody else has the case.
    """
    with store.act(by, Act.PART, now) as act:
        kept = shelf.mention(store, mention)
        if kept.case is None or not lanes.may_be_parted(kept):
            raise Refused(f"mention #{mention} is no echo of a case")
        was = parts.survivor(store, shelf.case(store, kept.case))
        act.case = _freed(store, kept, by, now) or was.id
        alone = replace(kept, apart=True, case=None, why=None, mute=None)
        said = verdict_of(store, playbook, alone, now)
        first = judged(replace(alone, thread=known.thread_of(store, kept.mention)), said)
        for each in copies.copies_of(store, kept):
            shelf.keep_mention(store, lanes.left_with(each, first))
        shelf.keep_mention(store, first)
        if kept.decision is Decision.IN_CASE:
            shelf.keep_mention(
                store, lanes.lead(shelf.mention(store, was.lead), was, seating.voices_of(store, was))
            )
        return was.id


def _freed(store: Store, kept: KeptMention, by: str, now: datetime) -> int | None:
    """Return the case a copy leaves, if it may leave it."""
    if kept.case is None or kept.decision is not Decision.IN_CASE:
        return None
    case = parts.survivor(store, shelf.case(store, kept.case))
    if kept.id in (case.lead, shelf.case(store, kept.case).lead):
        raise Refused(f"mention #{kept.id} speaks for case #{case.id}: it cannot leave it")
    if (holder := held_by(case, now)) not in (None, by):
        raise Refused(f"{holder} has case #{case.id}")
    return case.id


def _lessen(store: Store, playbook: Playbook, first: KeptMention, now: datetime) -> None:
    """Write the row the copy stood behind, with one voice less, and no more urgent than what is left."""
    row = seating.row_of(store, first)
    if row.case is not None and row.decision is Decision.IN_CASE:
        case = parts.survivor(store, shelf.case(store, row.case))
        shelf.keep_mention(store, lanes.lead(row, case, seating.voices_of(store, case)))
        return
    row = replace(row, voices=max(1, row.voices - 1))
    left = [row, *copies.copies_of(store, row)]
    row = lanes.on_rung(row, rung_of_story(left, playbook.ladder).rung)
    if row.decision is Decision.UNDECIDED:
        row = row_again(store, playbook, row, now)
    shelf.keep_mention(store, row)
