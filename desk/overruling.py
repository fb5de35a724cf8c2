"""A person's own answer to what a mention is: above the rules, seen at once, learned from, taken back.

It never hides anything: what is no complaint after all stays in the queue until somebody decides about it.
"""

from dataclasses import replace
from datetime import datetime
from functools import reduce

from tinydb import where

from casebook.case import Case
from casebook.kinds import Decision
from casebook.lesson import Lesson
from casebook.mention import KeptMention
from casebook.store.store import Store
from casebook.toml import nearest
from desk import copies, lanes, parts, seating, shelf
from desk.acts import Act
from desk.clocks import wound
from desk.errors import Refused
from desk.judging import described, row_again, verdict_of
from playbooks.overruled import Overrulable, answers
from playbooks.playbook import Playbook

_VOICES = 500
"""Voices of a case that are asked how urgent they are, the latest of them."""


def overrule(
    store: Store, playbook: Playbook, mention: int, facet: str, said: str, *, by: str, now: datetime
) -> KeptMention:
    """Say what a mention is, and return it as it stands then.

    Args:
        store: Where it is.
        playbook: What judges it, and names the causes.
        mention: Its number; a copy that is undecided stands behind its first, which is meant then.
        facet: What of the verdict is another, one of `Overrulable`.
        said: The answer, one of `answers`.
        by: Who says so.
        now: When.

    Raises:
        Missing: There is no such mention.
        Refused: There is no such facet or answer; the message names the nearest.
    """
    check(facet, said, playbook)
    with store.act(by, Act.OVERRULE, now) as turn:
        kept = seating.speaker(store, shelf.mention(store, mention))
        turn.case = kept.case
        shelf.keep(store.lessons, Lesson(0, kept.id, facet, said, by, now, Act.OVERRULE))
        return judged_anew(store, playbook, replace(kept, overruled=True), now)


def overrule_mention(
    store: Store, mention: int, playbook: Playbook, facet: str, said: str, *, by: str, now: datetime
) -> KeptMention:
    """Do the same, as one of many."""
    return overrule(store, playbook, mention, facet, said, by=by, now=now)


def check(facet: str, said: str, playbook: Playbook) -> None:
    """Expect an answer that can be given.

    Raises:
        Refused: There is no such facet or answer; the message names the nearest.
    """
    known = answers(facet, playbook)
    if not known:
        raise Refused(f"{facet!r:.40} is nothing that can be overruled; {nearest(facet, Overrulable)}")
    if said not in known:
        raise Refused(f"{said!r:.40} is no answer to {facet}; {nearest(said, known)}")


def judged_anew(store: Store, playbook: Playbook, kept: KeptMention, now: datetime) -> KeptMention:
    """Write a mention as it is judged now, where it stands; its case's row is as urgent as it says.

    A person has said so: what is owed is counted anew.
    """
    for each in copies.copies_of(store, kept):
        shelf.keep_mention(store, _as_its_first(store, playbook, each, now))
    if kept.decision is Decision.UNDECIDED:
        return shelf.keep_mention(store, _undecided(store, playbook, kept, now))
    case = None if kept.case is None else parts.survivor(store, shelf.case(store, kept.case))
    before = None if case is None else shelf.mention(store, case.lead).priority
    known = shelf.keep_mention(store, described(kept, verdict_of(store, playbook, kept, now)))
    if kept.decision is not Decision.IN_CASE or case is None:
        return known
    row = case_row(store, playbook, case, now, before=before, anew=True)
    return row if row.id == known.id else known


def _as_its_first(store: Store, playbook: Playbook, copy: KeptMention, now: datetime) -> KeptMention:
    """Return a copy by the answers on its first: it says the same."""
    same = replace(copy, overruled=True)
    said = described(same, verdict_of(store, playbook, same, now))
    return replace(said, reasons=(*copy.reasons[:1], *said.reasons))


def _undecided(store: Store, playbook: Playbook, kept: KeptMention, now: datetime) -> KeptMention:
    """Return an undecided row by the answers; what is owed is counted anew, as a person has said so."""
    row = row_again(store, playbook, replace(kept, due_at=None, resolve_by=None), now)
    return lanes.echo(row, shelf.case(store, kept.case)) if kept.case is not None else row


def case_row(
    store: Store, playbook: Playbook, case: Case, now: datetime, *, before: int | None, anew: bool
) -> KeptMention:
    """Write a case's row as urgent as its most urgent voice; where that is another, its clocks by it.

    Args:
        store: Where it is.
        playbook: What judges, and has the times.
        case: Whose row.
        now: When.
        before: The priority its row had.
        anew: Whether a person has said so, who may give more time than was promised before.
    """
    lead = shelf.mention(store, case.lead)
    inside = where("case").one_of(parts.family(store, case.id))
    query = inside & (where("decision") == Decision.IN_CASE.value)
    voices = shelf.mentions(store.mentions.select(query, order="-", limit=_VOICES))
    alone = described(lead, verdict_of(store, playbook, lead, now))
    row = reduce(lanes.more_urgent, (each for each in reversed(voices) if each.id != lead.id), alone)
    if row.priority != before:
        case = shelf.keep(store.cases, wound(case, row, playbook, anew=anew))
        row = lanes.timed(row, case)
    return shelf.keep_mention(store, row)
