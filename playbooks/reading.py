"""Plain tables to records: strict, with an error that says where, what, and what was likely meant."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import timedelta
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from playbooks.errors import PlaybookError

R = TypeVar("R")

_PLAIN = {str: "text in quotes", int: "a whole number", float: "a number", bool: "true or false"}
_SPAN = re.compile(r"(\d{1,6})\s?([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where we are reading, for the error that may have to name it."""

    file: Path
    table: str = ""

    def inside(self, key: str) -> "Place":
        """Return the place one table further in."""
        return Place(self.file, f"{self.table}.{key}" if self.table else key)

    def error(self, say: str) -> PlaybookError:
        """Return the error that names this place: file, table, and what is wrong."""
        table = f" [{self.table}]" if self.table else ""
        return PlaybookError(f"{self.file.parent.name}/{self.file.name}{table}: {say}")

    def unknown(self, key: str, known: Iterable[str]) -> PlaybookError:
        """Return the error for a word that is none of the known ones, with the nearest."""
        names = sorted(known)
        near = get_close_matches(key, names, n=1, cutoff=0.5)
        hint = f'did you mean "{near[0]}"?' if near else f"known: {', '.join(names)}"
        return self.error(f'unknown key "{key}"; {hint}')


def text_of(file: Path) -> str:
    """Return a file's text.

    Raises:
        PlaybookError: The file is not there, or is not UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Place(file).error(f"cannot be read: {error}") from error


def table_of(text: str, file: Path) -> dict[str, Any]:
    """Return the table a TOML text holds.

    Raises:
        PlaybookError: It is not TOML; the message has the line.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Place(file).error(f"is not TOML: {error}") from error


def record(kind: type[R], table: Mapping[str, Any], place: Place, **known: Any) -> R:
    """Return the record a table describes.

    Args:
        kind: A dataclass; its fields are the known keys, its hints the types.
        table: What the file says.
        place: Where it says so.
        **known: Fields that come from elsewhere; the table may not have them.

    Raises:
        PlaybookError: A key is unknown, missing, or of the wrong type.
    """
    hints = get_type_hints(kind)
    wanted = {f.name: f for f in fields(kind) if f.name not in known}  # type: ignore[arg-type]  # R is a dataclass
    for key in table:
        if key not in wanted:
            raise place.unknown(key, wanted)
    return kind(**known, **{name: _asked(f, hints[name], table, place) for name, f in wanted.items()})


def _asked(field: "Field[Any]", hint: Any, table: Mapping[str, Any], place: Place) -> Any:
    if field.name in table:
        return _value(hint, table[field.name], place.inside(field.name))
    if field.default is not MISSING:
        return field.default
    raise place.error(f'"{field.name}" is missing')


def _value(hint: Any, value: Any, place: Place) -> Any:
    if get_origin(hint) in (Union, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    read = _BY_SHAPE.get(get_origin(hint) or hint)
    if read is not None:
        return read(hint, value, place)
    if is_dataclass(hint) and isinstance(hint, type):
        return record(hint, _expect(dict, "a table", value, place), place)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _word(hint, value, place)
    return _scalar(hint, value, place)


def _expect(kind: type, words: str, value: Any, place: Place) -> Any:
    if not isinstance(value, kind):
        raise place.error(f"expected {words}, found {value!r:.60}")
    return value


def _scalar(hint: Any, value: Any, place: Place) -> Any:
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        raise place.error(f"expected {_PLAIN[hint]}, found {value!r:.60}")
    return value


def _word(kind: type[StrEnum], value: Any, place: Place) -> StrEnum:
    if value not in set(kind):
        raise place.unknown(str(value), (each.value for each in kind))
    return kind(value)


def _list(hint: Any, value: Any, place: Place) -> tuple[Any, ...]:
    inner = get_args(hint)[0]
    parts = _expect(list, "a list", value, place)
    return tuple(_value(inner, part, place.inside(str(n))) for n, part in enumerate(parts, start=1))


def _mapping(hint: Any, value: Any, place: Place) -> dict[Any, Any]:
    named, inner = get_args(hint)
    table = _expect(dict, "a table", value, place)
    return {_key(named, key, place): _value(inner, each, place.inside(key)) for key, each in table.items()}


def _key(kind: type, key: str, place: Place) -> Any:
    if kind is int:
        if not (key.isascii() and key.isdigit()):
            raise place.error(f'"{key}" should be a whole number')
        return int(key)
    return _word(kind, key, place) if issubclass(kind, StrEnum) else key


def _duration(_hint: Any, value: Any, place: Place) -> timedelta:
    match = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if match is None or int(match[1]) == 0:
        raise place.error(f'expected a time such as "30m", "2h" or "1d", found {value!r:.60}')
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


_BY_SHAPE: Mapping[Any, Callable[[Any, Any, Place], Any]] = {
    tuple: _list,
    Mapping: _mapping,
    timedelta: _duration,
}
