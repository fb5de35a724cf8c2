"""What nothing has moved is not read again; and what is shown is what a fresh look would show."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import views
from desk.answering import note
from desk.errors import DeskError
from desk.health import write
from desk.lenses import lenses
from desk.opening import claim, open_case
from desk.presence import be_here
from desk.since import mark, moves
from tests.at_the_desk import Hands, at_the_desk
from tests.desk_steps import STEPS, Step, step
from tests.desk_world import NOON, World, after, complaint, playbook, thanks, world
from tests.test_marks import several
from tui import moment as moments
from tui.moment import Moments
from tui.paging import Wanted
from tui.tabs import Tabs

DONE: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(st.sampled_from((*STEPS, "come", "voice")), st.sampled_from(["dana", "eli"])), max_size=12
)


class Seat:
    """Stands for a desk: a moment asks it for no more than this."""

    me, sources, playbook = "dana", None, playbook()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=DONE, tab=st.integers(0, 4), selected=st.sampled_from([None, 1, 2]))
def test_whatever_is_done_it_is_what_a_fresh_look_shows(
    tmp_path_factory: pytest.TempPathFactory, done: list[Step], tab: int, selected: int | None
) -> None:
    with world(tmp_path_factory.mktemp("moments")) as here:
        here.take(*(complaint(f"m{number}", created_at=after(number - 60)) for number in range(2)), thanks())
        open_case(here.store, playbook(), 1, by="dana", now=NOON)
        tabs, want = lenses("dana"), Wanted(lenses("dana")[tab], 0, selected, 20, None)
        known = Moments(Seat())  # type: ignore[arg-type]
        for number, (what, by) in enumerate(done):
            with suppress(DeskError):
                do(here, what, by, number)
            fresh = Moments(Seat()).read(here.store, want, tabs, NOON)  # type: ignore[arg-type]
            assert known.read(here.store, want, tabs, NOON) == fresh


def do(here: World, what: str, by: str, number: int) -> None:
    """Do something a responder does, or the collector."""
    if what == "come":
        here.take(complaint(f"new{number}", created_at=after(-number)))
    elif what == "voice":
        with here.store.act(by, "noted", NOON):
            here.store.mentions.update({"voices": number}, doc_ids=[2])
    else:
        step(here.store, what, by, number)


def test_what_moves_nothing_is_known_by_the_log(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        here.take(*(complaint(f"m{number}") for number in range(3)))
        case = open_case(here.store, playbook(), 1, by="dana", now=NOON)
        since = mark(here.store)
        note(here.store, case, "a word", by="dana", now=NOON)
        be_here(here.store, case, by="eli", now=NOON)
        write(here.store, "forum", {"named": True})
        do(here, "voice", "dana", 7)
        assert not moves(here.store, since, {1, 3})
        assert moves(here.store, since, {1, 2, 3})
        claim(here.store, playbook(), case, by="dana", now=NOON)
        assert moves(here.store, since, set())
        since = mark(here.store)
        here.take(complaint("new"))
        assert moves(here.store, since, set())


def test_more_than_can_be_looked_at_moves_something(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        here.take(complaint("1"), complaint("2"))
        since = mark(here.store)
        for number in range(30):
            do(here, "voice", "dana", number + 2)
        assert moves(here.store, since, {1})


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list of the times the figures were counted from now on."""
    times: list[int] = []

    def counting(*args: Any) -> Any:
        times.append(1)
        return views.header_counts(*args)

    monkeypatch.setattr(moments, "header_counts", counting)
    return times


async def test_a_colleague_who_comes_is_seen_and_nothing_is_counted(
    tmp_path: Path, counted: list[int]
) -> None:
    async with at_the_desk(tmp_path, *several(3)) as hands:
        await hands.shows("c1 · the forum")
        await again(hands)
        counted.clear()
        hands.elsewhere(be_here)
        await hands.shows("with eli")
        write(hands.world.store, "forum", {"named": True, "health": "auth", "asked_at": 1})
        await hands.shows("! 1 of 1 source unwell")
        assert counted == []
        hands.world.one(complaint("new"))
        await hands.shows("4 undecided")
        assert counted == [1]


async def test_when_the_minute_turns_all_is_counted(tmp_path: Path, counted: list[int]) -> None:
    async with at_the_desk(tmp_path, *several(3)) as hands:
        await again(hands)
        want = Wanted(Tabs("dana", {}).lens(NOON), 0, None, 20, None)
        reader, tabs = Moments(hands.app.desk), Tabs("dana", {}).all(NOON)
        counted.clear()
        for minute in (0, 0, 1, 1):
            reader.read(hands.world.store, want, tabs, after(minute))
        assert counted == [1, 1]


async def again(hands: Hands) -> None:
    """Wait until nothing is left to be read."""
    await hands.until(lambda: not hands.app.still_reading(hands.app.screen), "all read")
