"""What of a text can be learned from, as numbers: words, pairs and pieces of them, its shape, rules found.

Nothing is kept but the numbers of places in a table of fixed size; two things may share a place. Handles,
links and figures are all alike: who wrote, and how much it was, is not to be learned.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from casebook.pattern import pattern
from playbooks.kept import Kept
from playbooks.rules import Reading

SIZE = 2**16
"""Places in the table."""
LONGEST = 1_500
"""Characters of a text that are looked at: what it is about stands in its beginning."""

_LAST = SIZE - 1
_ENOUGH = 5
"""Words that are hardly ever the same by chance."""
_WORD, _RULE, _AGAIN, _SHAPE = range(4)
"""Each sort of trace is hashed from a start of its own; a rule has two places, for it is worth more."""
_SPREAD = (1, 27_751, 51_307, 9_973)
"""What the four bytes of a piece are multiplied by: pieces that differ in one byte lie far apart."""
_FOUND = pattern(
    r"https?://\S+|www\.\S+|[^\W\d_]++(?:['’][^\W\d_]++)*+|<\w+>|@\w+|[$€£]?\d[\d.,:]*[€%]?|[!?…]|\.\.+"
)


class Traces(NamedTuple):
    """What a text can be weighed by."""

    found: list[re.Match[str]]
    """Its words where they stand."""
    words: list[str]
    """As they are weighed, in order."""
    alone: list[int]
    """The place of each."""
    pairs: list[int]
    """The place of each with the one before it; the last is that of the end."""
    places: Sequence[int]
    """The places of everything in it that can be learned from, each once."""


def traces(reading: Reading) -> Traces:
    """Return what a text can be weighed by."""
    found = [*_FOUND.finditer(reading.text, 0, LONGEST)]
    words = [*map(_WORDS.__getitem__, map(re.Match.group, found))]
    alone = [*map(_PLACES.__getitem__, words)]
    pairs = [
        crc32(f"{one} {other}".encode(), _WORD) & _LAST
        for one, other in zip(["", *words], [*words, ""], strict=True)
    ]
    places = {*alone, *pairs, *_pieces(" ".join(words))}
    for facet, finds in reading.found.items():
        if finds:  # most facets find nothing
            for tag in dict.fromkeys(each.rule.tag for each in finds):
                places.update(rule_places(facet, tag))
    places.update(map(_shape_place, _shape(reading.text[:LONGEST], len(words))))
    return Traces(found, words, alone, pairs, tuple(places))


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are weighed: small letters; handles, links and figures alike."""
    return [*map(_WORDS.__getitem__, _FOUND.findall(text, 0, LONGEST))]


def twin_of(words: Sequence[str]) -> int | None:
    """Return a number that texts of the very same words share, whatever handles, links and figures they have.

    None where there are so few words that many a text has just these.
    """
    if sum(map(str.isalpha, words)) < _ENOUGH:
        return None
    return crc32(" ".join(words).encode())


def place_of(word: str) -> int:
    """Return the place of a word."""
    return crc32(word.encode(), _WORD) & _LAST


def pair_of(word: str, after: str) -> int:
    """Return the place of two words that stand side by side."""
    return crc32(f"{word} {after}".encode(), _WORD) & _LAST


@lru_cache(maxsize=4096)
def rule_places(facet: str, tag: str) -> tuple[int, int]:
    """Return the places of a rule of a facet, by its tag."""
    name = f"{facet}/{tag}".encode()
    return crc32(name, _RULE) & _LAST, crc32(name, _AGAIN) & _LAST


@lru_cache(maxsize=256)
def _shape_place(shape: str) -> int:
    return crc32(shape.encode(), _SHAPE) & _LAST


def _pieces(words: str) -> set[int]:
    """Return the places of the pieces of words, four bytes each: endings, roots and slips of the pen.

    All of them are worked out at once, in one great number that has 32 bits for each byte: no sum of four
    needs more. Moved down by one, two and three bytes and added up, it has the sum of each four at its first.
    """
    said, (a, b, c, d) = f" {words} ".encode(), _SPREAD
    each = int.from_bytes(said.decode("latin-1").encode("utf-32-le"), "little")
    sums = a * each + b * (each >> 32) + c * (each >> 64) + d * (each >> 96)
    halves = memoryview(sums.to_bytes(4 * len(said), "little")).cast("H")
    return set(halves[::2].tolist()[:-3])  # the lower half of each sum; the last three bytes begin no four


def _alike(found: str) -> str:
    if found.isalpha():
        return found.lower()
    first = found[0]
    if first.isalpha():
        return "<url>" if "://" in found or found.startswith("www.") else found.lower().replace("’", "'")
    if first == "@":
        return "@"
    if first.isdecimal():
        return "0"
    return found if first in "!?<…." else "0$"


def _shape(text: str, words: int) -> Iterator[str]:
    """Yield how a text looks, whatever it says."""
    yield f"words {words.bit_length()}"
    yield f"questions {min(text.count('?'), 2)}"
    yield f"cries {min(text.count('!'), 3)}"
    shouted = sum(len(each) > 2 for each in filter(str.isupper, text.split()))
    yield f"shouted {min(shouted, 2)}"


_WORDS = Kept(_alike)
"""Each word as it is weighed."""
_PLACES = Kept(place_of)
"""The place of each."""
