"""After a change the queue's screen is read in one look, so that all it shows agrees."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk.desk import Desk
from desk.opening import claim, open_case
from desk.presence import be_here
from tests.at_the_desk import Hands, at_the_desk
from tests.desk_world import after, complaint, playbook
from tests.test_marks import several
from tui.messages import PageRead
from tui.moment import Moment, Moments
from tui.paging import EMPTY, Wanted
from tui.screens.queue import QueueScreen
from tui.tabs import Tabs


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of the looks taken from now on."""
    taken: list[str] = []
    ask: Callable[..., Any] = Desk._ask

    async def noting(desk: Desk, *args: Any) -> Any:
        taken.append("look")
        return await ask(desk, *args)

    monkeypatch.setattr(Desk, "_ask", noting)
    return taken


async def test_a_change_of_others_is_read_in_one_look(tmp_path: Path, looks: list[str]) -> None:
    async with at_the_desk(tmp_path, *several(3)) as hands:
        await hands.press("j")
        await hands.selects(2)
        looks.clear()
        with hands.world.store.batch():
            case = hands.elsewhere(open_case, playbook(), 2)
            hands.elsewhere(claim, playbook(), case)
            hands.elsewhere(be_here, case, writing=True)
        await hands.shows("eli is writing")
        await hands.shows("with eli")
        await hands.until(lambda: hands.app.all_done(), "all read")
        frame = hands.frame()
        assert "#1 eli" in frame
        assert looks == ["look"]


async def test_a_new_first_row_and_its_words_are_shown_in_one_go(tmp_path: Path, looks: list[str]) -> None:
    async with at_the_desk(tmp_path, *several(3)) as hands:
        await hands.shows("c1 · the forum")
        looks.clear()
        hands.world.one(complaint("new", author_handle="kim", created_at=after(-900)))
        await hands.shows("kim · the forum")
        assert hands.pane.row is not None
        assert hands.pane.row.mention.author_handle == "kim"
        assert looks == ["look"]


async def test_rows_that_were_asked_for_before_come_too_late(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(3)) as hands:
        await hands.selects(1)
        screen = await hands.on(QueueScreen)
        lens, now = Tabs("dana", {}).lens(hands.clock[0]), hands.clock[0]
        screen.post_message(PageRead(Wanted(lens, 0, 1, 20, None), EMPTY, now))
        await hands.press("j")
        await hands.selects(2)
        assert hands.pane.page.total == 3


async def test_where_somebody_has_moved_on_the_words_are_of_the_row_they_are_on(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(3)) as hands:
        await hands.press("j")
        await hands.selects(2)
        moment = _moment(hands, Wanted(Tabs("dana", {}).lens(hands.clock[0]), 0, 1, 20, None))
        assert (moment.about, moment.matter and moment.matter.kept.id) == (1, 1)
        screen = await hands.on(QueueScreen)
        screen.read_again()
        await hands.press("j")
        await hands.selects(3)
        await hands.shows("c3 · the forum")


def _moment(hands: Hands, want: Wanted) -> Moment:
    desk, now = hands.app.desk, hands.clock[0]
    return Moments(desk).read(hands.world.store, want, Tabs("dana", {}).all(now), now)


@pytest.mark.parametrize(
    ("newest", "selected", "about"), [(False, None, 1), (False, 2, 2), (True, 2, 3), (False, 99, 1)]
)
async def test_a_moment_is_about_the_row_that_will_be_selected(
    tmp_path: Path, newest: bool, selected: int | None, about: int
) -> None:
    async with at_the_desk(tmp_path, *several(3)) as hands:
        lens = Tabs("dana", {}).lens(hands.clock[0])
        moment = _moment(hands, Wanted(lens, 0, selected, 20, None, newest))
        assert moment.about == about
        assert moment.tabs["all"] == "3"
        assert moment.counts.undecided == 3
