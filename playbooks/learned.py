"""What has been learned from the responder's own decisions, held against one text. Nothing here learns."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from heapq import heapify, heappop
from math import log

from casebook.frozen import frozen
from casebook.mention import Reason
from playbooks.around import Answer
from playbooks.causes import Candidate, Cause, pointed, ranked
from playbooks.labels import DECIDED, chance
from playbooks.learned_causes import WeighedCauses
from playbooks.quote import QUOTE, in_line
from playbooks.rules import Found, Reading
from playbooks.traces import Traces, rule_places, traces, twin_of
from playbooks.verdict import Ground

_SLOW = 20
"""So many decisions count half: what was learned from few moves little."""
_FEW_OF_ONE = 4
"""Of decisions that nearly all say the same so many count for each that says otherwise."""
MOST = 4.0
"""The odds the rules can be sure with, either way."""
_TOLD = 1.0
"""From this move of the odds on it is told."""
_SHOWN = 3
"""Words that are shown for it."""
_LIKELY = ((0.65, "likely"), (0.35, "perhaps"), (0.0, "unlikely"))
_SAYS = {
    "complaint": "a complaint",
    "specific": "about something one can look up or mend",
    "double": "let down twice",
    "abusive": "an attack on people",
}
AS_LEARNED = ", as learned from "
"""How a reason goes on that says what was learned, before how many decisions that was from."""
_BEFORE = "the same words were decided before: "
CAUSE = "cause"
"""How a decision names the root cause."""
FACETS = tuple(_SAYS)
"""What is learned: whether a mention is so, or not."""
SEVERITY = "severity"
"""How a decision names how bad it is: learned is whether it is more than an annoyance."""
_SAYS[SEVERITY] = "more than an annoyance"


@frozen
class Weighed:
    """What was learned of one facet."""

    weights: Sequence[float]
    """By the place of a trace; above 0 speaks for."""
    lean: float
    """Which way texts lean that say nothing else."""
    yes: int
    no: int
    """Decisions it was learned from."""
    twins: Mapping[int, bool] = field(default_factory=dict)
    """What was decided of the very same words, by `twin_of`."""
    helps: bool = True
    """Whether other words are judged by it: False where it did no better than the rules when it was tried."""

    @property
    def count(self) -> int:
        """How many decisions it was learned from."""
        return self.yes + self.no

    @property
    def trust(self) -> float:
        """How much of what was learned counts, 0 to 1: nothing where all decisions say the same."""
        if not self.helps:
            return 0.0
        heard = min(self.count, _FEW_OF_ONE * min(self.yes, self.no))
        return heard / (heard + _SLOW)

    def odds(self, places: Sequence[int]) -> float:
        """Return how far the traces of a text move its odds where all of it counts."""
        weights = self.weights
        return self.lean + sum([weights[place] for place in places])


@frozen
class Learned:
    """All that was learned, by facet."""

    facets: Mapping[str, Weighed] = field(default_factory=dict)
    causes: WeighedCauses | None = None
    """None where too few decisions name a cause."""

    def heard(self, reading: Reading) -> "Heard":
        """Hold it against a text."""
        return Heard(self, reading)


NOTHING = Learned()
"""Nothing was learned: the rules alone decide."""


@frozen
class Move:
    """How what was learned has changed a chance."""

    facet: str
    before: float
    after: float
    by: float
    """Of the log-odds, above 0 towards yes."""
    twin: bool
    """Whether the very same words were decided before."""


class Heard:
    """What was learned, for one text: its traces are read once, and only where anything was learned."""

    def __init__(self, learned: Learned, reading: Reading) -> None:
        self._learned, self._reading = learned, reading
        self._moves: list[Move] = []
        self._rather: tuple[Cause, Cause] | None = None

    @cached_property
    def _traces(self) -> Traces:
        return traces(self._reading)

    @cached_property
    def _twin(self) -> int | None:
        return twin_of(self._traces.words)

    def chance(self, facet: str, rules: float, least: float = 0.0) -> float:
        """Return how likely a facet holds, after how likely it is by the rules alone.

        Never less than `least`, unless the very same words were decided before: other words unlearn no harm.
        """
        weighed = self._learned.facets.get(facet)
        if weighed is None:
            return rules
        twin = None if self._twin is None else weighed.twins.get(self._twin)
        before = odds_of(rules)
        by = self._by(weighed) if twin is None else (MOST if twin else -MOST) - before
        after = chance(before + by) if by else rules
        after = max(after, least) if twin is None else after
        self._moves.append(Move(facet, rules, after, by, twin is not None))
        return after

    def causes(self, causes: Sequence[Cause], specific: bool) -> tuple[Candidate, ...]:
        """Return the causes the text may have, the likeliest first: by the rules, and as was learned.

        Args:
            causes: The company's list.
            specific: Whether it names what could be looked up.
        """
        told = pointed(causes, self._reading.signs, self._reading.text, specific)
        before, learned = ranked(told), self._learned.causes
        if learned is None or not before:
            return before
        again = ranked(told, learned.moves(self._traces))
        if again[0].key != before[0].key:
            named = {each.key: each for each in causes}
            self._rather = named[again[0].key], named[before[0].key]
        return again

    def _by(self, weighed: Weighed) -> float:
        if not weighed.trust:
            return 0.0
        return weighed.trust * weighed.odds(self._traces.places)

    def grounds(self, said: Iterable[Answer] = ()) -> Iterator[Ground]:
        """Yield what was learned that has moved a chance, with the words of the text that did.

        Where a person has answered for this very mention, it counts for nothing and is not told.
        """
        answered = {FACETS[0] if each.facet == "sort" else each.facet for each in said}
        for move in (each for each in self._moves if each.facet not in answered):
            turned = (move.before >= DECIDED) is not (move.after >= DECIDED)
            if turned or (move.facet == FACETS[0] and abs(move.by) >= _TOLD):
                yield self._ground(move, self._learned.facets[move.facet])
        if self._rather and self._learned.causes and CAUSE not in answered:
            yield self._rather_ground(self._learned.causes, *self._rather)

    def _ground(self, move: Move, weighed: Weighed) -> Ground:
        if move.twin:
            what = f"{_BEFORE}{'' if move.by > 0 else 'not '}{_SAYS[move.facet]}"
            return Ground(what)
        how = next(word for least, word in _LIKELY if move.after >= least)
        what = f"{how} {_SAYS[move.facet]}{AS_LEARNED}{weighed.count} decisions"
        way = 1 if move.by > 0 else -1
        return self._quoting(what, [*_weighed(self._reading, self._traces, weighed.weights, way)])

    def _rather_ground(self, learned: WeighedCauses, cause: Cause, other: Cause) -> Ground:
        one, instead = (f"{each.label[:1].lower()}{each.label[1:]}" for each in (cause, other))
        what = f"{one}, rather than {instead}{AS_LEARNED}{learned.count} decisions"
        spoken = (
            (-learned.between(cause.key, other.key, place), start, start, end)
            for place, start, end in _standing(self._traces)
        )
        return self._quoting(what, [each for each in spoken if each[0] < 0])

    def _quoting(self, what: str, spoken: list[tuple[float, int, int, int]]) -> Ground:
        """Return a ground with the words that weigh most."""
        spans = sorted(_heaviest(self._reading, spoken))
        if not spans:
            return Ground(what)
        words = [in_line(self._reading.text[start:end]) for start, end in spans]
        return Ground(what, " … ".join(words)[:QUOTE], start=spans[0][0], end=spans[-1][1])


def is_learned(reason: Reason) -> bool:
    """Return whether a reason says what was learned."""
    return AS_LEARNED in reason.what or reason.what.startswith(_BEFORE)


def odds_of(rules: float) -> float:
    """Return the log-odds of a chance, no surer than the rules can be."""
    held = min(max(rules, 1e-6), 1 - 1e-6)
    return max(-MOST, min(MOST, log(held / (1 - held))))


def _heaviest(reading: Reading, speaking: list[tuple[float, int, int, int]]) -> list[tuple[int, int]]:
    """Return where the words stand that weigh most, each given below zero, none within another."""
    heapify(speaking)  # most of them are never looked at
    chosen, said = list[tuple[int, int]](), set[str]()
    while speaking and len(chosen) < _SHOWN:
        _, _, start, end = heappop(speaking)
        word = reading.text[start:end].casefold()
        if word not in said and all(end <= first or start >= last for first, last in chosen):
            chosen.append((start, end))
            said.add(word)
    return chosen


def _weighed(
    reading: Reading, seen: Traces, weights: Sequence[float], way: int
) -> Iterator[tuple[float, int, int, int]]:
    """Yield what weighs that way: the words of a text, those side by side and those of the rules.

    Each as its weight, below zero, its number among all, and its place. The pieces of a word go with it: the
    longer it is, the more of them there are.
    """
    before = None
    alone, pairs = ([weights[place] for place in each] for each in (seen.alone, seen.pairs))
    told = zip(seen.words, map(re.Match.span, seen.found), alone, pairs, strict=False)
    for number, (word, (start, end), one, both) in enumerate(told):
        if not word[0].isalpha():
            before = None
            continue
        if one * way > 0:
            yield -way * one * len(word), number, start, end
        if before is not None and both * way > 0:
            yield -way * both, number, before, end
        before = start
    for facet, finds in ((facet, finds) for facet, finds in reading.found.items() if finds):
        for tag, same in _by_tag(finds).items():
            first, second = rule_places(facet, tag)
            weight = weights[first] + weights[second]
            if weight * way > 0:
                yield from ((-way * weight, len(seen.words), each.start, each.end) for each in same)


def _by_tag(finds: Iterable[Found]) -> dict[str, list[Found]]:
    """Return what was found by the rules' tags."""
    told: dict[str, list[Found]] = {}
    for each in finds:
        told.setdefault(each.rule.tag, []).append(each)
    return told


def _standing(seen: Traces) -> Iterator[tuple[int, int, int]]:
    """Yield the place in the table of each word, and of two side by side, and where they stand."""
    before = None
    told = zip(seen.words, map(re.Match.span, seen.found), seen.alone, seen.pairs, strict=False)
    for word, (start, end), alone, pair in told:
        if not word[0].isalpha():
            before = None
            continue
        yield alone, start, end
        if before is not None:
            yield pair, before, end
        before = start
