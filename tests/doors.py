"""A door that is open to tests: a listener over a real store."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casebook.source_row import SourceRow
from casebook.store.scribe import Scribe
from casebook.store.store import Store
from desk.book import Book
from desk.reception import Reception
from desk.source_settings import SourceSettings
from desk.views import sources_health
from sources.doorway import Doorway
from sources.keyring import Keyring
from sources.listener import Limits, Listener
from sources.porter import Doorkeeper
from sources.settings.sender import SenderSettings
from tests.desk_world import NOON, playbook
from tests.knocking import Answer, post

BEARER = {"authorization": "Bearer let-me-in"}
SENDERS = {
    "tool": SenderSettings(token="env:TOOL"),
    "github": SenderSettings(shape="github", secret="env:GITHUB"),
    "neighbour": SenderSettings(open=True),
}


@dataclass
class Door:
    """A listener over a real store."""

    where: Doorway
    store: Store
    book: Book
    reception: Reception
    keeper: Doorkeeper

    def texts(self) -> list[str]:
        return [each["text"] for each in self.store.mentions.select(order="+")]

    async def row(self, name: str) -> SourceRow:
        await self.reception.tell(name)
        await self.book.flush()
        return next(each for each in sources_health(self.store, NOON) if each.name == name)


@asynccontextmanager
async def opened_door(folder: Path) -> AsyncIterator[Door]:
    """Let in whoever knocks; nobody is waited for longer than half a second."""
    store = Store(folder / "amends.db")
    scribe = Scribe(store)
    sources = tuple(SourceSettings(name, "sender", fields) for name, fields in SENDERS.items())
    book = Book(store, scribe, playbook(), sources)
    book.open(NOON)
    reception = Reception(book, sources, clock=lambda: NOON)
    keeper = Doorkeeper(SENDERS, reception, Keyring(), at_once=4)
    listener = Listener(keeper, Limits(head_seconds=0.5, body_seconds=0.5, linger_seconds=0.2, lines=8))
    yield Door(await listener.open(Doorway()), store, book, reception, keeper)
    await listener.close()
    scribe.close()
    store.close()


async def comes(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def hand_in(door: Door, body: Any, path: str = "/in/tool", **headers: str) -> Answer:
    return await post(door.where, body, path, **{**BEARER, **headers})
