"""Opening a case, taking it back up, and whose hands it is in."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce

from tinydb import where

from casebook.case import Case
from casebook.kinds import Blame, CaseStatus, Decision
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import climbing, lanes, parts, people, seating, shelf
from desk.acts import Act
from desk.clocks import wound
from desk.judging import verdict_of
from desk.rules import check, held_by
from playbooks.playbook import Playbook

TITLE = 80
"""Characters of a case's title at most."""


def open_case(store: Store, playbook: Playbook, mention: int, *, by: str, now: datetime) -> int:
    """Open a case on a mention and return its number; a mention that has a case already gives that one.

    All undecided mentions of the same public thread come along. Where the thread has a case, the mention
    joins it, and a resolved one is taken up again.

    Raises:
        Missing: There is no such mention.
    """
    with store.act(by, Act.OPEN, now) as act:
        first = shelf.mention(store, mention)
        if first.case is not None:
            return parts.survivor(store, shelf.case(store, first.case)).id
        arrivals = [first, *seating.undecided_beside(store, first)]
        case = _thread_case(store, arrivals, now) or _new_case(store, playbook, arrivals, by, now)
        act.case = case.id
        seating.seat(store, case, arrivals)
        return case.id


def reopen(store: Store, playbook: Playbook, case: int, *, by: str, now: datetime) -> None:
    """Take a resolved or waiting case up again; its undecided echoes become part of it.

    A word of ours is owed again: by the time of the first echo, or as if the customer had written now; and no
    later than the priority of its row asks, however mild the echo is.

    Raises:
        Missing: There is no such case.
        Refused: It is open already.
    """
    with store.act(by, Act.REOPEN, now, case=case):
        found = shelf.case(store, case)
        check(Act.REOPEN, found, by, now)
        echoes = _echoes(store, case)
        owed = None if echoes else seating.owed_from(store, playbook, found, now)
        opened = climbing.risen_by(lanes.taken_up(found, owed, *echoes), echoes, now)
        if not echoes and found.status is CaseStatus.RESOLVED:
            right = seating.right_from(store, playbook, opened, now)
            opened = replace(opened, resolve_by=right, counted_from=now)
        if echoes:
            row = reduce(lanes.more_urgent, echoes, shelf.mention(store, opened.lead))
            opened = wound(opened, row, playbook, anew=False)
        shelf.keep(store.cases, opened)
        seating.seat(store, opened, echoes)


def claim(store: Store, playbook: Playbook, case: int, *, by: str, now: datetime) -> datetime:
    """Take the case into one's own hands and return until when; again, to keep it longer.

    Of several who try at once exactly one succeeds; a claim that ran out is free to be taken.

    Raises:
        Missing: There is no such case.
        Refused: Somebody else has it, or it is resolved.
    """
    with store.act(by, Act.CLAIM, now, case=case):
        found = shelf.case(store, case)
        check(Act.CLAIM, found, by, now)
        start = now if held_by(found, now) is None else found.claimed_until or now
        until = start + timedelta(minutes=playbook.claim_minutes)
        _hand(store, replace(found, owner=by, claimed_until=until, claimed_at=found.claimed_at or now))
        return until


def may_claim(store: Store, case: int, now: datetime) -> bool:
    """Return whether a case is still worked on and in nobody's hands.

    Raises:
        Missing: There is no such case.
    """
    found = shelf.case(store, case)
    return found.status is not CaseStatus.RESOLVED and held_by(found, now) is None


def title_of(kept: KeptMention) -> str:
    """Return what a case on this mention is called: its title, else the first line of its text."""
    said = kept.mention.title or kept.mention.text or kept.mention.uri
    line = next((each.strip() for each in said.splitlines() if each.strip()), kept.mention.uri)
    return line if len(line) <= TITLE else f"{line[: TITLE - 1].rstrip()}…"


def _hand(store: Store, case: Case) -> None:
    shelf.keep(store.cases, case)
    seating.show_lead(store, case)


def _thread_case(store: Store, arrivals: list[KeptMention], now: datetime) -> Case | None:
    """Return the case the arrivals' thread has, open and due by them too."""
    thread = arrivals[0].thread
    if thread is None:
        return None
    found = shelf.records(Case, store.cases.select(where("thread") == thread, order="-", limit=1))
    if not found:
        return None
    known = parts.survivor(store, found[0])
    case = climbing.risen_by(lanes.taken_up(known, *arrivals), arrivals, now)
    if case != known:
        shelf.keep(store.cases, case)
    return case


def _new_case(store: Store, playbook: Playbook, mentions: list[KeptMention], by: str, now: datetime) -> Case:
    first = mentions[0]
    case = Case(
        id=0,
        title=title_of(first),
        thread=first.thread,
        lead=first.id,
        status=CaseStatus.OPEN,
        opened_at=now,
        opened_by=by,
        posted_at=first.mention.created_at or first.seen_at,
        seen_at=first.seen_at,
        blame=_blame(store, playbook, first, now),
        customer=people.confirmed(store, first.mention.author),
    )
    case = climbing.opened_on(lanes.taken_up(case, *mentions), mentions, playbook.ladder, now)
    kept: Case = shelf.keep(store.cases, case)
    return kept


def _blame(store: Store, playbook: Playbook, kept: KeptMention, now: datetime) -> Blame:
    """Return what the words suggest the customer believes of our motive; a person may overrule it."""
    return verdict_of(store, playbook, kept, now).blame


def _echoes(store: Store, case: int) -> list[KeptMention]:
    waiting = (where("case") == case) & (where("decision") == Decision.UNDECIDED.value)
    return shelf.mentions(store.mentions.select(waiting, order="+"))
