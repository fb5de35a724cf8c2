"""Showing less often what changes all the time, and not at all what is the same."""

from collections.abc import Callable
from math import inf
from time import monotonic
from typing import Any

Timer = Callable[[float, Callable[[], None]], Any]
"""Calls something after so many seconds."""


class Sparing:
    """Of something that changes all the time: shown at most every so many seconds, and when it rests."""

    def __init__(self, every: float, again: Callable[[], None], timer: Timer) -> None:
        """Spare it.

        Args:
            every: Seconds between two times it is shown.
            again: Has it read once more, so that the last of it is shown too.
            timer: What waits meanwhile, e.g. a widget's `set_timer`.
        """
        self._every, self._again, self._timer = every, again, timer
        self._shown = -inf
        self._waiting = False

    def shown(self) -> None:
        """Note that it is shown now."""
        self._shown = monotonic()

    def too_soon(self) -> bool:
        """Return whether it was shown only just now; then it is read again when it is time."""
        left = self._shown + self._every - monotonic()
        if left > 0 and not self._waiting:
            self._waiting = True
            self._timer(left, self._read_again)
        return left > 0

    def _read_again(self) -> None:
        self._waiting = False
        self._again()


class Told:
    """What was shown last."""

    def __init__(self) -> None:
        self._last: tuple[Any, ...] | None = None

    def again(self, *what: Any) -> bool:
        """Return whether this is what was shown last; from now on it is."""
        before, self._last = self._last, what
        return before == what
