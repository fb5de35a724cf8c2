"""A limit to what a stranger's bytes may cost: the work is broken off from within, and the worker lives on.

It is the CPU's time that counts, so that a machine busy with other things breaks nothing off too early.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from sources.errors import ParserSlow

SECONDS = 5.0
"""What one body may cost."""
_AGAIN = 0.1
"""Seconds after which it is told again to whoever did not listen."""


_LEAVING = frozenset({contextmanager.__code__.co_filename, __file__})
"""Where it is told once too often: the block is being left, and nobody would keep it there."""


class _Enough(BaseException):
    """No `except Exception` on the way may keep it."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Let the block use so many seconds of this process's CPU time; main thread only.

    Raises:
        ParserSlow: It was not done by then.
    """
    over = False

    def told(_: int, at: FrameType | None) -> None:
        if not over and at is not None and at.f_code.co_filename not in _LEAVING:
            raise _Enough

    before = signal.signal(signal.SIGPROF, told)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        try:
            yield
        finally:
            over = True
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
    except _Enough:
        raise ParserSlow(f"what came could not be parsed within {seconds:g} s") from None
