"""Which words weigh most in what was learned: the table holds numbers, the decided texts the words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from casebook.frozen import frozen
from playbooks.learned import Weighed
from playbooks.learned_causes import WeighedCauses
from playbooks.traces import pair_of, place_of, words_of

_OFTEN = 2
"""In so many texts at least a word stands that is told."""


@frozen
class Strongest:
    """The words that weigh most of one facet."""

    speaking: tuple[str, ...]
    """For it, the strongest first."""
    against: tuple[str, ...]


def strongest(weighed: Weighed, texts: Iterable[str], most: int) -> Strongest:
    """Return the words, and words side by side, that weigh most each way.

    Args:
        weighed: What was learned of a facet.
        texts: What it was learned from: only words that stand in several of these are told.
        most: So many each way.
    """
    if not weighed.trust:
        return Strongest((), ())
    often = Counter(each for text in texts for each in set(_words(words_of(text))))
    told = [(place, said) for (said, place), count in often.items() if count >= _OFTEN]
    ranked = sorted((weighed.weights[place] * _size(said), said) for place, said in told)
    speaking = (said for weight, said in reversed(ranked[-most:]) if weight > 0)
    return Strongest(tuple(speaking), tuple(said for weight, said in ranked[:most] if weight < 0))


def strongest_of_causes(
    weighed: WeighedCauses, texts: Iterable[str], most: int
) -> dict[str, tuple[str, ...]]:
    """Return by cause the words, and words side by side, that speak most for it; none without any.

    Args:
        weighed: What was learned of causes.
        texts: What it was learned from.
        most: So many for each.
    """
    known = {each for text in texts for each in _words(words_of(text))}
    told = sorted((weighed.rows[place], said) for said, place in known if place in weighed.rows)
    found = dict[str, tuple[str, ...]]()
    for cause, own in weighed.weights.items():
        ranked = sorted(((-own[row], said) for row, said in told if own[row] > 0))[:most]
        if ranked:
            found[cause] = tuple(said for _, said in ranked)
    return found


def _words(words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield what a text is looked through for, with its place in the table."""
    for word in words:
        if word[0].isalpha():
            yield word, place_of(word)
    for one, other in pairwise(words):
        if one[0].isalpha() and other[0].isalpha():
            yield f"{one} {other}", pair_of(one, other)


def _size(said: str) -> int:
    """Return how many traces say the same: the pieces of a word go with it, and with none of a pair."""
    return 1 if " " in said else len(said)
