"""What a key would act on is in view: the selected line of a long list, the words of a long mention."""

from datetime import timedelta
from pathlib import Path

from desk.opening import open_case
from desk.promising import promise
from tests.at_the_desk import NARROW, Hands, at_the_desk
from tests.desk_world import NOON, complaint, playbook
from tui.screens.promises import PromisesScreen
from tui.widgets.reading_pane import ReadingPane

LONG = "We said we would find out where each of the parcels went, one by one, and write to them about it: "


async def the_promises(hands: Hands, many: int) -> None:
    """Promise something many times, in words that take several lines, and show the list."""
    case = hands.elsewhere(open_case, playbook(), 1, by="dana")
    for number in range(many):
        hands.elsewhere(promise, case, f"{LONG}no. {number}.", NOON + timedelta(hours=number + 1), by="dana")
    await hands.press("g", "p")
    await hands.on(PromisesScreen)
    await hands.shows("no. 0.")


async def test_the_selected_line_is_in_view_where_lines_are_long(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), size=NARROW) as hands:
        await the_promises(hands, 24)
        await hands.press(*"jjjjjjjjjjjjjjjjjjjjjjj")
        await hands.shows("no. 23.")
        await hands.shows("▸")
        await hands.press(*"kkkkkkkkkkkk")
        await hands.shows("▸")
        await hands.shows("no. 11.")


async def test_a_mention_read_to_its_end_stays_in_view_in_a_larger_window(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(text="the parcel is late again " * 80), size=NARROW) as hands:
        await hands.selects(1)
        await hands.press(*["pagedown"] * 40)
        await hands.pilot.resize_terminal(300, 100)
        pane = hands.app.screen.query_one(ReadingPane)
        await hands.until(lambda: pane.size.height > 30, "the larger window")
        await hands.until(lambda: len(pane.view()) >= min(len(pane.lines()), pane.size.height), "a full pane")
