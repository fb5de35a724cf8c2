"""How long a source is left alone after an answer."""

import asyncio
from datetime import timedelta

import pytest

from casebook.kinds import HealthKind
from sources.clock import WallClock
from sources.pace import Wait, failures_after, wait_after
from sources.source import Answer, Health
from tests.feed_samples import NOW


def said(health: Health | None = None) -> Answer:
    return Answer((), {}, health or Health(HealthKind.OK))


def test_a_refusal_that_does_not_say_how_long_doubles_from_a_minute_to_half_an_hour() -> None:
    refused = said(Health(HealthKind.RATE_LIMITED))
    waits = [wait_after(refused, 10.0, failures, 0.5, NOW).seconds for failures in range(1, 9)]
    assert waits == [60, 120, 240, 480, 960, 1800, 1800, 1800]


def test_nobody_is_asked_without_a_pause() -> None:
    assert wait_after(said(), 0.0, 0, 0.5, NOW).seconds == 1


def test_a_time_in_the_past_is_no_reason_to_wait() -> None:
    past = said(Health(HealthKind.RATE_LIMITED, until=NOW - timedelta(hours=1)))
    assert wait_after(past, 900.0, 1, 0.5, NOW) == Wait(900.0, 0.0)


@pytest.mark.parametrize("kind", list(HealthKind))
def test_only_a_source_that_did_not_answer_has_failed(kind: HealthKind) -> None:
    answered = kind in (HealthKind.OK, HealthKind.NOT_MODIFIED, HealthKind.PARTIAL, HealthKind.EMPTY)
    assert failures_after(Health(kind), 3) == (0 if answered else 4)


@pytest.mark.parametrize("turns", range(4))
async def test_who_waits_can_be_called_off_though_the_bell_rings_at_the_same_time(turns: int) -> None:
    bell = asyncio.Event()
    waiting = asyncio.create_task(WallClock().wait(bell, 1000))
    await asyncio.sleep(0)
    bell.set()
    for _ in range(turns):
        await asyncio.sleep(0)
    late = not waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert waiting.cancelled() or late
