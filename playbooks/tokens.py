"""A mention's text cut into words, once, for every rule to look at."""

from typing import NamedTuple

from casebook.pattern import pattern

LONGEST = 20_000
"""How much of a text is looked at, in characters; nobody's case rests on what stands behind."""

STOP = "."
"""The token for the end of a sentence: no rule reads across it."""

_TOKEN = pattern(r"[@$€£]?\w+(?:['’]\w+|[.,]\d+)*[€%]?|[.!?;:\n…]+")
_MONEY = frozenset("$€£")
_CURRENCIES = frozenset(("eur", "euro", "euros", "usd", "gbp", "chf", "dollars", "bucks", "pounds", "quid"))


class Token(NamedTuple):
    """One word of the text, or the end of a sentence."""

    word: str
    """In small letters, without its apostrophe; `.` for the end of a sentence."""
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the words of a text in order, with where they stand; time grows with the length only."""
    return [Token(_word(found[0]), *found.span()) for found in _TOKEN.finditer(text, 0, LONGEST)]


def is_money(word: str) -> bool:
    """Return whether a word is a sum of money, or names a currency."""
    return word[0] in _MONEY or word[-1] in _MONEY or word in _CURRENCIES


def plain(word: str) -> str:
    """Return a word as it is compared: small letters, no apostrophe."""
    return word.lower().replace("'", "").replace("’", "")


def _word(found: str) -> str:
    return plain(found) if found[-1].isalnum() or found[-1] in "_€%" else STOP
