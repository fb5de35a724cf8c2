"""What was told of a word, kept for the next time: texts are made of the same few thousand words."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

MOST = 20_000
"""Words of which something is kept at most."""
LONGEST = 40
"""Letters a word has at most of which anything is kept: longer ones hardly come back."""


class Kept(dict[str, T]):
    """What a pure function says of words, asked once of each; to look it up again costs next to nothing."""

    def __init__(self, told: Callable[[str], T]) -> None:
        """Take the function."""
        super().__init__()
        self._told = told

    def __missing__(self, word: str) -> T:
        """Ask the function, and keep what it says."""
        said = self._told(word)
        if len(word) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[word] = said
        return said
