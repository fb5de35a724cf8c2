"""The engine for platforms of lists, where a platform is odd: empty windows, walls, gaps, a day's ration."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from casebook.kinds import HealthKind
from sources.kit import Reply
from sources.paging import page_after
from sources.platform import Page, Strand
from sources.roll import Roll
from tests.feed_samples import NOW
from tests.roll_board import HOST, Asker, Board, Boarded, Said, asking, board_of


class Odd(Boarded):
    """Reads each page as an odd platform would give it."""

    def __init__(self, board: Board, **about: Any) -> None:
        self.as_if: dict[str, Any] = {}
        super().__init__(board, **about)

    def read(self, reply: Reply, strand: Strand) -> Page:
        return replace(super().read(reply, strand), **self.as_if)


class Windows(Boarded):
    """Gives a next page whether or not there is anything on this one, down to the tenth."""

    def read(self, reply: Reply, strand: Strand) -> Page:
        page = super().read(reply, strand)
        behind = page_after(reply.url)
        return replace(page, next="" if behind.endswith("=11") else behind)


class Smudged(Boarded):
    """Gives a second page of which nothing can be read."""

    def read(self, reply: Reply, strand: Strand) -> Page:
        page = super().read(reply, strand)
        blank = Page(hits=page.hits, lost=page.hits, next=page.next)
        return blank if reply.url.endswith("page=2") else page


def odd(board: Board, **about: Any) -> tuple[Asker, Odd]:
    platform = Odd(board, pages=10)
    platform.as_if = about
    return Asker(Roll("mine", Said(), platform)), platform


def gap(board: Board, pages: Iterable[int]) -> None:
    for page in pages:
        url = f"{HOST}/a?page={page}"
        board.instead[f"/a?page={page}"] = Reply(200, {}, b'{"posts": []}', url)


async def test_an_empty_window_is_not_the_end() -> None:
    board = board_of()
    board.write("a", range(35))
    gap(board, (1, 2))
    asker = Asker(Roll("mine", Said(), Windows(board, pages=10)))
    assert (await asker.ask())[0] == list(range(15))


async def test_a_page_of_which_nothing_can_be_read_is_not_the_end_either() -> None:
    board = board_of()
    board.write("a", range(35))
    told, answer = await Asker(Roll("mine", Said(), Smudged(board, pages=10))).ask()
    assert told == [*range(15), *range(25, 35)]
    assert (answer.health.kind, answer.health.say) == (
        HealthKind.PARTIAL,
        "10 of 35 entries could not be read",
    )


async def test_a_platform_that_gives_no_more_says_so_only_where_more_is_needed() -> None:
    board = board_of()
    board.write("a", range(20))
    asker, _ = odd(board, wall="no more is given", next="")
    _, answer = await asker.ask()
    assert (answer.health.kind, answer.health.say) == (HealthKind.PARTIAL, "no more is given")
    board.write("a", [400], hours=0.5)
    told, answer = await asker.ask()
    assert (told, answer.health.kind) == ([400], HealthKind.OK), "what is known reaches back to the mark"


async def test_what_may_be_missing_is_asked_for_again() -> None:
    board = board_of()
    board.write("a", [1])
    asker, platform = odd(board)
    await asker.ask()
    marks = asker.cursor["strands"]["a"]["mark"]
    platform.as_if = {"patchy": True, "flaw": "gave up half-way"}
    board.write("a", [3000])
    told, answer = await asker.ask()
    assert (told, answer.health.kind) == ([3000], HealthKind.PARTIAL)
    assert asker.cursor["strands"]["a"]["mark"] == marks
    platform.as_if = {}
    board.write("a", [2])
    assert (await asker.ask())[0] == [2], "it was missing, and older than what was told"
    assert asker.cursor["strands"]["a"]["mark"] > marks


async def test_what_may_be_missing_of_a_gap_is_asked_for_again() -> None:
    board = board_of()
    board.write("a", range(45))
    asker, platform = odd(board)
    platform.pages = 3
    told, _ = await asker.ask()
    platform.as_if = {"patchy": True, "flaw": "gave up half-way", "mentions": ()}
    assert (await asker.ask())[0] == []
    platform.as_if = {}
    told += (await asker.ask())[0]
    assert sorted(told) == list(range(45))


async def test_after_the_last_answer_of_the_day_nobody_asks_before_midnight() -> None:
    board = board_of("a", "b")
    board.write("a", range(3))
    asker, _ = odd(board, spent="nothing is left for today")
    told, answer = await asker.ask()
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    assert (told, board.asked) == ([0, 1, 2], ["/a?page=1"])
    assert (answer.health.kind, answer.health.until) == (HealthKind.RATE_LIMITED, midnight)
    assert answer.pause == (midnight - NOW).total_seconds()


async def test_no_page_is_asked_for_behind_the_last_answer_for_a_while() -> None:
    board = board_of()
    board.headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "120"}
    board.write("a", range(25))
    asker = Asker(Roll("mine", Said(), Boarded(board)))
    first, answer = await asker.ask()
    assert (first, board.asked, answer.pause) == (list(range(15, 25)), ["/a?page=1"], 120)
    board.headers = {}
    assert (await asker.ask())[0] == list(range(15)), "the next asking goes on behind it"


async def test_a_list_that_held_only_old_things_is_suspicious_too_when_it_is_empty() -> None:
    board = board_of()
    board.write("a", range(3), hours=90)
    asker, platform = odd(board)
    platform.never_empty = True
    assert (await asker.ask())[1].health.kind is HealthKind.OK
    board.lists["a"].clear()
    assert (await asker.ask())[1].health.kind is HealthKind.EMPTY


async def test_what_is_left_over_is_not_starved_by_an_overlap_full_of_known_things() -> None:
    board = board_of()
    board.write("a", range(100))
    asker = asking(board, overlap=3600.0)
    told = [(await asker.ask())[0] for _ in range(6)]
    assert [len(each) for each in told] == [30, 20, 20, 20, 10, 0]
    assert sorted(number for each in told for number in each) == list(range(100))


async def test_a_next_page_beyond_all_length_is_said_and_not_kept() -> None:
    board = board_of()
    board.write("a", range(15))
    board.elsewhere = f"{HOST}/a?page=2&cursor={'x' * 100_000}"
    asker = asking(board)
    told, answer = await asker.ask()
    assert (told, answer.health.kind) == (list(range(5, 15)), HealthKind.PARTIAL)
    assert "too long" in answer.health.say
    assert len(str(asker.cursor)) < 10_000, "a cursor is written down at each asking"
    board.write("a", [100])
    assert (await asker.ask())[0] == [100], "what is new goes on coming"


async def test_a_list_in_order_is_read_no_further_than_to_what_was_read() -> None:
    board = board_of()
    board.write("a", range(25), hours=2)
    asker = asking(board, in_order=True, pages=10, overlap=86_400.0)
    await asker.ask()
    board.write("a", range(25, 37))
    board.asked.clear()
    assert ((await asker.ask())[0], board.asked) == (list(range(25, 37)), ["/a?page=1", "/a?page=2"])


async def test_what_was_told_before_a_list_in_order_broke_off_does_not_stand_for_what_is_behind_it() -> None:
    board = board_of()
    board.write("a", range(5), hours=2)
    asker = asking(board, in_order=True, pages=10)
    await asker.ask()
    board.write("a", range(5, 30))
    board.instead["/a?page=2"] = Reply(404, {}, b"", f"{HOST}/a?page=2")
    assert (await asker.ask())[0] == list(range(20, 30))
    board.instead.clear()
    assert (await asker.ask())[0] == list(range(5, 20))


async def test_an_old_post_that_stands_above_new_ones_ends_no_reading() -> None:
    board = board_of()
    board.write("a", range(25))
    board.write("a", [99], hours=24 * 90)
    assert (await asking(board, pages=10).ask())[0] == list(range(25))
