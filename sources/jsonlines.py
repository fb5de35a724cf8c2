"""JSON Lines: one mention a line, in the record's own field names; the source every other tool can be.

A line needs `text`, `url` or `title`, nothing more. Times are ISO 8601 or numbers since 1970, in seconds or
milliseconds. Null and "" mean that it does not say. Keys the record does not have are left aside. A value
that does not fit refuses the line, a link that is not http or https too: the sender can mend it, and a
mention that silently lost its link could be neither told apart nor answered.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from math import isinf
from types import UnionType
from typing import Any, NoReturn, get_args, get_origin, get_type_hints

from casebook.kinds import HealthKind, Precision
from casebook.mention import Mention
from casebook.pattern import pattern
from sources.errors import BadLine
from sources.links import web_link
from sources.source import Health, Parsed
from sources.text import clean, clean_line
from sources.times import believed, from_epoch, from_iso, precision_of

MANUAL = "manual"
"""The source of a mention whose sender names none."""
_LINKS = frozenset({"url", "author_url", "thread_root_url", "reply_to_url"})
_IDS = frozenset({"native_id", "thread_root_id", "reply_to_id"})
"""Ids are often numbers elsewhere, and are taken as such."""
_SOURCE = pattern(r"[\w.-]{1,60}")
_RANGES = {"rating": (1, 5), "upvote_ratio": (0, 1)}
_LARGEST = 2**53
_SHOWN_ERRORS = 3
NEEDS = "text, url and title"
"""Of which a mention has at least one, in the record's own names."""
NEVER = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)
"""For parsing without a clock: no time lies behind it."""


def parse_line(line: str, now: datetime) -> Mention:
    """Return the mention a line holds, everything in it cleaned.

    Args:
        line: One JSON object.
        now: A time of writing after it is taken as not known.

    Raises:
        BadLine: It does not fit; the message names the field.
    """
    return read_object(object_of(read_json(line)), now)


def read_object(
    said: Mapping[str, Any], now: datetime, source: str = MANUAL, *, needs: str = NEEDS
) -> Mention:
    """Return the mention an object of JSON holds, everything in it cleaned.

    Args:
        said: In the record's own field names.
        now: A time of writing after it is taken as not known.
        source: What a mention whose sender names none is a mention of.
        needs: What its sender calls what it must have one of.

    Raises:
        BadLine: It does not fit; the message names the field.
    """
    given = {name: value for name, value in _fitted(said) if value is not None}
    if not (given.get("text") or given.get("url") or given.get("title")):
        raise BadLine(f"it needs at least one of {needs}")
    given.setdefault("source", source)
    given |= _dated(given, said, now)
    given.setdefault("native_id", _hash(given))
    return Mention(**given)


