"""A Lemmy server as a source: the newest posts and comments that hold our words.

Servers speak API 3 (Lemmy 0.18 and 0.19) or API 4 (1.0), told apart by what they answer, and remembered.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

from casebook.query.rule import Rule
from sources.kit import Asks, Kit, Reply
from sources.learning import Learning
from sources.lemmy_parse import cursor_in, page
from sources.paging import address, page_after, with_query
from sources.platform import Addressed, Page, Plain, Strand, phrases
from sources.settings.lemmy import LemmySettings

A_PAGE = 50
_TYPES = ("Posts", "Comments")
"""A search gives one sort a call."""
_THREE, _FOUR = "/api/v3/search", "/api/v4/search"
_API = "api"


class Lemmy(Plain):
    """One server."""

    overlap = 3600.0  # a server learns late of what was written on others

    def __init__(self, web: Asks, base_url: str, phrases: Iterable[str]) -> None:
        """Make it.

        Args:
            web: What asks.
            base_url: The server.
            phrases: What is looked for, each by itself.
        """
        super().__init__(
            web,
            (
                Strand(f"{kind} “{phrase}”".lower(), _first(base_url, kind, phrase), phrase)
                for phrase in phrases
                for kind in _TYPES
            ),
        )

        self.learnt: dict[str, int] = {}

    async def ask(self, url: str, headers: Mapping[str, str]) -> Reply:
        """Ask an address of API 3 under the API that the server speaks; one of API 4 as it stands."""
        if _FOUR in url or self.learnt.get(_API) == 4:
            reply = await super().ask(_in_four(url), headers)
            if reply.status == 404:
                self.learnt.pop(_API, None)
            return reply
        reply = await super().ask(url, headers)
        if reply.status != 404:
            return reply
        other = await super().ask(_in_four(url), headers)
        if other.status != 200:
            return reply
        self.learnt[_API] = 4
        return other

    def read(self, reply: Reply, strand: Strand) -> Page:
        """Return a page of the search."""
        if _FOUR not in reply.url:
            return page(reply.body, page_after(reply.url))
        cursor = cursor_in(reply.body)
        return page(reply.body, with_query(reply.url, {"page_cursor": cursor}) if cursor else "")


def _in_four(url: str) -> str:
    """Return where API 4 is asked what an address of API 3 asks: in small letters, without a page."""
    if _FOUR in url:
        return url
    said = dict(parse_qsl(urlsplit(url).query))
    small: dict[str, object] = {
        name: said[name].lower() for name in ("type_", "sort", "listing_type") if name in said
    }
    asked = {"q": said.get("q", ""), **small, "limit": A_PAGE}
    return address(url.partition(_THREE)[0], _FOUR, asked)


def _first(base_url: str, kind: str, phrase: str) -> Addressed:
    asked = {"q": phrase, "type_": kind, "sort": "New", "listing_type": "All", "page": 1, "limit": A_PAGE}

    def first(since: datetime | None) -> str:
        return address(base_url, _THREE, asked)

    return first


def build(name: str, settings: LemmySettings, kit: Kit, rule: Rule) -> Learning:
    """Return a server as a source."""
    return Learning(name, settings, Lemmy(kit.web, settings.base_url, phrases(settings.query, rule)))
