"""Learning from the responder's own decisions: a small linear model over the rules, made anew each time.

Nothing is shipped and nothing is saved: the log of decisions is the model. So a decision that is taken back
is unlearned to the last digit, and of words that are gone nothing stays.
"""

from array import array
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from math import sqrt
from typing import NamedTuple
from zlib import crc32

from casebook.frozen import frozen
from casebook.mention import Mention
from playbooks.around import STRANGER
from playbooks.cause_learner import Named, learn_causes
from playbooks.causes import pointed
from playbooks.judge import said
from playbooks.labelling import labelled
from playbooks.labels import Labels, chance
from playbooks.learned import FACETS, MOST, SEVERITY, Learned, Weighed, odds_of
from playbooks.learned_causes import worded
from playbooks.playbook import Playbook
from playbooks.rules import Facet, Reading
from playbooks.severity import loss_odds
from playbooks.traces import SIZE, Traces, traces, twin_of

LATEST = 4_000
"""Of each facet, and of causes, the latest decisions are learned from, at most so many."""
QUESTIONS = len(FACETS) + 2
"""What one decision may answer: each facet, how bad it is, and the cause."""
_TIMES = 4
"""How often each is gone through."""
_STEP = 0.025
_SMALL = 0.01
"""What errs by less teaches nothing."""
GRADED = 50
"""Decisions on how bad it is: until there are so many the rules alone say of other words."""
_TRIED = 600
"""By so many of them, the latest, it is tried whether they help."""
_PARTS = 3
"""Each part of those is judged by what the others teach."""
_CLEARLY = 3.0
"""So many times what chance would do it must do better than the rules."""


@frozen
class Decision:
    """One mention, and what a person has decided of it."""

    mention: Mention
    said: Mapping[str, bool]
    """By facet, and by `SEVERITY` whether it is more than an annoyance; all else is left aside."""
    cause: str | None = None
    """The root cause they named, a key of the playbook; one that is not in its list is left aside."""


@frozen
class _Example:
    """One decision on one facet."""

    places: Sequence[int]
    odds: float
    """What the rules give it."""
    yes: bool
    twin: int | None


def learn(
    playbook: Playbook, decisions: Sequence[Decision], breathe: Callable[[], None] = lambda: None
) -> Learned:
    """Return what decisions teach, the same for the same decisions on any machine.

    Args:
        playbook: Whose rules they correct; what it has learned before is left aside.
        decisions: The oldest first; of two on the same mention both count.
        breathe: Called now and then: whoever learns beside other work lets that go first.
    """
    examples: dict[str, list[_Example]] = {facet: [] for facet in (*FACETS, SEVERITY)}
    named, causes = list[Named](), frozenset(each.key for each in playbook.causes)
    for each in decisions[-LATEST * QUESTIONS :]:
        read = _read(playbook, each)
        for facet, example in _examples(playbook, each, read):
            examples[facet].append(example)
        if each.cause is not None and names(each, causes):
            named.append(_named(playbook, each.cause, read))
        breathe()
    facets = {facet: _weighed(own[-LATEST:], breathe) for facet, own in examples.items() if own}
    if SEVERITY in facets:
        helps = _helps(examples[SEVERITY][-_TRIED:], breathe)
        facets[SEVERITY] = replace(facets[SEVERITY], helps=helps)
    return Learned(facets, learn_causes(named[-LATEST:], breathe))


def names(decision: Decision, causes: Container[str]) -> bool:
    """Return whether a decision names a cause of a list, and what it is on is a complaint."""
    return decision.cause in causes and decision.said.get(FACETS[0], True)


class _Read(NamedTuple):
    """What the rules say of a decided text, and what it can be weighed by."""

    reading: Reading
    labels: Labels
    seen: Traces


def _read(playbook: Playbook, decision: Decision) -> _Read:
    reading = playbook.rules.read(said(decision.mention))
    return _Read(reading, labelled(reading, decision.mention, playbook, STRANGER), traces(reading))


