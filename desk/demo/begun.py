"""When an afternoon began and at which pace it runs, kept so that what is published stays published."""

import json
from datetime import datetime
from pathlib import Path

from casebook.document import from_ms, to_ms
from casebook.frozen import frozen
from casebook.store.place import make_folder

_FILE = "afternoon.json"


@frozen
class Begun:
    """The beginning of one afternoon."""

    start: datetime
    pace: float
    """Real minutes a minute of it takes."""


def begun(folder: Path, pace: float, now: datetime) -> Begun:
    """Return when the folder's afternoon began; where there is none, it begins now, and that is kept.

    An afternoon keeps the pace it began with.
    """
    file = folder / _FILE
    kept = _read(file)
    if kept is not None:
        return kept
    make_folder(folder)
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps({"start": to_ms(now), "pace": pace}), encoding="utf-8")
    beside.replace(file)
    return Begun(from_ms(to_ms(now)), pace)


def _read(file: Path) -> Begun | None:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return Begun(from_ms(int(told["start"])), float(told["pace"]))
    except (OSError, ValueError, OverflowError, KeyError, TypeError):
        return None
