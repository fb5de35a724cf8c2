"""What we have promised, read from the store."""

from collections.abc import Mapping
from datetime import datetime

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.case import Promise
from casebook.document import to_ms
from casebook.kinds import PromiseState
from casebook.store.store import Store
from desk import parts, shelf

MOST = 200
"""Promises listed at most."""

SETTLED: Mapping[PromiseState, str] = {
    PromiseState.OWED: "owes a promise",
    PromiseState.KEPT: "kept the promise",
    PromiseState.BROKEN: "broke the promise",
    PromiseState.RELEASED: "the promise is no longer owed",
}
"""What became of a promise, in words."""


def promises_of(store: Store, case: int) -> list[Promise]:
    """Return the promises of a case and its parts in the order they were made, settled ones too."""
    inside = where("case").one_of(parts.family(store, case))
    return shelf.records(Promise, store.promises.select(inside, order="+"))


def promises_owed(store: Store, *, limit: int = MOST) -> list[Promise]:
    """Return the promises still owed, the soonest due first."""
    return shelf.records(Promise, store.promises.select(owed(), order="due_at", limit=limit))


def owed_by(store: Store, case: int) -> list[Promise]:
    """Return what a case still owes, the soonest due first."""
    return sorted(
        (each for each in promises_of(store, case) if each.state is PromiseState.OWED),
        key=lambda each: each.due_at,
    )


def promises_overdue(store: Store, now: datetime) -> int:
    """Return how many promises are overdue."""
    return store.promises.count(owed() & (where("due_at") < to_ms(now)))


def owed() -> QueryInstance:
    """Return the query for promises that are still owed."""
    query: QueryInstance = where("state") == PromiseState.OWED.value
    return query
