"""The main screen as a responder lives with it: nothing moves under the finger."""

from pathlib import Path

import pytest

from casebook.kinds import Decision, Lane
from casebook.mention import Mention
from desk.deciding import let_go
from desk.opening import claim, open_case
from desk.views import case_view
from tests.at_the_desk import NARROW, WIDE, Hands, at_the_desk
from tests.desk_world import NOON, after, complaint, playbook, thanks
from tui.screens.case import CaseScreen
from tui.screens.history import HistoryScreen
from tui.screens.queue import QueueScreen
from tui.widgets.queue import QueuePane


def three() -> tuple[Mention, ...]:
    """Three complaints, the oldest and so the most urgent first."""
    return tuple(
        complaint(name, author_handle=name, created_at=after(minutes))
        for name, minutes in (("ada", -50), ("ben", -40), ("cleo", -30))
    )


def ids(hands: Hands) -> list[int]:
    return [row.id for row in hands.pane.page.rows]


async def test_what_came_in_stands_in_the_queue_with_the_first_row_selected(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *three()) as hands:
        await hands.selects(1)
        await hands.shows("ada")
        assert ids(hands) == [1, 2, 3]
        assert "amends · Corncrake" in hands.frame()
        assert "3 undecided" in hands.frame()


async def test_j_and_k_move_the_selection_and_the_mention_beside_it(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *three()) as hands:
        await hands.press("j")
        await hands.selects(2)
        await hands.shows("ben · the forum")
        await hands.press("down", "k", "up")
        await hands.selects(1)


async def test_keys_that_leap_go_to_the_ends(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *three()) as hands:
        await hands.press("G")
        await hands.selects(3)
        await hands.press("g", "g")
        await hands.selects(1)
        await hands.press("end")
        await hands.selects(3)
        await hands.press("home")
        await hands.selects(1)
        await hands.press("ctrl+d")
        await hands.selects(3)
        await hands.press("ctrl+u")
        await hands.selects(1)


async def test_new_mentions_wait_above_while_the_cursor_is_off_the_top(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *three()) as hands:
        await hands.press("j")
        await hands.selects(2)
        hands.world.one(complaint("dora", author_handle="dora", created_at=after(-90)))
        await hands.until(lambda: hands.pane.page.held == 1, "one held back")
        await hands.shows("▲ 1 new")
        assert ids(hands) == [1, 2, 3]
        assert hands.pane.selected == 2
        await hands.press("g", "g")
        await hands.until(lambda: ids(hands) == [4, 1, 2, 3], "the held one let in")
        await hands.selects(4)


async def test_untouched_the_first_row_is_selected_whatever_it_is(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *three()) as hands:
        await hands.selects(1)
        await hands.shows("▹")
        hands.world.one(complaint("dora", author_handle="dora", created_at=after(-90)))
        await hands.selects(4)
        await hands.press("y")
        await hands.until(lambda: not hands.pane.following, "a finger on it")
        hands.world.one(complaint("eve", author_handle="eve", created_at=after(-95)))
        await hands.until(lambda: ids(hands) == [5, 4, 1, 2, 3], "the new one on top")
        assert hands.pane.selected == 4


async def test_a_row_that_slipped_under_the_finger_is_not_acted_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(tmp_path, *three()) as hands:
        await hands.press("j")
        await hands.selects(2)
        monkeypatch.setattr(QueuePane, "settle", 60.0)
        hands.elsewhere(let_go, 2, "not about us")
        await hands.selects(3)
        await hands.press("a")
        await hands.shows("the list has moved just now")
        assert hands.world.kept(3).case is None
        monkeypatch.setattr(QueuePane, "settle", 0.0)
        await hands.press("a")
        await hands.until(lambda: hands.world.kept(3).owner == "dana", "claimed after a second look")


async def test_at_rest_new_mentions_come_in_by_themselves_and_the_selection_keeps_its_item(
    tmp_path: Path,
) -> None:
    async with at_the_desk(tmp_path, *three()) as hands:
        await hands.press("home")
        await hands.selects(1)
        hands.world.one(complaint("dora", author_handle="dora", created_at=after(-90)))
        await hands.until(lambda: ids(hands) == [4, 1, 2, 3], "the new one on top")
        assert hands.pane.selected == 1
        assert hands.pane.cursor == 1


async def test_enter_opens_a_case_on_the_row_that_was_shown(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *three()) as hands:
        await hands.press("j")
        await hands.selects(2)
        await hands.press("enter")
        screen = await hands.on(CaseScreen)
        view = case_view(hands.world.store, screen.case, "dana")
        assert view.case.lead == 2
        assert view.case.opened_by == "dana"
        await hands.press("escape")
        await hands.on(QueueScreen)
        await hands.shows("#1 unclaimed")
        await hands.press("l")
        assert (await hands.on(CaseScreen)).case == screen.case
        assert len(hands.world.store.cases) == 1


async def test_a_claims_and_z_takes_all_of_it_back(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *three()) as hands:
        await hands.selects(1)
        await hands.press("a")
        await hands.shows("#1 dana")
        assert hands.world.kept(1).owner == "dana"
        await hands.press("z")
        await hands.until(lambda: hands.world.kept(1).decision is Decision.UNDECIDED, "no case again")
        assert hands.world.kept(1).owner is None
        await hands.press("Z")
        await hands.until(lambda: hands.world.kept(1).owner == "dana", "the case and the claim again")


