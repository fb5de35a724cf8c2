"""The engine for platforms that list what was written last first: marks, tags, whose turn it is."""

from dataclasses import replace
from typing import Any

import pytest

from casebook.kinds import HealthKind
from sources.errors import Unreachable
from sources.kit import Reply
from sources.paging import address, linked_next, page_after, with_query
from tests.roll_board import HOST, asking, board_of


@pytest.mark.parametrize("said", ["x" * 100_000, '"ü"', ' "1"', '"\x1b"'])
async def test_what_no_request_can_carry_back_is_not_kept(said: str) -> None:
    board = board_of()
    board.headers = {"etag": said, "last-modified": "yesterday"}
    board.write("a", range(3))
    asker = asking(board)
    await asker.ask()
    assert said not in str(asker.cursor)
    await asker.ask()
    assert (board.told[-1].get("if-none-match"), board.told[-1]["if-modified-since"]) == (None, "yesterday")


async def test_a_list_without_times_is_read_until_all_of_a_page_is_known() -> None:
    board = board_of()
    board.dated = False
    board.write("a", range(25))
    asker = asking(board)
    assert (await asker.ask())[0] == list(range(25))
    board.write("a", [30])
    board.asked.clear()
    assert (await asker.ask())[0] == [30]
    assert board.asked == ["/a?page=1", "/a?page=2"]


async def test_a_page_that_is_as_it_was_costs_one_question_and_no_parsing() -> None:
    board = board_of()
    board.headers = {"etag": 'W/"1"', "last-modified": "yesterday"}
    board.write("a", range(3))
    asker = asking(board)
    await asker.ask()
    board.instead["/a?page=1"] = Reply(304, {}, b"", f"{HOST}/a?page=1")
    told, answer = await asker.ask()
    assert (told, answer.health.kind) == ([], HealthKind.NOT_MODIFIED)
    asks = {name: board.told[-1].get(name) for name in ("if-none-match", "if-modified-since")}
    assert asks == {"if-none-match": 'W/"1"', "if-modified-since": "yesterday"}


async def test_a_newest_page_that_is_as_it_was_leaves_time_for_a_gap() -> None:
    board = board_of()
    board.write("a", range(75))
    asker = asking(board)
    told, _ = await asker.ask()
    board.headers = {"etag": '"1"'}
    told += (await asker.ask())[0]
    board.instead["/a?page=1"] = Reply(304, {}, b"", f"{HOST}/a?page=1")
    more, answer = await asker.ask()
    assert more, "what is left over is read on"
    assert answer.health.say
    assert board.told[-3].get("if-none-match") == '"1"'
    told += more + (await asker.ask())[0] + (await asker.ask())[0]
    assert sorted(told) == list(range(75))


async def test_what_stood_in_two_lists_is_told_once() -> None:
    board = board_of("a", "b")
    for name in board.lists:
        board.write(name, range(3))
    assert (await asking(board).ask())[0] == [0, 1, 2]


async def test_lists_have_their_turns() -> None:
    board = board_of("a", "b", "c")
    asker = asking(board, at_once=2)
    for _ in range(3):
        await asker.ask()
    assert [each[1] for each in board.asked] == ["a", "b", "c", "a", "b", "c"]


async def test_one_list_that_is_refused_holds_up_no_other() -> None:
    board = board_of("a", "b")
    board.write("b", range(3))
    board.instead["/a?page=1"] = Reply(422, {}, b"{}", f"{HOST}/a?page=1")
    told, answer = await asking(board).ask()
    assert (told, answer.health.kind) == ([0, 1, 2], HealthKind.PARTIAL)
    assert answer.health.say.startswith("a: ")


async def test_a_host_that_does_not_answer_is_not_asked_for_every_list() -> None:
    board = board_of("a", "b")
    board.instead["/a?page=1"] = Unreachable("no answer")
    asker = asking(board)
    assert (await asker.ask())[1].health.kind is HealthKind.ERROR
    assert board.asked == ["/a?page=1"]
    await asker.ask()
    assert board.asked[1:] == ["/b?page=1", "/a?page=1"], "the other one has its turn first"


async def test_a_host_that_is_broken_is_not_asked_for_every_list_either() -> None:
    board = board_of("a", "b")
    board.instead["/a?page=1"] = Reply(500, {}, b"", f"{HOST}/a?page=1")
    _, answer = await asking(board).ask()
    assert (answer.health.kind, board.asked) == (HealthKind.ERROR, ["/a?page=1"])


