"""The layouts of the queue: each where it has room, in turn by one key, and nothing cut that matters."""

from pathlib import Path

import pytest
from textual.events import Resize
from textual.geometry import Size

from desk.settings import Layout, Look
from tests.at_the_desk import Hands, at_the_desk
from tests.desk_world import complaint, thanks
from tui.layouts import after, has_room, lacking, laid_out
from tui.screens.case import CaseScreen
from tui.screens.composer import ComposerScreen
from tui.screens.picker import TemplatePicker
from tui.screens.queue import QueueScreen

SIZES = [(80, 24), (100, 30), (120, 36), (160, 50), (200, 60)]
SAID = "You charged me twice"


@pytest.mark.parametrize(
    ("size", "best"),
    [
        ((60, 18), Layout.LIST),
        ((80, 24), Layout.BELOW),
        ((100, 30), Layout.BELOW),
        ((120, 36), Layout.BESIDE),
        ((120, 18), Layout.BESIDE),
        ((200, 60), Layout.BESIDE),
        ((20, 5), Layout.LIST),
    ],
)
def test_where_nobody_has_chosen_the_window_does(size: tuple[int, int], best: Layout) -> None:
    assert laid_out(None, *size) is best


@pytest.mark.parametrize("wanted", Layout)
@pytest.mark.parametrize("width", [20, 59, 60, 99, 100, 109, 110, 200])
@pytest.mark.parametrize("height", [5, 12, 19, 20, 60])
def test_what_is_wanted_is_shown_where_it_has_room(wanted: Layout, width: int, height: int) -> None:
    shown = laid_out(wanted, width, height)
    assert has_room(shown, width, height)
    assert shown is wanted or not has_room(wanted, width, height)


def test_one_key_goes_round() -> None:
    ways = [Layout.BESIDE]
    for _ in range(3):
        ways.append(after(ways[-1], 120, 36))
    assert ways == [Layout.BESIDE, Layout.BELOW, Layout.LIST, Layout.BESIDE]
    assert after(Layout.BELOW, 80, 24) is Layout.LIST
    assert after(Layout.LIST, 80, 24) is Layout.BELOW
    assert after(Layout.LIST, 60, 18) is Layout.LIST


def test_what_has_no_room_is_said() -> None:
    assert lacking(120, 36) == ""
    assert lacking(80, 24) == "beside takes 110x12; this is 80x24"


def panes(hands: Hands) -> tuple[bool, bool]:
    """Return whether mention and next step can be seen beside the list."""
    screen = next(each for each in hands.app.screen_stack if isinstance(each, QueueScreen))
    return screen.query_one("#right").region.area > 0, screen.query_one("#step").region.area > 0


async def test_the_key_cycles_and_says_what_it_shows(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.shows("Why first")
        await hands.press("backslash")
        await hands.shows("the mention below the list")
        await hands.until(lambda: panes(hands) == (True, False), "the mention below")
        await hands.press("backslash")
        await hands.shows("the list alone")
        await hands.until(lambda: panes(hands) == (False, True), "the list alone")
        await hands.shows("Next  ⏎ to open a case")
        await hands.press("enter")
        await hands.on(CaseScreen)
        await hands.press("escape")
        await hands.on(QueueScreen)
        assert panes(hands) == (False, True)
        await hands.press("backslash")
        await hands.shows("the mention beside the list")


async def test_a_window_that_shrinks_and_grows_finds_its_layout_again(tmp_path: Path) -> None:
    look = Look(layout=Layout.BESIDE)
    async with at_the_desk(tmp_path, complaint(), look=look) as hands:
        await hands.press("enter")
        await hands.on(CaseScreen)
        await hands.pilot.resize_terminal(80, 24)
        await hands.press("escape")
        screen = await hands.on(QueueScreen)
        await hands.until(lambda: screen.has_class("-below"), "the mention below")
        await hands.pilot.resize_terminal(60, 18)
        await hands.until(lambda: screen.has_class("-list"), "the list alone")
        await hands.press("backslash")
        await hands.shows("there is no other layout here")
        await hands.pilot.resize_terminal(120, 36)
        await hands.until(lambda: screen.has_class("-beside"), "beside again")


async def test_a_size_that_is_the_app_s_no_more_is_laid_out_by_nobody(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        screen = await hands.on(QueueScreen)
        now, past = screen.app.size, Size(80, 24)
        screen.post_message(Resize(past, past))
        await hands.press("j")
        assert screen.size == now
        assert screen.query_one("#keys").region.bottom == now.height


async def test_what_is_covered_fits_the_window_again_when_it_is_in_front(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.press("enter")
        case = await hands.on(CaseScreen)
        await hands.press("r")
        composer = await hands.on(ComposerScreen)
        await hands.press("ctrl+t")
        await hands.on(TemplatePicker)
        await hands.pilot.resize_terminal(80, 24)
        await hands.until(lambda: composer.has_class("-narrow"), "what is below the dialog is narrow")
        await hands.press("escape", "escape")
        await hands.on(CaseScreen)
        await hands.until(lambda: case.has_class("-narrow") and not case.has_class("-wide"), "narrow")
        thread, side = case.query_one("#thread"), case.query_one("#beside")
        await hands.until(lambda: thread.region.bottom < side.region.y, "one below the other")


async def test_a_tall_window_gives_the_mention_below_the_list_more_room(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), size=(100, 50)) as hands:
        left, right = (hands.app.screen.query_one(each).size.height for each in ("#left", "#right"))
        assert left >= 15
        assert right > 1.3 * left


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_nothing_that_matters_is_cut(tmp_path: Path, size: tuple[int, int]) -> None:
    rows = [complaint(str(number), author_handle=f"jane_{number}") for number in range(80)]
    async with at_the_desk(tmp_path, *rows, thanks(), size=size) as hands:
        for layout in Layout:
            if has_room(layout, *size):
                await hands.until(lambda: hands.pane.page.total == 80, "all rows")
                await whole(hands)
                await hands.press("backslash")
                await hands.pilot.pause()


async def whole(hands: Hands) -> None:
    """Check that what one goes by is on the screen."""
    for words in ("[all 80]", "praise 1", "Next  ", SAID, "posted", "answered", "▹ ", "81 undecided"):
        await hands.shows(words)
    await hands.until(lambda: "help" in hands.frame().splitlines()[-1] or "list" in hands.frame(), "the keys")


async def test_a_very_small_window_still_shows_the_list_and_the_next_step(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), size=(60, 18)) as hands:
        for words in ("[all 1]", "▹ ", "Next  ⏎ to open a case", "seen 12:00  claimed —:—\n"):
            await hands.shows(words)
        await hands.press("a")
        await hands.shows("claimed 12:00  ack —:—\n")


async def test_what_is_said_takes_the_place_of_what_was(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), size=(60, 22)) as hands:
        await hands.selects(1)
        screen = await hands.on(QueueScreen)
        for n in range(4):
            screen.say(f"a sentence that is far too long for the bottom line of this window, number {n}")
            await hands.shows(f"number {n}")
        assert hands.frame().count("a sentence") == 1
