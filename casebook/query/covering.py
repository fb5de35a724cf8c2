"""Phrases of which whatever fits a query holds at least one: what a search is asked for."""

from collections.abc import Iterable
from typing import Any

from tinydb.queries import QueryLike

from casebook.store.words import SEARCHED, Phrase

Cover = tuple[Phrase, ...]
"""None of them: there is no word that must be there."""


def cover(query: QueryLike | None) -> Cover:
    """Return the phrases of which every match must hold at least one in title or text, in a fixed order.

    Of what must all be there the narrowest is taken: whole words first, then few, then long ones.
    """
    return _cover(getattr(query, "_hash", None))


def narrowest(covers: Iterable[Cover]) -> Cover:
    """Return the narrowest of several."""
    return min((each for each in covers if each), key=_breadth, default=())


def open_ended(phrase: Phrase) -> bool:
    """Return whether no whole word of it is known: `refund*`."""
    return phrase.prefix and len(phrase.words) == 1


def _cover(shape: Any) -> Cover:
    match shape:
        case ("text", tuple() as phrases):
            return narrowest((each,) for each in phrases)
        case ("within", tuple() as fields, tuple() as phrases) if set(fields) <= set(SEARCHED):
            return narrowest((each,) for each in phrases)
        case ("near", _, tuple() as ones, tuple() as others):
            return narrowest((ones, others))
        case ("some", tuple() as phrases, _):
            return phrases
        case ("and", frozenset() as parts):
            return narrowest(map(_cover, parts))
        case ("or", frozenset() as parts):
            return _all_of([_cover(part) for part in parts])
        case ("not", ("not", inner)):
            return _cover(inner)
    return ()


def _all_of(covers: list[Cover]) -> Cover:
    return tuple(sorted({phrase for each in covers for phrase in each})) if all(covers) else ()


def _breadth(cover: Cover) -> tuple[bool, int, int, Cover]:
    shortest = min(sum(map(len, each.words)) for each in cover)
    return any(map(open_ended, cover)), len(cover), -shortest, cover
