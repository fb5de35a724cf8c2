"""What another tool hands in: JSON of any kind, read by its sender's shape or mapping, line by line.

A line, or a part of one, that does not fit is told with its number, and costs no other anything.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from casebook.frozen import frozen
from casebook.kinds import HealthKind, Portal
from casebook.mention import Mention
from casebook.pattern import pattern
from sources.errors import BadLine
from sources.jsonlines import NEVER, object_of, read_json, read_object
from sources.shapes import SHAPES, Shape
from sources.source import Health, Parsed
from sources.stamp import stamped

MOST = 20_000
"""Mentions of one delivery at most, and what does not fit is counted too: nothing is read beyond."""
LINES = pattern(r"application/(?:x-)?(?:ndjson|jsonl|json-lines|jsonlines)\b", re.I)
"""How one object a line is announced."""
SHOWN = 3
"""Lines that a health names at most, and parts that a line's error does."""
_TOO_MANY = "from here on nothing was read, there are more than {most} mentions: hand the others in apart"
_OURS = ("via", "portal", "raw_ref")
"""What only our own settings say of a mention."""


@frozen
class Hand:
    """How the words of one sender are read."""

    name: str
    """Our own name of it; what its mentions are mentions of, unless it says so itself."""
    shape: Shape
    portal: Portal = Portal.SOCIAL
    proven: bool = True
    """Whether it shows that it is who it says; else its mentions are its own alone, and nobody else's."""

    def read(self, number: int, document: Any, now: datetime, most: int = MOST) -> "Row":
        """Return what one line holds, cleaned; neither mention nor error where it is but a greeting.

        Args:
            number: The line's.
            document: What it says.
            now: When it came.
            most: Parts of it that are looked at.
        """
        said = list(islice(self.shape.reads(document), most + 1))
        read = [self._part(each, now) for each in said[:most]]
        one = len(said) == 1
        wrong = [
            each if one else f"part {part}: {each}"
            for part, each in enumerate(read, 1)
            if isinstance(each, str)
        ]
        beyond = [_TOO_MANY.format(most=MOST)] if len(said) > most else []
        fine = tuple(each for each in read if isinstance(each, Mention))
        return Row(number, fine, _in_short([*beyond, *wrong]))

    def _part(self, said: Any, now: datetime) -> Mention | str:
        """Return a mention, or why there is none."""
        try:
            told = {name: value for name, value in object_of(said).items() if name not in _OURS}
            found = read_object(told, now, self.name, needs=self.shape.needs)
        except BadLine as error:
            return str(error)
        whose = {} if self.proven else {"source": self.name}
        return stamped(found, self.name, self.portal, now, **whose)


@frozen
class Row:
    """One line, or one part of a list, as it was read."""

    number: int
    """Counted from 1."""
    mentions: tuple[Mention, ...] = ()
    error: str = ""
    """Why it, or some of its parts, does not fit; empty when all of it does."""


@frozen
class _Document:
    number: int
    value: Any = None
    error: str = ""


def rows(body: bytes, hand: Hand, now: datetime, *, by_line: bool = False) -> list[Row]:
    """Return what a body holds, in its order: one object of JSON, a list of them, or one a line.

    Args:
        body: As it came.
        hand: How its sender's words are read.
        now: When it came.
        by_line: Whether it was announced as one object a line.
    """
    found, left = list[Row](), MOST
    for each in _documents(body, by_line=by_line):
        if left <= 0:
            return [*found, Row(each.number, error=_TOO_MANY.format(most=MOST))]
        found.append(
            Row(each.number, error=each.error)
            if each.error
            else hand.read(each.number, each.value, now, left)
        )
        left -= max(len(found[-1].mentions), 1)
    return found


def health_of(read: list[Row]) -> Health:
    """Return how a delivery was, the first lines that do not fit by their numbers."""
    wrong = [f"line {each.number}: {each.error}" for each in read if each.error]
    if not wrong:
        return Health(HealthKind.OK)
    say = "of its last delivery some could not be read: "
    do = "see what it sends: docs/senders.md says what is taken"
    return Health(HealthKind.PARTIAL, say + _in_short(wrong), do=do)


def parse(shape: str, body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return what a sender of a known shape would have handed in with a body; never raises."""
    read = rows(body, hand_of(shape, shape), NEVER, by_line=LINES.match(content_type) is not None)
    return Parsed(tuple(each for row in read for each in row.mentions), health_of(read))


def hand_of(name: str, shape: str = "mention", portal: Portal = Portal.SOCIAL) -> Hand:
    """Return how a sender of a known shape is read."""
    return Hand(name, SHAPES[shape], portal)


def _in_short(wrong: Sequence[str]) -> str:
    """Return some errors in one line, the others counted."""
    more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
    return "; ".join(wrong[:SHOWN]) + more


def _documents(body: bytes, *, by_line: bool) -> Iterator[_Document]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield _Document(1 + body[: error.start].count(b"\n"), error=f"is not UTF-8 (byte {error.start + 1})")
        return
    whole = None if by_line else _json(1, text)
    if whole is None or (whole.error and "\n" in text.strip()):
        lines = ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())
        yield from (_json(number, line) for number, line in lines)
    elif isinstance(whole.value, list):
        yield from (_Document(number, value) for number, value in enumerate(whole.value, 1))
    else:
        yield whole


def _json(number: int, text: str) -> _Document:
    try:
        return _Document(number, read_json(text))
    except BadLine as error:
        return _Document(number, error=str(error))
