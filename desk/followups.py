"""Looks and answers owed to the ripples of a case."""

from dataclasses import replace
from datetime import datetime

from casebook.case import FollowUp
from casebook.document import from_document
from casebook.kinds import FollowUpState
from casebook.store.store import Store
from desk import shelf
from desk.acts import Act
from desk.errors import Missing, Refused
from desk.rules import check
from sources.links import web_link
from sources.text import clean_line


def follow_up(
    store: Store, case: int, what: str, due_at: datetime, *, url: str | None = None, by: str, now: datetime
) -> int:
    """Log a follow-up owed to a ripple of a case and return its number.

    Raises:
        Missing: There is no such case.
        Refused: Nothing says what is owed, or the URL is no web address.
    """
    link = web_link(url) if url else None
    said = clean_line(what)
    if not said:
        raise Refused("say what is to be looked at or answered")
    if url and link is None:
        raise Refused("that is no web address: http:// or https:// is needed")
    with store.act(by, Act.FOLLOW_UP, now, case=case):
        check(Act.FOLLOW_UP, shelf.case(store, case), by, now)
        kept: FollowUp = shelf.keep(store.follow_ups, FollowUp(0, case, said, due_at, by, url=link))
        return kept.id


def finish_follow_up(store: Store, number: int, *, by: str, now: datetime) -> None:
    """Note that a follow-up is done; one that is done already stays so.

    Raises:
        Missing: There is no such follow-up.
    """
    with store.act(by, Act.FINISH, now) as act:
        document = store.follow_ups.get(doc_id=number)
        if document is None:
            raise Missing(f"there is no follow-up #{number}")
        owed = from_document(FollowUp, document, id=number)
        act.case = owed.case
        if owed.state is FollowUpState.OWED:
            shelf.keep(store.follow_ups, replace(owed, state=FollowUpState.DONE))
