"""`/` narrows the list as one types; it says what it does, keeps the selection, and Esc takes it away."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste

from casebook.mention import Mention
from casebook.store.store import Store
from tests.at_the_desk import NARROW, WIDE, Hands, at_the_desk
from tests.desk_world import after, complaint, thanks
from tui import moment
from tui.paging import count_tabs
from tui.widgets.filter_line import FilterLine
from tui.widgets.key_bar import KeyBar


def some() -> tuple[Mention, ...]:
    """Four complaints, the oldest first: ada and cleo speak of a refund, ben of a parcel, dora of both."""
    said = {
        "ada": "Where is my refund? Nobody answers my calls.",
        "ben": "The parcel never came and support hung up on me.",
        "cleo": "Refund late, refuse sacks late. Nobody answers my letters.",
        "dora": "No parcel and no refund. I complained twice.",
    }
    return tuple(
        complaint(name, author_handle=name, text=text, created_at=after(-60 + 10 * number))
        for number, (name, text) in enumerate(said.items())
    )


def ids(hands: Hands) -> list[int]:
    return [row.id for row in hands.pane.page.rows]


async def typed(hands: Hands, said: str) -> None:
    names = {" ": "space", ":": "colon", "-": "minus", '"': "quotation_mark", "(": "left_parenthesis"}
    await hands.press(*(names.get(each, each) for each in said))


async def lists(hands: Hands, *wanted: int) -> None:
    await hands.until(lambda: ids(hands) == list(wanted), f"rows {wanted}, not {ids(hands)}")


async def test_a_search_that_takes_long_says_so_and_is_told_when_it_is_done(tmp_path: Path) -> None:
    def held(store: Store) -> None:
        let_go.wait(300)

    let_go = threading.Event()
    async with at_the_desk(tmp_path, *some()) as hands:
        hands.app.patience = 0.05
        searches = [asyncio.create_task(hands.app.desk.search(held)) for _ in range(3)]
        await hands.press("slash")
        await typed(hands, "by:cleo")
        await hands.shows("still looking")
        let_go.set()
        await lists(hands, 3)
        await hands.shows("1 of 4")
        await asyncio.gather(*searches)
        assert "still looking" not in hands.frame()


async def test_the_list_narrows_while_one_types_and_enter_keeps_it(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.selects(1)
        await hands.press("slash")
        await typed(hands, "refu")
        await lists(hands, 1, 3, 4)
        await typed(hands, "nd -parc")
        await lists(hands, 1, 3)
        await hands.shows("2 of 4")
        await typed(hands, "el")
        await hands.press("enter")
        await hands.shows("filter: refund -parcel*")
        await hands.shows("2 of 4 · Esc clears it")
        await hands.shows("[all 4]")
        await hands.press("j")
        await hands.selects(3)
        await hands.press("a")
        await hands.until(lambda: hands.world.kept(3).owner == "dana", "claimed under the filter")


async def test_esc_clears_it_and_the_selection_stays_on_its_item(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.press("j")
        await hands.selects(2)
        await hands.press("slash")
        await typed(hands, "refund")
        await lists(hands, 1, 3, 4)
        await hands.selects(1)
        await hands.press("down", "enter")
        await hands.selects(3)
        await hands.press("escape")
        await lists(hands, 1, 2, 3, 4)
        await hands.selects(3)
        assert not hands.app.screen.query_one(FilterLine).display


async def test_the_item_one_began_on_is_found_again(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.press("G")
        await hands.selects(4)
        await hands.press("slash")
        await typed(hands, "parcel")
        await lists(hands, 2, 4)
        assert hands.pane.selected == 4
        await typed(hands, " hung")
        await lists(hands, 2)
        await hands.press(*["backspace"] * 5)
        await lists(hands, 2, 4)
        await hands.selects(4)
        await hands.press("escape")
        await lists(hands, 1, 2, 3, 4)
        await hands.selects(4)


async def test_slash_again_edits_what_stands_there(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.press("slash")
        await typed(hands, "refund")
        await hands.press("enter")
        await hands.shows("filter: refund*")
        await hands.press("slash")
        await typed(hands, " parcel")
        await lists(hands, 4)
        await hands.press("enter")
        await hands.shows("filter: refund parcel*")


async def test_enter_keeps_what_was_seen_and_a_space_ends_a_word(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.press("slash")
        await typed(hands, "refu")
        await lists(hands, 1, 3, 4)
        await hands.press("enter")
        await hands.shows("filter: refu*")
        await hands.shows("3 of 4 · Esc clears it")
        assert ids(hands) == [1, 3, 4]
        await hands.press("slash")
        await typed(hands, "se")
        await lists(hands, 3)
        await hands.press(*["backspace"] * 2, "space")
        await lists(hands)
        await hands.press("enter")
        await hands.shows("Nothing matches “refu” in all")
        await hands.press("slash")
        await typed(hands, "se")
        await lists(hands, 3)


async def test_an_empty_filter_is_none(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.press("slash", "enter")
        await hands.until(lambda: not hands.app.screen.query_one(FilterLine).display, "the line gone")
        await hands.press("j")
        await hands.selects(2)


async def test_nothing_matches_has_words_of_its_own(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.press("slash")
        await typed(hands, "zebra")
        await hands.shows("Nothing matches “zebra” in all. Esc clears the filter.")
        await hands.shows("0 of 4")
        await hands.press("enter", "tab")
        await hands.shows("Nothing matches “zebra*” in mine")


async def test_what_cannot_be_meant_is_said_and_the_list_stays(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.press("slash")
        await typed(hands, "refund")
        await lists(hands, 1, 3, 4)
        await typed(hands, " wher:x")
        await hands.shows('did you mean "where"? (at 8)')
        assert ids(hands) == [1]  # what "wher" was the beginning of
        await hands.press("enter")
        await hands.shows('did you mean "where"? (at 8)')
        assert hands.app.screen.query_one(FilterLine).typing


@pytest.mark.parametrize("size", [(120, 36), (44, 24)])
async def test_what_was_not_understood_is_said_only_while_it_stands_there(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KeyBar, "lasts", 3600.0)
    async with at_the_desk(tmp_path, *some(), size=size) as hands:
        await hands.press("slash")
        await typed(hands, "wher:x")
        await hands.shows("did you mean")
        await hands.press("backspace")
        await hands.shows("did you mean")
        await hands.press("backspace", "backspace")
        await hands.until(lambda: "did you mean" not in hands.frame(), "no complaint about what is gone")


async def test_half_a_query_never_shows_an_error(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.press("slash")
        for letter in 'refund OR "no re':
            await typed(hands, letter)
            await hands.pilot.pause()
            assert "(at " not in hands.frame()
        await hands.press(*["backspace"] * 20)
        for letter in "is:overdue":
            await typed(hands, letter)
            await hands.pilot.pause()
            assert "(at " not in hands.frame()


async def test_tab_completes_fields_and_their_words(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.press("slash")
        await typed(hands, "pri")
        await hands.press("tab")
        await hands.shows("/ priority:")
        await hands.press(*["backspace"] * 20)
        await typed(hands, "is:unc")
        await hands.press("tab")
        await hands.shows("/ is:unclaimed")


async def test_new_rows_that_match_wait_above_and_others_do_not_count(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.press("slash")
        await typed(hands, "refund")
        await hands.press("enter", "j")
        await hands.selects(3)
        hands.world.one(
            complaint(
                "x", author_handle="x", text="Refund me! Nobody answers my letters.", created_at=after(-35)
            )
        )
        hands.world.one(
            complaint(
                "y", author_handle="y", text="Parcel lost! Nobody answers my letters.", created_at=after(-35)
            )
        )
        await hands.until(lambda: hands.pane.page.held == 1, "one held back")
        assert ids(hands) == [1, 3, 4]
        await hands.press("g", "g")
        await lists(hands, 1, 3, 5, 4)
        await hands.shows("4 of 6")


async def test_the_share_is_right_where_the_figures_come_after_the_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = threading.Event()
    counting.set()

    def late(*args: Any) -> dict[str, str]:
        assert counting.wait(60)
        return count_tabs(*args)

    monkeypatch.setattr(moment, "count_tabs", late)
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.press("slash")
        await typed(hands, "refund")
        await hands.press("enter")
        await hands.shows("3 of 4")
        counting.clear()
        hands.world.one(
            complaint(
                "x", author_handle="x", text="Refund me! Nobody answers my letters.", created_at=after(-35)
            )
        )
        await hands.shows("4 of 4")
        counting.set()
        await hands.shows("4 of 5")


async def test_a_pasted_query_comes_in_on_one_line(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.press("slash")
        hands.app.screen.query_one("#filter-field").post_message(Paste("refund\nparcel\x1b[31m"))
        await lists(hands, 4)
        await hands.shows("/ refund parcel")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_saved_views_are_tabs(tmp_path: Path, size: tuple[int, int]) -> None:
    views = {"refunds": "refund", "parcels": "parcel", "thanked": "is:praise"}
    async with at_the_desk(tmp_path, *some(), thanks(), views=views, size=size) as hands:
        await hands.press("shift+tab")
        await hands.shows("[thanked 1]")
        await hands.press("shift+tab")
        await hands.shows("[parcels 2]")
        await lists(hands, 2, 4)
        await hands.press("slash")
        await typed(hands, "refund")
        await lists(hands, 4)
        await hands.shows("1 of 2")
