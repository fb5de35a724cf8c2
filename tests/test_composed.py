"""What was composed before anybody moved there: as if it were composed now, or it is not shown."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desk.opening import claim, open_case
from desk.presence import be_here
from desk.settings import Look, Responder, Theme
from tests.at_the_desk import NARROW, WIDE, Hands, at_the_desk, text_of
from tests.desk_world import playbook
from tests.recorder import recorded
from tests.test_ahead import begun, knows
from tests.test_at_once import Taking, at_rest, same
from tests.test_marks import several
from tests.test_wire_walks import evening
from tui.matter import read_matter
from tui.screens.panes import Panes
from tui.screens.queue import QueueScreen
from tui.widgets.look import draw

Change = Callable[[Hands], Awaitable[None]]


def composed(screen: QueueScreen, number: int) -> bool:
    """Return whether a mention is composed, to be told of as it was read."""
    matter, room = screen._ahead.get(number), screen._panes.room(screen.desk.clock())
    return knows(screen, number) and matter is not None and screen._panes.is_composed(matter, room)


async def ready(hands: Hands, number: int = 3) -> QueueScreen:
    """Move once, and wait until the next rows are composed."""
    screen = await begun(hands)
    await hands.until(lambda: composed(screen, number), "composed")
    return screen


async def fresh(hands: Hands) -> None:
    """See that what is told of the selected row, and every row, is as if it were drawn only now."""
    screen = await hands.on(QueueScreen)
    await hands.until(lambda: not screen.still_reading, "read")
    panes, desk, pane = screen._panes, screen.desk, hands.pane
    matter = read_matter(hands.world.store, pane.selected or 0, desk.me, desk.playbook, desk.clock())
    wanted = Panes(desk, panes.page, panes.step, panes.strip).compose(matter, desk.clock())
    for widget, said in ((panes.page, wanted.page), (panes.step, wanted.step), (panes.strip, wanted.strip)):
        assert widget.visual.plain == said.said.plain  # type: ignore[attr-defined]
        assert widget.lines() == said.lines, widget
    for y, look in pane._some_looks(range(pane.size.height)).items():
        assert pane.lines_of([y])[y] == draw(look, pane.ink), look


async def moved(hands: Hands, number: int) -> None:
    """Move to the next row, where what is told of it is what is so by now."""
    await hands.press("j")
    await hands.selects(number)
    await fresh(hands)


async def case_elsewhere(hands: Hands) -> None:
    hands.elsewhere(open_case, playbook(), 3)
    await hands.shows("#1 unclaimed")


async def claim_elsewhere(hands: Hands) -> None:
    hands.elsewhere(open_case, playbook(), 3)
    hands.elsewhere(claim, playbook(), 1)
    await hands.shows("#1 eli")


async def other_colours(hands: Hands) -> None:
    hands.app.wear(Theme.LIGHT)
    await hands.pilot.pause()


async def narrower(hands: Hands) -> None:
    await hands.pilot.resize_terminal(*NARROW)
    await hands.pilot.pause()


async def lower(hands: Hands) -> None:
    await hands.pilot.resize_terminal(WIDE[0], 14)
    await hands.pilot.pause()


async def other_layout(hands: Hands) -> None:
    await hands.press("backslash")


async def minute_turned(hands: Hands) -> None:
    hands.clock[0] += timedelta(minutes=1)
    hands.app._minute_turned()
    await hands.pilot.pause()


async def hours_later(hands: Hands) -> None:
    """Let so much time pass that nobody has told the app of: a machine that was asleep."""
    hands.clock[0] += timedelta(hours=30)


async def marked(hands: Hands) -> None:
    await hands.press("asterisk")


async def dialog_before_it(hands: Hands) -> None:
    await hands.press("w", "escape")
    await hands.on(QueueScreen)


CHANGES = (
    case_elsewhere, claim_elsewhere, other_colours, narrower, lower, other_layout, minute_turned,
    hours_later, marked, dialog_before_it,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
async def test_what_has_changed_meanwhile_is_composed_anew(tmp_path: Path, change: Change) -> None:
    async with at_the_desk(tmp_path, *several(6)) as hands:
        await ready(hands)
        await change(hands)
        await moved(hands, 3)


async def test_what_nothing_has_changed_is_shown_as_it_was_composed(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(6)) as hands:
        screen = await ready(hands)
        page = screen._panes._composed[3].page
        await moved(hands, 3)
        assert screen._panes.page.lines() is page.lines
        await hands.press("k", "k")
        await fresh(hands)
        await moved(hands, 2)


async def test_who_else_looks_at_it_is_told(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(6)) as hands:
        hands.elsewhere(open_case, playbook(), 3)
        await hands.shows("#1 unclaimed")
        await ready(hands)
        be_here(hands.world.store, 1, by="eli", now=hands.clock[0], writing=True)
        await hands.shows("#1 eli writing")
        await moved(hands, 3)
        assert "eli" in text_of(hands.app.screen, "#strip")


async def test_another_list_is_not_told_of_by_rows_of_this_one(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(6)) as hands:
        await ready(hands)
        await hands.press("slash", *"by:c5", "enter")
        await hands.selects(5)
        await fresh(hands)
        await hands.press("j", "k")
        await fresh(hands)


@pytest.mark.parametrize(
    "about",
    [
        {"responder": Responder("dana", read_only=True)},
        {"keys": {"queue.open": "ctrl+o", "case.claim": "f5", "mention.link": "f6"}},
    ],
    ids=["only looking", "other keys"],
)
async def test_it_names_the_keys_there_are(tmp_path: Path, about: dict[str, Any]) -> None:
    async with at_the_desk(tmp_path, *several(6), **about) as hands:
        await ready(hands)
        await moved(hands, 3)


@pytest.mark.parametrize("theme", [Theme.DARK, Theme.ANSI])
@pytest.mark.parametrize("seed", range(3))
async def test_whatever_happens_between_two_moves(tmp_path: Path, seed: int, theme: Theme) -> None:
    async def walk(hands: Hands) -> None:
        screen, chance = await at_rest(hands), Random(seed)
        ways = (other_colours, narrower, other_layout, minute_turned, marked, wide, turn_back, nothing)
        for _ in range(14):
            for key in chance.choices("jjjk", k=3):
                await hands.press(key)
                await settled(hands, screen)
                await fresh(hands)
                await same(hands)
            await chance.choice(ways)(hands)

    async def wide(hands: Hands) -> None:
        await hands.pilot.resize_terminal(*WIDE)
        await hands.pilot.pause()

    async def turn_back(hands: Hands) -> None:
        await hands.press("k", "k")

    async def nothing(hands: Hands) -> None:
        """Change nothing."""

    await recorded(tmp_path, walk, *evening(), look=Look(theme), driver=Taking)


async def settled(hands: Hands, screen: QueueScreen) -> None:
    """Wait until what comes next is composed, where anything is to be read ahead."""
    near = hands.pane.after_next(screen._way, 1)
    if near:
        await hands.until(lambda: composed(screen, near[0].id), "composed")
