"""How the value of a field becomes a query: numbers, closed words, times, words within a field."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from operator import eq, ge, gt, le, lt
from typing import Any

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.document import to_ms
from casebook.durations import seconds
from casebook.frozen import frozen
from casebook.query.errors import Unfit
from casebook.query.tokens import Token
from casebook.store.words import phrase, within
from casebook.toml import nearest

NONE, ANY = "none", "any"
"""What every field that may be empty understands besides."""

_COMPARED = re.compile(r"(<=|>=|<|>|=|)(\d{1,15})([kKmM]?)")
_BETWEEN = re.compile(r"(\d{1,15})\.\.(\d{1,15})")
_BEGUN = re.compile(r"(?:<=?|>=?|=|)(?:\d{1,15}[kKmM]?|\d{1,15}\.{1,2})?")
_DATE_BEGUN = re.compile(r"[\d.:smhd-]*")
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000}
_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "==": eq,
}


def compared(field: str, sign: str, number: int) -> QueryInstance:
    """Return the query for a number compared; what has no number there never matches."""

    def test(document: Mapping[str, Any]) -> bool:
        value = document.get(field)
        return isinstance(value, int) and _OPERATORS[sign](value, number)

    return QueryInstance(test, (sign, (field,), number))


NOBODY = compared("rank", "<", 0)
"""True of nothing, and an index knows that."""


@frozen
class Asking:
    """Who asks, when, and what is known beside the mentions."""

    me: str
    now: datetime
    """Aware."""
    storm: QueryInstance = NOBODY
    """The query for the members of the storms that are on."""


Maker = Callable[[Token, Asking], QueryInstance | None]
"""Makes a field's token a query, None where it says nothing; raises Unfit."""


def empty(field: str) -> QueryInstance:
    """Return the query for what has nothing in a field."""
    return ~filled(field)


def filled(field: str) -> QueryInstance:
    """Return the query for what has something in a field."""
    query: QueryInstance = where(field) != None  # noqa: E711 - TinyDB's own way of asking
    return query


def of_words(*fields: str) -> Maker:
    """Return the maker for words within fields: all of the value's words, side by side."""

    def make(token: Token, asking: Asking) -> QueryInstance | None:
        found = phrase(token.said, prefix=token.prefix)
        return within(fields, (found,)) if found else None

    return make


def of_number(field: str) -> Maker:
    """Return the maker for a number: `2`, `<=2`, `>1k`, `1..3`, `none`, `any`."""
    return lambda token, asking: numbered(field, token)


def numbered(field: str, token: Token) -> QueryInstance:
    """Return the query for what a token says of a number.

    Raises:
        Unfit: It is no number.
    """
    said = token.said.lower()
    if said in (NONE, ANY):
        return empty(field) if said == NONE else filled(field)
    if both := _BETWEEN.fullmatch(said):
        return compared(field, ">=", int(both[1])) & compared(field, "<=", int(both[2]))
    if one := _COMPARED.fullmatch(said):
        sign = "==" if one[1] in ("", "=") else one[1]
        return compared(field, sign, int(one[2]) * _TIMES[one[3]])
    raise Unfit("wants a number such as 2, <=2, >1k or 1..3, or none", unfinished=_begun(said))


def of_choice(choices: Mapping[str, Callable[[Asking], QueryInstance]]) -> Maker:
    """Return the maker for one of a closed set of words."""

    def make(token: Token, asking: Asking) -> QueryInstance:
        said = token.said.lower()
        if said not in choices:
            begun = any(each.startswith(said) for each in choices)
            raise Unfit(f"does not know {token.said[:30]!r}; {nearest(said, choices)}", unfinished=begun)
        return choices[said](asking)

    return make


def of_owner(token: Token, asking: Asking) -> QueryInstance | None:
    """Return the query for who has claimed it: a name, `me`, `none` or `any`."""
    said = token.said.lower()
    if said == "me" and not token.quoted:
        return mine(asking)
    if said in (NONE, ANY) and not token.quoted:
        return empty("owner") if said == NONE else filled("owner")
    return of_words("owner")(token, asking)


def mine(asking: Asking) -> QueryInstance:
    """Return the query for what the one who asks has claimed."""
    query: QueryInstance = where("owner") == asking.me
    return query


def of_time(field: str, sign: str) -> Maker:
    """Return the maker for a time: so long ago (`2d`, `90m`), or a day (`2026-03-01`, UTC)."""

    def make(token: Token, asking: Asking) -> QueryInstance:
        moment = moment_of(token.said, asking.now)
        if moment is None:
            begun = _DATE_BEGUN.fullmatch(token.said) is not None
            raise Unfit("wants a time such as 90m, 2d or 2026-03-01", unfinished=begun)
        return compared(field, sign, to_ms(moment))

    return make


def moment_of(said: str, now: datetime) -> datetime | None:
    """Return the time that `2d`, `90m` or `2026-03-01` means; None where it is none."""
    ago = seconds(said)
    try:
        if ago is not None:
            return now - timedelta(seconds=ago)
        return datetime.strptime(said, "%Y-%m-%d").replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _begun(said: str) -> bool:
    words = any(each.startswith(said) for each in (NONE, ANY))
    return words or _BEGUN.fullmatch(said) is not None
