"""The sources of the settings: a table each, whose keys are the fields its kind declares."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk.errors import SettingsError
from desk.tables import Spot, nearest, read
from sources.registry import KINDS


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One source as the responder wants it asked."""

    name: str
    """Our own name of it; shown under "where"."""
    kind: str
    """A key of the registry of kinds."""
    fields: Any
    """The settings record of that kind."""


def read_sources(tables: Any, file: Path) -> tuple[SourceSettings, ...]:
    """Return the sources of the `[sources.NAME]` tables.

    Raises:
        SettingsError: A table has no kind or one we do not know, or does not fit its kind.
    """
    if not isinstance(tables, Mapping) or not all(isinstance(each, Mapping) for each in tables.values()):
        raise SettingsError(f"{file}: [sources] must hold tables such as [sources.blog]")
    return tuple(_source(name, table, Spot(file, f"sources.{name}")) for name, table in tables.items())


def _source(name: str, table: Mapping[str, Any], spot: Spot) -> SourceSettings:
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        said = "is needed here" if kind is None else f"{kind!r:.60} is unknown"
        raise spot.error("kind", f"{said}; {nearest(str(kind), KINDS)}")
    rest = {key: value for key, value in table.items() if key != "kind"}
    return SourceSettings(name, kind, read(KINDS[kind].settings, rest, spot))
