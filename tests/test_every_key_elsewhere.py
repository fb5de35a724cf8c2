"""With every act on another key, nothing on the screen names one of ours."""

from pathlib import Path

from desk.settings import Settings
from tests.at_the_desk import Hands, at_the_desk, settings
from tests.desk_world import complaint
from tests.test_hints import NAMES_A_KEY
from tui.app import AmendsApp
from tui.field_keys import needed_by_fields
from tui.keymap import keymap
from tui.keys import known_ids
from tui.screens.case import CaseScreen
from tui.screens.help import HelpDialog

OTHERS = [
    chr(code)
    for code in (
        *range(0x430, 0x450),
        *range(0x3B1, 0x3CA),
        *range(0x410, 0x430),
        *range(0x561, 0x587),
        *range(0x10D0, 0x10F1),
        *range(0x391, 0x3A2),
        *range(0x13A0, 0x13F0),
    )
]
"""Letters that no act of ours has."""
HEADINGS = "P   due"


def elsewhere() -> dict[str, str]:
    """Return another key for every act that is not done where a text is typed."""
    free = iter(OTHERS)
    letters = {each: next(free) for each in sorted(known_ids()) if not needed_by_fields(each, "д")}
    return {**letters, "dialog.leave": "f8"}


def named(hands: Hands) -> list[str]:
    """Return the lines of the screen in front, of a dialog only what it covers, that name a key of ours."""
    boxes = hands.app.screen.query("#dialog")
    region = (boxes.first() if boxes else hands.app.screen).region
    lines = [line[region.x : region.right] for line in hands.frame().splitlines()[region.y : region.bottom]]
    return [line for line in lines if HEADINGS not in line and NAMES_A_KEY.search(line)]


async def test_nothing_names_a_key_that_is_elsewhere(tmp_path: Path) -> None:
    keys = elsewhere()
    assert len(keys) > 80
    table: Settings = settings(tmp_path, keys=keys, file=Path("settings.toml"))
    assert keymap(table, AmendsApp)
    async with at_the_desk(tmp_path, keys=keys) as hands:
        for _ in range(5):
            assert named(hands) == []
            await hands.press(keys["queue.next_tab"])
            await hands.pilot.pause()
        hands.world.one(complaint(url="https://forum.example/one"))
        await hands.shows("Why first")
        assert named(hands) == []
        await hands.press(keys["case.claim"])
        await hands.shows("claimed")
        await hands.press(keys["queue.open"])
        await hands.on(CaseScreen)
        await hands.shows("Timeline")
        assert named(hands) == []
        await hands.press(keys["app.help"])
        await hands.on(HelpDialog)
        await hands.shows("Move")
        assert named(hands) == []
