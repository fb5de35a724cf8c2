"""Walks through the real app look the same over the thin wire as over the whole one, cell by cell."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from casebook.mention import Mention
from desk.settings import Look, Theme
from tests.at_the_desk import NARROW, WIDE, Hands
from tests.desk_world import after, complaint, thanks
from tests.emulator import Terminal
from tests.recorder import Frame, Said, Walk, recorded
from tui.screens.case import CaseScreen
from tui.screens.composer import ComposerScreen
from tui.screens.help import HelpDialog
from tui.screens.picker import TemplatePicker
from tui.wire.reader import Kind, kind
from tui.wire.wire import ANYWHERE, Wire

HOSTILE = (
    "返金してください、今すぐ",
    "e\u0301to\u0301n 👩‍👩‍👧 ❤️",
    "\u202eevil\u202c שלום مرحبا",
    "① ② ﷽ ☎",
    "ﬁ a\u200bb x\u00ady",
)


def evening(count: int = 60) -> list[Mention]:
    """Return more mentions than a screen has lines, some of them in every script."""
    return [
        complaint(
            str(number),
            title=HOSTILE[number % 9] if number % 9 < len(HOSTILE) else f"Charged {number} times",
            text=f"{HOSTILE[number % 5]} and nobody ever called me back. " * (1 + number % 4),
            author_handle=f"jane_{number}",
            created_at=after(-10 - number),
        )
        for number in range(count)
    ] + [thanks()]


async def up_and_down(hands: Hands) -> None:
    """Move about in the queue."""
    await hands.press(*"jjjkj", *["j"] * 24, *["k"] * 4, "ctrl+d", "ctrl+u", "G", "g", "g")
    await hands.press("tab", "tab", "shift+tab")


async def to_an_answer(hands: Hands) -> None:
    """Open a case, pick a template, write, and leave it all."""
    await hands.press("j", "enter")
    await hands.on(CaseScreen)
    await hands.press("a")
    await hands.shows("dana until")
    await hands.press("t")
    await hands.on(TemplatePicker)
    await hands.press("enter")
    await hands.on(ComposerScreen)
    await hands.press(*"we are sorry 返金", "left", "left", "backspace", "ctrl+g")
    await hands.pilot.pause()


async def dialogs(hands: Hands) -> None:
    """Open what covers the screen, and close it again."""
    await hands.press("question_mark")
    await hands.on(HelpDialog)
    await hands.press(
        "down", "down", "escape", "w", "escape", "ctrl+p", "down", "down", "escape", "g", "s", "escape"
    )
    await hands.pilot.pause()


async def another_size(hands: Hands) -> None:
    """Change the terminal's size in the midst of it."""
    await hands.press("j", "j")
    for size in (NARROW, (100, 30), (200, 60), WIDE):
        await hands.pilot.resize_terminal(*size)
        await hands.press("j")
        await hands.pilot.pause()


WALKS = (up_and_down, to_an_answer, dialogs, another_size)


@pytest.mark.parametrize("theme", [Theme.DARK, Theme.ANSI])
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
async def test_a_walk_looks_the_same(tmp_path: Path, walk: Walk, theme: Theme) -> None:
    said = await recorded(tmp_path, walk, *evening(), look=Look(theme))
    assert sum(isinstance(piece, Frame) for _, piece in said) > 10
    follow(said, WIDE)


async def test_a_walk_without_colour_looks_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    follow(await recorded(tmp_path, up_and_down, *evening(), size=NARROW), NARROW)


class Ends:
    """Both ends of a line: what the terminal shows by now, and what it has been sent."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.shown, self.wire = Terminal(*size), Wire(*size)
        self.wire.take("\x1b[?1049h")

    def resize(self, size: tuple[int, int]) -> None:
        """Be of another size from now on."""
        self.shown.resize(size[1], size[0])
        self.wire.forget(*size)

    def take(self, data: str | Frame) -> None:
        """Take a piece of writing; frames as they are painted are passed over."""
        if isinstance(data, str):
            self.wire.take(data)

    def send(self) -> None:
        """Send what is to be sent."""
        self.shown.shows(self.wire.send())


class StraightEnds(Ends):
    """Takes frames as they are painted, and passes over Textual's own words for the same."""

    _taken = False

    def take(self, data: str | Frame) -> None:
        """Take a piece of writing, or a frame."""
        if isinstance(data, Frame):
            self._taken = self.wire.show(data.found, data.cursor)
        elif self._taken and kind(data) is Kind.FRAME:
            self._taken = False
        else:
            self.wire.take(data)


def follow(said: Said, size: tuple[int, int]) -> None:
    """Compare terminals after every piece; of every third only what is left of it later is sent."""
    whole, thin = Terminal(*size), (Ends(size), StraightEnds(size))
    for number, (now, data) in enumerate(said):
        if now != (whole.columns, whole.lines):
            whole.resize(now[1], now[0])
            for ends in thin:
                ends.resize(now)
        for ends in thin:
            ends.take(data)
        if isinstance(data, str) and kind(data) is not Kind.SYNC:
            whole.shows(data)
            compare(whole, thin if number % 3 else ())
    compare(whole, thin)


def compare(whole: Terminal, thin: Iterable[Ends]) -> None:
    """Send what there is, and see that it looks the same."""
    for ends in thin:
        ends.send()
        assert_same(whole, ends.shown)


def assert_same(whole: Terminal, thin: Terminal) -> None:
    for line, (one, other) in enumerate(zip(whole.look(), thin.look(), strict=True)):
        assert one == other, f"line {line}:\n{whole.display[line]!r}\n{thin.display[line]!r}"
    assert whole.at() in (ANYWHERE, thin.at())
