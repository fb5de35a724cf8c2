"""How long a verdict takes, and how far decisions move it."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from bench.figures import Figure, middle, missing, share
from bench.labelled import NOT_THERE, Labelled, area, labelled, macro_f1
from bench.rows.grading import grading
from bench.rows.naming import naming
from bench.world import World, in_turn
from casebook.mention import Mention
from playbooks.judge import judge
from playbooks.labels import DECIDED
from playbooks.learner import Decision, learn
from playbooks.playbook import Playbook, load

_NOW = datetime(2026, 3, 4, 22, 14, tzinfo=UTC)
_STEPS = (0, 20, 50, 100, 200, 1_000)
_TESTED = 400
"""Unseen mentions each step is held against; never learned from."""
_LONG = 20_000
_STREAMS = (
    ("complaint, one airline (United)", "airline", "negative", "United", "complaint"),
    ("complaint, three airlines", "airline", "negative", "", "complaint"),
    ("complaint, posts to many brands", "complaint", "complaint", "", "complaint"),
    ("complaint, reviews", "reviews", "complaint", "", "complaint"),
    ("specific, app reviews", "appreviews", "informative", "", "specific"),
)
"""What is learned in turn: its name, the file and the label people gave, the domain, and our own facet."""


def speed(world: World) -> list[Figure]:
    """Measure the CPU of a whole verdict, by the rules alone and with what was learned, in turns."""
    rules = load()
    rows, many = labelled("airline", "negative"), world.either(1_000, 100)
    if not rows:
        return [missing("a verdict", NOT_THERE, unit="µs of CPU", goal=500.0)]
    decided = _decisions(rows[:many], "complaint")
    heard = [_mention(each.text) for each in rows[many:][:many]]
    wise = replace(rules, learned=learn(rules, decided))
    books = {"rules": rules, "learned": wise}
    found = in_turn(world.rounds, {name: partial(_each, book, heard) for name, book in books.items()})
    long = _mention(" ".join(each.text for each in rows)[:_LONG])
    slow = share([_ms(partial(judge, long, wise, _NOW)) for _ in range(world.rounds * 4)], 0.5)
    refit = middle([_ms(partial(learn, rules, decided)) for _ in range(world.rounds)])
    unseen = "short posts, none of them learned from"
    return [
        Figure("a verdict by the rules alone", middle(found["rules"]), "µs of CPU", 500.0, {}, unseen),
        Figure("a verdict with what was learned", middle(found["learned"]), "µs of CPU", 500.0, {}, unseen),
        Figure(f"a verdict on {_LONG:,} characters, learned", slow, "ms of CPU", 5.0),
        Figure(f"learning {len(decided):,} decisions anew", refit, "ms of CPU", 1_000.0),
    ]


def learning(world: World) -> list[Figure]:
    """Measure how right the chances are after so many decisions of the same stream."""
    rules, found = load(), list[Figure]()
    for name, file, label, domain, facet in _STREAMS:
        rows = [each for each in labelled(file, label) if not domain or each.domain == domain]
        if not rows:
            return [missing("learning", NOT_THERE)]
        walks = [_walk(rules, rows, facet, seed) for seed in range(world.either(3, 1))]
        found += _told(name, f"{label} in {file}", walks)
    return [*found, *naming(world), *grading(world)]


@dataclass(frozen=True, slots=True)
class _Right:
    """How right the chances are."""

    macro: float
    area: float


def _walk(rules: Playbook, rows: Sequence[Labelled], facet: str, seed: int) -> dict[int, _Right]:
    """Return how right they are after each step, on the same unseen mentions."""
    shuffled = random.Random(seed).sample(rows, len(rows))
    tested, known = shuffled[:_TESTED], shuffled[_TESTED:]
    steps = [step for step in _STEPS if step <= len(known)]
    return {step: _right(rules, tested, known[:step], facet) for step in steps}


def _right(rules: Playbook, tested: Sequence[Labelled], known: Sequence[Labelled], facet: str) -> _Right:
    book = replace(rules, learned=learn(rules, _decisions(known, facet)))
    chances = [float(getattr(judge(_mention(each.text), book, _NOW).labels, facet)) for each in tested]
    told = [(each.yes, chance) for each, chance in zip(tested, chances, strict=True)]
    return _Right(macro_f1([(yes, chance >= DECIDED) for yes, chance in told]), area(told))


def _told(name: str, label: str, walks: list[dict[int, _Right]]) -> list[Figure]:
    steps = sorted(walks[0])
    macro = {step: sum(walk[step].macro for walk in walks) / len(walks) for step in steps}
    areas = ", ".join(
        f"{step:,}: {sum(walk[step].area for walk in walks) / len(walks):.3f}" for step in steps
    )
    worst = max(0.0, *(macro[0] - macro[step] for step in steps))
    beside: dict[str, float | None] = {f"after {step:,}": round(macro[step], 3) for step in steps if step}
    note = (
        f"against the label {label}: macro-F1 of the rules alone, then after so many decisions, on "
        f"{_TESTED} mentions not learned from, mean of {len(walks)}; area under the curve {areas}"
    )
    return [
        Figure(name, round(macro[0], 3), "macro-F1", None, beside, note),
        Figure(
            f"{name}: most lost against the rules at any step", worst * 100, "hundredths of macro-F1", 0.0
        ),
    ]


def _decisions(rows: Sequence[Labelled], facet: str) -> list[Decision]:
    return [Decision(_mention(each.text), {facet: each.yes}) for each in rows]


def _mention(text: str) -> Mention:
    return Mention("bench", "1", text, created_at=_NOW)


def _each(book: Playbook, heard: Sequence[Mention]) -> float:
    """Return the microseconds of CPU a verdict takes."""
    begun = time.process_time()
    for each in heard:
        judge(each, book, _NOW)
    return (time.process_time() - begun) / len(heard) * 1e6


def _ms(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1e3
