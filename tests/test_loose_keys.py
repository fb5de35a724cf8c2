"""Keys that are bound to nothing harm nothing: the screen stays, what lies below it, and the work."""

from pathlib import Path
from string import ascii_letters, digits, punctuation

import pytest

from tests.at_the_desk import Hands, at_the_desk
from tests.desk_world import complaint
from tui.keymap import split

CHARACTERS = tuple(split(each)[0] for each in f"{ascii_letters}{digits}{punctuation}éß☃")
SPECIAL = (
    *(f"f{number}" for number in range(2, 11)),
    *(f"ctrl+{letter}" for letter in "abdeknuvwxy"),
    *("insert", "delete", "backspace", "ctrl+left", "shift+up", "ctrl+home", "ctrl+backslash"),
)


def work(hands: Hands) -> list[object]:
    """Return what is known of the mentions and the cases."""
    store = hands.world.store
    return [*store.mentions.all(), *store.cases.all()]


@pytest.mark.parametrize("way", ["", "enter", "question_mark", "w", "g", "u", "c", "f", "b", "i"])
async def test_a_key_that_is_bound_to_nothing_does_no_harm(tmp_path: Path, way: str) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        behind = hands.app.screen
        if way:
            await hands.press(way)
            await hands.until(lambda: hands.app.screen is not behind, "another screen")
        await hands.pilot.pause(0.4)
        screen, before = hands.app.screen, work(hands)
        bound = set(screen.active_bindings)
        await hands.press(*[key for key in (*CHARACTERS, *SPECIAL) if key not in bound])
        assert hands.app.screen is screen
        assert work(hands) == before
        assert behind in hands.app.screen_stack
