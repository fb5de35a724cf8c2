"""What changes all the time is shown now and then, and its last state always."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.at_the_desk import at_the_desk
from tests.desk_world import after, complaint
from tui.app import AT_ONCE, PATIENCE, STREAM, paced
from tui.screens import queue
from tui.sparing import Sparing, Told


def test_what_was_only_just_shown_waits_and_is_read_once_more() -> None:
    waiting: list[tuple[float, Callable[[], None]]] = []
    read: list[int] = []
    spared = Sparing(60.0, lambda: read.append(1), lambda left, again: waiting.append((left, again)))

    assert not spared.too_soon()
    spared.shown()
    assert spared.too_soon()
    assert spared.too_soon()
    ((left, again),) = waiting  # one timer, however often it was asked for
    assert 0 < left <= 60
    again()
    assert read == [1]
    assert spared.too_soon()
    assert len(waiting) == 2


def test_the_same_is_not_told_twice() -> None:
    told = Told()
    assert [told.again(*each) for each in ((1, "a"), (1, "a"), (2, "a"), (1, "a"))] == [
        False, True, False, False,
    ]  # fmt: skip


def test_a_stream_is_followed_more_slowly_and_the_first_change_after_it_at_once_again() -> None:
    pace = PATIENCE
    for _ in range(10):
        before, pace = pace, paced(pace, 0.01)
        assert before <= pace <= STREAM
    assert pace == STREAM
    assert paced(pace, AT_ONCE) == PATIENCE


async def test_all_that_waits_above_is_told_when_no_more_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "COUNTS", 0.3)
    mentions = [complaint(f"m{number}", created_at=after(number - 60)) for number in range(40)]
    async with at_the_desk(tmp_path, *mentions) as hands:
        await hands.press("G")
        await hands.selects(40)
        for number in range(6):
            hands.world.take(complaint(f"new{number}", created_at=after(-90)))
            await hands.shows("▲")
        await hands.shows("▲ 6 new")
        await hands.shows("46 undecided")
        await hands.shows("all 46")