def _examples(playbook: Playbook, decision: Decision, read: _Read) -> Iterable[tuple[str, _Example]]:
    twin = twin_of(read.seen.words)
    for facet in FACETS:
        if facet in decision.said:
            odds = odds_of(getattr(read.labels, facet))
            yield facet, _Example(read.seen.places, odds, decision.said[facet], twin)
    if SEVERITY in decision.said and not read.reading.holds(Facet.HARM):  # of harm the rules decide
        yield SEVERITY, _Example(read.seen.places, _loss(playbook, read), decision.said[SEVERITY], twin)


def _loss(playbook: Playbook, read: _Read) -> float:
    causes = _cause_odds(playbook, read)
    cause = max(causes, key=causes.__getitem__, default=None)
    return max(-MOST, min(MOST, loss_odds(read.labels, cause, read.reading, playbook.causes)))


def _named(playbook: Playbook, cause: str, read: _Read) -> Named:
    return Named(cause, _cause_odds(playbook, read), frozenset(worded(read.seen)))


def _cause_odds(playbook: Playbook, read: _Read) -> Mapping[str, float]:
    reading, specific = read.reading, read.labels.is_so("specific")
    return pointed(playbook.causes, reading.signs, reading.text, specific).odds


def _weighed(examples: Sequence[_Example], breathe: Callable[[], None]) -> Weighed:
    yes = sum(each.yes for each in examples)
    twins = {each.twin: each.yes for each in examples if each.twin is not None}
    weights, lean = _fitted(examples, breathe) if 0 < yes < len(examples) else ([], 0.0)
    return Weighed(array("d", weights), lean, yes, len(examples) - yes, twins)


def _helps(examples: Sequence[_Example], breathe: Callable[[], None]) -> bool:
    """Return whether what some of the decisions teach is clearly right on others of them, of other words."""
    apart = list({each.twin or -number: each for number, each in enumerate(examples, start=1)}.values())
    if len(apart) < GRADED:
        return False
    better = worse = 0
    for part in range(_PARTS):
        weighed = _weighed([each for number, each in enumerate(apart) if number % _PARTS != part], breathe)
        for each in apart[part::_PARTS]:
            rules, after = _right(each, each.odds), _right(each, each.odds + _moved(weighed, each))
            better, worse = better + (after and not rules), worse + (rules and not after)
    return better - worse > _CLEARLY * sqrt(better + worse)


def _moved(weighed: Weighed, each: _Example) -> float:
    return weighed.trust * weighed.odds(each.places) if weighed.trust else 0.0


def _right(each: _Example, odds: float) -> bool:
    return (odds >= 0) is each.yes


def _fitted(examples: Sequence[_Example], breathe: Callable[[], None]) -> tuple[list[float], float]:
    """Return the weights that set the rules right: logistic regression, each weight with a step of its own.

    Yes and no weigh the same, however many there are of each: a lopsided day teaches no prejudice.
    """
    weights, squares = [0.0] * SIZE, [1e-6] * SIZE
    lean, lean_squares = 0.0, 1e-6
    worth = _worth(examples)
    for number in _order(len(examples)):
        each = examples[number]
        odds = each.odds + lean + sum(map(weights.__getitem__, each.places))
        error = (chance(odds) - each.yes) * worth[each.yes]
        if abs(error) < _SMALL:
            continue
        square, step = error * error, error * _STEP
        lean_squares += square
        lean -= step / sqrt(lean_squares)
        for place in each.places:
            squares[place] += square
            weights[place] -= step / sqrt(squares[place])
        breathe()
    return weights, lean


def _worth(examples: Sequence[_Example]) -> tuple[float, float]:
    """Return what an example that says no counts, and one that says yes."""
    yes = sum(each.yes for each in examples)
    return len(examples) / (2 * (len(examples) - yes)), len(examples) / (2 * yes)


def _order(count: int) -> Iterable[int]:
    """Yield each number so often as it is gone through, shuffled, the same way each time."""
    for turn in range(_TIMES):
        yield from sorted(range(count), key=lambda number: crc32(b"%d %d" % (turn, number)))
