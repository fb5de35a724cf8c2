"""What the screens look like at the two sizes that matter, as text a reviewer can read."""

from pathlib import Path

import pytest

from casebook.mention import Mention
from tests.at_the_desk import NARROW, WIDE, at_the_desk
from tests.desk_world import after, complaint, thanks
from tests.frames import expect_frame
from tui.screens.case import CaseScreen
from tui.screens.go import GoDialog
from tui.screens.help import HelpDialog

SIZES = pytest.mark.parametrize(
    ("size", "name"), [(WIDE, "wide"), (NARROW, "narrow")], ids=["wide", "narrow"]
)


def evening() -> tuple[Mention, ...]:
    """A small evening: two in one thread, one with stars and reach, one in praise."""
    thread = "https://forum.example/t/1"
    return (
        complaint("1", title="Charged twice", url=thread, created_at=after(-48), author_reach=4200),
        complaint("2", text="Same here, still no answer.", author_handle="ben", thread_root_url=thread),
        complaint("3", text="App will not open.", author_handle="Kim", rating=1, via="app reviews"),
        thanks(),
    )


@SIZES
async def test_the_queue(tmp_path: Path, redraw: bool, size: tuple[int, int], name: str) -> None:
    async with at_the_desk(tmp_path, *evening(), size=size) as hands:
        await hands.press("j", "k")
        await hands.shows("jane_doe · the forum")
        expect_frame(f"queue-{name}", hands.frame(), redraw=redraw)


@SIZES
async def test_a_case(tmp_path: Path, redraw: bool, size: tuple[int, int], name: str) -> None:
    async with at_the_desk(tmp_path, *evening(), size=size) as hands:
        await hands.press("j", "k", "a")
        await hands.shows("#1 dana")
        await hands.press("enter")
        await hands.on(CaseScreen)
        await hands.shows("The thread")
        expect_frame(f"case-{name}", hands.frame(), redraw=redraw)


@SIZES
async def test_an_empty_desk(tmp_path: Path, redraw: bool, size: tuple[int, int], name: str) -> None:
    async with at_the_desk(tmp_path, size=size) as hands:
        await hands.shows("Nothing waits for a decision")
        expect_frame(f"empty-{name}", hands.frame(), redraw=redraw)


async def test_the_go_to_menu(tmp_path: Path, redraw: bool) -> None:
    async with at_the_desk(tmp_path, size=NARROW) as hands:
        await hands.press("g")
        await hands.on(GoDialog)
        await hands.shows("follow-ups")
        expect_frame("go-narrow", hands.frame(), redraw=redraw)


async def test_help(tmp_path: Path, redraw: bool) -> None:
    async with at_the_desk(tmp_path, *evening(), size=WIDE) as hands:
        await hands.press("question_mark")
        await hands.on(HelpDialog)
        await hands.shows("case.claim")
        expect_frame("help-wide", hands.frame(), redraw=redraw)
