"""What changed from one wording to the next, word by word: pure."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from casebook.frozen import frozen

MOST = 600
"""Words, or lines of what has more words, that are compared one by one; the rest is told as a whole."""

_WORDS = re.compile(r"\S+\s*|\s+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


class Fate(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    STRUCK = "struck"
    ADDED = "added"


@frozen
class Piece:
    """Words that share a fate."""

    fate: Fate
    text: str


def changes(before: str, after: str) -> list[Piece]:
    """Return a wording as the pieces of what it was before: kept, struck, added, in reading order."""
    if before == after:
        return [Piece(Fate.KEPT, after)] if after else []
    was, now = _parts(before, after)
    if max(len(was), len(now)) > MOST:
        return _pieces((Fate.STRUCK, before), (Fate.ADDED, after))
    one, other = ([each.strip() for each in said] for said in (was, now))
    return _pieces(*_told(SequenceMatcher(None, one, other, autojunk=False), was, now))


def _parts(*said: str) -> list[list[str]]:
    """Return the words of each text, or the lines of all where one has very many words."""
    found: list[list[str]] = [_WORDS.findall(each) for each in said]
    return found if max(map(len, found)) <= MOST else [_LINES.findall(each) for each in said]


def _told(
    steps: "SequenceMatcher[str]", was: Sequence[str], now: Sequence[str]
) -> Iterator[tuple[Fate, str]]:
    for what, begin, end, start, stop in steps.get_opcodes():
        if what == "equal":
            yield Fate.KEPT, "".join(now[start:stop])
        else:
            yield Fate.STRUCK, "".join(was[begin:end])
            yield Fate.ADDED, "".join(now[start:stop])


def _pieces(*told: tuple[Fate, str]) -> list[Piece]:
    return [Piece(fate, text) for fate, text in told if text]
