"""Records to documents and back, by the record's own fields: one function each way.

A document is what TinyDB keeps: plain JSON. Times become integer milliseconds since 1970 UTC, dates ISO
text, enums their value, tuples lists, nested records dictionaries.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from operator import contains
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from casebook.errors import BadRecord

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

R = TypeVar("R")

Reader = Callable[[Any], Any]
"""Turns a plain value into a field's type; raises TypeError or ValueError where it does not fit."""

_AS_IS = frozenset({str, int, float, bool, type(None)})
"""What JSON can say as it is: most fields of every record."""
_NAMES: dict[type, tuple[str, ...]] = {}
"""The fields of each record class that stand in its document."""
_READERS: dict[type, list[tuple[str, frozenset[type], Reader]]] = {}
"""For each field its name, what it takes as it is, and what reads the rest; made once a record class, since
the queue reads documents by the hundred."""
_MISSING = object()
"""Stands for what a document does not say."""


def to_ms(moment: datetime) -> int:
    """Return an aware time as whole milliseconds since 1970 UTC."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def from_ms(ms: int) -> datetime:
    """Return milliseconds since 1970 as an aware UTC time."""
    return EPOCH + timedelta(milliseconds=ms)


def as_kept(moment: datetime) -> datetime:
    """Return an aware time as the store gives it back: a clock counts finer than it keeps."""
    return from_ms(to_ms(moment))


def to_document(record: Any) -> dict[str, Any]:
    """Return a record as a JSON-ready dictionary, without its `id`."""
    return {name: _plain(getattr(record, name)) for name in _names(record)}


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
    name = ""
    try:
        for name, fitting, read in _readers(kind):
            value = document.get(name, _MISSING)
            if type(value) in fitting:
                values.setdefault(name, value)
            elif value is not _MISSING and name not in known:
                values[name] = read(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadRecord(f"{kind.__name__}.{name}: {document[name]!r:.80} does not fit") from error
    try:
        return kind(**values)
    except TypeError as error:
        raise BadRecord(f"{kind.__name__}: {error}") from error


def _readers(kind: type) -> list[tuple[str, frozenset[type], Reader]]:
    if kind not in _READERS:
        hints = get_type_hints(kind)
        _READERS[kind] = [(name, _fitting(hint), _reader(hint)) for name, hint in hints.items()]
    return _READERS[kind]


def _fitting(hint: Any) -> frozenset[type]:
    """Return the types whose values a field takes as they are."""
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return frozenset(part for part in parts if part in _AS_IS)


def _names(record: Any) -> tuple[str, ...]:
    kind = type(record)
    if kind not in _NAMES:
        _NAMES[kind] = tuple(each.name for each in fields(record) if each.name != "id")
    return _NAMES[kind]


def _plain(value: Any) -> Any:
    if type(value) in _AS_IS:
        return value
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


def _reader(hint: Any) -> Reader:
    """Return what turns a plain value into one of that type."""
    if get_origin(hint) in (Union, UnionType):
        inner = _reader(next(part for part in get_args(hint) if part is not type(None)))
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        return _tuple_reader(get_args(hint))
    if is_dataclass(hint) and isinstance(hint, type):
        return _nested_reader(hint)
    return _scalar_reader(hint)


def _nested_reader(kind: type) -> Reader:
    """Return what reads a record inside another; one that is just as it was written is taken at once."""
    readers = _readers(kind)
    names = [each.name for each in fields(kind) if each.init]
    fitting = [known for _, known, _ in readers]
    as_written = names == [name for name, _, _ in readers]

    def read(value: Any) -> Any:
        if as_written and type(value) is dict and list(value) == names:
            said = value.values()
            if all(map(contains, fitting, map(type, said))):
                return kind(*said)
        return from_document(kind, value)

    return read


def _tuple_reader(parts: tuple[Any, ...]) -> Reader:
    if len(parts) == 2 and parts[1] is Ellipsis:
        each = _reader(parts[0])
        return lambda value: tuple(each(part) for part in value)
    readers = tuple(_reader(part) for part in parts)
    return lambda value: tuple(read(part) for read, part in zip(readers, value, strict=True))


def _scalar_reader(hint: Any) -> Reader:
    if hint is datetime:
        return from_ms
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _member_reader(hint)
    return _exact_float if hint is float else lambda value: _exact(hint, value)


def _member_reader(kind: type[StrEnum]) -> Reader:
    """Return what turns a word into a member: a fourth of what the enum itself takes."""
    members = {each.value: each for each in kind}
    return lambda value: members[value] if type(value) is str and value in members else kind(value)


def _exact(hint: type, value: Any) -> Any:
    if type(value) is not hint:
        raise TypeError(f"expected {hint.__name__}")
    return value


def _exact_float(value: Any) -> float:
    return float(value) if type(value) is int else float(_exact(float, value))
