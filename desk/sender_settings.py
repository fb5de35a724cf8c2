"""Who hands mentions in, and where: the `[senders.NAME]` tables and `[listen]`."""

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from casebook.frozen import frozen
from casebook.query.rule import Brand
from casebook.toml import Place
from desk.errors import SettingsError
from desk.source_settings import SourceSettings, listened_to
from sources.doorway import Doorway, doorway

SENDER = "sender"
"""The kind of those that are not asked, but hand in."""
_NAME = re.compile(r"[\w.-]{1,40}", re.ASCII)


@frozen
class Listen:
    """Where mentions are handed in."""

    at: str = ""
    """`[HOST:]PORT`; empty where nobody listens."""


def read_senders(
    tables: Any,
    place: Place,
    taken: Iterable[SourceSettings],
    brands: Mapping[str, Brand] = MappingProxyType({}),
) -> tuple[SourceSettings, ...]:
    """Return the senders of the `[senders.NAME]` tables.

    Args:
        tables: What the file says.
        place: Where it says so.
        taken: The sources, whose names nobody else may have.
        brands: All brands, by their names.

    Raises:
        SettingsError: A table cannot be followed.
    """
    if not isinstance(tables, Mapping) or not all(isinstance(each, Mapping) for each in tables.values()):
        raise place.error("must hold tables such as [senders.f5bot]")
    for name in tables:
        _check_name(name, place.inside(name), {each.name for each in taken})
    return tuple(_sender(name, table, place.inside(name), brands) for name, table in tables.items())


def read_listen(listen: Listen, senders: Iterable[SourceSettings], place: Place) -> Doorway | None:
    """Return where to listen, None where nobody is to.

    Raises:
        SettingsError: That is no address, or somebody could hand in there without showing who they are.
    """
    return listening(listen.at, senders, place.inside("at")) if listen.at else None


def listening(at: str, senders: Iterable[SourceSettings], place: Place) -> Doorway:
    """Return where to listen.

    Raises:
        SettingsError: As `read_listen`.
    """
    try:
        where = doorway(at)
    except ValueError as error:
        raise place.error(str(error)) from error
    for each in senders:
        if said := _unguarded(each.fields, where):
            raise SettingsError(f"{place.file}: [senders.{each.name}] {said}")
    return where


def _unguarded(fields: Any, where: Doorway) -> str:
    if fields.token or fields.secret:
        return ""
    if not where.private:
        return f"needs a token or a secret: others than this machine can reach {where}"
    return (
        "" if fields.open else "needs a token, a secret, or open = true: anybody on this machine may hand in"
    )


def _check_name(name: str, place: Place, taken: Iterable[str]) -> None:
    if not _NAME.fullmatch(name):
        raise place.error("a sender is named with letters, digits and - _ . only, at most 40")
    if name in taken:
        raise place.error("a source has this name already")


def _sender(name: str, table: Mapping[str, Any], place: Place, brands: Mapping[str, Brand]) -> SourceSettings:
    if "kind" in table:
        raise place.inside("kind").error("a sender has none; how its JSON looks is its shape")
    own = import_module("sources.settings.sender").SenderSettings
    return listened_to(name, SENDER, own, table, place, brands)
