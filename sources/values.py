"""What stands in a stranger's record, taken only as the kind of value it should be."""

import json
from collections.abc import Mapping
from typing import Any

from casebook.pattern import pattern
from sources.errors import Unreadable

MOST = 1000
"""Records of a list that are looked at, the first ones: nobody asks for a page of as many."""
PARTS = 200_000
"""Commas or tags of an answer at most: a page has a few thousand, and all else waits while it is parsed."""
_LARGEST = 2**53
_LANGUAGE = pattern(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")


def text_of(place: Mapping[str, Any], key: str) -> str:
    """Return a text; empty where there is none, or something else."""
    value = place.get(key)
    return value if isinstance(value, str) else ""


def count_of(place: Mapping[str, Any], key: str) -> int | None:
    """Return a whole number; None where there is none: what a platform does not say is not zero."""
    value = place.get(key)
    return value if type(value) is int and abs(value) < _LARGEST else None


def truth_of(place: Mapping[str, Any], key: str) -> bool:
    """Return whether a record says that something is so."""
    return place.get(key) is True


def id_of(place: Mapping[str, Any], key: str) -> str:
    """Return an id as a text, whether it is written as one or as a number; empty where there is none."""
    number = count_of(place, key)
    return str(number) if number is not None else text_of(place, key)


def language_in(said: object) -> str | None:
    """Return a language as BCP 47 writes it; None for anything else."""
    tag = said.strip() if isinstance(said, str) else ""
    return tag if _LANGUAGE.fullmatch(tag) else None


def part_of(place: Mapping[str, Any], *keys: str) -> Mapping[str, Any]:
    """Return the record inside a record, by one key after another; an empty one where there is none."""
    for key in keys:
        inner = place.get(key)
        place = inner if isinstance(inner, Mapping) else {}
    return place


def parts_of(place: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the records of a list, `MOST` at most; what is none is an empty one: it is counted as lost."""
    value = place.get(key)
    some = value[:MOST] if isinstance(value, list) else []
    return [each if isinstance(each, Mapping) else {} for each in some]


def object_in(body: bytes, who: str) -> Mapping[str, Any]:
    """Return the JSON object an answer is.

    Args:
        body: As it came.
        who: Who answered, for the message, e.g. "Lemmy".

    Raises:
        Unreadable: It is none: an empty body, a page for people, a list, half an object.
    """
    said = anything_in(body, who)
    if not isinstance(said, Mapping):
        raise Unreadable(f"{who} answered with JSON of another sort than ever before")
    return said


def anything_in(body: bytes, who: str) -> Any:
    """Return the JSON an answer is, of whatever sort.

    Raises:
        Unreadable: It is none, or is made of more parts than any page.
    """
    if not body.strip():
        raise Unreadable(f"{who} answered with nothing at all")
    if _has_too_many(body):
        raise Unreadable(f"{who} answered with JSON of more parts than any page has")
    try:
        return json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        page = body.lstrip()[:1] == b"<"
        what = "with a page for people" if page else "without whole JSON"
        raise Unreadable(f"{who} answered {what}") from error


def _has_too_many(body: bytes) -> bool:
    """Return whether JSON has more parts than are read; commas in a text part nothing."""
    if body.count(b",") <= PARTS:
        return False
    bare = body.replace(rb"\\", b"").replace(rb"\"", b"")
    if bare.count(b'"') > 4 * PARTS:
        return True
    return sum(each.count(b",") for each in bare.split(b'"')[::2]) > PARTS
