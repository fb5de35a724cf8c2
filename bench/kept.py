"""Figures kept from run to run, so that one row can be measured anew without all the others."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.figures import Figure


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found of a row, and when."""

    figures: list[Figure]
    at: str
    """The minute it was begun, UTC."""
    load: float
    """What the machine had to do besides: its load in the minute before."""
    rounds: int


def keep(place: Path, found: Mapping[str, Measured]) -> dict[str, Measured]:
    """Keep what was found of some rows, and return what is known of all by now, by the row's name."""
    known = _read(place)
    known.update({name: asdict(each) for name, each in found.items()})
    beside = place.with_suffix(".new")
    beside.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    beside.replace(place)
    return {name: _measured(**each) for name, each in known.items()}


def _measured(figures: list[dict[str, Any]], **about: Any) -> Measured:
    return Measured([Figure(**each) for each in figures], **about)


def _read(place: Path) -> dict[str, dict[str, Any]]:
    if not place.exists():
        return {}
    known: dict[str, dict[str, Any]] = json.loads(place.read_text(encoding="utf-8"))
    return known
