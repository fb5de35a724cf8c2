"""Asks every contact point on its own schedule and keeps what it says: a task beside the poller."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from casebook.contact import ContactRow
from casebook.errors import CasebookError
from casebook.kinds import Standing
from casebook.store.scribe import Scribe
from casebook.store.store import Store
from desk.acts import COLLECTOR
from desk.contacts import mails
from desk.contacts.look import look
from desk.contacts.mailer import Mailer
from desk.contacts.pace import after
from desk.contacts.proof import Verdict
from desk.contacts.rows import keep_row, mails_of, row_of
from desk.settings import Settings
from playbooks.contacts import Contact
from sources.clock import Clock, WallClock
from sources.kit import Kit

log = logging.getLogger(__name__)

T = TypeVar("T")

_AT_ONCE = 4
"""Contact points looked at side by side."""
RETRY = 30.0
"""Seconds after which an answer that could not be kept is tried to be kept again."""


@dataclass
class Keeper:
    """Looks after the contact points of a playbook."""

    store: Store
    scribe: Scribe
    contacts: Sequence[Contact]
    settings: Settings
    kit: Kit
    clock: Clock = field(default_factory=WallClock)
    _bells: dict[str, asyncio.Event] = field(default_factory=dict, init=False)
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE), init=False)

    async def run(self) -> None:
        """Ask each as soon as it is due, and from then on at its own pace, until cancelled."""
        async with asyncio.TaskGroup() as group:
            for each in self.contacts:
                self._bells[each.name] = asyncio.Event()
                group.create_task(self._keep_asking(each), name=f"asking {each.name}")

    async def once(self) -> None:
        """Ask those that are due a single time, and return when all have answered."""
        async with asyncio.TaskGroup() as group:
            for each in self.contacts:
                group.create_task(self._if_due(each), name=f"asking {each.name} once")

    def ask_now(self) -> None:
        """Ask all of them without waiting for their time; on the loop that runs this."""
        for each in self._bells.values():
            each.set()

    async def ask(self, contact: Contact) -> Verdict:
        """Look at one now, keep what it says, and return it.

        Raises:
            CasebookError: It could not be kept.
        """
        verdict, now = await self._looked(contact)
        await self._write(answered, self.store, contact, verdict, now)
        return verdict

    async def _keep_asking(self, contact: Contact) -> None:
        bell, again = self._bells[contact.name], await self._due_at(contact)
        while True:
            wait = (again - self.clock.now()).total_seconds() if again is not None else 0.0
            if wait > 0:
                await self.clock.wait(bell, min(wait, contact.every))
            bell.clear()
            row = await self._asked(contact)
            again = row.again_at
            await self._mail(contact, row)

    async def _if_due(self, contact: Contact) -> None:
        again = await self._due_at(contact)
        if again is None or again <= self.clock.now():
            await self._mail(contact, await self._asked(contact))

    async def _due_at(self, contact: Contact) -> datetime | None:
        """Return when a contact point is due; None: now, as where the store cannot tell."""
        try:
            return (await asyncio.to_thread(row_of, self.store, contact)).again_at
        except CasebookError as error:
            log.warning("contact %s: the store does not tell when it was asked: %s", contact.name, error)
            return None

    async def _looked(self, contact: Contact) -> tuple[Verdict, datetime]:
        async with self._turns:
            now = self.clock.now()
            return await look(contact, self.kit.web, self.settings.contacts.nameserver, now), now

    async def _asked(self, contact: Contact) -> ContactRow:
        """Look at one and keep what it says; a full disk must not end the collector, nor lose the answer."""
        verdict, now = await self._looked(contact)
        while True:
            try:
                row = await self._write(answered, self.store, contact, verdict, now)
            except CasebookError as error:
                log.warning("contact %s: what it said cannot be kept yet: %s", contact.name, error)
                await self.clock.wait(asyncio.Event(), RETRY)
                continue
            if row.broken:
                log.warning("contact %s is broken: %s", contact.name, row.say)
            return row

    async def _mail(self, contact: Contact, row: ContactRow) -> None:
        """Send a test mail where one is due, and the company has said that it is to be sent by itself."""
        if row.standing is not Standing.HEALTHY or not mails.by_itself(contact, self.settings.mail):
            return
        now = self.clock.now()
        try:
            known = await asyncio.to_thread(mails_of, self.store)
            if mails.is_due(known.get(contact.name, []), contact, now):
                mailer = Mailer(self.store, self.scribe, self.settings, self.kit.keys)
                sent = await mailer.send(contact, by=COLLECTOR, now=now)
                log.info("contact %s: test mail: %s", contact.name, sent.refused or "sent")
        except Exception as error:  # the worker edge: what breaks here is no reason to look no more
            log.warning("contact %s: no test mail was sent: %s", contact.name, error, exc_info=error)

    async def _write(self, work: Callable[..., T], *args: Any) -> T:
        return await asyncio.wrap_future(self.scribe.write(work, *args))


def answered(store: Store, contact: Contact, verdict: Verdict, now: datetime) -> ContactRow:
    """Keep an answer of a contact point, and return how it is now."""
    return keep_row(store, after(row_of(store, contact), verdict, contact.every, now))
