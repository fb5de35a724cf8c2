"""Learning from the causes that people name: which words speak for one of them rather than for another.

As with what is or is not so, nothing is saved but the decisions, and the rules' own odds stand beneath.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import exp, sqrt
from zlib import crc32

from casebook.frozen import frozen
from playbooks.learned_causes import NEEDED, WeighedCauses

_TIMES = 4
"""How often each decision is gone through."""
_STEP = 0.04
_SMALL = 0.05
"""What errs by less teaches nothing."""
_OFTEN, _EVERYWHERE = 3, 0.3
"""A word is weighed that stands in so many decided texts, and in no more than this share of them."""
_ROWS = 20_000
"""Words weighed at most, and words side by side."""
_CAUSES = 40
"""Causes weighed at most, those named most often."""


@frozen
class Named:
    """One text whose cause a person has named."""

    cause: str
    odds: Mapping[str, float]
    """By each cause of the list, what the rules give it."""
    places: frozenset[int]
    """Of its words, and of those side by side."""


def learn_causes(named: Sequence[Named], breathe: Callable[[], None]) -> WeighedCauses | None:
    """Return what named causes teach, the same for the same decisions; None where they are too few.

    Args:
        named: The oldest first; each with a cause that is in the list.
        breathe: Called now and then: whoever learns beside other work lets that go first.
    """
    if len(named) < NEEDED:
        return None
    often = Counter(each.cause for each in named)
    causes = [cause for cause, _ in often.most_common(_CAUSES)]
    rows = _rows(named)
    fit = _Fit(rows, {cause: _worth(len(named), len(causes), often[cause]) for cause in causes})
    lines = [[rows[place] for place in sorted(each.places) if place in rows] for each in named]
    for turn in range(_TIMES):
        for number in _order(len(named), turn):
            fit.heed(named[number], lines[number])
            breathe()
    return WeighedCauses(rows, {cause: array("d", own) for cause, own in fit.weights.items()}, len(named))


def _rows(named: Sequence[Named]) -> dict[int, int]:
    """Return the places that are weighed, each with its row: what stands everywhere tells nothing apart."""
    often = Counter(place for each in named for place in each.places)
    told = (each for each in often.items() if _OFTEN <= each[1] <= _EVERYWHERE * len(named))
    kept = sorted(told, key=lambda each: (-each[1], each[0]))[:_ROWS]
    return {place: row for row, (place, _) in enumerate(kept)}


def _order(count: int, turn: int) -> list[int]:
    """Return each number once, shuffled the same way each time."""
    return sorted(range(count), key=lambda number: crc32(b"%d %d" % (turn, number)))


def _worth(count: int, causes: int, often: int) -> float:
    """Return what a decision counts by how often its cause was named: what is rare is not drowned."""
    return sqrt(count / (causes * often))


class _Fit:
    """The weights while they are sought: each has a step of its own."""

    def __init__(self, rows: Mapping[int, int], worth: Mapping[str, float]) -> None:
        self._worth = worth
        self.weights = {cause: [0.0] * len(rows) for cause in worth}
        self._squares = {cause: [1e-6] * len(rows) for cause in worth}

    def heed(self, each: Named, rows: Sequence[int]) -> None:
        """Set the weights of a text's words so that its cause is a little likelier, and the others less."""
        worth = self._worth.get(each.cause)
        if worth is None:
            return
        for cause, chance in self._chances(each, rows).items():
            error = (chance - (cause == each.cause)) * worth
            if abs(error) >= _SMALL:
                self._move(cause, rows, error)

    def _chances(self, each: Named, rows: Sequence[int]) -> dict[str, float]:
        """Return how likely each weighed cause is, among all of the list."""
        odds = dict(each.odds)
        for cause, own in self.weights.items():
            odds[cause] += sum(map(own.__getitem__, rows))
        most = max(odds.values())
        shares = {cause: exp(own - most) for cause, own in odds.items()}
        whole = sum(shares.values())
        return {cause: shares[cause] / whole for cause in self.weights}

    def _move(self, cause: str, rows: Sequence[int], error: float) -> None:
        weights, squares = self.weights[cause], self._squares[cause]
        square, step = error * error, error * _STEP
        for row in rows:
            squares[row] += square
            weights[row] -= step / sqrt(squares[row])
