"""A dashboard's wish that the sources be asked now; the collector, another process, sees it in the store."""

from datetime import datetime

from tinydb import where

from casebook.document import to_ms
from casebook.store.store import Store
from desk.health import WISH


def ask_now(store: Store, *, by: str, now: datetime) -> None:
    """Wish that all sources be asked at once."""
    with store.batch():
        wish = {"name": WISH, "at": to_ms(now), "by": by, "times": wishes(store) + 1}
        store.sources.upsert(wish, where("name") == WISH)


def wishes(store: Store) -> int:
    """Return how often that was wished by now: one more is a new wish."""
    row = store.sources.get(where("name") == WISH)
    return 0 if row is None else int(row["times"])