def told(said: Mapping[str, Any], names: Collection[str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what an object tells in some fields of the record, cleaned, and what is wrong with others.

    Here a value that does not fit refuses nothing: it is left out, and told by its field.
    """
    given, wrong, readers = dict[str, Any](), dict[str, str](), _readers()
    for name in sorted(said.keys() & names):
        value = said[name]
        if value is not None and value != "":
            try:
                given[name] = readers[name](name, value)
            except BadLine as error:
                wrong[name] = str(error)
    return {name: value for name, value in given.items() if value is not None}, wrong


def mention_line(mention: Mention) -> dict[str, Any]:
    """Return a mention as the JSON it is printed as: the record's own names, ISO times, null for unknown."""
    return {each.name: _printed(getattr(mention, each.name)) for each in fields(mention)}


def parse(body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return the mentions of many lines; one that does not fit is told in the health, the rest goes on."""
    mentions, wrong = [], []
    for number, line in enumerate(body.decode("utf-8-sig", "replace").split("\n"), 1):
        if not line.strip():
            continue
        try:
            mentions.append(parse_line(line, NEVER))
        except BadLine as error:
            wrong.append(f"line {number}: {error}")
    if not wrong:
        return Parsed(tuple(mentions), Health(HealthKind.OK))
    more = f" and {len(wrong) - _SHOWN_ERRORS} more" if len(wrong) > _SHOWN_ERRORS else ""
    return Parsed(tuple(mentions), Health(HealthKind.PARTIAL, "; ".join(wrong[:_SHOWN_ERRORS]) + more))


@cache
def types_of_fields() -> Mapping[str, Any]:
    """Return the record's fields and what they hold, `None` left out."""
    hints = get_type_hints(Mention)
    return {each.name: _bare(hints[each.name]) for each in fields(Mention)}


def _bare(hint: Any) -> Any:
    if get_origin(hint) is UnionType:
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


def read_json(text: str) -> Any:
    """Return what a JSON text holds, whoever wrote it; a number beyond all floats as it is written.

    Raises:
        BadLine: It is not JSON, or nested too deeply.
    """
    try:
        return json.loads(text, parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise BadLine("it is not JSON") from error


def object_of(said: Any) -> Mapping[str, Any]:
    """Return what JSON holds, if it is an object.

    Raises:
        BadLine: It is something else.
    """
    if not isinstance(said, Mapping):
        raise BadLine("it is JSON, but not an object")
    return said


def _finite(word: str) -> float | str:
    return word if isinf(number := float(word)) else number


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _fitted(said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each field that is said with its value as the record holds it; None where that says nothing."""
    for name, read in _readers().items():
        value = said.get(name)
        if value is not None and value != "":
            yield name, read(name, value)


@cache
def _readers() -> Mapping[str, Callable[[str, Any], Any]]:
    """Return what reads a value of each of the record's fields."""
    return {name: _reader(hint) for name, hint in types_of_fields().items()}


def _reader(hint: Any) -> Callable[[str, Any], Any]:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return lambda name, value: _word_of(name, hint, value)
    readers: dict[Any, Callable[[str, Any], Any]] = {str: _text, datetime: _time, int: _count, float: _number}
    return readers.get(hint, _truth)


def _text(name: str, value: Any) -> str | None:
    if name in _IDS and type(value) is int:
        value = str(value)
    if not isinstance(value, str):
        raise BadLine(f"{name}: expected text, not {_kind(value)}")
    if name in _LINKS:
        return _link(name, value)
    if name == "source" and not _SOURCE.fullmatch(value):
        raise BadLine("source: expected one word of letters, digits, points and dashes")
    return (clean(value) if name == "text" else clean_line(value)) or None


def _link(name: str, value: str) -> str:
    link = web_link(value)
    if link is None:
        raise BadLine(f"{name}: only http and https links are taken")
    return link


def _time(name: str, value: Any) -> datetime:
    when = None
    if isinstance(value, str):
        when = from_iso(value)
    elif type(value) in (int, float):
        when = from_epoch(value)
    if when is None:
        raise BadLine(f"{name}: expected an ISO 8601 time or a number since 1970, not {_kind(value)}")
    return when


def _count(name: str, value: Any) -> int:
    if type(value) is not int or abs(value) > _LARGEST:
        raise BadLine(f"{name}: expected a whole number, not {_kind(value)}")
    return int(_within(name, value))


def _number(name: str, value: Any) -> float:
    if type(value) not in (int, float):
        raise BadLine(f"{name}: expected a number, not {_kind(value)}")
    return float(_within(name, value))


def _within(name: str, value: float) -> float:
    low, high = _RANGES.get(name, (-_LARGEST, _LARGEST))
    if not low <= value <= high:
        raise BadLine(f"{name}: expected a number from {low} to {high}")
    return value


def _truth(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadLine(f"{name}: expected true or false, not {_kind(value)}")
    return value


def _word_of(name: str, words: type[StrEnum], value: Any) -> StrEnum:
    try:
        return words(value)
    except ValueError as error:
        raise BadLine(f"{name}: expected one of {', '.join(words)}") from error


def _dated(given: Mapping[str, Any], said: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return the time of writing and how well it is known."""
    when = believed(given.get("created_at"), now)
    if when is None:
        return {"created_at": None, "created_precision": Precision.FIRST_SEEN}
    written = said["created_at"] if isinstance(said["created_at"], str) else ""
    return {"created_precision": given.get("created_precision") or precision_of(written)}


def _hash(given: Mapping[str, Any]) -> str:
    """Return an id made of what was said, so that the same line twice is one mention."""
    parts = [
        str(given.get(name, ""))
        for name in ("url", "author_handle", "author_name", "title", "text", "created_at")
    ]
    return blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()


def _printed(value: Any) -> Any:
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value


def _kind(value: Any) -> str:
    names = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return (
        names.get(type(value), "an object") if not isinstance(value, str) else f"“{clean_line(value)[:40]}”"
    )
