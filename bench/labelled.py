"""Labelled mentions from beside the project, which are never part of it: absent, their rows say so."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

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

    Args:
        name: The file's, without its ending.
        field: The label wanted, which is 0 or 1.
    """
    file = FOLDER / f"{name}.jsonl"
    if not file.exists():
        return []
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    told = ((row, row["labels"].get(field)) for row in rows)
    return [Labelled(row["text"], row["domain"], bool(label)) for row, label in told if label is not None]


def macro_f1(said: list[bool], true: list[bool]) -> float:
    """Return how well answers fit: the mean of the F1 of yes and of no, 0 to 1."""
    return (_f1(said, true, which=True) + _f1(said, true, which=False)) / 2


def area(chances: list[float], true: list[bool]) -> float:
    """Return how likely a yes is given a higher chance than a no: the area under the curve, 0 to 1."""
    ordered = sorted(zip(chances, true, strict=True))
    ranks: dict[float, list[int]] = {}
    for rank, (chance, _) in enumerate(ordered, start=1):
        ranks.setdefault(chance, []).append(rank)
    yes = sum(true)
    total = sum(sum(ranks[chance]) / len(ranks[chance]) for chance, is_yes in ordered if is_yes)
    return (total - yes * (yes + 1) / 2) / (yes * (len(true) - yes))


def _f1(said: list[bool], true: list[bool], *, which: bool) -> float:
    pairs = list(zip(said, true, strict=True))
    hits = sum(one is which and other is which for one, other in pairs)
    wrong = sum(one is not other for one, other in pairs)
    return 2 * hits / (2 * hits + wrong) if hits else 0.0
