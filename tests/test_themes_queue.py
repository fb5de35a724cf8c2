"""Whatever may stand on the queue and below it can be read, in each look, in 16 colours and without any."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from casebook.kinds import MuteKind
from desk.muting import mute
from desk.opening import claim, open_case
from desk.presence import be_here
from desk.promising import promise
from desk.settings import Theme
from desk.snoozing import snooze
from tests.at_the_desk import Hands
from tests.desk_world import after, playbook
from tests.test_themes import DRAWN, in_front, painted, wearing
from tui.screens.mutes import MutesScreen
from tui.screens.promises import PromisesScreen

VIEWS = (
    ("", "is writing", ""),
    ("space", "1 marked", "escape"),
    ("v k", "range: 2", "escape"),
    ("slash r", " of 2", "escape"),
    ("slash s t i l l enter", "filter: still", "escape"),
    ("colon m u t e", "for a time", "escape"),
    ("colon x x", "leaves", "escape"),
    ("4", "", "escape"),
    ("tab tab tab", "set aside", ""),
)
"""What is pressed, key by key, what shows that it is done, and what leads back."""


@asynccontextmanager
async def busy(folder: Path, theme: Theme) -> AsyncIterator[Hands]:
    """Sit at a desk where rows are claimed, set aside, muted, promised on, and where somebody else is."""
    async with wearing(folder, theme) as hands:
        for number in (1, 2):
            case = hands.elsewhere(open_case, playbook(), number, by="dana")
            hands.elsewhere(claim, playbook(), case, by="dana")
            hands.elsewhere(promise, case, "a refund", after(30), by="dana")
        hands.elsewhere(snooze, 3, after(90), why="the courier calls")
        hands.elsewhere(mute, 4, MuteKind.AUTHOR, "spam", after(90))
        for number in (1, 2):
            hands.elsewhere(be_here, number, writing=True, by=f"eli{number}")
        await hands.shows("is writing")
        yield hands


async def views(hands: Hands) -> AsyncIterator[str]:
    """Show one view after another, and yield what was pressed."""
    for keys, shown, back in VIEWS:
        await hands.press(*keys.split())
        await hands.shows(shown)
        await hands.pilot.pause()
        yield keys
        await hands.press(*back.split())


@pytest.mark.parametrize("theme", [Theme.DARK, Theme.LIGHT])
async def test_it_can_be_read_and_in_sixteen_colours_too(tmp_path: Path, theme: Theme) -> None:
    async with busy(tmp_path, theme) as hands:
        async for keys in views(hands):
            assert not in_front(hands), keys
            assert not alike(painted(hands.app.screen)), keys


@pytest.mark.parametrize("theme", [Theme.DARK, Theme.LIGHT])
async def test_lists_of_what_is_owed_and_muted_can_be_read(tmp_path: Path, theme: Theme) -> None:
    async with busy(tmp_path, theme) as hands:
        for key, place, said in (("p", PromisesScreen, "a refund"), ("m", MutesScreen, "spam")):
            await hands.press("g", key)
            await hands.on(place)
            await hands.shows(said)
            assert not in_front(hands)
            assert not alike(painted(hands.app.screen))


@pytest.mark.parametrize("colours", ["16", "none"])
async def test_the_terminals_own_colours_never_hide_it(
    tmp_path: Path, colours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if colours == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    async with busy(tmp_path, Theme.ANSI) as hands:
        async for keys in views(hands):
            segments = list(painted(hands.app.screen))
            assert not alike(segments), keys
            assert colours == "16" or all(_plain(each.style) for each in segments if each.style), keys
            marked = [each for each in segments if "range: " in each.text]
            assert all(_reversed(each.style or Style()) for each in marked)
            assert bool(marked) is keys.startswith("v")


def alike(segments: Iterable[Segment]) -> list[str]:
    """Return the texts that have the colour of what lies behind them, where a terminal has sixteen."""
    return [each.text for each in segments if set(each.text) - DRAWN - {" "} and _same(each.style or Style())]


def _same(style: Style) -> bool:
    if style.color is None or style.bgcolor is None:
        return False
    one, other = (each.downgrade(ColorSystem.STANDARD).number for each in (style.color, style.bgcolor))
    return one is not None and one == other


def _plain(style: Style) -> bool:
    return all(each is None or each.is_default for each in (style.color, style.bgcolor))


def _reversed(style: Style) -> bool:
    return bool(style.reverse or (style.bgcolor and not style.bgcolor.is_default))


def test_a_text_of_the_colour_behind_it_is_found() -> None:
    hidden, plain = (Segment("lost", Style.parse(said)) for said in ("#d70000 on #cc0000", "red on white"))
    assert alike([hidden, plain]) == ["lost"]


@pytest.mark.parametrize("theme", Theme)
async def test_the_list_is_styled_the_same_with_the_focus_as_without(tmp_path: Path, theme: Theme) -> None:
    async with busy(tmp_path, theme) as hands:
        found = []
        for focused in (hands.pane, None):
            hands.app.screen.set_focus(focused)
            await hands.until(lambda: hands.pane.has_focus is (focused is not None), "the focus")  # noqa: B023
            hands.pane.update_node_styles()
            parts = [hands.pane.get_component_styles(name) for name in sorted(hands.pane.COMPONENT_CLASSES)]
            found.append([each.get_rules() for each in (hands.pane.styles, *parts)])
        assert found[0] == found[1]
