"""A mention's text cut into words, once, for every rule to look at."""

import re
from functools import cached_property
from itertools import islice

from casebook.pattern import pattern
from playbooks.kept import Kept

LONGEST = 4_000
"""How much of a text is looked at, in characters: so no text takes longer than some five milliseconds."""
_MOST = 1_200
"""… and in words: so long a text has some eight hundred, one of nothing but signs four thousand."""

STOP, ASKED, LOUD, TRAILS = ".", "?", "!", "…"
STOPS = frozenset((STOP, ASKED, LOUD, TRAILS))
"""The tokens for the end of a sentence: no rule reads across one."""
LINK, SMILE, FROWN = "<link>", ":)", ":("
_FACES = "\u2600-\u27bf\ufe0f\ufffd\U0001f000-\U0001faff"

_TOKEN = pattern(
    r"https?://\S+|www\.\S+|<url>|[@$€£]?\w++(?:['’]\w++|[.,]\d++)*+[€%]?|"
    rf"[:;=]['’]?-?[()D](?!\w)|[.!?;:\n…]++|#|[{_FACES}]"
)
_MONEY = frozenset("$€£")
CURRENCIES = frozenset(("eur", "euro", "euros", "usd", "gbp", "chf", "dollars", "bucks", "pounds", "quid"))
"""Words that stand for a sum of money; letters alone."""


class Tokens:
    """The words of a text in order; to cut them takes time that grows with the length only."""

    def __init__(self, text: str) -> None:
        """Cut a text of which the first characters matter, up to `LONGEST`, and the first `_MOST` words."""
        self._found = [*islice(_TOKEN.finditer(text, 0, LONGEST), _MOST)]
        self.words = [*map(_WORDS.__getitem__, map(re.Match.group, self._found))]
        """In small letters, without apostrophes; one of `STOPS` for the end of a sentence."""

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands in the text, its end apart; most texts hold nothing anybody asks about."""
        return [*map(re.Match.span, self._found)]


def is_money(word: str) -> bool:
    """Return whether a word is a sum of money by its signs; a currency's name is in `CURRENCIES`."""
    return word[0] in _MONEY or word[-1] in _MONEY


def plain(word: str) -> str:
    """Return a word as it is compared: small letters, no apostrophe."""
    return word.lower().replace("'", "").replace("’", "")


def is_face(word: str) -> bool:
    """Return whether a word is a drawn sign, as an emoji is; one lost on the way counts."""
    return len(word) == 1 and ("\u2600" <= word <= "\u27bf" or word >= "\ufe0f")


def _word(found: str) -> str:
    if found.isalnum():
        return found.lower()
    last = found[-1]
    if found.startswith(("http", "www.", "<")):
        return LINK
    if (last.isalnum() and found[0] not in ":;=") or last in "_€%":
        return plain(found)
    return _sign(found)


def _sign(found: str) -> str:
    if found[0] in ":;=" and found[-1] in "()D":
        return FROWN if found[-1] == "(" else SMILE
    if found == "#" or is_face(found):
        return found
    if ASKED in found:
        return ASKED
    if LOUD in found:
        return LOUD
    return TRAILS if TRAILS in found else STOP


_WORDS = Kept(_word)
"""Each word as it is compared."""
