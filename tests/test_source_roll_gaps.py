"""The engine for platforms of lists: what one asking does not reach is a gap for the next ones."""

from typing import Any

import pytest

from casebook.kinds import HealthKind
from sources.errors import Unreachable
from sources.kit import Reply
from sources.roll_cursor import StrandCursor
from sources.source import Health
from tests.roll_board import HOST, asking, board_of


async def test_what_one_asking_does_not_reach_comes_with_the_next_ones_behind_the_newest() -> None:
    board = board_of()
    board.write("a", range(75))
    asker = asking(board)
    first, answer = await asker.ask()
    assert (first, answer.health.kind) == (list(range(45, 75)), HealthKind.OK)
    assert "what was written before is still being read" in answer.health.say
    assert answer.reaches_back is None
    board.write("a", range(100, 103))
    second, answer = await asker.ask()
    assert {100, 101, 102} < set(second), "what is new does not wait for what is old"
    told = [(await asker.ask())[0] for _ in range(3)]
    assert sorted(sum(told, first + second)) == [*range(75), 100, 101, 102]
    assert (await asker.ask())[1].health == Health(HealthKind.OK)


async def test_news_beyond_what_one_asking_takes_is_not_all_well() -> None:
    board = board_of()
    board.write("a", range(5))
    asker = asking(board)
    await asker.ask()
    board.write("a", range(100, 175))
    told, answer = await asker.ask()
    assert (told, answer.health.kind) == (list(range(145, 175)), HealthKind.PARTIAL)
    assert answer.health.do == "nothing for now: the rest is asked for by itself"
    assert "the rest comes next" in answer.health.say


async def test_whatever_gaps_there_are_all_is_told_once() -> None:
    board, told = board_of(), list[int]()
    asker = asking(board, pages=2)
    for turn in range(20):
        board.write("a", range(turn * 100, turn * 100 + 35), hours=1.0)
        told += (await asker.ask())[0]
    assert len(StrandCursor.from_json(asker.cursor["strands"]["a"]).gaps) == 16, "too many are joined"
    say = "much is left over"
    while say:
        more, answer = await asker.ask()
        told, say = told + more, answer.health.say
        assert len(board.asked) < 3000, "it comes to an end"
    assert sorted(told) == [turn * 100 + number for turn in range(20) for number in range(35)]


async def test_a_page_that_fails_is_where_the_next_asking_goes_on() -> None:
    board = board_of()
    board.write("a", range(35))
    board.instead["/a?page=2"] = Unreachable("no answer")
    asker = asking(board)
    first, answer = await asker.ask()
    assert (first, answer.health.kind) == (list(range(25, 35)), HealthKind.ERROR)
    board.instead.clear()
    board.write("a", [100])
    board.asked.clear()
    second, answer = await asker.ask()
    assert board.asked == ["/a?page=1", "/a?page=2", "/a?page=3"]
    third, answer = await asker.ask()
    assert sorted(second + third) == [*range(25), 100]
    assert answer.health.kind is HealthKind.OK


async def test_a_gap_that_is_refused_for_good_is_looked_for_from_the_newest_on() -> None:
    board = board_of()
    board.write("a", range(45))
    asker = asking(board)
    first, _ = await asker.ask()
    board.instead["/a?page=4"] = Reply(400, {}, b"cursor expired", f"{HOST}/a?page=4")
    refused, answer = await asker.ask()
    assert (refused, answer.health.kind) == ([], HealthKind.PARTIAL)
    assert "status 400" in answer.health.say
    board.instead.clear()
    told = [(await asker.ask())[0] for _ in range(2)]
    assert sorted(sum(told, first)) == list(range(45))


@pytest.mark.parametrize(
    "instead", [Unreachable("no answer"), Reply(500, {}, b"", HOST), Reply(403, {}, b"", HOST)]
)
async def test_what_lies_behind_and_cannot_be_had_slows_the_newest_not_down(instead: Any) -> None:
    board = board_of()
    board.write("a", range(45))
    asker = asking(board)
    told, _ = await asker.ask()
    board.instead["/a?page=4"] = instead
    for number in (100, 101):
        board.write("a", [number])
        more, answer = await asker.ask()
        assert (more, answer.health.kind) == ([number], HealthKind.PARTIAL)
        told += more
    board.instead.clear()
    while answer.health.say:
        more, answer = await asker.ask()
        told += more
    assert sorted(told) == [*range(45), 100, 101]


async def test_a_page_that_breaks_the_host_is_where_the_next_asking_goes_on() -> None:
    board = board_of()
    board.write("a", range(35))
    board.instead["/a?page=2"] = Reply(500, {}, b"", HOST)
    asker = asking(board)
    first, answer = await asker.ask()
    assert (first, answer.health.kind) == (list(range(25, 35)), HealthKind.ERROR)
    board.asked.clear()
    await asker.ask()
    assert board.asked == ["/a?page=1", "/a?page=2"], "and the newest does not wait for it"
    assert asker.cursor["strands"]["a"]["gaps"]
