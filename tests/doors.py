"""A door that is open to tests: a listener over a real store."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

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
    "feed": SenderSettings(shape="jsonfeed", token="env:TOOL"),
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
async def opened_door(
    folder: Path, senders: Mapping[str, SenderSettings] = SENDERS, **limits: Any
) -> AsyncIterator[Door]:
    """Let in whoever knocks, eight at a time and as slow as they like, but for these limits."""
    store = Store(folder / "amends.db")
    scribe = Scribe(store)
    sources = tuple(SourceSettings(name, "sender", fields) for name, fields in senders.items())
    book = Book(store, scribe, playbook(), sources)
    book.open(NOON)
    reception = Reception(book, sources, clock=lambda: NOON)
    keeper = Doorkeeper(senders, reception, Keyring(), at_once=4)
    patient = Limits(lines=8, head_seconds=120.0, body_seconds=120.0, answer_seconds=120.0)
    listener = Listener(keeper, replace(patient, **limits))
    try:
        yield Door(await listener.open(Doorway()), store, book, reception, keeper)
    finally:
        await listener.close()
        scribe.close()
        store.close()


@pytest.fixture(name="door")
async def open_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Door]:
    """An open door, and the secrets of those who may hand in."""
    monkeypatch.setenv("TOOL", "let-me-in")
    monkeypatch.setenv("GITHUB", "between us")
    async with opened_door(tmp_path) as door:
        yield door


async def hand_in(door: Door, body: Any, path: str = "/in/tool", **headers: str) -> Answer:
    return await post(door.where, body, path, **{**BEARER, **headers})
