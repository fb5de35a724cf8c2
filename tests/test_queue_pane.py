"""The queue's window: which rows are read, and what a late answer may not do."""

from pathlib import Path

import pytest

from casebook.kinds import Lane
from desk.lenses import lenses
from tests.at_the_desk import at_the_desk
from tests.desk_world import NOON, World, after, complaint, thanks, world
from tui import paging
from tui.paging import MARGIN, Page, Wanted, next_needing, read_page
from tui.screens.composer import ComposerScreen

ALL = lenses("dana")[0]


def many(here: World, count: int) -> None:
    here.take(*(complaint(f"m{number}", created_at=after(number - 5000)) for number in range(count)))


def want(cursor: int = 0, selected: int | None = None, upto: int | None = None) -> Wanted:
    return Wanted(ALL, cursor, selected, height=20, upto=upto)


def test_only_a_window_around_the_selection_is_read(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        many(here, 500)
        page = read_page(here.store, want(selected=251))
        assert page.total == 500
        assert page.cursor == 250
        assert len(page.rows) == 2 * (20 + MARGIN)
        assert page.rows[page.cursor - page.start].id == 251
        assert page.row(page.start - 1) is None
        assert page.index(251) == 250
        assert page.index(1) is None


def test_a_selection_that_has_gone_leaves_its_row_number(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        many(here, 3)
        assert read_page(here.store, want(cursor=2, selected=99)).cursor == 2
        assert read_page(here.store, want(cursor=7, selected=99)).cursor == 2
        assert read_page(here.store, want(cursor=7)).rows[0].id == 1


def test_what_came_later_is_held_and_counted(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        many(here, 5)
        page = read_page(here.store, want(upto=3))
        assert [row.id for row in page.rows] == [1, 2, 3]
        assert (page.total, page.held, page.upto) == (3, 2, 3)


@pytest.mark.parametrize("upto", [None, 90, 60])
def test_a_page_begun_at_its_row_is_the_page_begun_at_the_top(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, upto: int | None
) -> None:
    monkeypatch.setattr(paging, "MARGIN", 7)
    with world(tmp_path) as here:
        at = [after(number % 9 - 5000) for number in range(90)]  # ten of each rank
        here.take(*(complaint(f"m{number}", created_at=at[number]) for number in range(90)))
        for number in (1, 2, 30, 45, 59, 60, 90):
            wanted = Wanted(ALL, 3, number, height=5, upto=upto)
            monkeypatch.setattr(paging, "STEPS", 1000)
            by_number = read_page(here.store, wanted)
            monkeypatch.setattr(paging, "STEPS", 0)
            assert read_page(here.store, wanted) == by_number


def test_nothing_is_next_in_an_empty_queue(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        assert next_needing(here.store, want(), "dana", NOON, back=False) is None


async def test_a_long_list_is_walked_to_its_end_and_back(tmp_path: Path) -> None:
    mentions = [complaint(f"m{number}", created_at=after(number - 5000)) for number in range(400)]
    async with at_the_desk(tmp_path, *mentions) as hands:
        await hands.selects(1)
        await hands.press("G")
        await hands.selects(400)
        await hands.press("k")
        await hands.selects(399)
        await hands.press("home")
        await hands.selects(1)


async def test_the_pointer_leaps_too(tmp_path: Path) -> None:
    names = ("ada", "ben", "cleo")
    mentions = [complaint(name, author_handle=name, created_at=after(-9)) for name in names]
    async with at_the_desk(tmp_path, *mentions) as hands:

        def pointed() -> list[str]:
            rows = [line for line in hands.frame().splitlines() if line.startswith("▸")]
            return [name for line in rows for name in names if f" {name} " in line]

        for keys, name in (("j", "ben"), ("gg", "ada"), ("G", "cleo"), (["home"], "ada")):
            await hands.press(*keys)
            await hands.until(lambda: bool(pointed()), "a pointer")
            assert pointed() == [name]


async def test_a_page_read_for_an_older_selection_moves_nothing(tmp_path: Path) -> None:
    """A slow answer may come after the next key: the finger wins."""
    mentions = [complaint(name, author_handle=name, created_at=after(-9)) for name in ("ada", "ben", "cleo")]
    async with at_the_desk(tmp_path, *mentions) as hands:
        await hands.selects(1)
        late: Page = hands.pane.page
        await hands.press("j", "j")
        await hands.selects(3)
        hands.pane.show(late, hands.clock[0], "")
        assert hands.pane.selected == 3
        assert hands.pane.cursor == 2


async def test_n_finds_rows_of_equal_rank(tmp_path: Path) -> None:
    mentions = [complaint(name, author_handle=name, created_at=after(-9)) for name in ("ada", "ben", "cleo")]
    async with at_the_desk(tmp_path, *mentions) as hands:
        await hands.selects(1)
        await hands.press("n")
        await hands.selects(2)
        await hands.press("n")
        await hands.selects(3)
        await hands.press("N")
        await hands.selects(2)


async def test_praise_with_a_case_stays_where_it_was_found(tmp_path: Path) -> None:
    others = [thanks("2", author_handle="mina"), thanks("3", author_handle="noor")]
    async with at_the_desk(tmp_path, thanks("1"), *others) as hands:
        await hands.press("shift+tab")
        await hands.selects(1)
        await hands.press("r")
        await hands.on(ComposerScreen)
        await hands.press("escape")
        await hands.shows("#1 dana")
        assert hands.pane.selected == 1
        await hands.press("i")
        await hands.shows("#1 · happy_hal")


async def test_a_mention_that_cannot_be_read_hides_and_kills_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        hands.world.store.mentions.insert({"lane": Lane.DESK, "rank": 1, "source": 7, "uri": "x"})
        await hands.until(lambda: "Mention.source: 7 does not fit" in caplog.text, "told to the log")
        assert hands.pane.selected == 1
        await hands.press("a")
        await hands.until(lambda: hands.world.kept(1).owner == "dana", "the desk goes on")
