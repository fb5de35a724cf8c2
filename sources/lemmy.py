"""A Lemmy server as a source: the newest posts and comments that hold our words."""

from collections.abc import Iterable
from datetime import datetime

from casebook.query.rule import Rule
from sources.kit import Asks, Kit, Reply
from sources.lemmy_parse import page
from sources.paging import address, page_after
from sources.platform import Addressed, Page, Plain, Strand, phrases
from sources.roll import Roll
from sources.settings.lemmy import LemmySettings

A_PAGE = 50
_TYPES = ("Posts", "Comments")
"""A search gives one sort a call."""


class Lemmy(Plain):
    """One server, by its API 3 (Lemmy 0.18 and 0.19)."""

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

    def read(self, reply: Reply, strand: Strand) -> Page:
        """Return a page of the search."""
        return page(reply.body, page_after(reply.url))


def _first(base_url: str, kind: str, phrase: str) -> Addressed:
    asked = {"q": phrase, "type_": kind, "sort": "New", "listing_type": "All", "page": 1, "limit": A_PAGE}

    def first(since: datetime | None) -> str:
        return address(base_url, "/api/v3/search", asked)

    return first


def build(name: str, settings: LemmySettings, kit: Kit, rule: Rule) -> Roll:
    """Return a server as a source."""
    return Roll(name, settings, Lemmy(kit.web, settings.base_url, phrases(settings.query, rule)))
