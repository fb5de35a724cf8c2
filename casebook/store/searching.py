"""The first rows of a search that is in another order than the search index: which way costs least.

Three ways, as cheap as the words are rare. *Few* documents have them: fetch those, then sort. *Some* do: look
all of them up, then walk the order and stop when there are enough. *Most* do: walk the order and read each
document, which soon finds enough; if it does not, within a bound, the words stand elsewhere, and are looked
up after all. The search index itself says how many there are, but not of a prefix: to ask that may cost
seconds, so documents are read first.
"""

from collections.abc import Callable
from math import isqrt
from typing import Any, NamedTuple

from casebook.store.asking import Question, voiced
from casebook.store.live import Window
from casebook.store.narrow import Narrowed

FEW = 2_500
"""Documents that are fetched and sorted within some ten milliseconds."""
COMMON = 130
"""Times the square root of all documents: from there on to read is cheaper than to look so many up."""
PATIENCE = 50_000
"""Steps of SQLite's machine for which documents are read: some two thousand documents."""

Ask = Callable[[Question], list[Any]]
Try = Callable[[Question, int], list[Any] | None]
"""Asks for so many steps; None when they were not enough."""


Way = Callable[[Narrowed], Question]


class Ways(NamedTuple):
    """The questions to choose from; each takes what is wanted."""

    walk: Way
    """Goes along the order."""
    lead: Way
    """Goes by the search index, and sorts."""


def suits(narrowed: Narrowed, window: Window) -> bool:
    """Return whether there is more than one way: the first rows are wanted in an order of their own."""
    ordered = bool(window.order.strip("+-")) and window.after is None
    return narrowed.exact and ordered and window.limit is not None and _seeks(narrowed)


def first(
    table: str, ways: Ways, narrowed: Narrowed, tested: Narrowed, top: int, ask: Ask, attempt: Try
) -> list[Any]:
    """Return the rows that answer a question, by the way that costs least.

    Args:
        table: Where to look.
        ways: The questions.
        narrowed: What is wanted, its words looked up in the search index.
        tested: The same, its words read in each document.
        top: About how many documents there are.
        ask: Asks the store.
        attempt: Asks it for a bounded time.
    """
    most = COMMON * isqrt(max(top, 1))
    said = narrowed.match
    open_ended = said is None or "*" in said
    voices = most if open_ended or said is None else _voices(table, said, most, ask)
    if voices >= most:
        rows = attempt(ways.walk(tested), PATIENCE)
        if rows is not None:
            return rows
    if said is not None and open_ended:
        voices = _voices(table, said, FEW + 1, ask)
    return ask(ways.lead(narrowed) if voices <= FEW else ways.walk(narrowed))


def _voices(table: str, match: str, most: int, ask: Ask) -> int:
    ((number,),) = ask(voiced(table, match, most))
    return int(number)


def _seeks(narrowed: Narrowed) -> bool:
    return narrowed.match is not None or narrowed.unless is not None or "MATCH" in narrowed.where
