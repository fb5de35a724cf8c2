"""The responder's settings: one TOML file, read once, never rewritten by us."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from desk.errors import SettingsError
from desk.source_settings import SourceSettings, read_sources
from desk.tables import Spot, expect, read


class Theme(StrEnum):
    """The looks we ship."""

    DARK = "dark"
    LIGHT = "light"
    ANSI = "ansi"
    """The terminal's own sixteen colours."""


@dataclass(frozen=True, slots=True)
class Company:
    """Whose desk this is."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class Responder:
    """Who sits at it."""

    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How the dashboard looks."""

    theme: Theme = Theme.DARK


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the settings file says, with defaults where it is silent."""

    store: Path
    """The database file."""
    file: Path | None = None
    """Where the settings were read from; None where there is no file yet."""
    company: Company = field(default_factory=Company)
    responder: Responder = field(default_factory=Responder)
    playbook: Path | None = None
    """The folder of the company's own playbook; None for the one that ships."""
    sources: tuple[SourceSettings, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    """Binding id to keys, as written; the dashboard checks them."""
    look: Look = field(default_factory=Look)


@dataclass(frozen=True, slots=True)
class _Store:
    place: Path | None = None


@dataclass(frozen=True, slots=True)
class _Playbook:
    folder: Path | None = None


_TABLES = ("company", "responder", "store", "playbook", "sources", "keys", "look")


def load(path: Path | None, env: Mapping[str, str]) -> Settings:
    """Return the settings of a file, or of the usual place where `path` is None.

    Nothing in the usual place gives the defaults, with `file` None.

    Raises:
        SettingsError: One line with file, table and key, and the nearest known key.
    """
    file = path or usual_file(env)
    if path is None and not file.exists():
        return _settings(None, {}, env)
    return _settings(file.absolute(), _parsed(file), env)


def usual_file(env: Mapping[str, str]) -> Path:
    """Return where the settings are looked for, by the XDG base directories."""
    return _xdg(env, "XDG_CONFIG_HOME", ".config") / "amends" / "settings.toml"


def state_folder(env: Mapping[str, str]) -> Path:
    """Return where the store and the log are kept unless the settings say otherwise."""
    return _xdg(env, "XDG_STATE_HOME", ".local/state") / "amends"


def _xdg(env: Mapping[str, str], name: str, usual: str) -> Path:
    return Path(env.get(name) or Path(env.get("HOME") or Path.home()) / usual)


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise SettingsError(f"{file}: there is no such settings file") from error
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: is not TOML: {error}") from error


def _settings(file: Path | None, tables: Mapping[str, Any], env: Mapping[str, str]) -> Settings:
    at = file or usual_file(env)
    for name in tables:
        expect(name, _TABLES, Spot(at, "top"))
    store = read(_Store, tables.get("store", {}), Spot(at, "store"))
    playbook = read(_Playbook, tables.get("playbook", {}), Spot(at, "playbook"))
    return Settings(
        store=_beside(at, store.place) or state_folder(env) / "amends.db",
        file=file,
        company=read(Company, tables.get("company", {}), Spot(at, "company")),
        responder=_named(read(Responder, tables.get("responder", {}), Spot(at, "responder")), env),
        playbook=_beside(at, playbook.folder),
        sources=read_sources(tables.get("sources", {}), at),
        keys=_keys(tables.get("keys", {}), Spot(at, "keys")),
        look=read(Look, tables.get("look", {}), Spot(at, "look")),
    )


def _beside(file: Path, place: Path | None) -> Path | None:
    """Return a path with a relative one counted from the settings file's folder."""
    return None if place is None else file.parent / place


def _named(responder: Responder, env: Mapping[str, str]) -> Responder:
    name = responder.name or env.get("USER") or env.get("LOGNAME") or "responder"
    return Responder(name, responder.role)


def _keys(table: Any, spot: Spot) -> Mapping[str, str]:
    flat: dict[str, str] = {}
    _flatten("", table, flat, spot)
    return flat


def _flatten(before: str, table: Any, flat: dict[str, str], spot: Spot) -> None:
    """Join dotted ids: TOML reads `queue.open = "enter"` as a table in a table."""
    if not isinstance(table, Mapping):
        raise SettingsError(f"{spot.file}: [{spot.table}] must be a table")
    for key, value in table.items():
        if isinstance(value, Mapping):
            _flatten(f"{before}{key}.", value, flat, spot)
        elif isinstance(value, str):
            flat[f"{before}{key}"] = value
        else:
            raise spot.error(f"{before}{key}", f"must be keys in quotes, not {value!r:.60}")
