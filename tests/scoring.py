"""How well the judge does on labelled texts that lie beside the project; without them tests skip loudly."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bench.labelled import FOLDER
from casebook.mention import Mention
from playbooks.judge import judge
from playbooks.labels import DECIDED
from playbooks.playbook import load
from playbooks.verdict import Verdict
from tests.playbook_samples import NOW

Row = tuple[dict[str, Any], Verdict]
"""The labels somebody gave a text, and our verdict on it."""


@cache
def judged_rows(name: str, domain: str | None = None) -> tuple[Row, ...]:
    """Return every labelled text of a set with the verdict on it, or skip the test and say why.

    Args:
        name: The set, e.g. "facets".
        domain: The source of the texts in it, where only those are wanted.
    """
    place = FOLDER / f"{name}.jsonl"
    if not place.exists():
        pytest.skip(f"NOT TESTED: no labelled texts at {place}; set AMENDS_DATA to their folder")
    return tuple(_judged(place, domain))


def _judged(place: Path, domain: str | None) -> Iterator[Row]:
    playbook = load()
    for line in place.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if domain in (None, row["source"]):
            mention = Mention("set", row["id"], row["text"], created_at=NOW)
            yield row["labels"], judge(mention, playbook, NOW)


def decided(rows: Sequence[Row], facet: str) -> list[tuple[int, int]]:
    """Return, of one of the four chances, what was said and what we decided; 1 for yes."""
    return [
        (labels[facet], int(getattr(verdict.labels, facet) >= DECIDED))
        for labels, verdict in rows
        if labels.get(facet) is not None
    ]


def named(rows: Sequence[Row], facet: str) -> list[tuple[Any, Any]]:
    """Return, of blame, cause or severity, what was said and what we say."""
    return [(labels[facet], getattr(verdict.labels, facet)) for labels, verdict in rows]


def accuracy(pairs: Sequence[tuple[Any, Any]]) -> float:
    """Return the share of those where we say the same, from 0 to 1."""
    return sum(1 for gold, ours in pairs if gold == ours) / len(pairs)


def kappa(pairs: Sequence[tuple[int, int]]) -> float:
    """Return Cohen's kappa with quadratic weights: 1 the same, 0 what chance would give."""
    gold, ours = Counter(each for each, _ in pairs), Counter(each for _, each in pairs)
    seen = sum((one - other) ** 2 for one, other in pairs)
    chance = sum(gold[one] * ours[other] * (one - other) ** 2 for one in gold for other in ours)
    return 1 - seen * len(pairs) / chance


def chances(rows: Sequence[Row], label: str, facet: str) -> list[tuple[int, float]]:
    """Return, of a yes-or-no label, what was said, 1 for yes, and how likely one of the four chances is."""
    return [
        (labels[label], getattr(verdict.labels, facet))
        for labels, verdict in rows
        if labels.get(label) is not None
    ]
