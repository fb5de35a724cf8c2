"""Bluesky as a source: a search over all posts, or what is written to an account."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode

from casebook.query.rule import Rule
from sources.bluesky_parse import AIMED, page
from sources.bluesky_session import BlueskySession, check
from sources.kit import Kit, Reply
from sources.paging import address, with_query
from sources.platform import Addressed, Page, Plain, Strand, quoted
from sources.roll import Roll
from sources.settings.bluesky import BlueskySettings

A_PAGE = 100
_SEARCH = "/xrpc/app.bsky.feed.searchPosts"
_LETTERS = "/xrpc/app.bsky.notification.listNotifications"


class Bluesky(Plain):
    """The network, as one account sees it."""

    overlap = 600.0  # posts are found some minutes after they were written

    def __init__(self, kit: Kit, settings: BlueskySettings, sought: Sequence[str]) -> None:
        """Make it.

        Args:
            kit: What asks, and knows the password.
            settings: Who asks.
            sought: What is searched for, each by itself; nothing where we listen to what is written to us.
        """
        super().__init__(kit.web, _strands(settings, sought))
        self._session = BlueskySession(kit, settings.base_url, settings.handle, settings.password)

    async def ask(self, url: str, headers: Mapping[str, str]) -> Reply:
        """Ask an address, signed in."""
        reply = await self._session.get(url, headers)
        check(reply)
        return reply

    def read(self, reply: Reply, strand: Strand) -> Page:
        """Return a page of posts."""
        return page(reply.body, lambda cursor: with_query(reply.url, {"cursor": cursor}))


def _strands(settings: BlueskySettings, sought: Sequence[str]) -> Iterator[Strand]:
    if settings.mentions:
        pairs = [*(("reasons", each) for each in AIMED), ("limit", str(A_PAGE))]
        url = f"{address(settings.base_url, _LETTERS, {})}?{urlencode(pairs)}"
        yield Strand("mentions", lambda since: url)
    for phrase in sought:
        yield Strand(f"“{phrase}”", _first(settings.base_url, phrase), phrase)


def _first(base: str, phrase: str) -> Addressed:
    def first(since: datetime | None) -> str:
        told = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z") if since else None
        asked = {"q": phrase, "sort": "latest", "limit": A_PAGE, "since": told}
        return address(base, _SEARCH, asked)

    return first


def build(name: str, settings: BlueskySettings, kit: Kit, rule: Rule) -> Roll:
    """Return the network as a source."""
    sought = () if settings.mentions else quoted(settings.query, rule)
    return Roll(name, settings, Bluesky(kit, settings, sought))
