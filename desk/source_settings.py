"""The sources of the settings: a table each, whose keys are the fields its kind declares."""

import re
from collections.abc import Mapping
from dataclasses import fields as fields_of
from types import MappingProxyType
from typing import Any

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.query.rule import EVERYTHING, Brand, Rule
from casebook.toml import Place, nearest, record, shown
from desk.brand_settings import Listened, read_rule
from sources.registry import KINDS

_LISTENED = tuple(each.name for each in fields_of(Listened))
_COMMON = ("kind", "expect", *_LISTENED)
"""What every source may be told."""
_SHORTEST, _LONGEST = 1.0, 365 * 86_400.0
"""Seconds of silence that may be expected."""
_NO_SILENCE = "must be from 1 second to 365 days"
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
    rule: Rule = EVERYTHING
    """What it is listened to for."""
    expect: float | None = None
    """Seconds it is silent at most; None: its own custom tells."""

    @property
    def keep_deleted(self) -> bool:
        """Whether its platform allows words to be kept that their author has taken back."""
        return self.kind not in KINDS or KINDS[self.kind].card.keep_deleted


@frozen
class _Silent:
    """How long a source is silent, of whatever kind."""

    expect: Seconds | None = None


def read_sources(
    tables: Any, place: Place, brands: Mapping[str, Brand] = MappingProxyType({})
) -> tuple[SourceSettings, ...]:
    """Return the sources of the `[sources.NAME]` tables.

    Args:
        tables: What the file says.
        place: Where it says so.
        brands: All brands, by their names.

    Raises:
        SettingsError: A table has no kind or one we do not know, or does not fit its kind.
    """
    if not isinstance(tables, Mapping) or not all(isinstance(each, Mapping) for each in tables.values()):
        raise place.error("must hold tables such as [sources.blog]")
    return tuple(_source(name, table, place.inside(name), brands) for name, table in tables.items())


def _source(name: str, table: Mapping[str, Any], place: Place, brands: Mapping[str, Brand]) -> SourceSettings:
    if not _NAME.fullmatch(name):
        raise place.error("a source is named with letters, digits, spaces and - _ . only, at most 40")
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        said = "is needed here" if kind is None else f"{shown(kind)} is unknown"
        raise place.inside("kind").error(f"{said}; {nearest(str(kind), KINDS)}")
    return listened_to(name, kind, KINDS[kind].settings, table, place, brands)


def listened_to(
    name: str,
    kind: str,
    own: type[Any],
    table: Mapping[str, Any],
    place: Place,
    brands: Mapping[str, Brand],
) -> SourceSettings:
    """Return a source by its table: what its kind may be told, what it is listened to for, its silence.

    Raises:
        SettingsError: The table does not fit.
    """
    _check_keys(table, own, place)
    rest = {key: value for key, value in table.items() if key not in _COMMON}
    fields = record(own, rest, place)
    for key, wrong in fields.mistakes().items():
        raise place.inside(key).error(wrong)
    return SourceSettings(name, kind, fields, _rule(table, fields, place, brands), _expected(table, place))


def _expected(table: Mapping[str, Any], place: Place) -> float | None:
    said = record(_Silent, {key: table[key] for key in ("expect",) if key in table}, place)
    if said.expect is not None and not _SHORTEST <= said.expect <= _LONGEST:
        raise place.inside("expect").error(_NO_SILENCE)
    return said.expect


def _rule(table: Mapping[str, Any], fields: Any, place: Place, brands: Mapping[str, Brand]) -> Rule:
    said = record(Listened, {key: table[key] for key in _LISTENED if key in table}, place)
    searches = getattr(fields, "searches", False) and not getattr(fields, "query", "")
    overhears = getattr(fields, "overhears", False)
    return read_rule(said, brands, place, search=searches, all_=searches or overhears)


def _check_keys(table: Mapping[str, Any], own: type[Any], place: Place) -> None:
    """Let keys pass that every source may have, or this kind."""
    known = [*_COMMON, *(each.name for each in fields_of(own))]
    for key in table:
        if key not in known:
            raise place.inside(key).error(f"unknown key; {nearest(key, known)}")
