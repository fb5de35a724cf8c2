"""The card of the first evening: five live keys, gone with any key, and never there by itself again."""

from pathlib import Path

import pytest

from desk.desk import Desk
from desk.welcome import is_first, welcomed
from tests.at_the_desk import NARROW, WIDE, at_the_desk, frame, settings
from tests.desk_world import NOON, complaint, playbook, world
from tests.pilot import until
from tui.app import AmendsApp
from tui.hints import hints
from tui.screens.case import CaseScreen
from tui.widgets.first_card import FIVE, card

HEAD = "What people say of us in public"


def test_the_marker_stands_beside_the_store(tmp_path: Path) -> None:
    store = tmp_path / "amends.db"
    assert is_first(store)
    welcomed(store)
    assert not is_first(store)
    assert [each.name for each in tmp_path.iterdir()] == ["amends.db.welcomed"]


def test_where_nothing_can_be_written_nothing_breaks(tmp_path: Path) -> None:
    welcomed(tmp_path / "missing" / "amends.db")
    assert is_first(tmp_path / "missing" / "amends.db")


def test_the_five_are_the_keys_that_are_live() -> None:
    assert len(FIVE) == 5
    shown = card(hints({"case.template": "v", "app.first_keys": "f5"})).plain
    assert "v    choose" in shown
    assert "F5 shows this again" in shown
    assert "j k  walk" in shown


@pytest.mark.parametrize("size", [WIDE, NARROW, (60, 18)], ids=["wide", "narrow", "small"])
async def test_the_first_key_closes_the_card_and_does_what_it_does(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with world(tmp_path) as here:
        here.one(complaint())
        desk = Desk(settings(tmp_path), playbook(), here.store, lambda: NOON)
        app = AmendsApp(desk, first=True)
        try:
            async with app.run_test(size=size) as pilot:
                await until(pilot, lambda: HEAD in frame(app), "the card")
                await until(pilot, lambda: "jane_doe" in frame(app), "the first mention beside it")
                assert "shows this again" in frame(app)
                assert is_first(desk.settings.store)
                await pilot.press("enter")
                await until(pilot, lambda: isinstance(app.screen, CaseScreen), "the case")
                await until(pilot, lambda: not is_first(desk.settings.store), "remembered")
                await pilot.press("escape")
                await until(pilot, lambda: "jane_doe" in frame(app) and "posted" in frame(app), "the queue")
                assert HEAD not in frame(app)
        finally:
            desk.close()


async def test_the_card_can_be_seen_again(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        assert HEAD not in hands.frame()
        await hands.press("f1")
        await hands.shows(HEAD)
        await hands.press("f1")
        await hands.shows(HEAD)
        await hands.press("j")
        await hands.until(lambda: HEAD not in hands.frame(), "gone")
