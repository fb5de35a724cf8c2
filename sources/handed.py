"""What another tool hands in: JSON of any kind, read by its sender's shape or mapping, line by line.

A line that does not fit is told with its number, and costs no other line anything.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from casebook.frozen import frozen
from casebook.kinds import HealthKind, Portal
from casebook.mention import Mention
from casebook.pattern import pattern
from sources.errors import BadLine
from sources.jsonlines import NEVER, read_json, read_object
from sources.shapes import SHAPES, Shape
from sources.source import Health, Parsed
from sources.stamp import stamped

MOST = 20_000
"""Mentions of one delivery at most."""
LINES = pattern(r"application/(?:x-)?(?:ndjson|jsonl|json-lines|jsonlines)\b", re.I)
"""How one object a line is announced."""
SHOWN = 3
"""Lines that a health names at most."""


@frozen
class Hand:
    """How the words of one sender are read."""

    name: str
    """Our own name of it; what its mentions are mentions of, unless it says so itself."""
    shape: Shape
    portal: Portal = Portal.SOCIAL
    proven: bool = True
    """Whether it shows that it is who it says; else its mentions are its own alone, and nobody else's."""

    def mentions_of(self, document: Any, now: datetime) -> list[Mention]:
        """Return the mentions of one document, cleaned; none where it is but a greeting.

        Raises:
            BadLine: It does not fit; the message names the field.
        """
        found = [read_object(_whole(said), now, self.name) for said in self.shape(document)]
        ours = found if self.proven else [replace(each, source=self.name) for each in found]
        return [stamped(each, self.name, self.portal, now) for each in ours]


@frozen
class Row:
    """One line, or one part of a list, as it was read."""

    number: int
    """Counted from 1."""
    mentions: tuple[Mention, ...] = ()
    error: str = ""
    """Why it does not fit; empty when it does."""


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
        found.append(_row(each, hand, now) if left > 0 else Row(each.number, error=_TOO_MANY))
        left -= max(len(found[-1].mentions), 1)
    return found


_TOO_MANY = f"there are more than {MOST} mentions: hand the others in apart"


def health_of(read: list[Row]) -> Health:
    """Return how a delivery was, the first lines that do not fit by their numbers."""
    wrong = [f"line {each.number}: {each.error}" for each in read if each.error]
    if not wrong:
        return Health(HealthKind.OK)
    more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
    say = "of its last delivery some could not be read: "
    do = "see what it sends: docs/senders.md says what is taken"
    return Health(HealthKind.PARTIAL, say + "; ".join(wrong[:SHOWN]) + more, do=do)


def parse(shape: str, body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return what a sender of a known shape would have handed in with a body; never raises."""
    read = rows(body, hand_of(shape, shape), NEVER, by_line=LINES.match(content_type) is not None)
    return Parsed(tuple(each for row in read for each in row.mentions), health_of(read))


def hand_of(name: str, shape: str = "mention", portal: Portal = Portal.SOCIAL) -> Hand:
    """Return how a sender of a known shape is read."""
    return Hand(name, SHAPES[shape], portal)


def _row(document: _Document, hand: Hand, now: datetime) -> Row:
    if document.error:
        return Row(document.number, error=document.error)
    try:
        return Row(document.number, tuple(hand.mentions_of(document.value, now)))
    except BadLine as error:
        return Row(document.number, error=str(error))


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


def _whole(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is said without what only our own settings say."""
    return {name: value for name, value in said.items() if name not in ("via", "portal", "raw_ref")}
