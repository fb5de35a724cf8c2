"""How the contact points are, in the store: which are asked, how each answered, which mails are under way."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.contact import ContactRow, TestMail
from casebook.document import from_document
from casebook.durations import span
from casebook.errors import BadRecord
from casebook.kinds import ContactKind, Standing
from casebook.store.store import Store
from desk import shelf
from desk.alerts import Alert
from desk.contacts.proof import proof_verdict
from playbooks.contacts import Contact
from sources.address import shown

_NAMED: QueryInstance = where("named") == True  # noqa: E712  # a query, not a comparison
_ROUNDS = 3
"""Askings that may fail to come before we wonder whether anybody asks."""
_SLACK = timedelta(minutes=10)


def contact_rows(store: Store, now: datetime) -> list[ContactRow]:
    """Return the contact points the collector's playbook names as they are at a time, the broken first."""
    rows = _records(store.contacts.select(_NAMED))
    if not rows:
        return []
    mails = mails_of(store)
    told = (_seen_at(_awaiting(row, mails.get(row.name, []), now), now) for row in rows)
    return sorted(told, key=lambda row: (not row.broken, row.standing is not Standing.DOUBTFUL, row.name))


def contact_alerts(store: Store, now: datetime) -> tuple[Alert, ...]:
    """Return what must be looked after among the contact points at a time."""
    return tuple(
        Alert(row.name, f"contact broken: {row.name}", row.say, row.do)
        for row in contact_rows(store, now)
        if row.broken
    )


def row_of(store: Store, contact: Contact) -> ContactRow:
    """Return what the store knows of a contact point; of what is expected anew it knows nothing yet."""
    new = new_row(contact)
    found = _records(store.contacts.select(where("name") == contact.name))
    if not found:
        return new
    same = found[0].expected == new.expected
    return found[0] if same else replace(new, id=found[0].id, since=found[0].since)


def new_row(contact: Contact) -> ContactRow:
    """Return the row of a contact point nobody has asked yet."""
    return ContactRow(
        0,
        contact.name,
        contact.kind,
        place_of(contact),
        every=contact.every,
        prove_within=contact.prove_within,
        expected=expected_of(contact),
    )


def name_contacts(store: Store, contacts: Iterable[Contact], now: datetime) -> None:
    """Write down which contact points are asked from now on; others are shown no more."""
    wanted = {each.name: each for each in contacts}
    with store.batch():
        known = {each["name"] for each in store.contacts.select(_NAMED)}
        for name in known - wanted.keys():
            store.contacts.update({"named": False}, where("name") == name)
        for each in wanted.values():
            row = replace(row_of(store, each), named=True, since=now, every=each.every)
            shelf.keep(store.contacts, row)


def keep_row(store: Store, row: ContactRow) -> ContactRow:
    """Write a row, new or changed, and return it with its id."""
    with store.batch():
        there = store.contacts.get(where("name") == row.name)
        number = there.doc_id if there is not None and not isinstance(there, list) else 0
        kept: ContactRow = shelf.keep(store.contacts, replace(row, id=number))
        return kept


def mails_of(store: Store) -> Mapping[str, list[TestMail]]:
    """Return the test mails of each contact point, oldest first."""
    found: dict[str, list[TestMail]] = {}
    for each in shelf.records(TestMail, store.test_mails.select(order="+")):
        found.setdefault(each.contact, []).append(each)
    return found


def place_of(contact: Contact) -> str:
    """Return where a contact point is, fit to be shown."""
    return contact.where if contact.kind is ContactKind.MAIL else shown(contact.where)


def expected_of(contact: Contact) -> str:
    """Return what stands for all that is expected of a contact point, its pace aside."""
    said = repr(replace(contact, every=0.0))
    return blake2b(said.encode(), digest_size=8).hexdigest()


def _records(documents: Iterable[Any]) -> list[ContactRow]:
    """Return the rows that can be read: one that cannot is written anew when it is next asked."""
    found = []
    for each in documents:
        with suppress(BadRecord):
            found.append(from_document(ContactRow, each, id=each.doc_id))
    return found


def _awaiting(row: ContactRow, mails: list[TestMail], now: datetime) -> ContactRow:
    """Return a row with what its test mails say: a code that nobody has found is a fault of its own."""
    verdict = proof_verdict(mails, row.prove_within, now)
    if row.broken or not verdict.fault:
        return row
    return replace(row, standing=Standing.BROKEN, say=verdict.fault, do=verdict.do)


def _seen_at(row: ContactRow, now: datetime) -> ContactRow:
    """Return a row as it must be seen at a time: what nobody asks is not well, whatever it last said."""
    asked = max((time for time in (row.asked_at, row.since) if time is not None), default=None)
    if row.broken or asked is None or row.every is None:
        return row
    if now - asked <= timedelta(seconds=_ROUNDS * row.every) + _SLACK:
        return row
    say = f"nobody has asked it for {span(now - asked)}"
    return replace(row, standing=Standing.BROKEN, say=say, do="see whether the collector runs: amends doctor")
