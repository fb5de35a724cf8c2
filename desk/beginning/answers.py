"""What somebody who begins has answered."""

import re

from casebook.frozen import frozen
from sources.text import clean_line

_PARTS = re.compile(r"[,;\n]")
_NOT_IN_A_NAME = re.compile(r"\W+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_]\w+)*")


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


def languages(said: str) -> tuple[str, ...]:
    """Return the languages of a line, as posts are marked with them: of `en, de-AT` en and de."""
    return tuple(dict.fromkeys(re.split("[-_]", each)[0] for each in listed(said.casefold())))


def flaw_of_languages(said: str) -> str:
    """Return what is wrong with languages as somebody wrote them; empty for nothing.

    No post is marked with a word such as "german": whoever listens for that hears nobody.
    """
    wrong = next((each for each in listed(said) if not _LANGUAGE.fullmatch(each.casefold())), None)
    return (
        f"“{wrong}” is no code of a language: en, de, fr, es, ja and so on, parted by commas" if wrong else ""
    )
