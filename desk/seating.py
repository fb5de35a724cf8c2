"""Writes a case's mentions where they belong: its lead in the queue, the others behind it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from tinydb import where

from casebook.case import Case
from casebook.kinds import Decision
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import lanes, parts, shelf, traces
from desk.held import NOTHING, Held
from playbooks.clocks import first_word_by, resolve_by
from playbooks.playbook import Playbook


def undecided_beside(store: Store, kept: KeptMention) -> list[KeptMention]:
    """Return the undecided mentions of the same public thread, without this one."""
    query = (where("thread") == kept.thread) & (where("decision") == Decision.UNDECIDED.value)
    return [each for each in shelf.mentions(store.mentions.select(query, order="+")) if each.id != kept.id]


def copies(store: Store, kept: KeptMention) -> list[KeptMention]:
    """Return the undecided copies that stand behind this mention's row."""
    same = (each for each in undecided_beside(store, kept) if is_copy(each, kept))
    return [each for each in same if each.lane is None and each.case == kept.case]


def is_copy(kept: KeptMention, first: KeptMention) -> bool:
    """Return whether a mention stands behind another's row as a copy; long ago only their page told."""
    return kept.copy_of == first.id if kept.copy_of is not None else kept.page == first.page


def speaker(store: Store, kept: KeptMention) -> KeptMention:
    """Return the undecided mention behind whose row this one stands as a copy, or itself."""
    if kept.decision is not Decision.UNDECIDED or kept.lane is not None:
        return kept
    same = (each for each in undecided_beside(store, kept) if each.lane and is_copy(kept, each))
    return next(same, kept)


def row_of(store: Store, kept: KeptMention) -> KeptMention:
    """Return the mention whose row speaks for this one: its case's lead, or itself."""
    if kept.case is None or kept.decision is not Decision.IN_CASE:
        return kept
    return shelf.mention(store, parts.survivor(store, shelf.case(store, kept.case)).lead)


def owed_from(store: Store, playbook: Playbook, case: Case, now: datetime) -> datetime:
    """Return when a word of ours is owed on a case whose time begins now, by the priority of its row."""
    row = shelf.mention(store, case.lead)
    return first_word_by(playbook.clocks, row.priority, row.mention.portal, now)


def right_from(store: Store, playbook: Playbook, case: Case, now: datetime) -> datetime | None:
    """Return by when a case whose time begins now has to be put right, by the priority of its row."""
    row = shelf.mention(store, case.lead)
    return resolve_by(playbook.clocks, row.priority, row.mention.portal, now)


def show_lead(store: Store, case: Case) -> None:
    """Write the case's row as the case is now; somebody has acted on it, so why it came back is told."""
    row = replace(shelf.mention(store, case.lead), back=None)
    shelf.keep_mention(store, lanes.lead(row, case, row.voices))


def seat(store: Store, case: Case, arrivals: Iterable[KeptMention], held: Held = NOTHING) -> None:
    """Put more mentions behind the case's row, which shows how urgent they are, and how many.

    What echoes them from now on is an echo of the case. Every mention of the case is a voice: copies too, but
    no undecided echo.

    Args:
        store: Where.
        case: The case.
        arrivals: What is put to it.
        held: What the store is known not to hold.
    """
    row = shelf.mention(store, case.lead)
    for each in arrivals:
        traces.keep(store, each, held)
        if each.id != case.lead:
            row = lanes.more_urgent(row, each)
            shelf.keep_mention(store, lanes.member(each, case))
    voices = voices_of(store, case) + (row.decision is not Decision.IN_CASE)
    shelf.keep_mention(store, lanes.lead(row, case, voices))


def voices_of(store: Store, case: Case) -> int:
    """Return how many mentions speak in a case and in what is part of it."""
    inside = where("case").one_of(parts.family(store, case.id))
    return store.mentions.count(inside & (where("decision") == Decision.IN_CASE.value))
