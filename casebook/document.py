"""Records to documents and back, by the record's own fields: one function each way.

A document is what TinyDB keeps: plain JSON. Times become integer milliseconds since 1970 UTC, dates ISO
text, enums their value, tuples lists, nested records dictionaries.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import partial
from itertools import product
from operator import attrgetter, itemgetter
from types import UnionType
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from casebook.errors import BadRecord

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)

R = TypeVar("R")

Reader = Callable[[Any], Any]
"""Turns a plain value into a field's type; raises TypeError or ValueError where it does not fit."""

Writer = Callable[[Any], Any]
"""Turns a value of a record into a plain one."""

_AS_IS = frozenset({str, int, float, bool, type(None)})
"""What JSON can say as it is: most fields of every record."""
_UNFIT = (TypeError, ValueError, OverflowError, AttributeError)
"""What a reader raises where a value does not fit; the last where it is no document and should be."""
_WRITERS: dict[type, Writer] = {}
"""For each type of value that was written what turns it into what JSON can say; they are few, and ours."""
_NAMES: dict[type, tuple[str, ...]] = {}
"""The fields of each record class that stand in its document."""
_READERS: dict[type, list[tuple[str, frozenset[type], Reader]]] = {}
"""For each field its name, what it takes as it is, and what reads the rest; made once a record class, since
the queue reads documents by the hundred."""
_FORMS: dict[tuple[tuple[str, ...], tuple[type, ...]], "dict[tuple[Any, ...], _Form | None]"] = {}
"""By the keys of documents and the types of their values, for each record that was read of such."""
_MOST = 200
"""Forms remembered; a store has some dozens."""
_MISSING = object()
"""Stands for what a document does not say."""


def to_ms(moment: datetime) -> int:
    """Return an aware time as whole milliseconds since 1970 UTC."""
    return (moment - EPOCH) // _MS


def from_ms(ms: int) -> datetime:
    """Return milliseconds since 1970 as an aware UTC time."""
    return EPOCH + ms * _MS


def as_kept(moment: datetime) -> datetime:
    """Return an aware time as the store gives it back: a clock counts finer than it keeps."""
    return from_ms(to_ms(moment))


def to_document(record: Any) -> dict[str, Any]:
    """Return a record as a JSON-ready dictionary, without its `id`."""
    return {
        name: value if type(value := getattr(record, name)) in _AS_IS else _plain(value)
        for name in _names(record)
    }


def from_document(kind: type[R], document: Mapping[str, Any], **known: Any) -> R:
    """Return the record a document holds; keys the record does not have are left aside.

    Args:
        kind: The record's class.
        document: What the store keeps; a missing key takes the record's default.
        **known: Values that stand outside the document, such as its `id`.

    Raises:
        BadRecord: A field is missing or does not fit; the message names it.
    """
    return Written(document).record(kind, **known)


class Written:
    """A document, to be read as one record or several.

    Most are written alike: the same keys in the same order, and values of the same types. What is to be done
    with each value is found out once for all of these, and not field by field.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        """Look at how it is written."""
        self._document = document
        self._values = (*document.values(),)
        alike = (*document,), (*map(type, self._values),)
        forms = _FORMS.get(alike)
        if forms is None:
            if len(_FORMS) >= _MOST:
                _FORMS.clear()
            forms = _FORMS[alike] = {}
        self._forms = forms

    def record(self, kind: type[R], **known: Any) -> R:
        """Return the record it holds, as `from_document` does."""
        asked = kind, *known
        if asked not in self._forms:
            self._forms[asked] = _form(kind, self._document, known)
        form = self._forms[asked]
        if form is not None:
            try:
                return kind(*form.values(self._values, known))
            except _UNFIT:
                pass  # it is told of which field
        return _one_by_one(kind, self._document, known)


class _Form(NamedTuple):
    """How the values of documents that are written alike become those of a record."""

    read: tuple[tuple[int, Reader], ...]
    """Which are not taken as they are, and what reads them."""
    defaults: tuple[Any, ...]
    """What the documents do not say."""
    arranged: Callable[[Sequence[Any]], Sequence[Any]]
    """Puts the values, what is known besides and the defaults in the order of the record's fields."""

    def values(self, said: tuple[Any, ...], known: Mapping[str, Any]) -> Sequence[Any]:
        """Return the values of a record, in the order of its fields."""
        values = [*said, *known.values(), *self.defaults]
        for place, read in self.read:
            values[place] = read(values[place])
        return self.arranged(values)


