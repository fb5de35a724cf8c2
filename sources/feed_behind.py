"""Where a feed goes on behind its first page, for what has left that before anybody looked."""

from urllib.parse import urljoin

from sources.address import origin_of
from sources.kit import Reply
from sources.links import web_link
from sources.markup import Tag, pieces
from sources.paging import page_after, with_query

PAGES = 5
"""Pages behind the first that are asked for at once, at most."""
_HEAD = 20_000
"""Bytes in which a feed tells of itself."""
_NAMES = frozenset({"link", "atom:link", "atom10:link"})


def linked(reply: Reply) -> str:
    """Return where a feed says its next page is (RFC 5005), at the same host; empty where it says nothing."""
    head = reply.body[:_HEAD].partition(b"<entry")[0].partition(b"<item")[0].decode("utf-8", "replace")
    tags = (piece for piece in pieces(head) if isinstance(piece, Tag) and piece.name in _NAMES)
    said = (tag.attributes() for tag in tags)
    target = next((each.get("href", "") for each in said if each.get("rel", "").lower() == "next"), "")
    try:
        link = web_link(urljoin(reply.url, target.strip())) if target else None
    except ValueError:
        return ""
    return link if link and origin_of(link) == origin_of(reply.url) else ""


def numbered(reply: Reply) -> str:
    """Return where WordPress has the page behind this one."""
    first = reply.url if "paged=" in reply.url else with_query(reply.url, {"paged": 1})
    return page_after(first, "paged")
