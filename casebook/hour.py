"""What was said in one hour: how much against us, by how many, in which tone. From it the usual is told."""

import json
from collections.abc import Iterable
from dataclasses import fields
from math import log

from casebook.frozen import frozen

_BITS = 256
"""Places of a sketch: up to some hundred are counted well, and a thousand roughly."""


@frozen
class Sum:
    """One stream in one hour."""

    stream: str
    """A key of the causes, or `ANY`, whose sums are of all mentions."""
    mentions: int = 0
    complaints: int = 0
    voices: int = 0
    """Complaints by somebody who had not complained within the hour before."""
    hard: int = 0
    """Words of the lists that say how somebody was let down; a count of words and no mood."""
    kind: int = 0
    """Words of the list that says how pleased somebody is."""
    authors: str = "0"
    """A sketch of who complained, in hexadecimal digits."""
    places: str = "0"
    """A sketch of where."""

    def plus(self, other: "Sum") -> "Sum":
        """Return the sums of both."""
        return Sum(
            self.stream,
            self.mentions + other.mentions,
            self.complaints + other.complaints,
            self.voices + other.voices,
            self.hard + other.hard,
            self.kind + other.kind,
            both(self.authors, other.authors),
            both(self.places, other.places),
        )


_NAMES = tuple(each.name for each in fields(Sum))


@frozen
class Hour:
    """One hour, counted from 1970, in UTC. What was written in it and seen soon after is counted in it."""

    id: int
    hour: int
    said: str = "[]"
    """The sums of each stream in which anything was said, as JSON in the order of their fields: it is
    rewritten with each delivery, and read by none but us."""

    @property
    def sums(self) -> tuple[Sum, ...]:
        """The sums of each stream in which anything was said."""
        return tuple(Sum(*each) for each in json.loads(self.said))

    def of(self, stream: str) -> Sum:
        """Return the sums of a stream; zeros where nothing was said."""
        return next((each for each in self.sums if each.stream == stream), Sum(stream))


def said_of(sums: Iterable[Sum]) -> str:
    """Return sums as an hour keeps them."""
    return json.dumps([[getattr(each, name) for name in _NAMES] for each in sums], separators=(",", ":"))


def both(one: str, other: str) -> str:
    """Return the sketch of all that are in either."""
    return f"{int(one, 16) | int(other, 16):x}"


def about(sketch: str) -> int:
    """Return about how many are in a sketch: where many places are taken, some of them twice."""
    empty = _BITS - int(sketch, 16).bit_count()
    return round(_BITS * log(_BITS / max(empty, 1)))
