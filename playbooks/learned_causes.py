"""What has been learned of root causes, held against one text: it ranks anew what the rules have ranked."""

from collections.abc import Iterator, Mapping, Sequence

from casebook.frozen import frozen
from playbooks.traces import Traces

NEEDED = 500
"""Decisions that name a cause: until there are so many the rules alone rank."""
_MOST = 2.8
"""The odds that are moved at most: by less than words that hardly mean anything else count for."""


@frozen
class WeighedCauses:
    """What was learned of causes."""

    rows: Mapping[int, int]
    """By the place of a word, or of two side by side, which row it has."""
    weights: Mapping[str, Sequence[float]]
    """By cause, a weight for each row; above 0 speaks for it. Of a cause nobody named there is none."""
    count: int
    """How many decisions it was learned from."""

    def moves(self, seen: Traces) -> dict[str, float]:
        """Return by how much a text moves the odds of each cause: nothing where its words are unknown."""
        rows = [self.rows[each] for each in worded(seen) if each in self.rows]
        return {
            cause: max(-_MOST, min(_MOST, sum(map(own.__getitem__, rows))))
            for cause, own in self.weights.items()
        }

    def between(self, cause: str, other: str, place: int) -> float:
        """Return how much what stands at a place speaks for one cause rather than another."""
        row = self.rows.get(place)
        if row is None:
            return 0.0
        return self._weight(cause, row) - self._weight(other, row)

    def _weight(self, cause: str, row: int) -> float:
        return self.weights[cause][row] if cause in self.weights else 0.0


def worded(seen: Traces) -> set[int]:
    """Return the places of what can be told of a text: its words, and those side by side."""
    return set(_told(seen))


def _told(seen: Traces) -> Iterator[int]:
    before = False
    for word, alone, pair in zip(seen.words, seen.alone, seen.pairs, strict=False):
        spoken = word[0].isalpha()
        if spoken:
            yield alone
            if before:
                yield pair
        before = spoken