async def test_nothing_to_take_back_is_said(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *three()) as hands:
        await hands.press("z")
        await hands.shows("there is nothing of yours to take back")


async def test_tabs_show_other_lanes(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *three(), thanks()) as hands:
        await hands.shows("[all 3]")
        await hands.press("tab")
        await hands.shows("[mine 0]")
        await hands.shows("You have claimed nothing")
        await hands.press("shift+tab", "shift+tab")
        await hands.shows("[praise 1]")
        await hands.shows("happy_hal")
        assert ids(hands) == [4]


async def test_n_goes_to_the_next_row_nobody_else_has(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *three()) as hands:
        case = hands.elsewhere(open_case, playbook(), 2)
        hands.elsewhere(claim, playbook(), case)
        await hands.shows("#1 eli")
        await hands.press("n")
        await hands.selects(3)
        await hands.press("N")
        await hands.selects(1)
        await hands.press("N")
        await hands.shows("nothing further needs you here")


async def test_a_row_that_goes_leaves_the_next_one_selected(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *three()) as hands:
        await hands.press("j")
        await hands.selects(2)
        hands.elsewhere(let_go, 2, "not about us")
        await hands.until(lambda: ids(hands) == [1, 3], "it has gone")
        await hands.selects(3)


async def test_w_says_what_counted(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *three()) as hands:
        await hands.selects(1)
        await hands.press("w")
        await hands.shows("Why priority")
        await hands.shows("in all")
        await hands.press("w")
        await hands.on(QueueScreen)


async def test_u_shows_the_history(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *three()) as hands:
        await hands.selects(1)
        await hands.press("u")
        await hands.on(HistoryScreen)
        await hands.shows("History of forum:ada")
        await hands.press("u")
        await hands.on(QueueScreen)


async def test_o_shows_the_whole_link_and_y_copies_it(tmp_path: Path) -> None:
    long = "https://forum.example/t/" + "x" * 200
    async with at_the_desk(tmp_path, complaint("ada", url=long)) as hands:
        await hands.selects(1)
        await hands.press("o")
        await hands.shows("Open it in the browser")
        within = hands.app.screen.query_one("#dialog").region  # the queue is to be seen beside it
        lines = hands.frame().splitlines()[within.y : within.bottom]
        assert "x" * 200 in "".join(line[within.x : within.right].strip(" │") for line in lines)
        await hands.press("y")
        await hands.until(lambda: copied(tmp_path) == long, "the link in the clipboard file")


async def test_y_copies_the_text_and_capital_y_the_link(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint("ada")) as hands:
        await hands.selects(1)
        await hands.press("y")
        await hands.until(lambda: copied(tmp_path).startswith("You charged me twice"), "the text")
        await hands.press("Y")
        await hands.until(lambda: copied(tmp_path) == "https://forum.example/t/ada", "the link")


def copied(folder: Path) -> str:
    """Return what the last rung of the ladder wrote, or nothing."""
    return "".join(file.read_text(encoding="utf-8") for file in folder.glob("clip*"))


async def test_without_a_link_o_and_y_say_so(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint("ada", url=None)) as hands:
        await hands.selects(1)
        await hands.press("o")
        await hands.shows("it has no link")


async def test_praise_can_be_thanked_for(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, thanks()) as hands:
        await hands.press("shift+tab")
        await hands.selects(1)
        await hands.press("x")
        await hands.shows("thanked them in public")
        await hands.press("1", "ctrl+o")
        await hands.until(lambda: hands.world.kept(1).decision is Decision.THANKED, "thanked")


async def test_noise_is_let_go_with_a_reason(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *three()) as hands:
        await hands.selects(1)
        await hands.press("x")
        await hands.shows("No action")
        await hands.press("2", "ctrl+o")
        await hands.until(lambda: hands.world.kept(1).decision is Decision.NO_ACTION, "let go")
        assert hands.world.kept(1).why
        assert hands.world.kept(1).lane is None
        await hands.press("z")
        await hands.until(lambda: hands.world.kept(1).lane is Lane.DESK, "back on the desk")


async def test_the_ages_refresh_when_the_store_changes_and_are_the_desks_own_clock(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *three()) as hands:
        await hands.shows("50m ada".replace(" ", " ")[:3])
        hands.clock[0] = after(60)
        hands.world.one(complaint("dora", author_handle="dora", created_at=NOON))
        await hands.until(lambda: " 1h " in hands.frame(), "an age of an hour")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_nothing_that_matters_is_cut_off(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_the_desk(tmp_path, *three(), size=size) as hands:
        await hands.selects(1)
        await hands.shows("Next")
        shown = hands.frame()
        assert len(shown.splitlines()) == size[1]
        for words in ("undecided", "overdue", "a claim", "? help", "posted", "answered", "You charged me"):
            assert words in shown


async def test_q_leaves(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path) as hands:
        await hands.press("q")
        await hands.until(lambda: not hands.app.is_running, "gone")
