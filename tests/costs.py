"""What work costs: never by the clock on the wall, which a busy machine turns, and best by growth."""

import time
from collections.abc import Callable


def seconds(work: Callable[[], object], *, times: int = 1) -> float:
    """Return the seconds of CPU that work takes in this thread, at the best of some times.

    The first time may pay for a cold start, and any for a collection of what others left behind.
    """
    return min(_once(work) for _ in range(times))


def growth(work: Callable[[int], object], small: int, large: int) -> float:
    """Return how many times as much the large work costs as the small; both take part in turn."""
    pairs = [(_once(lambda: work(large)), _once(lambda: work(small))) for _ in range(3)]
    return min(each for each, _ in pairs) / max(min(each for _, each in pairs), LEAST)


LEAST = 1e-4
"""Seconds under which work is taken to cost nothing: there the clock itself would be measured."""


def _once(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return time.thread_time() - began
