"""A first look at very many texts: which of them may hold one of several phrases at all."""

import re
from functools import lru_cache
from typing import Any

from casebook.store.words import Phrase, folded

Branches = dict[str, Any]
"""A tree of letters; "" where a word may end."""


@lru_cache(maxsize=64)
def sieve(phrases: tuple[Phrase, ...]) -> re.Pattern[str]:
    """Return the pattern that finds a piece of one of the phrases in whatever holds one, once it is folded.

    The piece is the phrase's longest word, wherever it stands: a text that the words of the store would find
    is never missed. All pieces are looked for at once, letter by letter as they branch.
    """
    tree: Branches = {}
    for each in phrases:
        branch = tree
        for letter in max(each.words, key=len):
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return re.compile(_written(tree))


def may_hold(phrases: tuple[Phrase, ...], text: str) -> bool:
    """Return whether a text may hold one of the phrases; True where there are none to go by."""
    return not phrases or sieve(phrases).search(folded(text)) is not None


def _written(tree: Branches) -> str:
    if "" in tree:
        return ""
    ways = [re.escape(letter) + _written(branch) for letter, branch in sorted(tree.items())]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
