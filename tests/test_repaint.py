"""What a key has painted again: lines counted, not times measured."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region

from tests.at_the_desk import at_the_desk
from tests.desk_world import after, complaint
from tests.test_marks import several
from tui.screens.let_go import LetGoDialog
from tui.screens.queue import QueueScreen
from tui.screens.snooze import SnoozeDialog
from tui.widgets.kept import Kept
from tui.widgets.reading_pane import ReadingPane

Painted = list[tuple[str, tuple[Region, ...], bool]]


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Painted:
    """Return a list of what is refreshed from now on: widget, regions, and whether a layout is asked for."""
    seen: Painted = []
    refresh: Callable[..., Any] = Kept.refresh

    def noting(widget: Kept, *regions: Region, layout: bool = False, **about: bool) -> Any:
        seen.append((widget.id or "", regions, layout))
        return refresh(widget, *regions, layout=layout, **about)

    monkeypatch.setattr(Kept, "refresh", noting)
    return seen


async def test_j_paints_two_rows_and_the_words_that_differ(tmp_path: Path, painted: Painted) -> None:
    async with at_the_desk(tmp_path, *several()) as hands:
        await hands.shows("c1 · the forum")
        await hands.press("j", "j", "k")  # the first is overdue, and its next step another
        await hands.shows("c2 · the forum")
        painted.clear()
        await hands.press("j")
        await hands.shows("c3 · the forum")
        assert {name for name, _, _ in painted} <= {"queue", "reading", "strip"}
        assert not any(layout for _, _, layout in painted)
        (rows,) = [regions for name, regions, _ in painted if name == "queue"]
        assert [region.y for region in rows] == [2, 3]
        assert all(region.height == 1 for _, regions, _ in painted for region in regions)


async def test_a_change_that_changes_nothing_in_view_paints_nothing(tmp_path: Path, painted: Painted) -> None:
    async with at_the_desk(tmp_path, *several()) as hands:
        await hands.shows("c1 · the forum")
        screen = await hands.on(QueueScreen)
        painted.clear()
        screen.read_again()
        await hands.until(lambda: not screen.still_reading, "read again")
        await hands.press("f12")  # what was read has been shown before a key that does nothing is done
        assert painted == []


async def test_what_is_held_paints_one_line(tmp_path: Path, painted: Painted) -> None:
    async with at_the_desk(tmp_path, *several()) as hands:
        await hands.press("j", "j")
        hands.world.one(complaint("new", created_at=after(-1)))
        await hands.shows("▲ 1 new")
        painted.clear()
        hands.world.one(complaint("newer", created_at=after(-1)))
        await hands.shows("▲ 2 new")
        assert [(name, [each.y for each in regions]) for name, regions, _ in painted] == [("queue", [0])]


async def test_a_long_mention_says_how_much_is_left_and_is_read_on(tmp_path: Path) -> None:
    said = "You charged me twice. I called support and nobody ever called me back.\n"
    lines = "\n".join(f"line {number}" for number in range(90))
    told = complaint("long", text=said + lines, created_at=after(-50))
    async with at_the_desk(tmp_path, told, complaint("other", created_at=after(-5))) as hands:
        await hands.shows("more lines")
        await hands.press("pagedown")
        await hands.until(lambda: "line 1\n" not in hands.frame(), "read on")
        await hands.press("pagedown", "pagedown", "pagedown", "pagedown")
        await hands.shows("line 89")
        assert "more line" not in hands.frame()
        await hands.press("j")
        await hands.shows("You charged me twice.")
        pane = hands.app.screen.query_one(ReadingPane)
        assert pane.view()[0].text.startswith("jane_doe")


async def test_marked_rows_are_set_aside_together(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(4)) as hands:
        await hands.selects(1)
        await hands.press("space", "space", "s")
        dialog = await hands.on(SnoozeDialog)
        assert not isinstance(dialog, LetGoDialog)
        dialog.guard = 0
        await hands.shows("2 marked")
        await hands.press("ctrl+o")
        await hands.until(lambda: hands.world.kept(2).snooze is not None, "set aside")
        assert hands.world.kept(1).snooze is not None
        await hands.press("z")
        await hands.until(lambda: hands.world.kept(1).snooze is None, "taken back")
        assert hands.world.kept(2).snooze is None
