"""Other weights than the playbook's, to be tried on what was said before."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casebook.toml import Place, nearest, parsed, record, text_at
from playbooks.errors import PlaybookError
from playbooks.playbook import SHIPPED, Weights, check_weights

_TABLE = "weights"


def reweighed(folder: Path | None, file: Path) -> Weights:
    """Return a playbook's weights with those of a file in their place: what the file leaves out stays.

    Args:
        folder: The playbook's; None for the one that ships.
        file: TOML with a `[weights]` table, as a playbook has one; a list stands for the whole list.

    Raises:
        PlaybookError: A file cannot be read, or does not fit; names file, table, key and the nearest.
    """
    known = _tables(Place((folder or SHIPPED) / "playbook.toml", PlaybookError))
    place = Place(file, PlaybookError)
    said = _tables(place)
    for key in said.keys() - {_TABLE}:
        raise place.inside(key).error(f"is not looked at here; {nearest(key, [_TABLE])}")
    if not isinstance(said.get(_TABLE), dict):
        raise place.error(f"needs a [{_TABLE}] table")
    weights = record(Weights, _over(known[_TABLE], said[_TABLE]), place.inside(_TABLE))
    check_weights(weights, place.inside(_TABLE))
    return weights


def _tables(place: Place) -> dict[str, Any]:
    return parsed(text_at(place), place)


def _over(known: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table with another laid over it."""
    over = {
        key: {**known[key], **value}
        if isinstance(value, dict) and isinstance(known.get(key), dict)
        else value
        for key, value in said.items()
    }
    return {**known, **over}
