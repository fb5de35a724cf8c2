"""What a key paints at once, past Textual's queues: cell by cell what Textual itself would paint."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from random import Random

import pytest
from rich.color import ColorSystem
from textual.messages import TerminalSupportsSynchronizedOutput

from desk.settings import Look, Theme
from tests.at_the_desk import Hands
from tests.recorder import Recorder
from tests.recorder import recorded as walked
from tests.test_ahead import knows
from tests.test_wire_walks import evening
from tui.screens.queue import QueueScreen
from tui.wire.cells import Row
from tui.wire.reader import SYNC_BEGIN, SYNC_END
from tui.wire.screen import Run, Screen
from tui.wire.straight import line_runs
from tui.wire.style import Style
from tui.wire.wire import SHORT, Wire

KEYS = ("j", "j", "j", "k", "k", "space", "v", "3", "ctrl+d", "ctrl+u", "pagedown", "G", "tab", "backslash")


class Taking(Recorder):
    """Takes every frame as it is painted, and knows what stands on the screen."""

    frames = 0
    _wire: Wire | None = None

    @property
    def wire(self) -> Wire:
        """The wire that is written to."""
        if self._wire is None:
            self._wire = Wire(*self._get_terminal_size())
            self._wire.take("\x1b[?1049h")
        self._wire.fit(*self._get_terminal_size())
        return self._wire

    def write(self, data: str) -> None:
        """Take a piece of writing."""
        self._keep(data)
        self.wire.take(data)

    def show(self, found: Iterable[Run], cursor: tuple[int, int]) -> bool:
        """Take a frame."""
        self.frames += 1
        return self.wire.show(found, cursor)


def driver(hands: Hands) -> Taking:
    found = hands.app._driver
    assert isinstance(found, Taking)
    return found


def painted(hands: Hands) -> list[Row]:
    """Return what Textual would paint if it painted all anew."""
    strips = hands.app.screen._compositor.render_strips()
    screen = Screen(*hands.app.size)
    for line, strip in enumerate(strips):
        for run in line_runs(line, 0, strip, hands.app.console._color_system or ColorSystem.TRUECOLOR) or ():
            screen.take(run)
    return screen.rows


def looks(row: Row) -> list[tuple[str, Style] | None]:
    """Return what is to be seen of cells, apart from how sure a terminal's width of them is."""
    return [cell and (cell.text, cell.style) for cell in row]


def text(row: Row) -> str:
    return "".join(cell.text if cell else "?" for cell in row)


async def at_rest(hands: Hands) -> QueueScreen:
    """Let every move be one that nobody has waited with."""
    screen = await hands.on(QueueScreen)
    screen._ahead.calm = screen._reading.rest = 0.0
    return screen


async def same(hands: Hands) -> None:
    """See that what was painted is what Textual would paint, and that the mention is the cursor's."""
    screen = await hands.on(QueueScreen)
    await hands.until(lambda: not screen._dirty_widgets and not hands.app._batch_count, "all painted")
    for line, (one, other) in enumerate(zip(driver(hands).wire._wanted.rows, painted(hands), strict=True)):
        assert looks(one) == looks(other), f"line {line}:\n{text(one)!r}\n{text(other)!r}"
    if hands.pane.row is not None and screen._matter is not None:
        assert screen._matter.kept.id == hands.pane.row.id


@pytest.mark.parametrize("theme", [Theme.DARK, Theme.ANSI])
@pytest.mark.parametrize("seed", range(3))
async def test_any_keys_paint_what_textual_would(tmp_path: Path, seed: int, theme: Theme) -> None:
    async def walk(hands: Hands) -> None:
        await at_rest(hands)
        for key in Random(seed).choices(KEYS, k=25):
            await hands.press(key)
            await same(hands)

    await walked(tmp_path, walk, *evening(), look=Look(theme), driver=Taking)


async def test_a_move_is_one_frame_and_goes_past_the_compositor(tmp_path: Path) -> None:
    async def walk(hands: Hands) -> None:
        screen = await at_rest(hands)
        await hands.press("j")
        for _ in range(8):
            row, state = hands.pane.page.row(hands.pane.cursor + 1), screen._ahead.state
            assert row is not None
            await hands.until(partial(knows, screen, row.id), "read ahead")
            frames = driver(hands).frames
            await hands.press("j")
            assert driver(hands).frames == frames + 1 or screen._ahead.state != state
            await same(hands)

    await walked(tmp_path, walk, *evening(), driver=Taking)


async def test_where_the_terminal_can_every_frame_is_shown_at_once(tmp_path: Path) -> None:
    async def walk(hands: Hands) -> None:
        await at_rest(hands)
        wire = driver(hands).wire
        hands.app.post_message(TerminalSupportsSynchronizedOutput())
        await hands.press("j")
        wire.send()
        await hands.press("j")
        said = wire.send()
        assert len(said) > SHORT
        assert said.startswith(SYNC_BEGIN)
        assert said.endswith(SYNC_END)

    await walked(tmp_path, walk, *evening(), driver=Taking)


async def test_under_a_toast_the_list_is_painted_textuals_way(tmp_path: Path) -> None:
    async def walk(hands: Hands) -> None:
        await at_rest(hands)
        hands.app.notify("a sentence over the list", timeout=600, markup=False)
        await hands.shows("a sentence over")
        for key in "jjjkj":
            await hands.press(key)
            await same(hands)
        hands.app.clear_notifications()
        await hands.until(lambda: "a sentence over" not in hands.frame(), "gone")
        await hands.press("j")
        await same(hands)

    await walked(tmp_path, walk, *evening(), driver=Taking)
