"""Working on a case: notes, drafts, what was said in public, and what we know by now."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from tinydb import where

from casebook.case import Case, Draft, Note
from casebook.kinds import Blame, CaseStatus
from casebook.store.store import Store
from desk import seating, shelf
from desk.acts import Act
from desk.errors import Refused
from desk.rules import check
from playbooks.playbook import Playbook
from sources.links import web_link
from sources.text import clean


def note(store: Store, case: int, text: str, *, by: str, now: datetime) -> int:
    """Keep an internal word on a case and return its number.

    Raises:
        Missing: There is no such case.
        Refused: The note is empty.
    """
    said = clean(text).strip()
    if not said:
        raise Refused("the note is empty")
    with store.act(by, Act.NOTE, now, case=case):
        check(Act.NOTE, shelf.case(store, case), by, now)
        kept: Note = shelf.keep(store.notes, Note(0, case, by, now, said))
        return kept.id


def save_draft(
    store: Store,
    case: int,
    text: str,
    *,
    template: str | None = None,
    fields: tuple[tuple[str, str], ...] = (),
    unchecked: tuple[str, ...] = (),
    by: str,
    now: datetime,
) -> int:
    """Keep one's words for a case as they are now and return the draft's number; no event, for it is no act.

    Raises:
        Missing: There is no such case.
    """
    with store.batch():
        shelf.case(store, case)
        known = draft_of(store, case, by)
        filled = tuple((name, clean(value)) for name, value in fields)
        draft = Draft(known.id if known else 0, case, by, now, clean(text), template, filled)
        same = known is not None and known.up_at is None and known.text == draft.text
        copied_at = known.copied_at if known and same else None
        kept: Draft = shelf.keep(store.drafts, replace(draft, copied_at=copied_at, unchecked=unchecked))
        return kept.id


def copied(store: Store, case: int, text: str, *, by: str, now: datetime) -> None:
    """Note on one's draft that its words were copied, unless they are others by now; no event either."""
    with store.batch():
        draft = draft_of(store, case, by)
        if draft is not None and draft.text == clean(text):
            shelf.keep(store.drafts, replace(draft, copied_at=now))


def draft_of(store: Store, case: int, by: str) -> Draft | None:
    """Return somebody's draft for a case, or None."""
    found = store.drafts.select((where("case") == case) & (where("by") == by), limit=1)
    return next(iter(shelf.records(Draft, found)), None)


def posted(
    store: Store, playbook: Playbook, case: int, url: str | None, *, answer: bool, by: str, now: datetime
) -> None:
    """Note that our words stand in public.

    What is due next follows from it: after an acknowledgement the answer is, as long after it as the first
    word was due after the post; after an answer it is the customer's turn, and nothing of ours is.

    Args:
        store: Where the case is.
        playbook: It says how soon an answer is owed.
        case: Its number.
        url: Where our words stand; None if nobody noted it.
        answer: Whether this answers the matter. If not it only acknowledges it, and the case stays open;
            an answered case waits for the customer.
        by: Who posted.
        now: When.

    Raises:
        Missing: There is no such case.
        Refused: Somebody else has it, it is resolved, or the URL is no web address.
    """
    link = web_link(url) if url else None
    if url and link is None:
        raise Refused("that is no web address: http:// or https:// is needed")
    with store.act(by, Act.POST, now, case=case):
        found = shelf.case(store, case)
        check(Act.POST, found, by, now)
        said = replace(
            found,
            acknowledged_at=found.acknowledged_at or now,
            reply_url=link or found.reply_url,
            due_at=seating.owed_from(store, playbook, found, now),
        )
        if answer:
            answered_at = said.answered_at or now
            said = replace(said, answered_at=answered_at, status=CaseStatus.WAITING, due_at=None)
        shelf.keep(store.cases, said)
        seating.show_lead(store, said)
        _put_up(store, case, by, now)


def _put_up(store: Store, case: int, by: str, now: datetime) -> None:
    """Note on one's draft that it is what stands in public: it is kept, and no longer in preparation."""
    draft = draft_of(store, case, by)
    if draft is not None:
        shelf.keep(store.drafts, replace(draft, up_at=now))


def record(
    store: Store,
    case: int,
    *,
    blame: Blame | None = None,
    wants: str | None = None,
    customer: int | None = None,
    by: str,
    now: datetime,
) -> None:
    """Note what we have learnt on a case; what is left out stays as it was.

    Raises:
        Missing: There is no such case.
    """
    said = {"blame": blame, "wants": wants and clean(wants), "customer": customer}
    learnt: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
    with store.act(by, Act.RECORD, now, case=case):
        found: Case = shelf.case(store, case)
        check(Act.RECORD, found, by, now)
        shelf.keep(store.cases, replace(found, **learnt))
