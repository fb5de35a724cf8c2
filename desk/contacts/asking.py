"""Contact points looked at because somebody asks: each now, each told as soon as it has answered."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from casebook.clock import utc_now
from casebook.contact import ContactRow, TestMail
from casebook.store.scribe import Scribe
from casebook.store.store import Store
from casebook.toml import nearest
from desk.contacts.keeper import Keeper
from desk.contacts.mailer import Mailer
from desk.contacts.proof import Verdict, proof_verdict
from desk.contacts.rows import contact_rows, mails_of, new_row
from desk.errors import Missing
from desk.settings import Settings
from playbooks.contacts import Contact
from sources.tools import opened


def known(store: Store | None, contacts: Sequence[Contact], now: datetime) -> list[ContactRow]:
    """Return how each contact point of the playbook is, the broken first; one never asked is there too.

    Args:
        store: None where there is none yet.
        contacts: Those of the playbook.
        now: When.
    """
    rows = {row.name: row for row in contact_rows(store, now)} if store is not None else {}
    found = [rows.get(each.name) or new_row(each) for each in contacts]
    return sorted(found, key=lambda row: not row.broken)


def wanted(contacts: Sequence[Contact], name: str | None) -> list[Contact]:
    """Return the contact points of a name, or all.

    Raises:
        Missing: There is none of that name.
    """
    found = [each for each in contacts if name in (None, each.name)]
    if not found and name is not None:
        hint = nearest(name, [each.name for each in contacts]) if contacts else "the playbook names none"
        raise Missing(f"there is no contact {name!r:.60}; {hint}")
    return found


def look_now(
    settings: Settings,
    store: Store,
    contacts: Sequence[Contact],
    told: Callable[[Contact, Verdict], None],
) -> bool:
    """Look at contact points now, keep what they say, and return whether all are healthy.

    Args:
        settings: How they are looked at.
        store: Where it is kept.
        contacts: Which.
        told: Is told of each as soon as it has answered.
    """

    async def one(keeper: Keeper, contact: Contact) -> bool:
        verdict = await keeper.ask(contact)
        mails = mails_of(store).get(contact.name, [])
        verdict = verdict if verdict.fault else proof_verdict(mails, contact.prove_within, utc_now())
        told(contact, verdict)
        return not verdict.fault

    async def every() -> bool:
        async with _keeping(settings, store, contacts) as keeper:
            return all(await asyncio.gather(*(one(keeper, each) for each in contacts)))

    return asyncio.run(every())


def mail_now(settings: Settings, store: Store, contact: Contact, *, by: str) -> TestMail:
    """Send a test mail now, because somebody says so, and return what became of it.

    Raises:
        Refused: None may be sent there.
    """

    async def send() -> TestMail:
        async with _keeping(settings, store, [contact]) as keeper:
            mailer = Mailer(store, keeper.scribe, settings, keeper.kit.keys)
            return await mailer.send(contact, by=by, now=utc_now())

    return asyncio.run(send())


@asynccontextmanager
async def _keeping(settings: Settings, store: Store, contacts: Sequence[Contact]) -> AsyncIterator[Keeper]:
    scribe = Scribe(store)
    try:
        async with opened() as kit:
            yield Keeper(store, scribe, contacts, settings, kit)
    finally:
        scribe.close()
