"""TOML a person wrote, read into records: strict, with errors that say where, what, and what was meant.

A record's fields are the one list of what may be said: a field's type says what fits, and a field without a
default is needed.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path
from sys import float_info
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from casebook.durations import Seconds, seconds
from casebook.frozen import frozen

R = TypeVar("R")


@frozen
class Place:
    """Where we are reading, for the error that may have to name it."""

    file: Path
    refusal: type[Exception]
    """What an error about this place is: the reading room's own."""
    path: tuple[str, ...] = ()
    """The keys that lead here; empty for the file as a whole."""

    def inside(self, *keys: str) -> "Place":
        """Return the place further in."""
        return Place(self.file, self.refusal, self.path + keys)

    def numbered(self, number: int) -> "Place":
        """Return the place of one of a list's parts, counted from 1."""
        *tables, key = self.path
        return Place(self.file, self.refusal, (*tables, f"{key}.{number}"))

    def error(self, say: str) -> Exception:
        """Return the error that names this place, as `file: [table] key: what is wrong`."""
        table = f" [{'.'.join(self.path[:-1])}]" if self.path[1:] else ""
        key = f" {self.path[-1]}:" if self.path else ""
        return self.refusal(f"{self.file}:{table}{key} {say}")


Reader = Callable[[Any, Any, Place], Any]
"""Takes a type, a TOML value and its place; returns the value as that type, or raises the place's error."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint: the known word that was probably meant, else all of them."""
    names = sorted(known)
    close = get_close_matches(word, names, n=1, cutoff=0.5)
    return f'did you mean "{close[0]}"?' if close else f"known here: {', '.join(names)}"


def shown(value: Any) -> str:
    """Return a value as an error may show it; an address may hold a password, and is not."""
    if "://" in repr(value):
        return "an address" if isinstance(value, str) else f"a {type(value).__name__} with an address in it"
    return f"{value!r:.60}"


