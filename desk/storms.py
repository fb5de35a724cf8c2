"""What a person does about a storm: one case for all of it, members put to it, replies held, its end.

A storm is raised and shown by itself, and does nothing else: its members stay in the queue, each with its own
priority, until somebody puts them to the storm's case. So whoever is in danger stands first in a storm too.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from casebook.case import Case
from casebook.document import from_document
from casebook.kinds import CaseStatus, Sort, StormState
from casebook.mention import KeptMention
from casebook.store.store import Store
from casebook.storm import ALIKE, ANY, Storm
from desk import opening, parts, shelf
from desk.acts import Act
from desk.bulk import Outcome, in_bulk
from desk.errors import Missing, Refused
from desk.merging import link
from desk.watching import running
from playbooks.judge import said
from playbooks.playbook import Playbook
from playbooks.sameness import keys_of
from playbooks.severity import HARM


def storm_of(store: Store, number: int) -> Storm:
    """Return a storm.

    Raises:
        Missing: There is none of that number.
    """
    document = store.storms.get(doc_id=number)
    if document is None:
        raise Missing(f"there is no storm #{number}")
    return from_document(Storm, document, id=number)


def shelter(store: Store, storm: int, mention: int, playbook: Playbook, *, by: str, now: datetime) -> int:
    """Put a mention to the storm's case and return that; the first opens it, and claims it where it is free.

    A mention with a case of its own brings that along, as a part that can be cut off again.

    Raises:
        Missing: There is no such storm or mention.
        Refused: The case, or the mention's own, is in somebody else's hands, or resolved.
    """
    with store.together(by, Act.SHELTER, now):
        return _put(store, mention, storm, playbook, by=by, now=now)


def shelter_all(
    store: Store, storm: int, mentions: Sequence[int], playbook: Playbook, *, by: str, now: datetime
) -> Outcome:
    """Put mentions to the storm's case, as far as may be; one undo takes all of it back.

    Where somebody may come to harm, that is answered alone: it is put there one by one, or not at all.

    Raises:
        Refused: It could be done to none of them, or the storm has no case yet.
    """
    if umbrella(store, storm_of(store, storm)) is None:
        raise Refused("the storm has no case yet: open that on one of them first")

    return in_bulk(store, Act.SHELTER, _put_ordinary, mentions, storm, playbook, by=by, now=now)


def hold(store: Store, storm: int, *, by: str, now: datetime) -> bool:
    """Have ordinary replies to its members wait, or wait no more; return which. Who writes is told so.

    Raises:
        Missing: There is no such storm.
        Refused: It is over.
    """
    with store.act(by, Act.HOLD, now):
        found = _still_on(store, storm)
        held = found.held_at is None
        shelf.keep(store.storms, replace(found, held_at=now if held else None, held_by=by if held else None))
        return held


def still(store: Store, storm: int, *, ordinary: bool = False, by: str, now: datetime) -> None:
    """Say that a storm is over, or was none: the banner goes, and it is raised again only after a calm.

    Args:
        store: Where it is.
        storm: Its number.
        ordinary: Whether it was none, so that its hours count as usual ones from now on.
        by: Who says so.
        now: When.

    Raises:
        Missing: There is no such storm.
        Refused: It is over already.
    """
    with store.act(by, Act.STILL, now):
        found = _still_on(store, storm)
        told = replace(found, state=StormState.STILLED, over_at=now, over_by=by, held_at=None, held_by=None)
        shelf.keep(store.storms, replace(told, ordinary=ordinary or None))


def umbrella(store: Store, storm: Storm) -> Case | None:
    """Return the case that stands for a storm; None while there is none that is worked on."""
    if storm.case is None:
        return None
    try:
        case = parts.survivor(store, shelf.case(store, storm.case))
    except Missing:  # its opening was taken back
        return None
    return None if case.status is CaseStatus.RESOLVED else case


def holding(store: Store, kept: KeptMention) -> Storm | None:
    """Return the storm for whose one answer ordinary replies to a mention wait; None: they need not."""
    held = (each for each in running(store) if each.held_at is not None and each.state is StormState.ON)
    return next((each for each in held if belongs(each, kept) and not _answers(store, each, kept)), None)


def belongs(storm: Storm, kept: KeptMention) -> bool:
    """Return whether a mention is a member of a storm: of its cause or its words, and of its time."""
    written = kept.mention.created_at or kept.seen_at
    if kept.sort is not Sort.COMPLAINT or written < storm.began_at:
        return False
    if storm.over_at is not None and written > storm.over_at:
        return False
    if storm.stream == ALIKE:
        return storm.key in keys_of(said(kept.mention))
    return storm.stream in (ANY, kept.cause)


def _put(store: Store, mention: int, storm: int, playbook: Playbook, *, by: str, now: datetime) -> int:
    found = storm_of(store, storm)
    if (case := umbrella(store, found)) is not None:
        if shelf.mention(store, mention).case not in parts.family(store, case.id):
            link(store, mention, case.id, by=by, now=now)
        return case.id
    number = opening.open_case(store, playbook, mention, by=by, now=now)
    if opening.may_claim(store, number, now):
        opening.claim(store, playbook, number, by=by, now=now)
    with store.act(by, Act.SHELTER, now, case=number):
        shelf.keep(store.storms, replace(found, case=number))
    return number


def _put_ordinary(
    store: Store, mention: int, storm: int, playbook: Playbook, *, by: str, now: datetime
) -> int:
    if shelf.mention(store, mention).severity == HARM:
        raise Refused("somebody may come to harm, and is answered alone")
    return _put(store, mention, storm, playbook, by=by, now=now)


def _answers(store: Store, storm: Storm, kept: KeptMention) -> bool:
    """Return whether a mention is in the storm's own case, whose answer is the one that goes first."""
    case = umbrella(store, storm)
    return case is not None and kept.case in parts.family(store, case.id)


def _still_on(store: Store, storm: int) -> Storm:
    found = storm_of(store, storm)
    if found.state is not StormState.ON:
        raise Refused("that storm is over already")
    return found
