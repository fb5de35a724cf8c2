"""What another tool's JSON says, put into the mention's own field names by dot paths.

A field is told by a path (`$.issue.body`), by several of which the first that leads anywhere counts, or by a
constant. `html` stands for a text that is HTML. Numbers, times and truth written as text are taken as such:
many tools know nothing but text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

from casebook.frozen import frozen
from casebook.mention import Mention
from sources.dotpath import DotPath, dot_path
from sources.hints import http_date
from sources.html_text import from_html
from sources.jsonlines import types_of_fields

HTML = "html"
"""Not a field of the mention, but a way to tell its text."""
_OURS = frozenset({"via", "portal", "raw_ref"})
"""What our own settings say of a mention, whatever its sender would like."""
_WORTH = ("text", HTML, "url", "title")
"""A mention has at least one of them."""
_LONGEST_NUMBER = 15
_TRUTH = {"true": True, "false": False}

Told = tuple[Any, ...]
"""Paths of which the first that leads to something counts, or one constant."""


class BadMapping(ValueError):
    """A mapping cannot be followed; says why."""


@frozen
class Plan:
    """A mapping that was understood."""

    each: DotPath
    """Where the mentions of a document stand: at a list, one each; at an object, one."""
    told: Mapping[str, Told]

    @property
    def needs(self) -> str:
        """What its sender calls that of which a mention has at least one, e.g. `body, html_url`."""
        return ", ".join(str(path) for name in _WORTH for path in self.told.get(name, ()))

    def applied(self, document: Any) -> Iterator[dict[str, Any]]:
        """Yield what a document says, a record in the mention's field names for each of its mentions."""
        found = self.each.value_in(document)
        for one in found if isinstance(found, list) else [found]:
            yield self._record(one)

    def _record(self, one: Any) -> dict[str, Any]:
        said = {name: _suited(name, _first(told, one)) for name, told in self.told.items()}
        html = said.pop(HTML, None)
        if isinstance(html, str) and not said.get("text"):
            said["text"] = from_html(html)
        return said


@cache
def known_fields() -> tuple[str, ...]:
    """Return the names a mapping may tell."""
    return (*sorted({each.name for each in fields(Mention)} - _OURS), HTML)


def plan(written: Mapping[str, Any], each: str = "$") -> Plan:
    """Return the plan a mapping means.

    Args:
        written: Field names, with a path, a list of paths, or a constant each.
        each: The path to the mentions.

    Raises:
        BadMapping: It cannot be followed.
    """
    for name in written:
        if name not in known_fields():
            raise BadMapping(f"{name!r:.40} is no field of a mention; known: {', '.join(known_fields())}")
    if not any(name in written for name in _WORTH):
        raise BadMapping(f"at least one of {', '.join(_WORTH)} must be told")
    return Plan(_path("each", each), {name: _told(name, value) for name, value in written.items()})


def _told(name: str, value: Any) -> Told:
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return tuple(_path(name, part) for part in value)
    if isinstance(value, str) and value.startswith("$"):
        return (_path(name, value),)
    if isinstance(value, str | int | float | bool):
        return (value,)
    raise BadMapping(f"{name}: must be a path, a list of paths, or a constant")


def _path(name: str, written: str) -> DotPath:
    try:
        return dot_path(written)
    except ValueError as error:
        raise BadMapping(f"{name}: {error}") from error


def _first(told: Told, one: Any) -> Any:
    for part in told:
        value = part.value_in(one) if isinstance(part, DotPath) else part
        if value is not None and value != "":
            return value
    return None


def _suited(name: str, value: Any) -> Any:
    """Return a value as the field takes it, where it is only written in another way."""
    kind = types_of_fields().get(name, str)
    if kind is str and type(value) in (int, float):
        return str(value)
    if not isinstance(value, str):
        return value
    if kind in (int, float):
        return _number(value.strip(), kind)
    if kind is bool:
        return _TRUTH.get(value.strip().lower(), value)
    return _time(value) if kind is datetime else value


def _number(written: str, kind: Any) -> Any:
    if len(written) > _LONGEST_NUMBER or not written.removeprefix("-").replace(".", "", 1).isdecimal():
        return written
    number = float(written)
    return int(number) if kind is int and number.is_integer() else number


def _time(written: str) -> Any:
    """Return a time as JSON Lines take it: numbers and the dates of mails as well as ISO 8601."""
    if written.strip().isdecimal() and len(written) <= _LONGEST_NUMBER:
        return float(written)
    mailed = None if written[:4].isdecimal() else http_date(written)
    return mailed.isoformat() if mailed else written
