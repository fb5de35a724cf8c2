"""What the screens read: each a plain function over the store that returns records."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.case import Case, Draft, FollowUp, Note, Promise
from casebook.customer import Customer, Handle
from casebook.document import from_document, to_ms
from casebook.event import Event
from casebook.frozen import frozen
from casebook.keeping import CLASSES, place, span
from casebook.kinds import CaseStatus, Decision, FollowUpState, Lane, Silence
from casebook.mention import KeptMention
from casebook.query.ranks import ranked_before
from casebook.source_row import SourceRow
from casebook.store.live import Window
from casebook.store.store import Store
from desk import answering, parts, people, shelf
from desk.alerts import source_alerts
from desk.contacts.rows import contact_alerts
from desk.errors import Missing
from desk.health import source_rows
from desk.lenses import Lens
from desk.muted import muted_lately
from desk.promised import promises_of, promises_overdue
from desk.silence import silence
from desk.storm_room import Banner, banner_of

MOST = 200
"""Rows of a history at most."""


@frozen
class CaseView:
    """A case with everything that belongs to it."""

    case: Case
    mentions: list[KeptMention]
    """Oldest first; undecided echoes too."""
    events: list[Event]
    """Oldest first."""
    notes: list[Note]
    follow_ups: list[FollowUp]
    promises: list[Promise]
    draft: Draft | None
    """The asking responder's own."""
    parts: list[Case]
    """Cases that are part of it; what belongs to them is told with what is its own."""
    customer: Customer | None
    handles: list[Handle]
    """Whose the lead's account may be, the confirmed first; refused guesses are left out."""


@frozen
class History:
    """What we have had with one account or customer, newest first."""

    accounts: tuple[str, ...]
    mentions: list[KeptMention]
    cases: list[Case]


@frozen
class Counts:
    """The figures of the header."""

    undecided: int
    overdue: int
    """Rows whose answer is owed, those that are set aside too: silence is an alarm."""
    well: int
    """Sources that answered when they were last asked."""
    unwell: int
    """Sources that did not, or that nobody asks: one that was not asked yet is neither."""
    sources: int
    promises: int = 0
    """Promises that are overdue."""
    muted: int = 0
    """Mentions that were muted within a day."""
    quiet: int = 0
    """Sources that are quieter than their own custom, and not yet an alert."""
    alerts: tuple[str, ...] = ()
    """What somebody must look after, each in a few words: "shop silent 9h"."""
    storm: Banner | None = None
    """The storm that is on (rule J7); None: there is none."""


IN_SIGHT = tuple(each.value for each in Lane if each is not Lane.SNOOZED)
"""The lanes whose rows stand somewhere to be seen; what is set aside is counted by itself."""
_OPEN: QueryInstance = where("status") == CaseStatus.OPEN.value
_ASLEEP: QueryInstance = where("lane") == Lane.SNOOZED.value
_OPEN_ASLEEP: QueryInstance = (
    _ASLEEP
    & (where("decision") == Decision.IN_CASE.value)
    & where("snooze")["lane"].one_of([Lane.DESK.value, Lane.PRAISE.value])
)


def queue_rows(
    store: Store, lens: Lens, *, upto: int | None = None, offset: int = 0, limit: int = 50
) -> list[KeptMention]:
    """Return a window of a tab's rows, in the tab's order; `upto` leaves out mentions with a higher id."""
    return shelf.window(store, lens.query, Window(lens.order, limit, offset, upto=upto))


def rows_around(
    store: Store, lens: Lens, rank: int, mention: int, *, upto: int | None, before: int, limit: int
) -> list[KeptMention]:
    """Return the rows of a tab from so many before a mention's, of that rank, `limit` in all.

    The same as a window by its number, but what stands before it is not stepped over one by one.
    """
    up = Window(f"-{lens.order}", before, after=(rank, mention), upto=upto)
    down = Window(lens.order, limit - before, after=(rank, mention - 1), upto=upto)
    first = shelf.window(store, lens.query, up) if before else []
    return first[::-1] + shelf.window(store, lens.query, down)


def queue_count(store: Store, lens: Lens, *, upto: int | None = None) -> int:
    """Return how many rows a tab has."""
    return store.mentions.count(lens.query, upto=upto)


def place_of(store: Store, lens: Lens, mention: int, *, upto: int | None = None) -> int | None:
    """Return how many rows of a tab stand before a mention's; None where it has no row in it."""
    document = store.mentions.get(doc_id=mention)
    if document is None or not lens.query(document) or (upto is not None and mention > upto):
        return None
    rank = document[lens.order]
    before = store.mentions.count(lens.query & (where(lens.order) < rank), upto=upto)
    return before + store.mentions.count(lens.query & (where(lens.order) == rank), upto=mention - 1)


def mention(store: Store, number: int) -> KeptMention | None:
    """Return a mention, or None."""
    try:
        return shelf.mention(store, number)
    except Missing:
        return None


def case_view(store: Store, case: int, me: str) -> CaseView:
    """Return a case with its mentions, events, notes, follow-ups, my draft, and whose it may be.

    Raises:
        Missing: There is no such case.
    """
    found = shelf.case(store, case)
    inside = where("case").one_of(parts.family(store, case))
    mentions = sorted(shelf.mentions(store.mentions.select(inside, order="+")), key=_written)
    author = next((each.mention.author for each in mentions if each.id == found.lead), None)
    return CaseView(
        case=found,
        mentions=mentions,
        events=parts.events_of(store, case),
        notes=shelf.records(Note, store.notes.select(inside, order="+")),
        follow_ups=shelf.records(FollowUp, store.follow_ups.select(inside, order="+")),
        promises=promises_of(store, case),
        draft=answering.draft_of(store, case, me),
        parts=parts.parts_of(store, case),
        customer=customer(store, found.customer),
        handles=list(people.links(store, [author]).get(author, [])) if author else [],
    )


