"""SQL narrows, the query decides.

`narrow` reads a TinyDB query and returns an SQL condition that every match meets, and whether it is exact.
Where it is not, the query itself is called on each candidate. So a part SQL cannot express costs time, never
a wrong answer.

The shape of a query is what TinyDB hashes: `("==", path, value)`, `("and", frozenset)` and so on. An unknown
shape, a value or a path that SQL would read otherwise than Python, is simply not narrowed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from tinydb.queries import QueryLike

from casebook.store.narrowed import ANYTHING, HOLDS, LEAST, LOOKED_UP, Means, Narrowed, kind_of, value_of
from casebook.store.words import COLUMNS, SEARCHED, Phrase

_KEY = re.compile(r'[^\x00-\x1f"\\\ud800-\udfff]+')
_LIMIT = 2**53
"""Beyond, SQLite and Python need not agree on what a number is."""
_COLUMN = {fields: column for column, fields in COLUMNS.items()}
_MOST = 200
"""What goes beyond this many values or phrases is left to the query."""


def narrow(query: QueryLike | None, words: str | None = None, **means: Any) -> Narrowed:
    """Return what SQL can say of a query.

    Args:
        query: Any TinyDB query; None matches everything.
        words: Quoted name of the table's search index; None has words tested on each document instead.
        **means: What else may be looked up, as `Means` has it.
    """
    if query is None:
        return Narrowed(exact=True)
    return _narrow(getattr(query, "_hash", None), Means(words, **means))


def served(query: QueryLike | None, fields: frozenset[str]) -> bool:
    """Return whether an index on these fields alone finds what matches, and no other document is read."""
    return query is None or _served(getattr(query, "_hash", None), fields)


def _served(shape: Any, fields: frozenset[str]) -> bool:
    match shape:
        case ("and" | "or", frozenset() as parts):
            return all(_served(part, fields) for part in parts)
        case (str() as sign, (str() as field,), value):
            return sign in _SOUGHT and field in fields and value is not None
    return bool(shape == ())


def _narrow(shape: Any, by: Means) -> Narrowed:
    match shape:
        case ():
            return Narrowed(exact=True)
        case ("and", frozenset() as parts):
            found = [(part, _narrow(part, by)) for each in parts for part in _flat(each)]
            found.sort(key=lambda each: _price(each[0], each[1], by.walked))
            return _all_of([each for _, each in found])
        case ("or", frozenset() as parts):
            inside = replace(by, alone=False)
            return _any_of([_narrow(part, inside) for part in _in_turn(parts, by)], by.words)
        case ("not", inner):
            return _not(inner, by)
        case ("text", tuple() as phrases):
            return _within(SEARCHED, phrases, by)
        case ("within", tuple() as fields, tuple() as phrases) if _known(fields):
            return _within(fields, phrases, by)
        case (str() as sign, tuple() as path, *rest) if sign in _SIGNS and _speakable(path):
            return _sought(sign, path, rest, by)
    return ANYTHING


def _in_turn(parts: frozenset[Any], by: Means) -> list[Any]:
    """Return the parts for which no document is read before the others: SQL asks no further than it must."""
    return sorted(parts, key=lambda part: not _known_of(part, by.walked))


def _all_of(parts: list[Narrowed]) -> Narrowed:
    """Join conditions two by two: the search index bears only so many one inside the other."""
    half = len(parts) // 2
    return _both(_all_of(parts[:half]), _all_of(parts[half:])) if half else parts[0]


def _flat(shape: Any) -> Iterator[Any]:
    """Yield the parts of a shape all of which must hold."""
    match shape:
        case ("and", frozenset() as parts):
            for part in parts:
                yield from _flat(part)
        case _:
            yield shape


def _price(shape: Any, found: Narrowed, fields: frozenset[str]) -> int:
    """Return whether a document is read for a part: 0 never, 1 for few, 2 always."""
    if _known_of(shape, fields):
        return 0
    return 1 if LOOKED_UP in found.where or any(value_of(each) in found.where for each in fields) else 2


def _known_of(shape: Any, fields: frozenset[str]) -> bool:
    match shape:
        case ("and" | "or", frozenset() as parts):
            return all(_known_of(part, fields) for part in parts)
        case ("not", inner):
            return _known_of(inner, fields)
        case (_, (str() as field,), _):
            return field in fields
    return False


def _sought(sign: str, path: tuple[str, ...], rest: list[Any], by: Means) -> Narrowed:
    """Have a condition on one field looked up, where an index on it can tell."""
    found = _SIGNS[sign](path, *rest)
    if by.seek is None or len(path) > 1 or not found.exact:
        return found
    if sign == "!=" and rest == [None]:
        return by.seek(path[0], Narrowed(f"({value_of(*path)} >= {LEAST})", exact=True), ())
    by_itself = by.alone and path[0] in by.walked
    if sign not in _SOUGHT or by_itself or any(_or_none(each) for each in rest):
        return found
    return by.seek(path[0], found, ())


def _both(one: Narrowed, other: Narrowed) -> Narrowed:
    match = _joined(" AND ", one.match, other.match)
    unless = _joined(" OR ", one.unless, other.unless)
    if match and unless:
        match, unless = f"({match}) NOT ({unless})", None
    where = " AND ".join(part for part in (one.where, other.where) if part != "1") or "1"
    return Narrowed(where, one.args + other.args, one.exact and other.exact, match, unless)


def _joined(sign: str, *parts: str | None) -> str | None:
    said = [f"({part})" for part in parts if part]
    return sign.join(said) or None


def _not(shape: Any, by: Means) -> Narrowed:
    match shape:
        case ("not", inner):
            return _narrow(inner, by)
    part = _narrow(shape, replace(by, alone=False))
    if part.worded:
        return Narrowed(exact=True, unless=part.match)
    return _inverted(part.plain(by.words) if by.words else part)


def _any_of(parts: list[Narrowed], words: str | None) -> Narrowed:
    """Look several words up at once, where words are all that is asked for."""
    if all(part.worded for part in parts):
        return Narrowed(exact=True, match=_joined(" OR ", *(part.match for part in parts)))
    return _either([part.plain(words) if words else part for part in parts])


def _either(parts: list[Narrowed]) -> Narrowed:
    if any(part.where == "1" for part in parts):
        return Narrowed(exact=any(part.where == "1" and part.exact for part in parts))
    where = " OR ".join(part.where for part in parts)
    args = tuple(arg for part in parts for arg in part.args)
    return Narrowed(f"({where})", args, all(part.exact for part in parts))


def _inverted(part: Narrowed) -> Narrowed:
    return Narrowed(f"(({part.where}) IS NOT TRUE)", part.args, exact=True) if part.exact else ANYTHING


def _within(fields: tuple[str, ...], phrases: tuple[Phrase, ...], by: Means) -> Narrowed:
    """Look words up where they are indexed; those of a part of a column narrow it, and it is read besides."""
    if by.words is None or not phrases:
        return _holding(fields, phrases)
    if fields in _COLUMN:
        return _matching(phrases, _COLUMN[fields])
    whole = next((column for each, column in _COLUMN.items() if set(fields) <= set(each)), None)
    read = _holding(fields, phrases)
    if whole:
        return _both(_matching(phrases, whole), read)
    return by.seek(fields[0], read, phrases) if by.seek and len(fields) == 1 else read


def _matching(phrases: tuple[Phrase, ...], column: str) -> Narrowed:
    said = (f'{column} : "{" ".join(phrase.words)}"{" *" * phrase.prefix}' for phrase in phrases[:_MOST])
    return Narrowed(exact=len(phrases) <= _MOST, match=" AND ".join(said))


def _holding(fields: tuple[str, ...], phrases: tuple[Phrase, ...]) -> Narrowed:
    """Have the document itself read: a function's price a row, but none for what stands elsewhere."""
    if len(phrases) > _MOST:
        return ANYTHING
    said = ", ".join(f"CASE {kind_of((each,))} WHEN 'text' THEN {value_of(each)} END" for each in fields)
    args = tuple(arg for each in phrases for arg in (" ".join(each.words), each.prefix))
    where = " AND ".join([f"{HOLDS}(?, ?, {said})"] * len(phrases)) or "1"
    return Narrowed(where, args, exact=True)


