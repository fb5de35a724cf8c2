"""The storm on the screens: a line on each, the room behind a key, and what a person does there."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from casebook.kinds import StormState
from casebook.storm import ALIKE, ANY
from desk import shelf, storm_room
from desk.storm_members import in_any, in_storm
from desk.storm_room import MEMBERS, room_of
from desk.storms import belongs, still
from playbooks.sameness import keys_of
from tests.at_the_desk import NARROW, WIDE, Hands, at_the_desk
from tests.desk_processes import amends
from tests.desk_world import NOON, World, playbook, world
from tests.storming import said, storm, storms_of
from tui.screens import storm as storm_screen
from tui.screens.case import CaseScreen
from tui.screens.composer import ComposerScreen
from tui.screens.promises import PromisesScreen
from tui.screens.queue import QueueScreen
from tui.screens.storm import StormScreen

STATE = ".local/state/amends"
MINUTE = timedelta(minutes=1)


@asynccontextmanager
async def in_a_storm(folder: Path, size: tuple[int, int] = WIDE, **about: Any) -> AsyncIterator[Hands]:
    """Sit down at noon, in the middle of one."""
    async with at_the_desk(folder, size=size, **about) as hands:
        storm(hands.world)
        await hands.shows("▲ storm:")
        yield hands


@asynccontextmanager
async def in_the_room(folder: Path, size: tuple[int, int] = WIDE) -> AsyncIterator[Hands]:
    """Sit down in the middle of one, and open its room."""
    async with in_a_storm(folder, size) as hands:
        await hands.press("exclamation_mark")
        await hands.on(StormScreen)
        yield hands


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_line_stands_below_every_header_and_the_room_tells_why(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with in_a_storm(tmp_path, size) as hands:
        line = hands.frame().splitlines()[1]
        assert "people in" in line
        assert "! opens" in line
        await hands.press("g", "p")
        await hands.on(PromisesScreen)
        await hands.shows("▲ storm:")
        await hands.press("exclamation_mark")
        await hands.on(StormScreen)
        await hands.shows("raised for")
        for words in ("usual for a Monday", "▸", "people ", "let down", "words in 10 mentions"):
            assert words in hands.frame(), words
        await hands.press("escape")
        await hands.on(QueueScreen)


async def test_the_header_says_that_there_is_none_until_there_is_one(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, size=NARROW) as hands:
        await hands.shows(" · no storm ")
        storm(hands.world)
        await hands.shows("▲ storm:")
        assert "no storm" not in hands.frame()


async def test_a_line_that_comes_leaves_the_selection_where_it_was(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, said(99, NOON - 300 * MINUTE)) as hands:
        await hands.selects(1)
        storm(hands.world)
        await hands.shows("▲ storm:")
        assert hands.pane.selected == 1
        still(hands.world.store, 1, by="eli", now=NOON)
        await hands.until(lambda: "▲ storm:" not in hands.frame(), "the line gone")
        assert hands.pane.selected == 1


async def test_the_plan_comes_and_goes_and_members_are_put_in_order(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, NARROW) as hands:
        assert "1. Find out" not in hands.frame()
        await hands.press("p")
        await hands.shows("1. Find out")
        await hands.press("p", "o")
        await hands.shows("first what matters most")


async def test_one_case_stands_for_the_storm_and_holds_what_is_put_to_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as hands:
        await hands.press("c")
        await hands.shows("it has no case yet")
        await hands.press("a")
        await hands.shows("case #1 stands for it, dana has it")
        await hands.press("j", "ampersand")
        await hands.shows("put to the storm's case")
        await hands.press("asterisk")
        await hands.until(lambda: hands.world.store.mentions.count() == _in_case(hands.world), "all of them")
        await hands.press("z")
        await hands.until(lambda: _in_case(hands.world) == 2, "all taken back at once")
        await hands.press("c")
        await hands.on(CaseScreen)


def test_no_fewer_are_told_to_have_complained_since_it_began_than_complain_now(tmp_path: Path) -> None:
    with world(tmp_path) as desk:
        number = storm(desk).id
        for each in range(30, 60):  # read long after they were written: in no hour's sketch
            desk.take(said(each, NOON - 14 * MINUTE, via=f"place {each}"), now=NOON)
        room = room_of(desk.store, playbook(), NOON, number)
        assert room.figures is not None
        assert room.figures.voices == 60
        assert room.people >= room.figures.voices
        assert room.places >= room.figures.places


async def test_the_room_says_whose_the_case_is_and_of_what_its_figures_are(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as hands:
        await hands.shows("no case stands for it yet · a opens it here")
        await hands.shows("now 30 people in 16 minutes · since it began")
        await hands.press("a")
        await hands.shows("case #1 stands for it, dana has it · a keeps it longer")


async def test_who_writes_while_replies_are_held_is_told_so(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as hands:
        await hands.press("b")
        await hands.shows("replies held by dana")
        await hands.press("escape", "r")
        await hands.on(ComposerScreen)
        await hands.shows("the storm's one answer goes first")


async def test_a_storm_is_stilled_and_that_is_taken_back(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as hands:
        await hands.press("x")
        await hands.shows("dana said so")
        await hands.press("z")
        await hands.until(lambda: storms_of(hands.world)[-1].state is StormState.ON, "on again")
        await hands.press("m")
        await hands.shows("dana said it was none")


async def test_without_a_storm_the_room_shows_the_last_day(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, said(1, NOON - MINUTE)) as hands:
        await hands.press("exclamation_mark")
        await hands.on(StormScreen)
        await hands.shows("No storm: what was said in the last day")
        await hands.shows("people ")
        for each in ("a", "b", "x", "m", "n", "ampersand", "asterisk"):
            await hands.press(each)
        await hands.shows("there is no storm")


def test_members_are_those_of_its_time_the_newest_first_and_so_many_at_most(tmp_path: Path) -> None:
    with world(tmp_path) as desk:
        found = storm(desk, many=140)
        room = room_of(desk.store, playbook(), NOON)
        assert len(room.members) == MEMBERS
        assert all(belongs(found, each) for each in room.members)
        written = [each.mention.created_at or NOON for each in room.members]
        assert written == sorted(written, reverse=True)
        assert 100 <= room.people <= 180
        rest = room_of(desk.store, playbook(), NOON, behind=room.older)
        assert rest.older is None
        every = [each.id for each in (*room.members, *rest.members)]
        assert len(set(every)) == len(every) == desk.store.mentions.count(in_storm(found))


async def test_older_members_are_turned_to_and_put_to_the_case_too(tmp_path: Path) -> None:
    with at_most(20):
        async with in_a_storm(tmp_path) as hands:
            await hands.press("exclamation_mark")
            await hands.on(StormScreen)
            await hands.shows("members 1–20: > older")
            await hands.press("a")
            await hands.press("less_than_sign")
            await hands.shows("these are the newest")
            await hands.press("greater_than_sign")
            await hands.shows("members 21–30: < newer")
            assert "rider_0" in hands.frame()
            await hands.press("greater_than_sign")
            await hands.shows("there are no older ones")
            await hands.press("asterisk")
            await hands.until(lambda: _in_case(hands.world) == 11)
            await hands.press("less_than_sign")
            await hands.shows("members 1–20: > older")


async def test_the_help_of_the_room_is_whole_in_a_narrow_window(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, size=NARROW) as hands:
        await hands.press("exclamation_mark")
        await hands.on(StormScreen)
        await hands.shows("nothing was counted yet")
        await hands.press("question_mark")
        await hands.shows("its case: open it here, or claim it ")
        moves, _, matter = hands.frame().partition("This matter")
        assert "older members" in moves
        assert "put to it: this member " in matter


@contextmanager
def at_most(many: int) -> Iterator[None]:
    """Let fewer members stand on a page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storm_room, "MEMBERS", many)
        patch.setattr(storm_screen, "MEMBERS", many)
        yield


