"""Figures kept from run to run, so that one row can be measured anew without all the others."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.figures import Figure


def keep(place: Path, found: Mapping[str, list[Figure]]) -> dict[str, list[Figure]]:
    """Keep what was found of some rows, and return what is known of all by now, by the row's name."""
    known = _read(place)
    known.update({name: [asdict(each) for each in figures] for name, figures in found.items()})
    beside = place.with_suffix(".new")
    beside.write_text(json.dumps(known, indent=1), encoding="utf-8")
    beside.replace(place)
    return {name: [Figure(**each) for each in figures] for name, figures in known.items()}


def _read(place: Path) -> dict[str, list[dict[str, Any]]]:
    if not place.exists():
        return {}
    known: dict[str, list[dict[str, Any]]] = json.loads(place.read_text(encoding="utf-8"))
    return known
