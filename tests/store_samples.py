"""What the tests of the store fill it with."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from casebook.keeping import mention_document
from casebook.kinds import Lane
from casebook.mention import KeptMention, Mention
from casebook.store.store import Store

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


class Torn(Exception):
    """What breaks a block half-way."""


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """A store in this folder, closed after the block."""
    store = Store(folder / "amends.db")
    try:
        yield store
    finally:
        store.close()


def mention(number: int, text: str = "The parcel is late.", **ours: Any) -> dict[str, Any]:
    """The document of one mention of many; `ours` is what we hold of it."""
    at = NOON + timedelta(minutes=number)
    said = Mention("feed", str(number), text=text, author_handle=f"author{number % 3}", created_at=at)
    return mention_document(KeptMention(id=0, mention=said, seen_at=at, **{"lane": Lane.DESK, **ours}))


def a_case(**about: Any) -> dict[str, Any]:
    """The document of a case, as far as the store cares."""
    return {"title": "Late parcel", "thread": None, "status": "open", "owner": None, **about}
