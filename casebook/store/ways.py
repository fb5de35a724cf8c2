"""The questions one may choose from to have an answer, each as cheap as what is wanted is rare or common."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from casebook.store.asking import Question, among, counted, counted_among, found, glanced, led
from casebook.store.live import Window
from casebook.store.narrowed import Narrowed

Ask = Callable[[Question], list[Any]]
Try = Callable[[Question, int], list[Any] | None]
"""Asks for so many steps; None when they were not enough."""
Way = Callable[[Narrowed], Question]


class Asker(NamedTuple):
    """How a table is asked."""

    top: Callable[[], int]
    """Tells about how many documents there are."""
    ask: Ask
    attempt: Try


class Ways(NamedTuple):
    """The questions to choose from; each takes what is wanted."""

    walk: Way
    """Goes along the order."""
    lead: Way
    """Goes by the search index, and sorts."""
    among: Callable[[Narrowed, list[int]], Question]
    """Goes by ids, and sorts."""
    number: Callable[[list[Any]], int]
    """Tells how many documents an answer is about."""
    most: int | None
    """How many are wanted at most; None where that is not along the order, but against it."""


def to_rows(table: str, window: Window) -> Ways:
    """Return the ways to a window of the documents themselves."""
    walk, lead = partial(found, table, window=window), partial(led, table, window=window)
    most = None if window.order.startswith("-") else window.limit
    return Ways(walk, lead, partial(among, table, window=window), len, most)


def to_number(table: str, order: str, most: int) -> Ways:
    """Return the ways to how many there are, along an order no further than `most`."""
    walk = partial(glanced, table, order=order, most=most)
    return Ways(walk, partial(counted, table), partial(counted_among, table), _counted, most)


def _counted(rows: list[Any]) -> int:
    return int(rows[0][0])


def of_first(window: Window) -> bool:
    """Return whether the first rows in the order of a field are wanted, and no more."""
    return window.after is None and window.limit is not None and window.order.strip("+-") != ""
