"""Labelled mentions from beside the project, which are never part of it: absent, their rows say so."""

import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk.ourselves import HERE

FOLDER = Path(os.environ.get("AMENDS_DATA") or HERE.parent / "shared" / "data")
NOT_THERE = "the labelled mentions are not beside the project"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One mention, and what people have said that it is."""

    text: str
    domain: str
    yes: bool


def labelled(name: str, field: str) -> list[Labelled]:
    """Return the mentions of a file that have a label; none where the file is not there.

    Words that stand there more than once come once, as they were first labelled: so a mention to be tested
    is never one that was learned from.

    Args:
        name: The file's, without its ending.
        field: The label wanted, which is 0 or 1.
    """
    file = FOLDER / f"{name}.jsonl"
    if not file.exists():
        return []
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    told = ((row, row["labels"].get(field)) for row in rows)
    found: dict[str, Labelled] = {}
    for row, label in told:
        if label is not None:
            found.setdefault(_words(row["text"]), Labelled(row["text"], row["domain"], bool(label)))
    return list(found.values())


def f1(pairs: Sequence[tuple[Any, Any]], of: Any = True) -> float:
    """Return the F1 of one answer, 0 to 1; each pair is what somebody said and what we say."""
    both = sum(1 for gold, ours in pairs if gold == ours == of)
    either = [gold for gold, _ in pairs].count(of) + [ours for _, ours in pairs].count(of)
    return 2.0 * both / either if either else 0.0


def macro_f1(pairs: Sequence[tuple[Any, Any]]) -> float:
    """Return the mean of the F1 of every answer somebody gave, 0 to 1."""
    answers = {gold for gold, _ in pairs}
    return sum(f1(pairs, each) for each in answers) / len(answers)


def area(pairs: Sequence[tuple[int, float]]) -> float:
    """Return how often a yes is held likelier than a no, 0 to 1; a tie counts half."""
    ranks, at = dict[float, float](), 0
    for chance, count in sorted(Counter(chance for _, chance in pairs).items()):
        ranks[chance] = at + (count + 1) / 2
        at += count
    yes = [ranks[chance] for said, chance in pairs if said]
    no = len(pairs) - len(yes)
    return (sum(yes) - len(yes) * (len(yes) + 1) / 2) / (len(yes) * no)


def _words(text: str) -> str:
    """Return a text as one that says the same, for whoever compares them."""
    return " ".join(text.casefold().split())
