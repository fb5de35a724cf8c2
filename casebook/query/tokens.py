"""What is typed, cut into tokens: pure, and it never fails. A quote left open ends with the text."""

import re
from collections.abc import Iterator
from enum import StrEnum

from casebook.frozen import frozen


class Sort(StrEnum):
    """What a token is."""

    WORD = "word"
    PHRASE = "phrase"
    FIELD = "field"
    NOT = "not"
    AND = "and"
    OR = "or"
    NEAR = "near"
    OPEN = "("
    CLOSE = ")"


@frozen
class Token:
    """One piece of what was typed."""

    sort: Sort
    at: int
    """Where it begins, in characters from 0."""
    end: int
    """Where it ends; the first character that is not of it."""
    said: str = ""
    """A word without its star, a phrase without its quotes, the value of a field, or the /5 of NEAR/5."""
    field: str = ""
    """The field's name as it was typed; only of a field."""
    quoted: bool = False
    """Whether a field's value, or the phrase, stood in quotes."""
    prefix: bool = False
    """Whether the last word may go on: there was a star behind it."""


_SPACE = re.compile(r"\s+")
_FIELD = re.compile(r"([A-Za-z_]+):(?!//)")
_QUOTED = re.compile(r'"([^"]*)("?)(\*?)')
_BARE = re.compile(r'[^\s"()]+')
_SIGNS = {"(": Sort.OPEN, ")": Sort.CLOSE}
_NEAR = re.compile(r"NEAR(/.*|)")
_WORDS = {"AND": Sort.AND, "OR": Sort.OR, "NOT": Sort.NOT}
ADDRESS = "url"
"""The field of a bare `https://…`."""


def tokens(said: str) -> Iterator[Token]:
    """Yield the tokens of a text in their order."""
    at = 0
    while at < len(said):
        if space := _SPACE.match(said, at):
            at = space.end()
            continue
        token = _token(said, at)
        yield token
        at = token.end


def _token(said: str, at: int) -> Token:
    sign = said[at]
    if sign in _SIGNS:
        return Token(_SIGNS[sign], at, at + 1)
    if sign == '"':
        return _quoted(said, at, Sort.PHRASE, at)
    if sign == "-" and not _SPACE.match(said, at + 1) and at + 1 < len(said):
        return Token(Sort.NOT, at, at + 1)
    if field := _FIELD.match(said, at):
        return _field(said, at, field)
    return _bare(said, at)


def _field(said: str, at: int, field: "re.Match[str]") -> Token:
    name, start = field[1], field.end()
    if said.startswith('"', start):
        return _quoted(said, start, Sort.FIELD, at, name)
    value = _BARE.match(said, start)
    end = value.end() if value else start
    return _starred(Sort.FIELD, at, end, said[start:end], name)


def _quoted(said: str, start: int, sort: Sort, at: int, field: str = "") -> Token:
    found = _QUOTED.match(said, start)
    assert found is not None
    return Token(sort, at, found.end(), found[1], field, quoted=True, prefix=bool(found[3]))


def _bare(said: str, at: int) -> Token:
    found = _BARE.match(said, at)
    assert found is not None
    word, end = found[0], found.end()
    if word in _WORDS:
        return Token(_WORDS[word], at, end)
    if near := _NEAR.fullmatch(word):
        return Token(Sort.NEAR, at, end, near[1])
    if "://" in word:
        return _starred(Sort.FIELD, at, end, word, ADDRESS)
    return _starred(Sort.WORD, at, end, word)


def _starred(sort: Sort, at: int, end: int, said: str, field: str = "") -> Token:
    bare = said.removesuffix("*")
    return Token(sort, at, end, bare, field, prefix=bare != said)
