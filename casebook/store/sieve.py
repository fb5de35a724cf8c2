"""A first look at very many texts: which of them may hold one of several phrases at all."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from casebook.store.words import Phrase, folded

Branches = dict[str, Any]
"""A tree of letters; "" where a piece ends."""


class Sieve:
    """Looks for a piece of each phrase at once: its longest word, letter by letter as they branch.

    A text that holds a phrase as the words of the store tell it is never missed, whatever its case, accents
    and forms of letters; whether it holds the phrase itself is another question.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Make it; the pattern is made at first use.

        Args:
            phrases: What is looked for; where there are none, any text may hold them.
        """
        self._phrases = tuple(phrases)
        self._search: Callable[[str], object] | None = None if self._phrases else _anything

    def may(self, text: str) -> bool:
        """Return whether a text may hold one of the phrases."""
        if self._search is None:
            self._search = re.compile(_pattern(self._phrases)).search
        return self._search(folded(text)) is not None


def _anything(text: str) -> object:
    return text


def _pattern(phrases: Iterable[Phrase]) -> str:
    tree: Branches = {}
    for each in phrases:
        branch = tree
        for letter in max(each.words, key=len):
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return _written(tree)


def _written(tree: Branches) -> str:
    if "" in tree:
        return ""
    ways = [re.escape(letter) + _written(branch) for letter, branch in sorted(tree.items())]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