async def test_is_storm_finds_them_in_the_queue_while_it_is_on_and_no_longer(tmp_path: Path) -> None:
    async with in_a_storm(tmp_path, views={"st": "is:storm"}) as hands:
        hands.world.take(said(900, NOON, text="Where do I find the list of your stations?"))
        await hands.press("shift+tab")
        await hands.shows("[st 30]")
        await hands.press("tab")
        await hands.press("slash", *"is:st", "tab", "enter")
        await hands.shows("filter: is:storm")
        await hands.shows("30 of 31")
        hands.elsewhere(still, storms_of(hands.world)[-1].id)
        await hands.shows("0 of 31")


def test_the_query_for_a_storms_members_tells_what_belongs_to_it(tmp_path: Path) -> None:
    same = "Corncrake took my money twice and nobody at the counter wants to hear of it"
    with world(tmp_path) as desk:
        found = storm(desk)
        desk.take(said(900, NOON, text=same), said(901, NOON - 300 * MINUTE))
        key = keys_of(same)[0]
        alike = replace(found, stream=ALIKE, key=key)
        over = replace(found, over_at=NOON - 3 * MINUTE)
        for each in (found, replace(found, stream=ANY), alike, over, replace(over, stream="other")):
            members = [one for one in shelf.mentions(desk.store.mentions.all()) if belongs(each, one)]
            asked = desk.store.mentions.select(in_storm(each), order="+")
            assert [one.doc_id for one in asked] == [one.id for one in members]
            assert members or each.stream == "other"
        assert desk.store.mentions.count(in_any([alike, over])) == 1 + desk.store.mentions.count(
            in_storm(over)
        )
        assert not desk.store.mentions.count(in_any([]))


def test_amends_list_knows_it_too(tmp_path: Path) -> None:
    (tmp_path / STATE).mkdir(parents=True)
    with world(tmp_path / STATE) as desk:
        storm(desk)
        desk.take(said(900, NOON, text="Where do I find the list of your stations?"))
    assert len(amends(tmp_path, "list", "is:storm").stdout.splitlines()) == 30
    assert len(amends(tmp_path, "list", "--all", "-is:storm").stdout.splitlines()) == 1


def _in_case(desk: World) -> int:
    return sum(each["case"] == 1 for each in desk.store.mentions.all())
