"""A desk to tell stories about: a real store on disk, the playbook that ships, and people who complain."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from casebook.mention import KeptMention, Mention
from casebook.store.store import Store
from desk import shelf
from desk.intake import Taken, take_in
from playbooks.playbook import Playbook, load

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@cache
def playbook() -> Playbook:
    """Return the playbook that ships, read once."""
    return load(None)


def after(minutes: float) -> datetime:
    """Return the time so many minutes past noon."""
    return NOON + timedelta(minutes=minutes)


def complaint(native_id: str = "1", **about: Any) -> Mention:
    """Return somebody's complaint, posted ten minutes before noon unless said otherwise."""
    first = Mention(
        source="forum",
        native_id=native_id,
        text="You charged me twice. I called support and nobody ever called me back.",
        author_handle="jane_doe",
        url=f"https://forum.example/t/{native_id}",
        created_at=after(-10),
        via="the forum",
    )
    return replace(first, **about)


def thanks(native_id: str = "praise", **about: Any) -> Mention:
    """Return somebody's praise."""
    said = "Thank you, your support team was wonderful and saved my holiday. I love this company!"
    return complaint(native_id, **{"text": said, "author_handle": "happy_hal", **about})


@dataclass
class World:
    """One store and the acts of people at it."""

    store: Store

    def take(self, *mentions: Mention, now: datetime = NOON, **about: Any) -> list[Taken]:
        """Let mentions come in."""
        return take_in(self.store, playbook(), mentions, now, **about)

    def one(self, mention: Mention, now: datetime = NOON) -> int:
        """Let one mention come in and return its id."""
        return self.take(mention, now=now)[0].id

    def kept(self, number: int) -> KeptMention:
        """Return a mention as it lies in the store."""
        return shelf.mention(self.store, number)


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """Return a world on a store in a folder, closed in the end."""
    store = Store(folder / "amends.db")
    try:
        yield World(store)
    finally:
        store.close()
