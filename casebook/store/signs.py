"""What SQL says of a field as Python does: each sign of TinyDB's queries, and values it may be said of."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from casebook.store.narrowed import ANYTHING, Narrowed, kind_of, value_of

MOST = 200
"""What goes beyond this many values or phrases is left to the query."""
_KEY = re.compile(r'[^\x00-\x1f"\\\ud800-\udfff]+')
_LIMIT = 2**53
"""Beyond, SQLite and Python need not agree on what a number is."""


class Column(NamedTuple):
    """A field, as SQL names it."""

    value: str
    sort: str
    """The sort of its value, such as `text`."""


def column(path: tuple[str, ...], unsaid: frozenset[str] = frozenset()) -> Column:
    """Return a field as it is read in a document; of some, what is left out is None."""
    return Column(value_of(*path), kind_of(path, unsaid=len(path) == 1 and path[0] in unsaid))


def said(sign: str, of: Column, *rest: Any) -> Narrowed:
    """Return the condition that a sign says of a field."""
    return _SIGNS[sign](of, *rest)


def both(one: Narrowed, other: Narrowed) -> Narrowed:
    """Return the condition that two hold."""
    match = joined(" AND ", one.match, other.match)
    unless = joined(" OR ", one.unless, other.unless)
    if match and unless:
        match, unless = f"({match}) NOT ({unless})", None
    where = " AND ".join(part for part in (one.where, other.where) if part != "1") or "1"
    return Narrowed(where, one.args + other.args, one.exact and other.exact, match, unless)


def both_in_turn(one: Narrowed, other: Narrowed) -> Narrowed:
    """Return the condition that two hold; of what does not meet the first, the second is not asked."""
    where = f"(CASE WHEN {one.where} THEN {other.where} ELSE 0 END)"
    return Narrowed(where, one.args + other.args, one.exact and other.exact)


def either(parts: list[Narrowed]) -> Narrowed:
    """Return the condition that one of several holds; no words are looked up in them."""
    if any(part.where == "1" for part in parts):
        return Narrowed(exact=any(part.where == "1" and part.exact for part in parts))
    where = " OR ".join(part.where for part in parts)
    args = tuple(arg for part in parts for arg in part.args)
    return Narrowed(f"({where})", args, all(part.exact for part in parts))


def inverted(part: Narrowed) -> Narrowed:
    """Return the condition that another does not hold."""
    return Narrowed(f"(({part.where}) IS NOT TRUE)", part.args, exact=True) if part.exact else ANYTHING


def joined(sign: str, *parts: str | None) -> str | None:
    """Return what is said in the search index's language, joined; None where nothing is."""
    found = [f"({part})" for part in parts if part]
    return sign.join(found) or None


def speakable(path: tuple[Any, ...]) -> bool:
    """Return whether SQL can name a field."""
    return bool(path) and all(isinstance(part, str) and _KEY.fullmatch(part) for part in path)


def _equal(of: Column, value: Any) -> Narrowed:
    if value is None:  # + : no index leads to None, which most documents may hold
        return Narrowed(f"(+{of.value} IS NULL AND {of.sort} IS 'null')", exact=True)
    if not _plain(value):
        return ANYTHING
    return Narrowed(f"({of.value} = ?)", (value,), exact=_unmistakable(value))


def _unequal(of: Column, value: Any) -> Narrowed:
    if value is None:  # + : as above
        return Narrowed(f"(+{of.value} IS NOT NULL)", exact=True)
    return both(_exists(of), inverted(_equal(of, value)))


def _one_of(of: Column, values: Any) -> Narrowed:
    if not isinstance(values, tuple | frozenset) or not 0 < len(values) <= MOST:
        return ANYTHING
    if None in values:
        known = tuple(value for value in values if value is not None)
        return either([_equal(of, None), *([_one_of(of, known)] if known else [])])
    if not all(_plain(value) for value in values):
        return ANYTHING
    marks = ", ".join("?" * len(values))
    return Narrowed(f"({of.value} IN ({marks}))", tuple(values), all(map(_unmistakable, values)))


def _exists(of: Column) -> Narrowed:
    return Narrowed(f"({of.sort} IS NOT NULL)", exact=True)


def _compare(sign: str) -> Callable[[Column, Any], Narrowed]:
    def compared(of: Column, value: Any) -> Narrowed:
        if not _plain(value):
            return ANYTHING
        number = not isinstance(value, str)
        sure = number is sign.startswith("<")  # in SQL every number is below every text
        alike = "" if sure else f" AND {of.value} {'<' if number else '>='} ''"
        return Narrowed(f"({of.value} {sign} ?{alike})", (value,), exact=number)

    return compared


_SIGNS: dict[str, Callable[..., Narrowed]] = {
    "==": _equal,
    "!=": _unequal,
    "one_of": _one_of,
    "exists": _exists,
    **{sign: _compare(sign) for sign in ("<", "<=", ">", ">=")},
}

SIGNS = frozenset(_SIGNS)
"""The signs that can be said."""
SOUGHT = SIGNS - {"!=", "exists"}
"""Those whose matches stand together in an index."""


def or_none(value: Any) -> bool:
    """Return whether a value, or one of several, is None."""
    return value is None or (isinstance(value, tuple | frozenset) and None in value)


def _plain(value: Any) -> bool:
    """Return whether SQL and Python read the value alike: no float, NUL, surrogate or huge number."""
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= each <= "\udfff" for each in value)
    return isinstance(value, int) and abs(value) < _LIMIT


def _unmistakable(value: Any) -> bool:
    """Return whether no list or dictionary reads like it: SQL shows those as their JSON text."""
    return not (isinstance(value, str) and value.startswith(("[", "{")))
