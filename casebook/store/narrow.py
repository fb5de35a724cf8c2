"""SQL narrows, the query decides.

`narrow` reads a TinyDB query and returns an SQL condition that every match meets, and whether it is exact.
Where it is not, the query itself is called on each candidate. So a part SQL cannot express costs time, never
a wrong answer.

The shape of a query is what TinyDB hashes: `("==", path, value)`, `("and", frozenset)` and so on. An unknown
shape, a value or a path that SQL would read otherwise than Python, is simply not narrowed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from tinydb.queries import QueryLike

from casebook.store.bounds import conjuncts, flat
from casebook.store.digest import Digest, kept_of
from casebook.store.means import Means
from casebook.store.narrowed import ANYTHING, HOLDS, LEAST, LOOKED_UP, Narrowed, kind_of, value_of
from casebook.store.phrased import sides, spoken, standing
from casebook.store.signs import (
    MOST,
    SIGNS,
    SOUGHT,
    Column,
    both,
    both_in_turn,
    column,
    either,
    inverted,
    joined,
    or_none,
    said,
    speakable,
)
from casebook.store.words import COLUMNS, SEARCHED, Phrase

_COLUMN = {fields: name for name, fields in COLUMNS.items()}


def narrow(query: QueryLike | None, words: str | None = None, **means: Any) -> Narrowed:
    """Return what SQL can say of a query.

    Args:
        query: Any TinyDB query; None matches everything.
        words: Quoted name of the table's search index; None has words tested on each document instead.
        **means: What else may be looked up, as `Means` has it.
    """
    if query is None:
        return Narrowed(exact=True)
    shape, by = getattr(query, "_hash", None), Means(words, **means)
    return _narrow(shape, by) if by.seek or by.digest else _narrow_again(shape, by)


@lru_cache(maxsize=256)
def _narrow_again(shape: Any, by: Means) -> Narrowed:
    """Return the same where it goes by the query alone: the same few are asked at every change."""
    return _narrow(shape, by)


def served(query: QueryLike | None, fields: frozenset[str]) -> bool:
    """Return whether an index on these fields alone finds what matches, and no other document is read."""
    return query is None or _served(getattr(query, "_hash", None), fields)


def known(query: QueryLike | None, **means: Any) -> bool:
    """Return whether no document is read to answer a query, by what `Means` names."""
    return Means(**means).know(getattr(query, "_hash", None))


def kept(query: QueryLike | None, digest: Digest) -> bool:
    """Return whether a digest holds every document that matches."""
    return any(_keeps(shape, digest) for shape in flat(getattr(query, "_hash", None)))


def _keeps(shape: Any, digest: Digest) -> bool:
    match shape:
        case (str() as sign, (str() as field,), value):
            return digest.keeps(sign, field, value)
    return False


def part_known(query: QueryLike | None, **means: Any) -> tuple[Narrowed, bool] | None:
    """Return what a digest tells of the parts of a query that must all hold, and whether that says much.

    It does not where it is no more than the digest keeps in any case. None where it tells nothing exactly.
    """
    by = Means(**means)
    parts = [shape for shape in conjuncts(getattr(query, "_hash", None)) if by.know(shape)]
    if by.digest is None or not parts:
        return None
    found = _all_of(_in_turn(parts, by))
    return (found, not all(_keeps(shape, by.digest) for shape in parts)) if found.exact else None


def sayings(query: QueryLike | None) -> Iterator[tuple[str, Phrase]]:
    """Yield the phrases that every match must hold, each with the column of the search index it stands in."""
    for shape in flat(getattr(query, "_hash", None)):
        match shape:
            case ("text", tuple() as phrases):
                yield from ((_COLUMN[SEARCHED], phrase) for phrase in phrases)
            case ("within", tuple() as fields, tuple() as phrases) if fields in _COLUMN:
                yield from ((_COLUMN[fields], phrase) for phrase in phrases)
            case ("near" | "some", *_):
                yield from ((_COLUMN[SEARCHED], only) for only, *more in sides(shape) if not more)


def _served(shape: Any, fields: frozenset[str]) -> bool:
    match shape:
        case ("and" | "or", frozenset() as parts):
            return all(_served(part, fields) for part in parts)
        case (str() as sign, (str() as field,), value):
            return sign in SOUGHT and field in fields and value is not None
    return bool(shape == ())


def _narrow(shape: Any, by: Means) -> Narrowed:
    match shape:
        case ():
            return Narrowed(exact=True)
        case ("and", frozenset()):
            parts = conjuncts(shape)
            return _told_first(parts, by) if by.digest and by.alone else _all_of(_in_turn(parts, by))
        case ("or", frozenset() as parts):
            return _any_of(_in_turn(parts, replace(by, alone=False)), by)
        case ("not", inner):
            return _not(inner, by)
        case ("text" | "within" | "near" | "some", *_):
            return _worded(shape, by)
        case (str() as sign, tuple() as path, *rest) if sign in SIGNS and speakable(path):
            return _sought(sign, path, rest, by)
    return ANYTHING


def _worded(shape: Any, by: Means) -> Narrowed:
    match shape:
        case ("text", tuple() as phrases):
            return _within(SEARCHED, phrases, by)
        case ("within", tuple() as fields, tuple() as phrases) if _known(fields):
            return _within(fields, phrases, by)
        case ("near" | "some", *_):
            return standing(shape, indexed=by.words is not None)
    return ANYTHING


def _in_turn(shapes: Iterable[Any], by: Means) -> list[Narrowed]:
    """Narrow parts, those first for which no document is read: SQL asks no further than it must.

    A set has no order; by what is said of them it is the same in every process.
    """
    found = [(_price(shape, part, by), part) for shape in shapes for part in (_narrow(shape, by),)]
    found.sort(key=lambda each: (each[0], each[1].where, each[1].match or "", repr(each[1].args)))
    return [part for _, part in found]


def _told_first(shapes: list[Any], by: Means) -> Narrowed:
    """Narrow parts that must all hold, and have the digest asked before all else.

    SQLite looks words up before it looks at a value, so it is told in which order. What leads it into the
    digest must stand alone besides.
    """
    digest = by.digest
    told = [each for each in shapes if digest and by.know(each) and not _keeps(each, digest)]
    rest = [each for each in shapes if not by.know(each)]
    if not told or not rest:
        return _all_of(_in_turn(shapes, by))
    lead = _all_of(_in_turn([each for each in shapes if each not in told and each not in rest], by))
    known, others = _all_of(_in_turn(told, by)), _all_of(_in_turn(rest, by))
    return both(lead, both_in_turn(known, by.plain(others, "+d.id")))


def _all_of(parts: list[Narrowed]) -> Narrowed:
    """Join conditions two by two: the search index bears only so many one inside the other."""
    half = len(parts) // 2
    return both(_all_of(parts[:half]), _all_of(parts[half:])) if half else parts[0]


def _price(shape: Any, found: Narrowed, by: Means) -> int:
    """Return whether a document is read for a part: 0 never, 1 for few, 2 always."""
    if by.know(shape):
        return 0
    return 1 if LOOKED_UP in found.where or any(value_of(each) in found.where for each in by.walked) else 2


def _sought(sign: str, path: tuple[str, ...], rest: list[Any], by: Means) -> Narrowed:
    """Have a condition on one field looked up, where an index on it can tell."""
    field = path[0]
    if by.digest and len(path) == len(rest) == 1 and by.digest.tells(sign, field, rest[0]):
        return _digested(by.digest, sign, field, rest[0], by.alone)
    found = said(sign, column(path, by.unsaid), *rest)
    if by.seek is None or len(path) > 1 or not found.exact:
        return found
    if sign == "!=" and rest == [None]:
        return by.seek(field, Narrowed(f"({value_of(field)} >= {LEAST})", exact=True), ())
    by_itself = by.alone and field in by.walked
    if sign not in SOUGHT or by_itself or any(or_none(each) for each in rest):
        return found
    return by.seek(field, found, ())


def _digested(digest: Digest, sign: str, field: str, value: Any, alone: bool) -> Narrowed:
    """Have a condition answered by the digest; a bound of its own order tells where to begin and to end."""
    if sign == "!=":
        return digest.has_something(field)
    if alone and field == digest.order:
        return said(sign, column((field,)), value)
    return said(sign, Column(kept_of(field), kind_of((field,))), value)


def _not(shape: Any, by: Means) -> Narrowed:
    match shape:
        case ("not", inner):
            return _narrow(inner, by)
    part = _narrow(shape, replace(by, alone=False))
    if part.worded:
        return Narrowed(exact=True, unless=part.match)
    return inverted(by.plain(part))


def _any_of(parts: list[Narrowed], by: Means) -> Narrowed:
    """Look several words up at once, where words are all that is asked for."""
    if all(part.worded for part in parts):
        return Narrowed(exact=True, match=joined(" OR ", *(part.match for part in parts)))
    return either([by.plain(part) for part in parts])


def _within(fields: tuple[str, ...], phrases: tuple[Phrase, ...], by: Means) -> Narrowed:
    """Look words up where they are indexed; those of a part of a column narrow it, and it is read besides."""
    if by.digest and by.know(("within", fields, phrases)) and by.seek and phrases:
        return by.seek(fields[0], ANYTHING, phrases)
    if by.words is None or not phrases:
        return _holding(fields, phrases)
    if fields in _COLUMN:
        return _matching(phrases, _COLUMN[fields])
    whole = next((name for each, name in _COLUMN.items() if set(fields) <= set(each)), None)
    read = _holding(fields, phrases)
    if whole:
        return both(_matching(phrases, whole), read)
    return by.seek(fields[0], read, phrases) if by.seek and len(fields) == 1 else read


def _matching(phrases: tuple[Phrase, ...], name: str) -> Narrowed:
    match = " AND ".join(spoken(name, phrase) for phrase in phrases[:MOST])
    return Narrowed(exact=len(phrases) <= MOST, match=match)


def _holding(fields: tuple[str, ...], phrases: tuple[Phrase, ...]) -> Narrowed:
    """Have the document itself read: a function's price a row, but none for what stands elsewhere."""
    if len(phrases) > MOST:
        return ANYTHING
    texts = ", ".join(f"CASE {kind_of((each,))} WHEN 'text' THEN {value_of(each)} END" for each in fields)
    args = tuple(arg for each in phrases for arg in (" ".join(each.words), each.prefix))
    where = " AND ".join([f"{HOLDS}(?, ?, {texts})"] * len(phrases)) or "1"
    return Narrowed(where, args, exact=True)


def _known(fields: tuple[Any, ...]) -> bool:
    return all(speakable((each,)) for each in fields)
