"""A page for people in place of a feed: which feeds it names in its head, so that the responder is told."""

from urllib.parse import urljoin

from sources.address import base_of
from sources.decoded import decoded
from sources.errors import Unreadable
from sources.links import web_link
from sources.markup import Tag, pieces

_HEAD = 300_000
"""Bytes of a page that are looked at."""
_SORTS = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_TOLD = 2
"""Feeds that are told of; the first is nearly always the page's own, the second that of its comments."""
_LONGEST = 200
"""Characters of an address anybody would copy."""


def pointed(error: Unreadable, body: bytes, url: str, content_type: str = "") -> Unreadable:
    """Return what is wrong with a body that is no feed, with the feeds it names where it is a page.

    Args:
        error: What the parser says.
        body: As it came.
        url: Where it was found; relative addresses need it.
        content_type: As the server said.
    """
    found = offered(body, url, content_type)[:_TOLD]
    if type(error) is not Unreadable or not found:
        return error
    told = Unreadable(f"this is a page for people, which names its feed: {' or '.join(found)}")
    told.do = f'say url = "{found[0]}" in the settings'
    return told


def offered(body: bytes, url: str, content_type: str = "") -> tuple[str, ...]:
    """Return the addresses of the feeds a page names, in its own order; none of anything but a page."""
    head = body[:_HEAD]
    if b"<link" not in head.lower() or b"<html" not in head.lower():
        return ()
    tags = (piece for piece in pieces(decoded(head, content_type)) if isinstance(piece, Tag))
    found = (_feed(tag, base_of(url)) for tag in tags if tag.name == "link")
    return tuple(dict.fromkeys(each for each in found if each))


def _feed(tag: Tag, base: str) -> str | None:
    said = tag.attributes()
    if "alternate" not in said.get("rel", "").lower().split():
        return None
    if said.get("type", "").partition(";")[0].strip().lower() not in _SORTS:
        return None
    try:
        link = web_link(urljoin(base, said.get("href", "").strip()))
    except ValueError:
        return None
    return link if link and len(link) <= _LONGEST else None