async def test_the_last_answer_for_a_while_is_minded() -> None:
    board = board_of("a", "b")
    board.headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "120"}
    board.write("a", range(3))
    told, answer = await asking(board).ask()
    assert (told, board.asked) == ([0, 1, 2], ["/a?page=1"])
    assert answer.pause == 120
    assert (answer.health.kind, answer.reaches_back) == (HealthKind.OK, None), "one list was not asked"


async def test_nobody_is_led_to_another_host_by_a_next_page() -> None:
    board = board_of()
    board.elsewhere = "https://evil.example/more"
    board.write("a", range(12))
    asker = asking(board)
    told, answer = await asker.ask()
    assert told == list(range(2, 12))
    assert (answer.health.kind, "another host" in answer.health.say) == (HealthKind.PARTIAL, True)
    board.write("a", [100])
    told, answer = await asker.ask()
    assert (told, answer.health.kind) == ([100], HealthKind.OK), "it is said, and then done with"
    assert all("evil" not in each for each in board.asked)
    assert len(board.asked) == 2


async def test_what_was_written_before_we_began_is_left_alone_until_somebody_edits_what_we_know() -> None:
    board = board_of()
    board.write("a", [1], hours=30)
    board.write("a", [2])
    asker = asking(board)
    assert (await asker.ask())[0] == [2]
    board.lists["a"][0]["text"] = "found"
    board.lists["a"][1]["text"] = "changed"
    assert (await asker.ask())[0] == [1, 2], "we have seen both, and both say something else"


@pytest.mark.parametrize("held", [True, False])
async def test_a_list_that_held_something_and_is_empty_is_suspicious(held: bool) -> None:
    board = board_of()
    board.write("a", range(3 if held else 0))
    asker = asking(board, never_empty=True)
    await asker.ask()
    board.lists["a"].clear()
    _, answer = await asker.ask()
    assert answer.health.kind is (HealthKind.EMPTY if held else HealthKind.OK)


async def test_a_date_to_come_hides_nothing() -> None:
    board = board_of()
    board.write("a", [1])
    board.write("a", [2], hours=-1000)
    asker = asking(board)
    assert (await asker.ask())[0] == [1, 2]
    board.write("a", [3], hours=0)
    assert (await asker.ask())[0] == [3]


async def test_other_lists_in_the_settings_begin_anew() -> None:
    board = board_of()
    board.write("a", range(3))
    asker = asking(board)
    await asker.ask()
    board.lists["b"] = list(board.lists["a"])
    again = replace(asking(board), cursor=asker.cursor)
    assert (await again.ask())[0] == [0, 1, 2]


@pytest.mark.parametrize(
    "cursor", [{"strands": 3, "seen": [], "turn": 1, "begun": "x"}, {"strands": {"a": {"gaps": [["x"], 5]}}}]
)
async def test_a_cursor_that_makes_no_sense_is_no_trouble(cursor: dict[str, Any]) -> None:
    board = board_of()
    board.write("a", range(3))
    asker = asking(board)
    await asker.ask()
    spoilt = replace(asking(board), cursor={**cursor, "of": asker.cursor["of"]})
    assert (await spoilt.ask())[0] == [0, 1, 2]


def test_addresses_of_pages() -> None:
    url = address(f"{HOST}/", "/s", {"q": "a b", "n": 2, "none": None})
    assert url == f"{HOST}/s?q=a+b&n=2"
    assert page_after(url) == f"{HOST}/s?q=a+b&n=2&page=2"
    assert page_after(f"{HOST}/s?page=7&q=x") == f"{HOST}/s?q=x&page=8"
    assert with_query(url, {"q": "c"}) == f"{HOST}/s?n=2&q=c"


@pytest.mark.parametrize(
    ("link", "found"),
    [
        (f'<{HOST}/s?page=2>; rel="next", <{HOST}/s?page=9>; rel="last"', f"{HOST}/s?page=2"),
        ("</s?min_id=3>; rel=prev, </s?max_id=1>; rel=next", f"{HOST}/s?max_id=1"),
        (f'<{HOST}/s>; rel="prev"', ""),
        ('<http://[>; rel="next"', ""),
        ("", ""),
        ("<" * 5000, ""),
    ],
)
def test_the_next_page_of_a_link_header(link: str, found: str) -> None:
    assert linked_next({"link": link}, f"{HOST}/s") == found
