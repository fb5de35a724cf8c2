"""Phrases in the search index's own language, and what it can say of how they stand to each other."""

from typing import Any

from casebook.store.narrowed import MEETS, Narrowed, kind_of, value_of
from casebook.store.signs import MOST, both, joined
from casebook.store.standing import Phrases
from casebook.store.standing import spoken as question
from casebook.store.words import COLUMNS, SEARCHED, Phrase

WORDS = next(name for name, fields in COLUMNS.items() if fields == SEARCHED)
"""The column of title and text."""


def spoken(name: str, phrase: Phrase) -> str:
    """Return a phrase of a column."""
    return f"{name} : {_said(phrase)}"


def standing(shape: tuple[Any, ...], *, indexed: bool) -> Narrowed:
    """Return what SQL says of a question of `standing`, in the shape TinyDB hashes; always exact.

    Args:
        shape: The question.
        indexed: Whether there is a search index: then it finds whatever may match, or all that does.
    """
    match = _matching(shape) if indexed else None
    if match is not None and told(shape):
        return Narrowed(exact=True, match=match)
    texts = ", ".join(f"CASE {kind_of((each,))} WHEN 'text' THEN {value_of(each)} END" for each in SEARCHED)
    read = Narrowed(f"{MEETS}(?, {texts})", (question(shape),), exact=True)
    return read if match is None else both(Narrowed(exact=True, match=match), read)


def told(shape: tuple[Any, ...]) -> bool:
    """Return whether the search index alone knows, and no document is read."""
    match shape:
        case ("near", int(), tuple() as ones, tuple() as others):
            return len(ones) * len(others) <= MOST
        case ("some", tuple() as phrases, tuple() as but):
            return len(phrases) <= MOST and not but
    return False


def sides(shape: tuple[Any, ...]) -> tuple[Phrases, ...]:
    """Return the phrases of a question, of each group of which one must stand there."""
    match shape:
        case ("near", int(), tuple() as ones, tuple() as others):
            return ones, others
        case ("some", tuple() as phrases, _):
            return (phrases,)
    return ()


def _matching(shape: tuple[Any, ...]) -> str | None:
    match shape:
        case ("near", int() as most, tuple() as ones, tuple() as others) if told(shape):
            pairs = ((one, other) for one in ones for other in others)
            near = (f"{WORDS} : NEAR({_said(one)} {_said(other)}, {most})" for one, other in pairs)
            return joined(" OR ", *near)
    groups = sides(shape)
    if any(len(each) > MOST for each in groups):
        return None
    return joined(" AND ", *(joined(" OR ", *(spoken(WORDS, each) for each in group)) for group in groups))


def _said(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"{" *" * phrase.prefix}'
