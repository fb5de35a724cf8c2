"""Jetstream, line by line: which posts are for us, and which are gone. Knows no network.

A line is one event of the network, about a kilobyte of JSON, and hardly any is for us. So a line is first
looked at as it is: only where the words of the post may fit is it read.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from casebook.kinds import HealthKind
from casebook.mention import Mention
from casebook.pattern import pattern
from casebook.query.rule import EVERYTHING, Rule
from sources.bluesky_parse import gone, of_record
from sources.feed_window import mark_of
from sources.source import Health, Parsed
from sources.text import clean, plain
from sources.times import from_epoch, from_iso
from sources.values import count_of, part_of, parts_of, text_of

POSTS = "app.bsky.feed.post"
_TEXT = pattern(r'"text":\s*"((?:[^"\\]++|\\.)*+)"')
_TIME = pattern(r'"time_us":\s*(\d{1,17})')
_ASIDE = ('"facets"', '"update"', "\\u")
"""Where one of these stands the line is read: a link may be longer than its text, a letter in digits."""


@dataclass
class Sifted:
    """What some lines held."""

    mentions: dict[str, Mention] = field(default_factory=dict)
    """What holds our words, by the mark of its uri and revision: the rest of a rule may ask who wrote it."""
    beside: dict[str, Mention] = field(default_factory=dict)
    """What is gone, or was edited and holds them no more: of use where we have it."""
    first: int = 0
    """When the first of them was, in microseconds since 1970; 0 where none says."""
    latest: int = 0
    posts: int = 0
    """How many lines there were."""
    lost: int = 0
    """How many of those that were read made no sense."""


def parse(body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return the mentions that lines of a stream hold; never raises for what stands in them."""
    lines = [line for line in body.splitlines() if line.strip()]
    found = sift(lines, EVERYTHING)
    if not found.first and not found.mentions:
        return Parsed((), Health(HealthKind.NOT_A_FEED, "no line of it is an event of Jetstream"))
    say = f"{found.lost} of {found.posts} lines could not be read" if found.lost else ""
    told = tuple({**found.mentions, **found.beside}.values())
    return Parsed(told, Health(HealthKind.PARTIAL if say else HealthKind.OK, say))


def sift(lines: Iterable[bytes], rule: Rule) -> Sifted:
    """Return what is for us of some lines; costs some thirty microseconds a line.

    Args:
        lines: As they came.
        rule: What we listen for.
    """
    found = Sifted()
    for each in lines:
        line = each.decode("utf-8", "replace")
        found.posts += 1
        _note_time(found, line)
        text = glimpse(line)
        if text is None or rule.may(text):
            _read(found, line, rule)
    return found


def glimpse(line: str) -> str | None:
    """Return the words of a post as they stand in its line; None where only reading all of it tells."""
    if line.count('"text"') != 1 or any(each in line for each in _ASIDE):
        return None
    text = _TEXT.search(line)
    return text[1] if text and plain(text[1]) else None


def _note_time(found: Sifted, line: str) -> None:
    said = _TIME.search(line)
    time = int(said[1]) if said else 0
    found.first = found.first or time
    found.latest = max(found.latest, time)


def _read(found: Sifted, line: str, rule: Rule) -> None:
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        found.lost += 1
        return
    if not isinstance(event, Mapping):
        found.lost += 1
        return
    inner = event.get("payload")
    _take(found, inner if isinstance(inner, Mapping) else event, rule)


def _take(found: Sifted, event: Mapping[str, Any], rule: Rule) -> None:
    """Take an event in; what is no post (an account, a name) is left aside."""
    commit = part_of(event, "commit")
    if text_of(commit, "collection") != POSTS:
        return
    uri = f"at://{text_of(event, 'did')}/{POSTS}/{text_of(commit, 'rkey')}"
    what = text_of(commit, "operation")
    if what == "create" and not rule.may(_said(part_of(commit, "record"))):
        return
    key = mark_of(f"{uri} {text_of(commit, 'rev')}".encode())
    mention = gone(uri) if what == "delete" else _written(uri, event, edited=what == "update")
    if mention is None:
        found.lost += 1
    elif what == "delete":
        found.beside[key] = mention
    elif rule.holds(mention):
        found.mentions[key] = mention
    elif what == "update":
        found.beside[key] = mention


def _said(record: Mapping[str, Any]) -> str:
    """Return all words a post may have: its text, and the links that may take the place of some of it."""
    text = text_of(record, "text")
    links = (each for facet in parts_of(record, "facets") for each in parts_of(facet, "features"))
    return "\n".join((text if plain(text) else clean(text), *(text_of(each, "uri") for each in links)))


def _written(uri: str, event: Mapping[str, Any], *, edited: bool) -> Mention | None:
    microseconds = count_of(event, "time_us")
    seen = from_epoch(microseconds / 1e6) if microseconds else from_iso(text_of(event, "time"))
    found = of_record(uri, part_of(event, "commit", "record"), seen)
    return replace(found, edited_at=seen) if found and edited else found
