"""An emulated terminal screen: what somebody would see of the bytes that came so far."""

import re
from typing import Any

import pyte

_UNKNOWN = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$?[a-zA-Z]|\x1b\[[0-9;]*\$[a-zA-Z]"
    rb"|\x1b[P_^X].*?\x1b\\|\x1b\].*?(?:\x07|\x1b\\)",
    re.DOTALL,
)
"""Sequences the emulator does not know, and that paint nothing."""
_WHOLE = re.compile(rb"\x1b(\[[0-9;:]*[@-~]|[()][A-Z0-9]|[=>78cDEHMNOZ])")
_NEXT_LINE = b"\x1bE"
"""What goes to the beginning of the next line; the emulator stays in the column."""
_LONGEST = 32
"""Bytes of a sequence that may have been cut in two."""


class Screen:
    """A screen that is fed bytes."""

    def __init__(self, columns: int, lines: int) -> None:
        """Make it, empty."""
        self._cells: Any = pyte.Screen(columns, lines)
        self._stream: Any = pyte.ByteStream(self._cells)
        self._held = b""

    def feed(self, data: bytes) -> None:
        """Paint some more bytes; a sequence cut in two waits for its other half."""
        data = _UNKNOWN.sub(b"", self._held + data)
        at = data.rfind(b"\x1b")
        cut = at >= 0 and len(data) - at < _LONGEST and not _WHOLE.match(data[at:])
        data, self._held = (data[:at], data[at:]) if cut else (data, b"")
        self._stream.feed(data.replace(_NEXT_LINE, b"\r\n"))

    def lines(self) -> list[str]:
        """Return what stands on the screen, line by line."""
        return [line.rstrip() for line in self._cells.display]

    def shows(self, words: str) -> bool:
        """Whether a line matches a regular expression."""
        wanted = re.compile(words)
        return any(wanted.search(line) for line in self._cells.display)

    def found(self, sign: str) -> str | None:
        """Return the group of a regular expression in the first line that matches it, or None."""
        matches = map(re.compile(sign).search, self._cells.display)
        return next((each[1] for each in matches if each), None)
