"""What other weights would have done: what is stored judged twice, a window at a time; nothing is written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from heapq import nsmallest
from typing import Any

from tinydb import where

from casebook.case import Case
from casebook.document import to_ms
from casebook.frozen import frozen
from casebook.keeping import LAST
from casebook.kinds import Decision
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import lanes, shelf
from desk.judging import verdict
from desk.surroundings import Surroundings
from playbooks.playbook import Playbook, Weights
from playbooks.verdict import Verdict

_WINDOW = 200
"""Mentions in memory at once."""

Pair = tuple[int | None, int | None]
"""A priority as it is, and as it would be."""


class Outcome(StrEnum):
    """What has become of a mention."""

    CASE = "case opened"
    THANKED = "thanked"
    LET_GO = "let go"
    UNDECIDED = "undecided"
    BY_RULE = "muted, or no rule fits"
    """Nobody has decided about what it says."""


@frozen
class Move:
    """One row that would stand elsewhere."""

    id: int
    who: str
    what: str
    """The beginning of its words."""
    priority: Pair
    points: tuple[int, int]
    why: tuple[tuple[str, int, int], ...]
    """The weights that make the difference: path in the playbook, points as it is, as it would be."""


@dataclass
class Replay:
    """What was found."""

    judged: int = 0
    priorities: Counter[Pair] = field(default_factory=Counter)
    outcomes: Counter[tuple[Outcome, Pair]] = field(default_factory=Counter)
    up: list[Move] = field(default_factory=list)
    """The furthest first."""
    down: list[Move] = field(default_factory=list)

    @property
    def changed(self) -> int:
        """How many would have another priority."""
        return sum(count for (was, would), count in self.priorities.items() if was != would)


def replay(
    store: Store, playbook: Playbook, weights: Weights, since: datetime, now: datetime, *, most: int = 10
) -> Replay:
    """Judge every row written since a time as it is judged now, and with other weights.

    Args:
        store: Where they are; only read.
        playbook: Whose words and weights are in force.
        weights: The others.
        since: Since when they were written.
        now: What is overdue, is so by now.
        most: Rows that are named of those that would move up, and of those that would move down.
    """
    found, other = Replay(), replace(playbook, weights=weights)
    for kept, was, would in _judged(store, playbook, other, since, now):
        pair = (was.priority, would.priority)
        found.judged += 1
        found.priorities[pair] += 1
        found.outcomes[outcome_of(kept), pair] += 1
        if pair[0] != pair[1]:
            move = _move(kept, was, would, playbook.weights, weights)
            side = found.up if _place(pair[1]) < _place(pair[0]) else found.down
            side[:] = nsmallest(most, [*side, move], key=_furthest_first)
    return found


def outcome_of(kept: KeptMention) -> Outcome:
    """Return what has become of a mention."""
    if kept.mute is not None or lanes.ruled_out(kept):
        return Outcome.BY_RULE
    return _OUTCOMES[kept.decision]


_OUTCOMES = {
    Decision.IN_CASE: Outcome.CASE,
    Decision.THANKED: Outcome.THANKED,
    Decision.NO_ACTION: Outcome.LET_GO,
    Decision.UNDECIDED: Outcome.UNDECIDED,
}


def _judged(
    store: Store, playbook: Playbook, other: Playbook, since: datetime, now: datetime
) -> Iterator[tuple[KeptMention, Verdict, Verdict]]:
    cases: dict[int, Case] = {}
    for window in _windows(store, since):
        about = Surroundings(store, playbook, [each.mention for each in window], now)
        for kept in window:
            if kept.case is not None and kept.case not in cases:
                cases[kept.case] = shelf.case(store, kept.case)
            around = about.around(kept, cases.get(kept.case or 0))
            yield kept, verdict(playbook, kept, around), verdict(other, kept, around)


def _windows(store: Store, since: datetime) -> Iterator[list[KeptMention]]:
    """Yield what has a row of its own and was written since, oldest first, a window at a time."""
    query, last = where("created_at") >= to_ms(since), None
    while documents := store.mentions.select(query, order="created_at", limit=_WINDOW, after=last):
        last = (documents[-1]["created_at"], documents[-1].doc_id)
        yield [each for each in shelf.mentions(documents) if each.copy_of is None]


def _move(kept: KeptMention, was: Verdict, would: Verdict, weights: Weights, others: Weights) -> Move:
    said = kept.mention
    return Move(
        id=kept.id,
        who=said.author_handle or said.author_name or "nobody named",
        what=(said.title or said.text)[:200],
        priority=(was.priority, would.priority),
        points=(was.points, would.points),
        why=(*_differences(was, would), *_thresholds(weights, others)),
    )


def _differences(was: Verdict, would: Verdict) -> Iterator[tuple[str, int, int]]:
    before, after = _by_key(was), _by_key(would)
    for key in dict.fromkeys([*before, *after]):
        if before[key] != after[key]:
            yield key, before[key], after[key]


def _by_key(verdict: Verdict) -> Counter[str]:
    points: Counter[str] = Counter()
    for each in verdict.grounds:
        if each.key:
            points[each.key] += each.points
    return points


def _thresholds(weights: Weights, others: Weights) -> Iterator[tuple[str, int, int]]:
    pairs = (("first", weights.first, others.first), ("second", weights.second, others.second))
    yield from (each for each in pairs if each[1] != each[2])


def _place(priority: int | None) -> int:
    return priority or LAST


def _furthest_first(move: Move) -> tuple[Any, ...]:
    steps = abs(_place(move.priority[0]) - _place(move.priority[1]))
    return -steps, min(map(_place, move.priority)), -abs(move.points[1] - move.points[0]), move.id
