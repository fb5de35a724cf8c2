"""What is known before it is asked for: bounded, and all of it forgotten as soon as anything changes."""

from collections.abc import Iterable, Mapping
from math import inf
from time import monotonic
from typing import Generic, TypeVar

V = TypeVar("V")

MOST = 100
"""Things known at a time."""


class Ahead(Generic[V]):
    """Things read ahead, by their ids."""

    calm = 1.0
    """Seconds without a change from which on it pays to read ahead: in a stream all is forgotten at once."""

    def __init__(self) -> None:
        self._known: dict[int, V] = {}
        self._coming: frozenset[int] = frozenset()
        self._changed = -inf
        self.state = 0
        """Grows when everything is forgotten: what was asked for before then is not to be kept."""

    def forget(self) -> None:
        """Know nothing any more."""
        self.state += 1
        self._changed = monotonic()
        self._known.clear()
        self._coming = frozenset()

    def get(self, number: int) -> V | None:
        """Return what is known of a thing, or None."""
        return self._known.get(number)

    def ask(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """Return which things to read now; none while some are being read, or all keeps changing."""
        if self._coming or monotonic() < self._changed + self.calm:
            return ()
        wanted = tuple(each for each in numbers if each not in self._known)
        self._coming = frozenset(wanted)
        return wanted

    def keep(self, found: Mapping[int, V], state: int) -> None:
        """Keep what was read, unless it was asked for before all was forgotten.

        Args:
            found: What was read; a thing that is not there any more is missing.
            state: The `state` at which it was asked for.
        """
        if state != self.state:
            return
        self._coming = frozenset()
        if len(self._known) + len(found) > MOST:
            self._known.clear()
        self._known.update(found)
