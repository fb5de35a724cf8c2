"""Records to documents and back, by the record's own fields: one function each way.

A document is what TinyDB keeps: plain JSON. Times become integer milliseconds since 1970 UTC, dates ISO
text, enums their value, tuples lists, nested records dictionaries.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from casebook.errors import BadRecord

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

R = TypeVar("R")

_HINTS: dict[type, dict[str, Any]] = {}
"""Resolved once a record class; resolving costs more than reading a document."""


def to_ms(moment: datetime) -> int:
    """Return an aware time as whole milliseconds since 1970 UTC."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def from_ms(ms: int) -> datetime:
    """Return milliseconds since 1970 as an aware UTC time."""
    return EPOCH + timedelta(milliseconds=ms)


def to_document(record: Any) -> dict[str, Any]:
    """Return a record as a JSON-ready dictionary, without its `id`."""
    return {f.name: _plain(getattr(record, f.name)) for f in fields(record) if f.name != "id"}


def from_document(kind: type[R], document: Mapping[str, Any], **known: Any) -> R:
    """Return the record a document holds; keys the record does not have are left aside.

    Args:
        kind: The record's class.
        document: What the store keeps; a missing key takes the record's default.
        **known: Values that stand outside the document, such as its `id`.

    Raises:
        BadRecord: A field is missing or does not fit; the message names it.
    """
    values = dict(known)
    for name, hint in _hints(kind).items():
        if name in document and name not in known:
            values[name] = _fitted(kind, name, hint, document[name])
    try:
        return kind(**values)
    except TypeError as error:
        raise BadRecord(f"{kind.__name__}: {error}") from error


def _fitted(kind: type, name: str, hint: Any, value: Any) -> Any:
    try:
        return _typed(hint, value)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadRecord(f"{kind.__name__}.{name}: {value!r:.80} does not fit") from error


def _hints(kind: type) -> dict[str, Any]:
    if kind not in _HINTS:
        _HINTS[kind] = get_type_hints(kind)
    return _HINTS[kind]


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return to_ms(value)
        case date():
            return value.isoformat()
        case StrEnum():
            return value.value
        case tuple():
            return [_plain(part) for part in value]
        case _ if is_dataclass(value):
            return to_document(value)
    return value


def _typed(hint: Any, value: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        if value is None:
            return None
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint), value)
    if is_dataclass(hint) and isinstance(hint, type):
        return from_document(hint, value)
    return _scalar(hint, value)


def _tuple(parts: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(_typed(parts[0], each) for each in value)
    return tuple(_typed(part, each) for part, each in zip(parts, value, strict=True))


def _scalar(hint: Any, value: Any) -> Any:
    if hint is datetime:
        return from_ms(value)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        raise TypeError(f"expected {hint.__name__}")
    return value
