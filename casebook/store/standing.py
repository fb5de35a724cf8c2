"""How words stand to each other in title and text: near one another, or not only inside certain others.

Both questions are asked of a live mention by calling the query, and of a kept one by SQL, which calls the
same function where the search index cannot tell.
"""

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from math import inf
from typing import Any

from tinydb.queries import QueryInstance

from casebook.store.sieve import Sieve
from casebook.store.words import SEARCHED, Phrase, finder, joined, words

Phrases = tuple[Phrase, ...]
Span = tuple[int, int]
"""The first word of some, and the first behind them, counted from 0."""


def near(most: int, ones: Phrases, others: Phrases) -> QueryInstance:
    """Return the query for mentions in which phrases stand near each other, in either order.

    Args:
        most: Words there may be between them; they may overlap too.
        ones: One of these.
        others: And one of these.
    """
    return QueryInstance(
        lambda document: _near(_text(document), most, ones, others), shape_of(most, ones, others)
    )


def some(phrases: Phrases, but: Phrases = ()) -> QueryInstance:
    """Return the query for mentions that hold one of several phrases.

    Args:
        phrases: What is looked for.
        but: What looks like it: a phrase that stands only inside one of these does not count.
    """
    return QueryInstance(_some_of(phrases, but), ("some", phrases, but))


def shape_of(most: int, ones: Phrases, others: Phrases) -> tuple[Any, ...]:
    """Return how a query for nearness is hashed: the same whichever side is said first."""
    return ("near", most, *sorted((ones, others)))


def spoken(shape: tuple[Any, ...]) -> str:
    """Return a question of this file as SQL hands it to `meets`."""
    return json.dumps(shape)


def meets(question: str, *said: object) -> bool:
    """Return whether texts meet a question: the same for SQL to ask."""
    return _asked(question)(joined(said))


def places(said: Sequence[str], phrase: Phrase) -> Iterator[Span]:
    """Yield where a phrase stands among the words of a text."""
    *first, last = phrase.words
    for at in range(len(first), len(said)):
        ends = said[at].startswith(last) if phrase.prefix else said[at] == last
        if ends and list(said[at - len(first) : at]) == first:
            yield at - len(first), at + 1


def alone(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """Return the spans that lie inside none of the others."""
    reach = _reach(others)
    return [(start, end) for start, end in spans if reach(start) < end]


def _reach(spans: Iterable[Span]) -> Callable[[int], float]:
    """Return what tells how far spans go that begin at a place or before it: however many there are."""
    in_turn = sorted(spans)
    starts, ends = [start for start, _ in in_turn], list(accumulate((end for _, end in in_turn), max))

    def reach(place: int) -> float:
        before = bisect_right(starts, place)
        return ends[before - 1] if before else -inf

    return reach


def _text(document: Mapping[str, object]) -> str:
    return joined(map(document.get, SEARCHED))


def _near(text: str, most: int, ones: Phrases, others: Phrases) -> bool:
    stands = finder(text)
    here, there = (
        [each for each in side if stands(" ".join(each.words), each.prefix)] for side in (ones, others)
    )
    if not (here and there):
        return False
    said = words(text)
    sides = ([span for each in side for span in places(said, each)] for side in (here, there))
    return _close(most, *sides)


def _close(most: int, ones: list[Span], others: list[Span]) -> bool:
    return _follow(most, ones, _reach(others)) or _follow(most, others, _reach(ones))


def _follow(most: int, spans: list[Span], reach: Callable[[int], float]) -> bool:
    return any(start - reach(start) <= most for start, _ in spans)


def _some_of(phrases: Phrases, but: Phrases) -> Callable[[Mapping[str, object]], bool]:
    """Return what looks for them, most texts over at a glance: a brand has many words, and most have none."""
    sieve = Sieve(phrases)

    def holds(document: Mapping[str, object]) -> bool:
        text = _text(document)
        return sieve.may(text) and _some(text, phrases, but)

    return holds if phrases else lambda _: False


def _some(text: str, phrases: Phrases, but: Phrases) -> bool:
    stands = finder(text)
    found = [each for each in phrases if stands(" ".join(each.words), each.prefix)]
    inside = [each for each in but if stands(" ".join(each.words), each.prefix)] if found else []
    if not inside:
        return bool(found)
    said = words(text)
    wide = [span for each in inside for span in places(said, each)]
    return any(alone(places(said, each), wide) for each in found)


@lru_cache(maxsize=64)
def _asked(question: str) -> Callable[[str], bool]:
    name, *rest = json.loads(question)
    if name == "near":
        most, ones, others = rest[0], _phrases(rest[1]), _phrases(rest[2])
        return lambda text: _near(text, most, ones, others)
    phrases, but = _phrases(rest[0]), _phrases(rest[1])
    return lambda text: _some(text, phrases, but)


def _phrases(said: list[Any]) -> Phrases:
    return tuple(Phrase(tuple(each), prefix) for each, prefix in said)
