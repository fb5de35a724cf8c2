"""Everything the main screen shows of one mention, read in one go."""

from collections.abc import Iterable
from datetime import datetime

from tinydb import where

from casebook.case import Case, Draft, FollowUp, Promise
from casebook.customer import Customer, Handle
from casebook.frozen import frozen
from casebook.kinds import CaseStatus, CustomerKind, FollowUpState
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import shelf
from desk.answering import draft_of
from desk.evidence import Evidence, evidence_of
from desk.lanes import is_echo
from desk.promised import owed_by
from desk.views import customer, guesses, mention
from playbooks.playbook import Playbook
from playbooks.steady import kind_of


@frozen
class Story:
    """The case an echo comes back to: what it was, how it ended, and what is still owed on it."""

    title: str
    end: str
    """What was said when it was over, and what was at the bottom of it; empty while it is not over."""
    owed: tuple[FollowUp, ...]


@frozen
class Matter:
    """A mention with its case, and whose it may be."""

    kept: KeptMention
    case: Case | None
    customer: Customer | None
    handle: Handle | None
    """The link the customer was found by; None where the case names the customer itself."""
    kind: CustomerKind
    draft: bool
    """Whether this responder has words in preparation for it."""
    owed: tuple[Promise, ...] = ()
    """What its case has promised and not settled, the soonest due first."""
    copied: bool = False
    """Whether those words were copied as they are now."""
    evidence: Evidence = Evidence()
    """Earlier words of it, and where else it is said."""
    story: "Story | None" = None
    """What an echo comes back to."""


def read_matter(store: Store, number: int, me: str, playbook: Playbook, now: datetime) -> Matter | None:
    """Return the matter of a mention, or None when there is no such mention."""
    kept = mention(store, number)
    return None if kept is None else matter_of(store, kept, me, playbook, now)


def matter_of(store: Store, kept: KeptMention, me: str, playbook: Playbook, now: datetime) -> Matter:
    """Return the matter of a mention that has been read already."""
    case = shelf.case(store, kept.case) if kept.case is not None else None
    who, handle = _who(store, kept, case)
    draft = draft_of(store, case.id, me) if case is not None else None
    writing = draft is not None and draft.up_at is None
    owed = tuple(owed_by(store, case.id)) if case is not None else ()
    copied = draft is not None and draft.copied_at is not None
    kind = kind_of(who, playbook.steady, now)
    known = evidence_of(store, kept)
    story = _story(store, case, playbook) if case is not None and is_echo(kept) else None
    return Matter(kept, case, who, handle, kind, writing, owed, writing and copied, known, story=story)


def _story(store: Store, case: Case, playbook: Playbook) -> Story:
    over = case.status is CaseStatus.RESOLVED
    end = f"{playbook.end(case.aftermath)}; cause: {playbook.cause(case.cause)}" if over else ""
    owed = (where("case") == case.id) & (where("state") == FollowUpState.OWED.value)
    return Story(case.title, end, tuple(shelf.records(FollowUp, store.follow_ups.select(owed, order="+"))))


def read_matters(
    store: Store, numbers: Iterable[int], me: str, playbook: Playbook, now: datetime
) -> dict[int, Matter]:
    """Return the matters of several mentions by their ids, of those that are there."""
    found = ((number, read_matter(store, number, me, playbook, now)) for number in numbers)
    return {number: matter for number, matter in found if matter is not None}


def _who(store: Store, kept: KeptMention, case: Case | None) -> tuple[Customer | None, Handle | None]:
    if case is not None and case.customer is not None:
        return customer(store, case.customer), None
    found = guesses(store, kept.mention.author) if kept.mention.author else []
    return (found[0][1], found[0][0]) if found else (None, None)


def drafts_open(store: Store, me: str) -> int:
    """Return how many drafts with words in them this responder has on cases not resolved."""
    mine = shelf.records(Draft, store.drafts.select(where("by") == me))
    written = [each for each in mine if each.text.strip() and each.up_at is None]
    return sum(shelf.case(store, each.case).status is not CaseStatus.RESOLVED for each in written)