def text_at(place: Place) -> str:
    """Return the text of the place's file, without a byte order mark.

    Raises:
        Exception: The place's refusal: there is no such file, or it is not text.
    """
    try:
        return place.file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise place.error("there is no such file") from error
    except OSError as error:
        raise place.error(f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise place.error(f"is not UTF-8 text: {error.reason} at byte {error.start}") from error


def parsed(text: str, place: Place) -> dict[str, Any]:
    """Return the table a TOML text holds.

    Raises:
        Exception: The place's refusal: it is not TOML; the message has the line.
    """
    try:
        return tomllib.loads(text)
    except ValueError as error:
        raise place.error(f"is not TOML: {error}") from error


def read(kind: type[R], place: Place, **known: Any) -> R:
    """Return the record the place's file describes; see `record`."""
    return record(kind, parsed(text_at(place), place), place, **known)


def record(kind: type[R], table: Mapping[str, Any], place: Place, **known: Any) -> R:
    """Return the record a table describes.

    Args:
        kind: A dataclass; its fields are the known keys, its hints the types.
        table: What the file says.
        place: Where it says so.
        **known: Fields that come from elsewhere; the table may not have them.

    Raises:
        Exception: The place's refusal: a key is unknown, missing, or of the wrong type.
    """
    of: Any = kind
    wanted = {name: field for name, field in _fields(of).items() if name not in known}
    _check_keys(wanted, table, place)
    hints = _hints(of)
    return kind(
        **known, **{key: _value(hints[key], value, place.inside(key)) for key, value in table.items()}
    )


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    """Return the types of a record's fields: each rule of a word list is one, and asks for them."""
    return get_type_hints(kind, include_extras=True)


@cache
def _fields(kind: Any) -> Mapping[str, "Field[Any]"]:
    return {field.name: field for field in fields(kind) if field.init}


def _check_keys(wanted: Mapping[str, "Field[Any]"], table: Mapping[str, Any], place: Place) -> None:
    for key in table:
        if key not in wanted:
            raise _unknown(wanted, place.inside(key))
    for key, field in wanted.items():
        if key not in table and field.default is MISSING and field.default_factory is MISSING:
            raise place.inside(key).error("is needed here")


def _unknown(known: Iterable[str], place: Place) -> Exception:
    return place.error(f"unknown key; {nearest(place.path[-1], known)}")


def _value(hint: Any, value: Any, place: Place) -> Any:
    if get_origin(hint) in (Union, UnionType):
        hint = next(part for part in get_args(hint) if part is not NoneType)
    return _reader(hint)(hint, value, place)


def _reader(hint: Any) -> Reader:
    if hint in _FITS:
        return _fitted
    if is_dataclass(hint):
        return _nested
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _word
    return _BY_SHAPE[get_origin(hint)]


def _fitted(hint: Any, value: Any, place: Place) -> Any:
    asked, fit = _FITS[hint]
    found = fit(value)
    if found is None:
        raise place.error(f"must be {asked}, not {_told(value, place)}")
    return found


def _told(value: Any, place: Place) -> str:
    """Return a value as an error shows it; where a secret may stand, nothing of it."""
    return "what stands there" if _HUSHED.intersection(place.path) else shown(value)


def _nested(hint: Any, value: Any, place: Place) -> Any:
    return record(hint, _fitted(dict, value, place), place)


def _word(kind: Any, value: Any, place: Place) -> Any:
    words = [each.value for each in kind]
    if value not in words:
        raise place.error(f"{shown(value)} is unknown; {nearest(str(value), words)}")
    return kind(value)


def _list(hint: Any, value: Any, place: Place) -> tuple[Any, ...]:
    inner = get_args(hint)[0]
    if inner is str and type(value) is list and all(type(part) is str for part in value):
        return tuple(value)  # a word list has thousands: no place is made for each
    parts = enumerate(_fitted(list, value, place), start=1)
    return tuple(_value(inner, part, place.numbered(number)) for number, part in parts)


def _mapping(hint: Any, value: Any, place: Place) -> dict[Any, Any]:
    named, inner = get_args(hint)
    places = {key: place.inside(key) for key in _fitted(dict, value, place)}
    return {_key(named, at): _value(inner, value[key], at) for key, at in places.items()}


def _key(kind: Any, place: Place) -> Any:
    key = place.path[-1]
    if kind is int and not (key.isascii() and key.isdigit()):
        raise place.error("the key must be a whole number")
    if issubclass(kind, StrEnum) and key not in set(kind):
        raise _unknown(kind, place)
    return kind(key)


def _same(kind: type) -> Callable[[Any], Any]:
    return lambda value: value if type(value) is kind else None


def _number(value: Any) -> float | None:
    return float(value) if type(value) in (int, float) and abs(value) <= float_info.max else None


def _span(value: Any) -> timedelta | None:
    found = seconds(value) if isinstance(value, str) else None
    return timedelta(seconds=found) if found else None


def _path(value: Any) -> Path | None:
    return Path(value).expanduser() if isinstance(value, str) and value else None


_HUSHED = frozenset({"token", "secret", "password", "key"})
_FITS: Mapping[Any, tuple[str, Callable[[Any], Any]]] = {
    str: ("text in quotes", _same(str)),
    int: ("a whole number", _same(int)),
    float: ("a number", _number),
    bool: ("true or false", _same(bool)),
    dict: ("a table", _same(dict)),
    list: ("a list", _same(list)),
    Seconds: ('a number of seconds or a duration such as "5m"', seconds),
    timedelta: ('a time such as "30m", "2h" or "1h30m"', _span),
    Path: ("a path in quotes", _path),
    Any: ("anything", lambda value: value),
}
"""What a type is called in an error, and how a TOML value becomes it (None: it does not fit)."""

_BY_SHAPE: Mapping[Any, Reader] = {tuple: _list, Mapping: _mapping}
