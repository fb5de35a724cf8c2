"""The sources of the settings: a table each, whose keys are the fields its kind declares."""

import re
from collections.abc import Mapping
from typing import Any

from casebook.frozen import frozen
from casebook.toml import Place, nearest, record, shown
from sources.registry import KINDS

_NAME = re.compile(r"\w[\w .\-]{0,39}")


@frozen
class SourceSettings:
    """One source as the responder wants it asked."""

    name: str
    """Our own name of it; shown under "where"."""
    kind: str
    """A key of the registry of kinds."""
    fields: Any
    """The settings record of that kind."""


def read_sources(tables: Any, place: Place) -> tuple[SourceSettings, ...]:
    """Return the sources of the `[sources.NAME]` tables.

    Raises:
        SettingsError: A table has no kind or one we do not know, or does not fit its kind.
    """
    if not isinstance(tables, Mapping) or not all(isinstance(each, Mapping) for each in tables.values()):
        raise place.error("must hold tables such as [sources.blog]")
    return tuple(_source(name, table, place.inside(name)) for name, table in tables.items())


def _source(name: str, table: Mapping[str, Any], place: Place) -> SourceSettings:
    if not _NAME.fullmatch(name):
        raise place.error("a source is named with letters, digits, spaces and - _ . only, at most 40")
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        said = "is needed here" if kind is None else f"{shown(kind)} is unknown"
        raise place.inside("kind").error(f"{said}; {nearest(str(kind), KINDS)}")
    rest = {key: value for key, value in table.items() if key != "kind"}
    fields = record(KINDS[kind].settings, rest, place)
    for key, said in fields.mistakes().items():
        raise place.inside(key).error(said)
    return SourceSettings(name, kind, fields)
