"""A mention's text cut into words, once, for every rule to look at."""

from functools import cached_property

from casebook.pattern import pattern

LONGEST = 20_000
"""How much of a text is looked at, in characters; nobody's case rests on what stands behind."""

STOP = "."
"""The token for the end of a sentence: no rule reads across it."""

_TOKEN = pattern(r"[@$€£]?\w+(?:['’]\w+|[.,]\d+)*[€%]?|[.!?;:\n…]+")
_MONEY = frozenset("$€£")
CURRENCIES = frozenset(("eur", "euro", "euros", "usd", "gbp", "chf", "dollars", "bucks", "pounds", "quid"))
"""Words that stand for a sum of money; letters alone."""


class Tokens:
    """The words of a text in order; to cut them takes time that grows with the length only."""

    def __init__(self, text: str) -> None:
        """Cut a text of which the first characters matter, up to `LONGEST`."""
        self._text = text
        self.words = [
            found.lower() if found.isalnum() else _word(found) for found in _TOKEN.findall(text, 0, LONGEST)
        ]
        """In small letters, without apostrophes; `.` for the end of a sentence."""

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands in the text, its end apart; most texts hold nothing anybody asks about."""
        return [found.span() for found in _TOKEN.finditer(self._text, 0, LONGEST)]


def is_money(word: str) -> bool:
    """Return whether a word is a sum of money by its signs; a currency's name is in `CURRENCIES`."""
    return word[0] in _MONEY or word[-1] in _MONEY


def plain(word: str) -> str:
    """Return a word as it is compared: small letters, no apostrophe."""
    return word.lower().replace("'", "").replace("’", "")


def _word(found: str) -> str:
    return plain(found) if found[-1].isalnum() or found[-1] in "_€%" else STOP