def _equal(path: tuple[str, ...], value: Any) -> Narrowed:
    if value is None:  # + : no index leads to None, which most documents may hold
        return Narrowed(f"(+{value_of(*path)} IS NULL AND {kind_of(path)} IS 'null')", exact=True)
    if not _plain(value):
        return ANYTHING
    return Narrowed(f"({value_of(*path)} = ?)", (value,), exact=_unmistakable(value))


def _unequal(path: tuple[str, ...], value: Any) -> Narrowed:
    if value is None:  # + : as above
        return Narrowed(f"(+{value_of(*path)} IS NOT NULL)", exact=True)
    return _both(_exists(path), _inverted(_equal(path, value)))


def _one_of(path: tuple[str, ...], values: Any) -> Narrowed:
    if not isinstance(values, tuple | frozenset) or not 0 < len(values) <= _MOST:
        return ANYTHING
    if None in values:
        known = tuple(value for value in values if value is not None)
        return _either([_equal(path, None), *([_one_of(path, known)] if known else [])])
    if not all(_plain(value) for value in values):
        return ANYTHING
    marks = ", ".join("?" * len(values))
    return Narrowed(f"({value_of(*path)} IN ({marks}))", tuple(values), all(map(_unmistakable, values)))


def _exists(path: tuple[str, ...]) -> Narrowed:
    return Narrowed(f"({kind_of(path)} IS NOT NULL)", exact=True)


def _compare(sign: str) -> Callable[[tuple[str, ...], Any], Narrowed]:
    def compared(path: tuple[str, ...], value: Any) -> Narrowed:
        if not _plain(value):
            return ANYTHING
        field = value_of(*path)
        if isinstance(value, str):  # in SQL every number is below every text
            return Narrowed(f"({field} {sign} ? AND {field} >= '')", (value,))
        return Narrowed(f"({field} {sign} ? AND {field} < '')", (value,), exact=True)

    return compared


_SIGNS: dict[str, Callable[..., Narrowed]] = {
    "==": _equal,
    "!=": _unequal,
    "one_of": _one_of,
    "exists": _exists,
    **{sign: _compare(sign) for sign in ("<", "<=", ">", ">=")},
}

_SOUGHT = frozenset(_SIGNS) - {"!=", "exists"}
"""The signs whose matches stand together in an index."""


def _speakable(path: tuple[Any, ...]) -> bool:
    return bool(path) and all(isinstance(part, str) and _KEY.fullmatch(part) for part in path)


def _known(fields: tuple[Any, ...]) -> bool:
    return all(_speakable((each,)) for each in fields)


def _or_none(value: Any) -> bool:
    return value is None or (isinstance(value, tuple | frozenset) and None in value)


def _plain(value: Any) -> bool:
    """Return whether SQL and Python read the value alike: no float, NUL, surrogate or huge number."""
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= each <= "\udfff" for each in value)
    return isinstance(value, int) and abs(value) < _LIMIT


def _unmistakable(value: Any) -> bool:
    """Return whether no list or dictionary reads like it: SQL shows those as their JSON text."""
    return not (isinstance(value, str) and value.startswith(("[", "{")))
