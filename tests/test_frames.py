"""What the screens look like at the two sizes that matter, as text a reviewer can read."""

from pathlib import Path

import pytest

from casebook.mention import Mention
from desk.opening import open_case
from desk.promising import promise
from tests.at_the_desk import NARROW, WIDE, at_the_desk
from tests.desk_world import after, complaint, playbook, thanks
from tests.frames import expect_frame
from tui.screens.case import CaseScreen
from tui.screens.go import GoDialog
from tui.screens.help import HelpDialog
from tui.screens.link import LinkDialog
from tui.screens.promises import PromisesScreen

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


@pytest.mark.parametrize(
    ("size", "times", "says", "name"),
    [
        (WIDE, 1, "the mention below the list", "below-wide"),
        (WIDE, 2, "the list alone", "list-wide"),
        (NARROW, 1, "the list alone", "list-narrow"),
    ],
    ids=["below", "list", "narrow list"],
)
async def test_a_layout(
    tmp_path: Path, redraw: bool, size: tuple[int, int], times: int, says: str, name: str
) -> None:
    async with at_the_desk(tmp_path, *evening(), size=size) as hands:
        await hands.shows("jane_doe")
        await hands.press(*["backslash"] * times)
        await hands.shows(says)
        expect_frame(f"queue-{name}", hands.frame(), redraw=redraw)


@SIZES
async def test_the_first_card(tmp_path: Path, redraw: bool, size: tuple[int, int], name: str) -> None:
    async with at_the_desk(tmp_path, *evening(), size=size) as hands:
        await hands.shows("jane_doe")
        await hands.press("f1")
        await hands.shows("shows this again")
        expect_frame(f"first-{name}", hands.frame(), redraw=redraw)


async def test_the_link_in_full(tmp_path: Path, redraw: bool) -> None:
    long = "https://forum.example/t/1/charged-twice-and-nobody-answers/" + "page-" * 30 + "?sort=new#answer"
    async with at_the_desk(tmp_path, complaint(url=long), size=NARROW) as hands:
        await hands.press("j")
        await hands.shows("▸")
        await hands.press("o")
        await hands.on(LinkDialog)
        await hands.shows("#answer")
        expect_frame("link-narrow", hands.frame(), redraw=redraw)


@SIZES
async def test_what_we_promised(tmp_path: Path, redraw: bool, size: tuple[int, int], name: str) -> None:
    async with at_the_desk(tmp_path, *evening(), size=size) as hands:
        case = hands.elsewhere(open_case, playbook(), 1)
        for what, minutes in (
            ("tell her where the refund is", -20),
            ("返金 by bank", 90),
            ("call " * 30, 3000),
        ):
            promise(hands.world.store, case, what, after(minutes), by="eli", now=after(-30))
        await hands.press("g", "p")
        await hands.on(PromisesScreen)
        await hands.shows("tell her where")
        expect_frame(f"promises-{name}", hands.frame(), redraw=redraw)


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
