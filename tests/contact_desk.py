"""A keeper of contact points over a real store and real servers, under a clock that is moved by hand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from casebook.contact import ContactRow
from casebook.kinds import ContactKind
from casebook.store.scribe import Scribe
from casebook.store.store import Store
from desk.contacts.keeper import Keeper
from desk.contacts.rows import contact_rows, name_contacts
from desk.settings import Company, Settings
from playbooks.contacts import Contact
from sources.tools import opened
from tests.desk_world import NOON
from tests.waiting import until


@dataclass
class SlowClock:
    """A clock that stands still until it is moved."""

    time: datetime = NOON
    sleepers: list[tuple[datetime, asyncio.Event]] = field(default_factory=list)

    def now(self) -> datetime:
        return self.time

    async def wait(self, bell: asyncio.Event, seconds: float) -> None:
        sleeper = self.time + timedelta(seconds=seconds), asyncio.Event()
        self.sleepers.append(sleeper)
        tasks = [asyncio.create_task(each.wait()) for each in (sleeper[1], bell)]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.sleepers.remove(sleeper)
            for task in tasks:
                task.cancel()


@dataclass
class Place:
    """One store and the keepers that work on it one after another."""

    store: Store
    scribe: Scribe
    settings: Settings
    clock: SlowClock = field(default_factory=SlowClock)

    @asynccontextmanager
    async def lent(self, *contacts: Contact) -> AsyncIterator[Keeper]:
        """Lend a keeper that does nothing by itself."""
        async with opened() as kit:
            yield Keeper(self.store, self.scribe, contacts, self.settings, kit, self.clock)

    @asynccontextmanager
    async def kept(self, *contacts: Contact, named: bool = True) -> AsyncIterator[Keeper]:
        """Let a keeper look after contact points while the block runs; all have answered when it begins."""
        if named:
            name_contacts(self.store, contacts, self.clock.time)
        async with self.lent(*contacts) as keeper:
            task = asyncio.create_task(keeper.run())
            try:
                await self.rest(len(contacts))
                yield keeper
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    async def rest(self, many: int = 1) -> None:
        """Wait until so many wait for their time."""
        await until(lambda: len(self.clock.sleepers) == many, f"{many} to rest")

    async def pass_by(self, **span: float) -> None:
        """Let time pass, step by step, and each time wait until all who had to do something have done it."""
        end, many = self.clock.time + timedelta(**span), len(self.clock.sleepers)
        while due := [each for each in self.clock.sleepers if each[0] <= end]:
            first = min(due, key=lambda each: each[0])
            self.clock.time = max(self.clock.time, first[0])
            first[1].set()
            await until(lambda first=first: first not in self.clock.sleepers, "somebody to wake")  # type: ignore[misc]
            await self.rest(many)
        self.clock.time = end

    def row(self, name: str = "help") -> ContactRow:
        """Return how a contact point is now, as screens see it."""
        return next(each for each in contact_rows(self.store, self.clock.time) if each.name == name)


@asynccontextmanager
async def place(folder: Path, **about: Any) -> AsyncIterator[Place]:
    """Lend a place in a folder."""
    store = Store(folder / "amends.db")
    scribe = Scribe(store)
    try:
        yield Place(store, scribe, Settings(store.place, company=Company("Corncrake"), **about))
    finally:
        scribe.close()
        store.close()


def page(url: str, **more: Any) -> Contact:
    """Return a page that is asked every six hours."""
    return Contact("help", ContactKind.PAGE, url, 6 * 3600.0, **more)


def address(where: str = "complaints@corncrake.example", **more: Any) -> Contact:
    """Return a mail address that is asked every six hours."""
    return Contact("complaints", ContactKind.MAIL, where, 6 * 3600.0, **more)
