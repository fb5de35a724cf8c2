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
        self._left = b""
        self._name = ""
        self._data: list[str] = []
        self._size = 0

    def take(self, piece: bytes) -> list[Event]:
        """Return the events that are whole with this piece; comments, such as a heartbeat, are none.

        Raises:
            Unreadable: One event is larger than any should be.
        """
        *lines, self._left = _LINE.split(self._left + piece)
        found = [event for line in lines if (event := self._line(line)) is not None]
        if len(self._left) + self._size > LARGEST:
            raise Unreadable(f"it sends an event of more than {LARGEST // 2**10} KiB")
        return found

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
