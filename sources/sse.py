"""Server-sent events, piece by piece as they come over a line (HTML standard, 9.2). Pure."""

import re

from casebook.frozen import frozen
from sources.errors import Unreadable

LARGEST = 2**18
"""Bytes of one event at most."""
_LINE = re.compile(rb"\r\n|\n|\r(?!\Z)")
"""Where a line ends; a return at the very end may be the first half of one."""


@frozen
class Event:
    """One event."""

    name: str
    data: str


class Events:
    """Takes the pieces of a line, and gives the events they make up; a piece may end anywhere."""

    def __init__(self) -> None:
        self._left = bytearray()
        self._name = ""
        self._data: list[str] = []
        self._size = 0

    def take(self, piece: bytes) -> list[Event]:
        """Return the events that are whole with this piece; comments, such as a heartbeat, are none.

        Raises:
            Unreadable: One event is larger than any should be.
        """
        ends = b"\n" in piece or b"\r" in piece or self._left.endswith(b"\r")
        self._left += piece
        found = self._events() if ends else []  # to look through a long line at each byte takes minutes
        if len(self._left) + self._size > LARGEST:
            raise Unreadable(f"it sends an event of more than {LARGEST // 2**10} KiB")
        return found

    def _events(self) -> list[Event]:
        *lines, left = _LINE.split(bytes(self._left))
        self._left = bytearray(left)
        return [event for line in lines if (event := self._line(line)) is not None]

    def _line(self, line: bytes) -> Event | None:
        if not line:
            return self._whole()
        name, _, value = line.decode("utf-8", "replace").partition(":")
        value = value.removeprefix(" ")
        if name == "event":
            self._name = value
        elif name == "data":
            self._data.append(value)
            self._size += len(line)
        return None

    def _whole(self) -> Event | None:
        name, data = self._name or "message", "\n".join(self._data)
        there = bool(self._data)
        self._name, self._data, self._size = "", [], 0
        return Event(name, data) if there else None
