"""How far what people say of how bad it is moves whether we take it for more than an annoyance."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bench.figures import Figure, missing
from bench.labelled import FOLDER, NOT_THERE, macro_f1
from bench.world import World
from casebook.mention import Mention
from playbooks.judge import judge
from playbooks.labels import DECIDED
from playbooks.learned import SEVERITY
from playbooks.learner import GRADED, Decision, learn
from playbooks.playbook import Playbook, load
from playbooks.severity import LOSS, NONE

_NOW = datetime(2026, 3, 4, 22, 14, tzinfo=UTC)
_MILD = "No explicit reproach"
"""The least of the four degrees the reviews were given."""
_STEPS = (0, GRADED, 100, 200)
_TESTED = 3
"""One of so many is never learned from."""

Right = dict[int, float]
"""By how many decisions: macro-F1."""


@dataclass(frozen=True, slots=True)
class _Graded:
    """One complaint, and whether people called it more than an annoyance."""

    text: str
    domain: str
    worse: bool


def grading(world: World) -> list[Figure]:
    """Measure how often annoyance and more are told apart as people did, on complaints not learned from."""
    many, reviews = _rows("facets"), _rows("reviews")
    if not many or not reviews:
        return [missing("how bad people say it is", NOT_THERE)]
    seeds = range(world.either(5, 1))
    return [
        _told("severity, many brands", [_walk(_by_domain(many, seed)) for seed in seeds], "other brands"),
        _told("severity, reviews by a scale of their own", [_walk(_mixed(reviews, seed)) for seed in seeds]),
        _told(
            "severity, learned from reviews of fashion",
            [_walk(_between(reviews, "Fashion", seed)) for seed in seeds],
            "reviews of books",
        ),
    ]


def _rows(name: str) -> list[_Graded]:
    """Return the complaints of a file that have a severity and are complaints to the rules, once each."""
    file, rules = FOLDER / f"{name}.jsonl", load()
    if not file.exists():
        return []
    found: dict[str, _Graded] = {}
    for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        worse = _worse(row["labels"])
        if worse is not None and judge(_mention(row["text"]), rules, _NOW).labels.severity != NONE:
            known = " ".join(row["text"].casefold().split())
            found.setdefault(known, _Graded(row["text"], row["domain"], worse))
    return list(found.values())


def _worse(labels: dict[str, Any]) -> bool | None:
    """Return whether people called it more than an annoyance; None where they did not say."""
    if not labels.get("complaint"):
        return None
    if labels.get("severity"):
        return bool(labels["severity"] >= LOSS)
    degree = labels.get("severity4")
    return None if degree is None else degree != _MILD


Parted = tuple[list[_Graded], list[_Graded]]
"""What may be learned from, and what is tested."""


def _mixed(rows: Sequence[_Graded], seed: int) -> Parted:
    shuffled = random.Random(seed).sample(rows, len(rows))
    at = len(rows) // _TESTED
    return shuffled[at:], shuffled[:at]


def _by_domain(rows: Sequence[_Graded], seed: int) -> Parted:
    """Return them parted so that no brand is on both sides."""
    domains = sorted({each.domain for each in rows})
    tested = set(random.Random(seed).sample(domains, len(domains) // _TESTED))
    known, others = _mixed(rows, seed)
    both = [*known, *others]
    return [each for each in both if each.domain not in tested], [
        each for each in both if each.domain in tested
    ]


def _between(rows: Sequence[_Graded], domain: str, seed: int) -> Parted:
    known = [each for each in rows if each.domain == domain]
    return random.Random(seed).sample(known, len(known)), [each for each in rows if each.domain != domain]


def _walk(parted: Parted) -> Right:
    known, tested = parted
    return {step: _right(known[:step], tested) for step in _STEPS if step <= len(known)}


def _right(known: Sequence[_Graded], tested: Sequence[_Graded]) -> float:
    rules = load()
    decided = [Decision(_mention(each.text), {SEVERITY: each.worse}) for each in known]
    book = replace(rules, learned=learn(rules, decided))
    return macro_f1([(each.worse, _is_worse(book, each.text)) for each in tested])


def _is_worse(book: Playbook, text: str) -> bool:
    labels = judge(_mention(text), book, _NOW).labels
    return labels.complaint >= DECIDED and labels.severity >= LOSS


def _mention(text: str) -> Mention:
    return Mention("bench", "1", text, created_at=_NOW)


def _told(name: str, walks: Sequence[Right], tested: str = "others like them") -> Figure:
    steps = sorted(set.intersection(*map(set, walks)))
    macro = {step: sum(walk[step] for walk in walks) / len(walks) for step in steps}
    beside: dict[str, float | None] = {f"after {step:,}": round(macro[step], 3) for step in steps if step}
    note = (
        f"more than an annoyance, or an annoyance: the rules alone, then after so many complaints people "
        f"have graded, on {tested}, none of them learned from, mean of {len(walks)}"
    )
    return Figure(name, round(macro[0], 3), "macro-F1", None, beside, note)
