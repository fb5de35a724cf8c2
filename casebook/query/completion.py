"""What a query could go on with: fields by their names, and the words their values may be."""

from collections.abc import Sequence

from casebook.query.fields import FIELDS, NAMES
from casebook.query.tokens import Sort, tokens

NEAR = "NEAR/5"
"""What capital letters behind a word may become; the other signs are too short to be finished."""


def offers(said: str) -> list[str]:
    """Return what the last word of a query may become; empty where nothing is known of it."""
    last = next((each for each in reversed(list(tokens(said))) if each.end == len(said)), None)
    if last is None or last.quoted:
        return []
    if last.sort is Sort.WORD and last.at and len(last.said) > 1 and NEAR.startswith(last.said):
        return [NEAR]
    if last.sort is Sort.WORD and said[last.at :] == last.said:
        return [f"{each.name}:" for each in FIELDS if each.name.startswith(last.said.lower())]
    field = NAMES.get(last.field.lower())
    if last.sort is not Sort.FIELD or field is None or "://" in last.said:
        return []
    return [f"{last.field}:{each}" for each in field.values if each.startswith(last.said.lower())]


def complete(said: str) -> str:
    """Return a query with its last word as long as all that it may become agree; a single value is done."""
    found = offers(said)
    if not found:
        return said
    last = list(tokens(said))[-1]
    same = agreed(found)
    done = " " if len(found) == 1 and not same.endswith(":") else ""
    return said[: last.at] + (same if len(same) >= len(said) - last.at else said[last.at :]) + done


def lines(said: str) -> list[str]:
    """Return the whole queries that one may become; where it ends behind a space, any field may follow."""
    last = next(reversed(list(tokens(said))), None)
    if last is None or last.end < len(said):
        return [f"{said}{each.name}:" for each in FIELDS]
    return [said[: last.at] + each for each in offers(said)]


def agreed(words: Sequence[str]) -> str:
    """Return how far words are the same from their beginning on."""
    shortest = min(words, key=len)
    ends = range(len(shortest), 0, -1)
    same = (end for end in ends if all(each.startswith(shortest[:end]) for each in words))
    return shortest[: next(same, 0)]
