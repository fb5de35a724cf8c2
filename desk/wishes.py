"""A dashboard's wish that the sources be asked now; the collector, another process, sees it in the store."""

from datetime import datetime

from tinydb import where

from casebook.document import to_ms
from casebook.store.store import Store
from desk.health import WISH


def ask_now(store: Store, *, by: str, now: datetime) -> None:
    """Wish that all sources be asked at once."""
    store.sources.upsert({"name": WISH, "at": to_ms(now), "by": by}, where("name") == WISH)


def wished_at(store: Store) -> int | None:
    """Return when that was wished last, in milliseconds, or None."""
    row = store.sources.get(where("name") == WISH)
    return int(row["at"]) if isinstance(row, dict) else None
