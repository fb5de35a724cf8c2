"""What somebody who begins has answered."""

import re

from casebook.frozen import frozen
from sources.text import clean_line

_PARTS = re.compile(r"[,;\n]")
_NOT_IN_A_NAME = re.compile(r"\W+")


@frozen
class Answers:
    """Who they are, what they are called, and in which languages their customers write."""

    company: str
    responder: str
    words: tuple[str, ...]
    """What people call them."""
    misspellings: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()
    """What merely looks like them."""
    languages: tuple[str, ...] = ("en",)
    """BCP 47, the first part."""

    @property
    def brand(self) -> str:
        """The name of their brand in the settings."""
        return _NOT_IN_A_NAME.sub("-", self.company.casefold()).strip("-") or "us"

    @property
    def tags(self) -> tuple[str, ...]:
        """Their words as hashtags."""
        words = (_NOT_IN_A_NAME.sub("", each.casefold()) for each in self.words if "." not in each)
        return tuple(dict.fromkeys(filter(None, words)))


def listed(said: str) -> tuple[str, ...]:
    """Return the parts of a line, parted by commas, each once."""
    return tuple(dict.fromkeys(filter(None, (clean_line(each) for each in _PARTS.split(said)))))
