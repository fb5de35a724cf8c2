"""`g` leads from every place to every other, and one Esc leads back from the last of them."""

from pathlib import Path

import pytest

from tests.at_the_desk import at_the_desk
from tests.desk_world import complaint
from tui.screens.case import CaseScreen
from tui.screens.follow_ups import FollowUpsScreen
from tui.screens.going import PlaceScreen
from tui.screens.history import HistoryScreen
from tui.screens.mutes import MutesScreen
from tui.screens.promises import PromisesScreen
from tui.screens.queue import QueueScreen
from tui.screens.sources import SourcesScreen

PLACES: dict[str, type[PlaceScreen]] = {
    "s": SourcesScreen,
    "f": FollowUpsScreen,
    "p": PromisesScreen,
    "m": MutesScreen,
}


async def test_from_place_to_place_and_back_at_once(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        for first in PLACES:
            for then in PLACES:
                for key in (first, then):
                    await hands.press("g", key)
                    await hands.on(PLACES[key])
                assert len(hands.app.screen_stack) == 2
        await hands.press("escape")
        await hands.on(QueueScreen)


@pytest.mark.parametrize("way", ["q", "escape"])
async def test_from_a_case_and_its_history(tmp_path: Path, way: str) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        await hands.press("enter")
        await hands.on(CaseScreen)
        await hands.press("u")
        await hands.on(HistoryScreen)
        await hands.press("g", "g")
        await hands.on(HistoryScreen)
        await hands.press("g", "s")
        await hands.on(SourcesScreen)
        await hands.press(*(("g", "q") if way == "q" else ("escape",)))
        await hands.on(QueueScreen if way == "q" else CaseScreen)
