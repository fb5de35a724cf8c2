"""A settings table read into a frozen dataclass: the class's fields are the one list of what may be said."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import timedelta
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from desk.errors import SettingsError

R = TypeVar("R")

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")
_DURATION = re.compile(rf"\s*(?:{_PART.pattern}\s*)+")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the settings we stand, for the words of an error."""

    file: Path
    table: str

    def error(self, key: str, words: str) -> SettingsError:
        """Return the one-line error about one key of this table."""
        return SettingsError(f"{self.file}: [{self.table}] {key}: {words}")


def read(kind: type[R], table: Any, spot: Spot) -> R:
    """Return the dataclass a table describes.

    Raises:
        SettingsError: An unknown key, a wrong type, or a key that is needed and not there.
    """
    if not isinstance(table, Mapping):
        raise SettingsError(f"{spot.file}: [{spot.table}] must be a table")
    known = {field.name: field for field in fields(kind) if field.init}  # type: ignore[arg-type]  # any dataclass
    for key in table:
        expect(key, known, spot)
    hints = get_type_hints(kind)
    values = {key: fitted(hints[key], value, key, spot) for key, value in table.items()}
    for name, field in known.items():
        if name not in values and field.default is MISSING and field.default_factory is MISSING:
            raise spot.error(name, "is needed here")
    return kind(**values)


def expect(key: str, known: Iterable[str], spot: Spot) -> None:
    """Refuse a key that is not among the known ones, naming the nearest."""
    names = list(known)
    if key not in names:
        raise spot.error(key, f"unknown key; {nearest(key, names)}")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint: the known word that was probably meant, else all of them."""
    names = sorted(known)
    close = get_close_matches(word, names, n=1, cutoff=0.5)
    return f'did you mean "{close[0]}"?' if close else f"known here: {', '.join(names)}"


def fitted(hint: Any, value: Any, key: str, spot: Spot) -> Any:
    """Return a TOML value as the type a field asks for.

    Raises:
        SettingsError: The value does not fit; says what would.
    """
    if get_origin(hint) in (Union, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return _several(get_args(hint)[0], value, key, spot)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _one_of(hint, value, key, spot)
    asked, fit = _FITS.get(hint, (getattr(hint, "__name__", str(hint)), _same(hint)))
    found = fit(value)
    if found is None:
        raise spot.error(key, f"must be {asked}, not {value!r:.60}")
    return found


def seconds(value: Any) -> float | None:
    """Return seconds from a number or words such as "90s", "5m", "1h30m"; None if it is neither."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if value >= 0 else None
    if not isinstance(value, str) or not _DURATION.fullmatch(value):
        return None
    return sum(float(number) * _SECONDS[unit] for number, unit in _PART.findall(value))


def _several(hint: Any, value: Any, key: str, spot: Spot) -> tuple[Any, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(fitted(hint, each, key, spot) for each in values)


def _one_of(kind: type[StrEnum], value: Any, key: str, spot: Spot) -> StrEnum:
    words = [each.value for each in kind]
    if not isinstance(value, str) or value not in words:
        raise spot.error(key, f"{value!r:.60} is unknown; {nearest(str(value), words)}")
    return kind(value)


def _same(hint: Any) -> Callable[[Any], Any]:
    return lambda value: value if type(value) is hint else None


def _span(value: Any) -> timedelta | None:
    found = seconds(value)
    return None if found is None else timedelta(seconds=found)


def _path(value: Any) -> Path | None:
    return Path(value).expanduser() if isinstance(value, str) and value else None


_FITS: Mapping[Any, tuple[str, Callable[[Any], Any]]] = {
    str: ("text in quotes", _same(str)),
    int: ("a whole number", _same(int)),
    bool: ("true or false", _same(bool)),
    float: ('a number of seconds or a duration such as "5m"', seconds),
    timedelta: ('a duration such as "5m"', _span),
    Path: ("a path in quotes", _path),
}
"""What a type is called in an error, and how a TOML value becomes it (None: it does not fit)."""
