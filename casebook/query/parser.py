"""From tokens to one query. NEAR binds closest, then standing side by side, then OR; NOT takes what follows.

While somebody still types, whatever touches the end of the text and may become right is left out of account,
and a word that stands there may go on.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import reduce
from operator import and_, or_
from typing import Any

from tinydb import Query
from tinydb.queries import QueryInstance

from casebook.frozen import frozen
from casebook.query.errors import QueryError, Unfit
from casebook.query.fields import NAMES
from casebook.query.tokens import Sort, Token, tokens
from casebook.query.values import Asking
from casebook.store.standing import near
from casebook.store.words import Phrase, phrase, within
from casebook.toml import nearest

MOST = 64
"""Tokens a query may have, so that nothing typed or pasted can wear the machine out."""
CLOSE = 10
"""Words that may stand between, where NEAR says no number."""
FARTHEST = 999
"""Words that may stand between at most."""
ONLY_TWO = "NEAR joins two: write (a NEAR/5 b) (b NEAR/5 c)"
DEEPEST = 16
"""Parentheses and NOTs inside each other."""

Parsed = QueryInstance | None
"""None says nothing: a word of signs only, or a part that is not finished."""


@frozen
class Asked:
    """What was understood."""

    query: QueryInstance
    """True of what is wanted; everything where nothing was said."""
    phrases: tuple[Phrase, ...] = ()
    """The words looked for in title and text, without those that must be missing."""
    written: tuple[str, ...] = ()
    """The same as they were written, one each, without stars."""


def parse(said: str, asking: Asking, *, typing: bool = False) -> Asked:
    """Return what a text asks for.

    Args:
        said: As it was typed; anything at all.
        asking: Who asks, and when: `is:mine`, `since:2d`.
        typing: Whether the text is still being typed, so that its end may be unfinished.

    Raises:
        QueryError: It cannot be meant; the message says what, where, and what was probably meant.
    """
    return _Parser(said, asking, typing=typing).whole()


def as_seen(said: str, asking: Asking) -> str:
    """Return what asks for just what was seen while it was typed: a last word without an end has a star.

    Args:
        said: As it was typed; with a space behind it the last word is whole.
        asking: Who asks, and when.

    Raises:
        QueryError: It cannot be meant.
    """
    starred = f"{said}*"
    if parse(said, asking).query == (seen := parse(said, asking, typing=True).query):
        return said
    return starred if parse(starred, asking).query == seen else said


class _Parser:
    """One pass over the tokens of one text."""

    def __init__(self, said: str, asking: Asking, *, typing: bool) -> None:
        self._tokens = list(tokens(said))
        self._asking = asking
        self._unfinished_at = len(said) if typing else -1
        self._next = 0
        self._depth = 0
        self._missing = False
        """Whether what is read now must be missing."""
        self._phrases: list[tuple[Phrase, str]] = []
        if len(self._tokens) > MOST:
            token = self._tokens[MOST]
            raise QueryError(f"that is longer than {MOST} words", token.at, token.end)

    def whole(self) -> Asked:
        query = self._either()
        if token := self._peek():
            raise QueryError('")" closes nothing', token.at, token.end)
        phrases, written = zip(*self._phrases, strict=True) if self._phrases else ((), ())
        return Asked(Query().noop() if query is None else query, phrases, written)

    def _either(self) -> Parsed:
        parts = [self._all_of()]
        while self._take(Sort.OR):
            parts.append(self._all_of())
        return combined(or_, parts)

    def _all_of(self) -> Parsed:
        parts = [self._near()]
        while (token := self._peek()) and token.sort not in (Sort.OR, Sort.CLOSE):
            self._take(Sort.AND)
            parts.append(self._near())
        return combined(and_, parts)

    def _near(self) -> Parsed:
        """Read one part, and what it must stand near to."""
        start = self._next
        one = self._one()
        sign = self._peek()
        if sign is None or sign.sort is not Sort.NEAR:
            return one
        self._next += 1
        most = self._distance(sign)
        ones, middle = self._side(one, start), self._next
        other = self._one()
        others = self._side(other, middle)
        if (more := self._peek()) and more.sort is Sort.NEAR:
            raise QueryError(ONLY_TWO, more.at, more.end)
        return near(most, ones, others) if ones and others else (one if other is None else other)

    def _distance(self, token: Token) -> int:
        """Return how many words may stand between."""
        if token.said in ("", "/") and (token.said == "" or token.end == self._unfinished_at):
            return CLOSE
        found = token.said[1:]
        if found.isascii() and found.isdigit() and len(found) < 10 and int(found) <= FARTHEST:
            return int(found)
        raise QueryError(f"NEAR wants a number up to {FARTHEST}, as in NEAR/5", token.at, token.end)

    def _side(self, found: Parsed, start: int) -> tuple[Phrase, ...]:
        """Return the phrases of one side of NEAR; nothing where it says nothing."""
        phrases = () if found is None else alternatives(found)
        if phrases is None:
            token, last = self._tokens[start], self._tokens[self._next - 1]
            raise QueryError(
                "NEAR joins words, phrases, or several of them as in (a OR b)", token.at, last.end
            )
        return phrases

    def _one(self) -> Parsed:
        token = self._peek()
        if token is None or token.sort in (Sort.OR, Sort.AND, Sort.NEAR, Sort.CLOSE):
            self._check_nothing(token)
            return None
        self._next += 1
        return self._READ[token.sort](self, token)

    def _check_nothing(self, token: Token | None) -> None:
        """Allow nothing where something should stand only at the end of what is typed, and in "()"."""
        before = self._tokens[self._next - 1] if self._next else None
        if token is not None and token.sort is not Sort.CLOSE:
            raise QueryError(f"{token.sort.upper()} stands alone", token.at, token.end)
        wanting = before is not None and before.sort in (Sort.OR, Sort.AND, Sort.NEAR, Sort.NOT)
        if before is not None and wanting and (token is not None or self._unfinished_at < 0):
            name = "-" if before.end - before.at == 1 else before.sort.upper()
            raise QueryError(f"{name} wants something behind it", before.at, before.end)

    def _inside(self, read: Callable[[], Parsed], token: Token) -> Parsed:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError("too many parentheses inside each other", token.at, token.end)
        found = read()
        self._depth -= 1
        return found

    def _group(self, token: Token) -> Parsed:
        found = self._inside(self._either, token)
        self._take(Sort.CLOSE)
        return found

    def _negated(self, token: Token) -> Parsed:
        self._missing = not self._missing
        found = self._inside(self._near, token)
        self._missing = not self._missing
        return None if found is None else ~found

    def _worded(self, token: Token) -> Parsed:
        found = phrase(token.said, prefix=token.prefix or self._growing(token))
        if found is None:
            return None
        if not self._missing:
            self._phrases.append((found, token.said.strip(" *")))
        return within(None, (found,))

    def _field(self, token: Token) -> Parsed:
        field = NAMES.get(token.field.lower())
        if field is None:
            raise QueryError(
                f"{token.field[:30]!r} is no field; {nearest(token.field, NAMES)}", token.at, token.end
            )
        if not token.said:
            if token.end == self._unfinished_at:
                return None
            raise QueryError(f"{field.name}: wants a value, e.g. {field.example}", token.at, token.end)
        try:
            return field.make(replace(token, prefix=token.prefix or self._growing(token)), self._asking)
        except Unfit as unfit:
            if unfit.unfinished and token.end == self._unfinished_at:
                return None
            raise QueryError(f"{field.name}: {unfit}", token.at, token.end) from unfit

    def _growing(self, token: Token) -> bool:
        """Return whether its last word may not be whole yet."""
        return token.end == self._unfinished_at and not token.quoted

    def _peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, sort: Sort) -> bool:
        token = self._peek()
        if token is None or token.sort is not sort:
            return False
        self._next += 1
        return True

    _READ = {
        Sort.WORD: _worded,
        Sort.PHRASE: _worded,
        Sort.FIELD: _field,
        Sort.NOT: _negated,
        Sort.OPEN: _group,
    }


def combined(
    join: Callable[[QueryInstance, QueryInstance], QueryInstance], parts: Iterable[Parsed]
) -> Parsed:
    """Join what says something, pairs first: a chain of many would be nested deeper than SQLite reads."""
    said = [part for part in parts if part is not None]
    while len(said) > 1:
        said = [reduce(join, said[at : at + 2]) for at in range(0, len(said), 2)]
    return said[0] if said else None


def alternatives(query: QueryInstance) -> tuple[Phrase, ...] | None:
    """Return the phrases of which one must stand in title or text, where a query asks for no more."""
    found = list(_alternatives(getattr(query, "_hash", None)))
    return None if None in found else tuple(sorted({each for each in found if each is not None}))


def _alternatives(shape: Any) -> Iterator[Phrase | None]:
    match shape:
        case ("text", (Phrase() as only,)):
            yield only
        case ("or", frozenset() as parts):
            for part in parts:
                yield from _alternatives(part)
        case _:
            yield None
