"""Walks through the real app look the same over the thin wire as over the whole one, cell by cell."""

from pathlib import Path

import pytest

from casebook.mention import Mention
from desk.settings import Look, Theme
from tests.at_the_desk import NARROW, WIDE, Hands
from tests.desk_world import after, complaint, thanks
from tests.emulator import Terminal
from tests.recorder import Walk, recorded
from tui.screens.case import CaseScreen
from tui.screens.composer import ComposerScreen
from tui.screens.help import HelpDialog
from tui.screens.picker import TemplatePicker
from tui.wire.wire import Wire

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
    assert len(said) > 20
    follow(said, WIDE)


async def test_a_walk_without_colour_looks_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    follow(await recorded(tmp_path, up_and_down, *evening(), size=NARROW), NARROW)


def follow(said: list[tuple[tuple[int, int], str]], size: tuple[int, int]) -> None:
    """Compare two terminals after every piece; of every third only what is left of it later is sent."""
    whole, thin, wire = Terminal(*size), Terminal(*size), Wire(*size)
    wire.take("\x1b[?1049h")
    for number, (now, data) in enumerate(said):
        if now != (whole.columns, whole.lines):
            for each in (whole, thin):
                each.resize(now[1], now[0])
            wire.forget(*now)
        whole.shows(data)
        wire.take(data)
        if number % 3:
            thin.shows(wire.send())
            assert_same(whole, thin)
    thin.shows(wire.send())
    assert_same(whole, thin)


def assert_same(whole: Terminal, thin: Terminal) -> None:
    for line, (one, other) in enumerate(zip(whole.look(), thin.look(), strict=True)):
        assert one == other, f"line {line}:\n{whole.display[line]!r}\n{thin.display[line]!r}"
    assert whole.at() == thin.at()