def _form(kind: type, document: Mapping[str, Any], known: Mapping[str, Any]) -> _Form | None:
    """Return how documents of this kind are read, or None where they do not say all that they must."""
    places = {name: place for place, name in enumerate((*document, *known))}
    missing = [each for each in fields(kind) if each.name not in places]
    if any(each.default is MISSING for each in missing):
        return None
    read = tuple(
        (places[name], reader)
        for name, fitting, reader in _readers(kind)
        if name in document and name not in known and type(document[name]) not in fitting
    )
    places.update((each.name, place) for place, each in enumerate(missing, len(document) + len(known)))
    arranged = _arranger([places[each.name] for each in fields(kind)])
    return _Form(read, tuple(each.default for each in missing), arranged)


def _arranger(places: list[int]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """Return what takes values in this order."""
    return itemgetter(*places) if len(places) > 1 else lambda values: [values[place] for place in places]


def _one_by_one(kind: type[R], document: Mapping[str, Any], known: Mapping[str, Any]) -> R:
    """Return the record a document holds, read field by field: which can say what does not fit."""
    values = dict(known)
    name = ""
    try:
        for name, fitting, read in _readers(kind):
            value = document.get(name, _MISSING)
            if type(value) in fitting:
                values.setdefault(name, value)
            elif value is not _MISSING and name not in known:
                values[name] = read(value)
    except _UNFIT as error:
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
    kind = type(value)
    if kind not in _WRITERS:
        _WRITERS[kind] = _writer(kind)
    return _WRITERS[kind](value)


def _writer(kind: type) -> Writer:
    """Return what turns values of a type into what JSON can say; a type it cannot say is left as it is."""
    if issubclass(kind, datetime):
        return to_ms
    if issubclass(kind, date):
        return date.isoformat
    if issubclass(kind, StrEnum):
        return attrgetter("_value_")
    if issubclass(kind, tuple):
        return lambda parts: [_plain(part) for part in parts]
    return to_document if is_dataclass(kind) else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _reader(hint: Any) -> Reader:
    """Return what turns a plain value into one of that type."""
    if get_origin(hint) in (Union, UnionType):
        inner = _reader(next(part for part in get_args(hint) if part is not type(None)))
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        return _tuple_reader(get_args(hint))
    if is_dataclass(hint) and isinstance(hint, type):
        return partial(from_document, hint)
    return _scalar_reader(hint)


def _tuple_reader(parts: tuple[Any, ...]) -> Reader:
    if len(parts) == 2 and parts[1] is Ellipsis:
        each = _reader(parts[0])
        several = is_dataclass(parts[0]) and len(fields(parts[0])) > 1
        return _rows_reader(parts[0], each) if several else lambda value: tuple(map(each, value))
    readers = tuple(_reader(part) for part in parts)
    return lambda value: tuple(read(part) for read, part in zip(readers, value, strict=True))


def _rows_reader(kind: Any, each: Reader) -> Reader:
    """Return what reads records in a row: at once where all say every field as it is taken."""
    names = [each.name for each in fields(kind)]
    types = {name: known for name, known, _ in _readers(kind)}
    row, fitting = itemgetter(*names), {*product(*(types[name] for name in names))}

    def read(value: Any) -> tuple[Any, ...]:
        found = []
        try:
            for said in map(row, value):
                if (*map(type, said),) not in fitting:
                    return tuple(map(each, value))
                found.append(kind(*said))
        except (KeyError, TypeError):
            return tuple(map(each, value))
        return tuple(found)

    return read


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
    return lambda value: members.get(value) or kind(value)


def _exact(hint: type, value: Any) -> Any:
    if type(value) is not hint:
        raise TypeError(f"expected {hint.__name__}")
    return value


def _exact_float(value: Any) -> float:
    return float(value) if type(value) is int else float(_exact(float, value))
