"""Marks, ranges and counts in the queue: on mentions and not on row numbers."""

from pathlib import Path

from casebook.mention import Mention
from desk.deciding import let_go
from tests.at_the_desk import at_the_desk
from tests.desk_world import after, complaint


def several(count: int = 8) -> tuple[Mention, ...]:
    """So many complaints, the oldest and so the most urgent first."""
    names = [f"c{number}" for number in range(1, count + 1)]
    return tuple(
        complaint(name, author_handle=name, created_at=after(n - 60)) for n, name in enumerate(names)
    )


async def test_space_marks_a_row_by_a_sign_and_goes_down(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several()) as hands:
        await hands.press("space", "space")
        await hands.selects(3)
        await hands.shows("2 marked")
        assert hands.pane.marks == {1, 2}
        assert sum(" * " in line[:4] or line.startswith(" *") for line in hands.frame().splitlines()) == 2
        await hands.press("k", "space")
        assert hands.pane.marks == {1}
        await hands.press("escape")
        assert hands.pane.marks == frozenset()
        assert "marked" not in hands.frame()


async def test_a_count_stands_on_the_screen_while_typed_and_repeats_a_move(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several()) as hands:
        await hands.press("5")
        await hands.shows("5 …")
        await hands.press("j")
        await hands.selects(6)
        assert "…" not in hands.frame().splitlines()[2]
        await hands.press("3", "k")
        await hands.selects(3)
        await hands.press("7", "G")
        await hands.selects(7)
        await hands.press("1", "0", "k")
        await hands.selects(1)
        await hands.press("2", "escape", "j")
        await hands.selects(2)


async def test_a_range_marks_what_lies_between_its_ends(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several()) as hands:
        await hands.press("j", "v", "2", "j")
        await hands.shows("range: 3")
        await hands.press("k", "v")
        await hands.shows("2 marked")
        assert hands.pane.marks == {2, 3}


async def test_mark_all_takes_what_is_to_be_seen_and_no_more(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(90)) as hands:
        await hands.press("asterisk")
        await hands.shows(f"{hands.pane.height} marked")
        assert hands.pane.marks == set(range(1, hands.pane.height + 1))


async def test_a_mention_that_leaves_the_list_loses_its_mark(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several()) as hands:
        await hands.press("space", "space")
        hands.elsewhere(let_go, 1, "spam")
        await hands.until(lambda: hands.pane.marks == {2}, "one mark left")


async def test_ctrl_f_follows_the_newest_until_somebody_moves(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(3)) as hands:
        await hands.selects(1)
        await hands.press("ctrl+f")
        await hands.shows("following the newest")
        await hands.selects(3)
        newest = hands.world.one(complaint("new", created_at=after(-500)))
        await hands.selects(newest)
        await hands.press("j")
        await hands.until(lambda: "following" not in hands.frame(), "paused")
        chosen = hands.pane.selected
        hands.world.one(complaint("newer", created_at=after(-400)))
        await hands.shows("▲ 1 new")
        assert hands.pane.selected == chosen
