"""The words of a Bluesky post: links that were shortened for the eye are put back. Pure."""

from collections.abc import Mapping
from typing import Any

from casebook.pattern import pattern
from sources.links import web_link
from sources.text import clean
from sources.values import count_of, part_of, parts_of, text_of

_DRESS = pattern(r"^(?:https?://)?(?:www\.)?")
_LINK = "app.bsky.richtext.facet#link"
_MOST = 200
"""Facets of one post that are looked at."""

Span = tuple[int, int, str]
"""From which byte to which, and the link that stands there."""


def words_of(record: Mapping[str, Any]) -> str:
    """Return what a post says.

    A link whose text is a shortened form of it takes the place of that text; another stands behind its text.
    Where a link stands is told in bytes of UTF-8; what does not fit the text is left alone.
    """
    said = text_of(record, "text")
    raw, at, parts = said.encode("utf-8", "surrogatepass"), 0, list[str]()
    try:
        for start, end, link in _spans(record, len(raw)):
            if start >= at:
                shown = raw[start:end].decode()
                parts += [raw[at:start].decode(), _whole(shown, link)]
                at = end
        parts.append(raw[at:].decode("utf-8", "replace"))
    except UnicodeDecodeError:  # a link that begins or ends inside a letter
        return clean(said)
    return clean("".join(parts))


def _whole(shown: str, link: str) -> str:
    """Return a link with its text: one of the two where they say the same."""
    bare, address = (_DRESS.sub("", each) for each in (shown.strip(), link))
    start = bare.removesuffix("…").removesuffix("...")
    if start and address.lower().startswith(start.lower()):
        return link
    return f"{shown} ({link})"


def _spans(record: Mapping[str, Any], length: int) -> list[Span]:
    """Return where links stand, in order, as far as they lie within the text."""
    found: list[Span] = []
    for facet in parts_of(record, "facets")[:_MOST]:
        place = part_of(facet, "index")
        start, end = count_of(place, "byteStart"), count_of(place, "byteEnd")
        links = [text_of(each, "uri") for each in parts_of(facet, "features") if each.get("$type") == _LINK]
        link = web_link(links[0]) if links else None
        if link and start is not None and end is not None and 0 <= start < end <= length:
            found.append((start, end, link))
    return sorted(found)
