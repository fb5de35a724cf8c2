"""Putting a mention to the case it belongs to: a voice of it, or an echo that waits for a decision."""

from collections.abc import Mapping
from datetime import datetime

from tinydb import where

from casebook.case import Case
from casebook.kinds import CaseStatus, Decision
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import climbing, echoes, lanes, seating, shelf, traces, waking
from desk.acts import COLLECTOR, Act
from desk.held import NOTHING, Held
from desk.rules import LIVE
from desk.traces import NO_LEADS
from playbooks.playbook import Playbook


def put(
    store: Store,
    playbook: Playbook,
    kept: KeptMention,
    case: Case,
    now: datetime,
    held: Held = NOTHING,
    *,
    sure: bool = True,
    asleep: bool = True,
) -> KeptMention:
    """Put a mention that is in the store to a case, its copies with it, and return it as it is then.

    Args:
        store: Where both are.
        playbook: Its ladder says how far the story has come by it.
        kept: With the reasons why it belongs there.
        case: One that is worked on gets a voice more, where that is sure; else somebody has to decide.
        now: When.
        held: What the store is known not to hold.
        sure: Whether it belongs there beyond doubt.
        asleep: Whether any row may be set aside, and is to be brought back.
    """
    new = [kept, *(seating.copies(store, kept) if kept.voices > 1 else [])]
    if sure and case.status in LIVE:
        before = shelf.mention(store, case.lead).priority
        opened = lanes.taken_up(case, _owed(store, playbook, case, kept), kept)
        _join(store, new, opened, now, held)
        opened = climbing.climb(store, playbook, opened, kept, now)
        if asleep:
            row, reopened = shelf.mention(store, case.lead), opened.status is not case.status
            waking.joined(store, row, before, reopened=reopened, now=now)
        return lanes.member(kept, opened)
    with store.act(COLLECTOR, Act.ECHOED, now, case=case.id):
        for each in new:
            traces.keep(store, shelf.keep_mention(store, lanes.echo(each, case)), held)
    climbing.climb(store, playbook, case, kept, now)
    return lanes.echo(kept, case)


def _owed(store: Store, playbook: Playbook, case: Case, kept: KeptMention) -> datetime | None:
    """Return when a word is owed on a case that waited for what has been written now; None: it did not."""
    if case.status is not CaseStatus.WAITING:
        return None
    return seating.owed_from(store, playbook, case, kept.mention.created_at or kept.seen_at)


def _join(store: Store, new: list[KeptMention], opened: Case, now: datetime, held: Held) -> None:
    """Seat new voices in their case; one that waited for the customer is open again, due by the first."""
    with store.act(COLLECTOR, Act.JOINED, now, case=opened.id):
        if opened != shelf.case(store, opened.id):
            shelf.keep(store.cases, opened)
        seating.seat(store, opened, new, held)


def follow(
    store: Store, playbook: Playbook, kept: KeptMention, marks: traces.Marks, now: datetime, held: Held
) -> KeptMention:
    """Keep a mention that has no case; where it is an echo of a story, put it to that one's.

    Args:
        store: Where.
        playbook: What makes it one.
        kept: Judged; new, or changed.
        marks: Its keys.
        now: When.
        held: What the store is known not to hold.
    """
    found = echoes.find(store, playbook, kept, marks, now, held)
    if found is not None:
        kept = echoes.noted(kept, found)
    kept = shelf.keep_mention(store, kept)
    if found is None or not found.attaches:
        traces.keep_links(store, kept, marks.links, held)
        return kept
    return put(store, playbook, kept, shelf.case(store, found.case), now, held, sure=found.joins)


def follow_again(
    store: Store,
    playbook: Playbook,
    kept: KeptMention,
    now: datetime,
    held: Held = NOTHING,
    leads: Mapping[str, str] = NO_LEADS,
) -> KeptMention:
    """Look at a mention anew whose words or links are others now, unless somebody has decided about it.

    Args:
        store: Where.
        playbook: What makes it an echo.
        kept: As it is now.
        now: When.
        held: What the store is known not to hold.
        leads: Where its short links lead, as far as that is known.
    """
    marks = traces.marks_of(kept, leads)
    if kept.case is not None:
        traces.keep(store, kept, held)
        return kept
    store.traces.remove(where("mention") == kept.id)
    if is_free(kept):
        return follow(store, playbook, kept, marks, now, held)
    traces.keep_links(store, kept, marks.links, held)
    return kept


def is_free(kept: KeptMention) -> bool:
    """Return whether a mention may be put to a case unasked: it has a row, and nobody has touched it."""
    untouched = kept.lane is not None and kept.snooze is None and not kept.apart
    return untouched and kept.case is None and kept.decision is Decision.UNDECIDED
