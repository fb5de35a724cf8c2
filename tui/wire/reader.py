"""Reads what Textual writes: frames into a screen, and all else by whether it can change what is shown."""

import re
from enum import Enum

from tui.wire.cells import cells
from tui.wire.screen import Run, Screen
from tui.wire.style import PLAIN, Style, styled

SYNC_BEGIN, SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
"""What stands around a frame that is to be shown at once (synchronised output)."""

_AHEAD = "\x1b["
"""What stands before every sequence of a frame; text and ends of lines may follow it."""
_PIECE = re.compile(
    r"(?:(?P<style>[\d;]*)m|(?P<line>\d+);(?P<column>\d+)H)(?P<text>[^\x00-\x1f\x7f-\x9f]*)(?P<feed>[\r\n]*)"
)
_NO_SEQUENCE = re.compile(r"(?P<text>[^\x00-\x1f\x7f-\x9f]*)(?P<feed>[\r\n]*)")
_BESIDE = re.compile(
    "(?:"
    r"\x1b\[\?(?:7|12|25|100[0-6]|101[56]|2004|2048|47|1047|1049)[hl]"  # modes; the mouse, pastes, focus
    r"|\x1b\[\?[\d;]*\$p|\x1b\[\??\d*[cn]"  # questions
    r"|\x1b\[[<>=][\d;]*u"  # keyboard protocol
    r"|\x1b\[\d* q"  # the shape of the cursor
    r"|\x1b\](?!8;)[^\x07\x1b]*(?:\x07|\x1b\\)"  # title, clipboard, pointer
    r"|\x07"
    ")+"
)
_OTHER_SCREEN = re.compile(r"\x1b\[\?(?:1049|1047|47)([hl])")


class Kind(Enum):
    """What a piece of writing is."""

    FRAME = "it says what is to be shown, or something we do not know"
    SYNC = "it only stands around a frame"
    BESIDE = "it changes nothing that is shown"
    ARRIVAL = "from now on it is our screen"
    LEAVING = "from now on it is not our screen"


def kind(data: str) -> Kind:
    """Return what a piece of writing is."""
    if data in (SYNC_BEGIN, SYNC_END):
        return Kind.SYNC
    if not _BESIDE.fullmatch(data):
        return Kind.FRAME
    ways = _OTHER_SCREEN.findall(data)
    return (Kind.ARRIVAL if ways[-1] == "h" else Kind.LEAVING) if ways else Kind.BESIDE


def compose(data: str, screen: Screen) -> bool:
    """Put a frame on a screen; returns whether all of it was understood."""
    reading = _Reading(screen.cursor)
    understood = reading.understands(data) and all(map(screen.take, reading.runs))
    screen.cursor = reading.at
    return understood


class _Reading:
    """Follows one frame: where the cursor stands, and in which style."""

    def __init__(self, at: tuple[int, int] | None) -> None:
        self.at = at
        self.runs: list[Run] = []
        self._style: Style | None = PLAIN

    def understands(self, data: str) -> bool:
        """Read all of a frame; it has to leave the terminal in the plain style it found it in."""
        before, *pieces = data.split(_AHEAD)
        found = _NO_SEQUENCE.fullmatch(before)
        return (
            found is not None
            and self._goes_on(found["text"], found["feed"])
            and all(map(self._takes, pieces))
            and self._style == PLAIN
        )

    def _takes(self, piece: str) -> bool:
        """Follow one sequence and what stands behind it; returns whether it was understood."""
        found = _PIECE.fullmatch(piece)
        if found is None:
            return False
        style, line, column, text, feed = found.groups()
        if style is None:
            self.at = max(int(line), 1) - 1, max(int(column), 1) - 1
        else:
            self._style = self._style and styled(self._style, style)
        return self._style is not None and self._goes_on(text, feed)

    def _goes_on(self, text: str, feed: str) -> bool:
        if text:
            found = self._style and cells(text, self._style)
            if not found or self.at is None:
                return False
            line, column = self.at
            self.runs.append((line, column, found))
            self.at = line, column + len(found) - (not found[0].width)
        if feed:
            self.at = None  # Textual says where to go on after every end of line
        return True
