"""SQL narrows, the query decides.

`narrow` reads a TinyDB query and returns an SQL condition that every match meets, and whether it is exact.
Where it is not, the query itself is called on each candidate. So a part SQL cannot express costs time, never
a wrong answer.

The shape of a query is what TinyDB hashes: `("==", path, value)`, `("and", frozenset)` and so on. An unknown
shape, a value or a path that SQL would read otherwise than Python, is simply not narrowed.
"""

import re
from collections.abc import Callable
from functools import reduce
from typing import Any

from tinydb.queries import QueryLike

from casebook.frozen import frozen
from casebook.store.words import COLUMNS, SEARCHED, Phrase

DOC = "doc"
"""The column that holds the document."""
HOLDS = "words_hold"
"""The SQL name of `words.holds`, which every connection knows."""
_KEY = re.compile(r'[^\x00-\x1f"\\\ud800-\udfff]+')
_LIMIT = 2**53
"""Beyond, SQLite and Python need not agree on what a number is."""
_COLUMN = {fields: column for column, fields in COLUMNS.items()}
_MOST = 200
"""What goes beyond this many values or phrases is left to the query."""


@frozen
class Narrowed:
    """A condition that every match meets."""

    where: str = "1"
    """SQL, true or false but never NULL where it is exact."""
    args: tuple[Any, ...] = ()
    exact: bool = False
    """Whether everything that meets it matches."""
    match: str | None = None
    """Words to find besides, in the search index's own language."""
    unless: str | None = None
    """Words that must be missing besides, in the same."""

    def plain(self, index: str, number: str = "id") -> "Narrowed":
        """Return the same with the words looked up inside the condition, in the index of that name.

        Args:
            index: Quoted name of the search index.
            number: SQL for the document's id; `+id` where the words should not lead, but be looked up.
        """
        where, args = self.where, self.args
        for said, sign in ((self.match, "IN"), (self.unless, "NOT IN")):
            if said is not None:
                where = f"({where} AND {number} {sign} (SELECT rowid FROM {index} WHERE {index} MATCH ?))"
                args = (*args, said)
        return Narrowed(where, args, self.exact)

    @property
    def worded(self) -> bool:
        """Whether it asks for words to be there, and for nothing else."""
        return self.match is not None and self.where == "1" and self.exact


ANYTHING = Narrowed()


def value_of(*path: str) -> str:
    """Return the SQL for a field's value; indexes are on exactly this expression."""
    return f"json_extract({DOC}, {_quoted(path)})"


def narrow(query: QueryLike | None, words: str | None = None) -> Narrowed:
    """Return what SQL can say of a query.

    Args:
        query: Any TinyDB query; None matches everything.
        words: Quoted name of the table's search index; None has words tested on each document instead.
    """
    if query is None:
        return Narrowed(exact=True)
    return _narrow(getattr(query, "_hash", None), words)


def _narrow(shape: Any, words: str | None) -> Narrowed:
    match shape:
        case ():
            return Narrowed(exact=True)
        case ("and", frozenset() as parts):
            return reduce(_both, (_narrow(part, words) for part in parts))
        case ("or", frozenset() as parts):
            return _any_of([_narrow(part, words) for part in parts], words)
        case ("not", inner):
            return _not(_narrow(inner, words), words)
        case ("text", tuple() as phrases):
            return _within(SEARCHED, phrases, words)
        case ("within", tuple() as fields, tuple() as phrases) if _known(fields):
            return _within(fields, phrases, words)
        case (str() as sign, tuple() as path, *rest) if sign in _SIGNS and _speakable(path):
            return _SIGNS[sign](path, *rest)
    return ANYTHING


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


def _not(part: Narrowed, words: str | None) -> Narrowed:
    if part.worded:
        return Narrowed(exact=True, unless=part.match)
    return _inverted(part.plain(words) if words else part)


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


def _within(fields: tuple[str, ...], phrases: tuple[Phrase, ...], words: str | None) -> Narrowed:
    """Look words up where they are indexed; those of a part of a column narrow it, and it is read besides."""
    if words is None or not phrases:
        return _holding(fields, phrases)
    if fields in _COLUMN:
        return _matching(phrases, _COLUMN[fields])
    whole = next((column for each, column in _COLUMN.items() if set(fields) <= set(each)), None)
    read = _holding(fields, phrases)
    return _both(_matching(phrases, whole), read) if whole else read


def _matching(phrases: tuple[Phrase, ...], column: str) -> Narrowed:
    said = (f'{column} : "{" ".join(phrase.words)}"{" *" * phrase.prefix}' for phrase in phrases[:_MOST])
    return Narrowed(exact=len(phrases) <= _MOST, match=" AND ".join(said))


def _holding(fields: tuple[str, ...], phrases: tuple[Phrase, ...]) -> Narrowed:
    """Have the document itself read: a function's price a row, but none for what stands elsewhere."""
    if len(phrases) > _MOST:
        return ANYTHING
    said = ", ".join(f"CASE {_kind_of((each,))} WHEN 'text' THEN {value_of(each)} END" for each in fields)
    args = tuple(arg for each in phrases for arg in (" ".join(each.words), each.prefix))
    where = " AND ".join([f"{HOLDS}(?, ?, {said})"] * len(phrases)) or "1"
    return Narrowed(where, args, exact=True)


def _equal(path: tuple[str, ...], value: Any) -> Narrowed:
    if value is None:  # + : no index leads to None, which most documents may hold
        return Narrowed(f"(+{value_of(*path)} IS NULL AND {_kind_of(path)} IS 'null')", exact=True)
    if not _plain(value):
        return ANYTHING
    return Narrowed(f"({value_of(*path)} = ?)", (value,), exact=_unmistakable(value))


def _unequal(path: tuple[str, ...], value: Any) -> Narrowed:
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
    return Narrowed(f"({_kind_of(path)} IS NOT NULL)", exact=True)


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


def _speakable(path: tuple[Any, ...]) -> bool:
    return bool(path) and all(isinstance(part, str) and _KEY.fullmatch(part) for part in path)


def _known(fields: tuple[Any, ...]) -> bool:
    return all(_speakable((each,)) for each in fields)


def _plain(value: Any) -> bool:
    """Return whether SQL and Python read the value alike: no float, NUL, surrogate or huge number."""
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= each <= "\udfff" for each in value)
    return isinstance(value, int) and abs(value) < _LIMIT


def _unmistakable(value: Any) -> bool:
    """Return whether no list or dictionary reads like it: SQL shows those as their JSON text."""
    return not (isinstance(value, str) and value.startswith(("[", "{")))


def _kind_of(path: tuple[str, ...]) -> str:
    return f"json_type({DOC}, {_quoted(path)})"


def _quoted(path: tuple[str, ...]) -> str:
    steps = "$." + ".".join(f'"{step}"' for step in path)
    return "'" + steps.replace("'", "''") + "'"