def customer(store: Store, number: int | None) -> Customer | None:
    """Return a customer, or None."""
    document = store.customers.get(doc_id=number) if number is not None else None
    return None if document is None else from_document(Customer, document, id=number)


def guesses(store: Store, account: str) -> list[tuple[Handle, Customer]]:
    """Return the customers an account may be, the confirmed first, each with its link and evidence."""
    handles = people.links(store, [account]).get(account, [])
    found = ((each, customer(store, each.customer)) for each in handles)
    return [(each, known) for each, known in found if known is not None]


def history(store: Store, *, account: str | None = None, customer: int | None = None) -> History:
    """Return what an account, and every account confirmed to be the same customer's, has said before."""
    accounts = _accounts(store, account, customer)
    found = [
        each
        for name in accounts
        for each in store.mentions.select(where("author") == name, order="-created_at", limit=MOST)
    ]
    mentions = shelf.mentions(found)
    mentions.sort(key=_written, reverse=True)
    return History(accounts, mentions[:MOST], _cases(store, mentions, customer))


def follow_ups_owed(store: Store, *, limit: int = MOST) -> list[FollowUp]:
    """Return the follow-ups still owed, the soonest due first."""
    owed = where("state") == FollowUpState.OWED.value
    return shelf.records(FollowUp, store.follow_ups.select(owed, order="due_at", limit=limit))


def sources_health(store: Store, now: datetime, among: Collection[str] | None = None) -> list[SourceRow]:
    """Return how each source is at a time, by name; where names are given, only those."""
    return source_rows(store, now, among)


def header_counts(
    store: Store,
    now: datetime,
    among: Collection[str] | None = None,
    lanes: Mapping[str, int] | None = None,
) -> Counts:
    """Return the figures of the header at a time; each is counted in an index, or among what is set aside.

    Args:
        store: Where all of it is.
        now: When.
        among: The names of the sources that count; None: all that the collector knows.
        lanes: How many rows stand in each lane, where that is known; else it is counted.
    """
    lanes = store.mentions.sorts() if lanes is None else lanes
    asleep = lanes.get(Lane.SNOOZED, 0) > 0
    cases = store.cases.count(_OPEN) - (_open_asleep(store) if asleep else 0)
    counts = Counts(
        undecided=max(0, lanes.get(Lane.DESK, 0) + lanes.get(Lane.PRAISE, 0) - cases),
        overdue=_overdue(store, now) + (_late_asleep(store, now) if asleep else 0),
        well=0,
        unwell=0,
        sources=0,
        promises=promises_overdue(store, now),
        muted=muted_lately(store, now),
    )
    return with_sources(store, counts, now, among)


def with_sources(store: Store, counts: Counts, now: datetime, among: Collection[str] | None = None) -> Counts:
    """Return the figures with sources, contact points and storm as they are now, all others as they were."""
    rows = sources_health(store, now, among)
    unwell = sum(row.health is not None and not row.well for row in rows)
    quiet = sum(silence(row, now) is Silence.QUIET for row in rows)
    told = tuple(each.short for each in (*contact_alerts(store, now), *source_alerts(rows, now)))
    counts = replace(counts, well=sum(row.well for row in rows), unwell=unwell, sources=len(rows))
    return replace(counts, quiet=quiet, alerts=told, storm=banner_of(store, now))


def _written(kept: KeptMention) -> datetime:
    """Return when a mention was written, as far as that is known."""
    return kept.mention.created_at or kept.seen_at


def _open_asleep(store: Store) -> int:
    """Return how many open cases are set aside: their rows stand neither on the desk nor in praise."""
    return store.mentions.count(_OPEN_ASLEEP)


def _late_asleep(store: Store, now: datetime) -> int:
    """Return how many answers are owed that are set aside."""
    return store.mentions.count(_ASLEEP & (where("due_at") < to_ms(now)))


def _overdue(store: Store, now: datetime) -> int:
    """Return how many rows in sight are overdue: a rank is the priority, then the due time.

    Those that stand there ahead of their time, and are not due yet, are few: they were written lately.
    """
    early = (where("early") >= to_ms(now)) & where("lane").one_of(list(IN_SIGHT)) & ranked_before(to_ms(now))
    spans = [(span(each)[0], place(each, now)) for each in CLASSES]
    return sum(store.mentions.spread(each, spans) for each in IN_SIGHT) - store.mentions.count(early)


def _accounts(store: Store, account: str | None, customer: int | None) -> tuple[str, ...]:
    number = customer if customer is not None else people.confirmed(store, account)
    links = store.handles.select(where("customer") == number) if number is not None else []
    confirmed = [each["account"] for each in links if each["state"] == "confirmed"]
    return tuple(dict.fromkeys([*([account] if account else []), *confirmed]))


def _cases(store: Store, mentions: list[KeptMention], customer: int | None) -> list[Case]:
    theirs = store.cases.select(where("customer") == customer) if customer is not None else []
    numbers = {each.case for each in mentions if each.case is not None} | {each.doc_id for each in theirs}
    return [shelf.case(store, number) for number in sorted(numbers, reverse=True)]
