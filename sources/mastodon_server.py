"""A Mastodon server: its lists, and how they are asked."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import quote, urlencode

from sources.address import host_of
from sources.kit import JSON_LIMIT, Kit, Reply
from sources.mastodon_look import SEARCH, TIMELINE, check, look, looks_empty
from sources.mastodon_parse import page
from sources.paging import address, with_query
from sources.platform import Addressed, Page, Plain, Strand
from sources.settings.mastodon import MastodonSettings

A_PAGE = 40
_TOGETHER = 5
"""Tags asked for in one list: a server takes one and four more."""
_LETTERS = "/api/v1/notifications"
_KEPT = 5000
"""Ids whose meaning is kept: of a post that is taken back the server says no more than its id."""
_TRUSTED = 3600.0
"""Seconds for which it stays known that an empty list is really empty."""


class Mastodon(Plain):
    """One server."""

    overlap = 3600.0  # a server learns late of what was written on others

    def __init__(self, kit: Kit, settings: MastodonSettings, sought: Sequence[str] = ()) -> None:
        """Make it.

        Args:
            kit: What asks, and knows the token.
            settings: What is asked for.
            sought: What is searched for, each by itself.
        """
        super().__init__(kit.web, _strands(settings, sought))
        self._keys, self._settings = kit.keys, settings
        self._looked: dict[str, float] = {}
        """When an empty list was last found to be really empty, by what it lists."""
        self.met: dict[str, str] = {}
        """What the ids of this server stand for: the last ones that were met."""

    async def signed(self) -> Mapping[str, str]:
        """Return what is told at each asking: who we are, where there is a token.

        Raises:
            NoSecret: The token cannot be had.
        """
        token = await self._keys.of(self._settings.token)
        return {**self._headers, **({"authorization": f"Bearer {token}"} if token else {})}

    async def ask(self, url: str, headers: Mapping[str, str]) -> Reply:
        """Ask an address, signed in where there is a token."""
        signed = await self.signed()
        reply = await self.web.get(url, {**signed, **headers}, limit=JSON_LIMIT)
        if reply.status == 401:
            self._keys.forget(self._settings.token)
        check(reply, signed.get("authorization", "").removeprefix("Bearer "))
        if kind := looks_empty(url, reply):
            await self._look_behind(kind, signed)
        return reply

    def read(self, reply: Reply, strand: Strand) -> Page:
        """Return a page of a list; what stands behind it is older than its last entry."""
        found = page(
            reply.body,
            host_of(reply.url),
            lambda last: with_query(reply.url, {"max_id": last}) if last else "",
            self.met,
        )
        for each in list(self.met)[: max(0, len(self.met) - _KEPT)]:
            self.met.pop(each, None)
        return found

    async def _look_behind(self, kind: str, signed: Mapping[str, str]) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._looked.get(kind, -_TRUSTED) < _TRUSTED:
            return
        await look(kind, self._settings.base_url, self.web, signed)
        self._looked[kind] = now


def _strands(settings: MastodonSettings, sought: Iterable[str]) -> Iterator[Strand]:
    base, tags = settings.base_url, settings.bare_tags
    for at in range(0, len(tags), _TOGETHER):
        some = tags[at : at + _TOGETHER]
        said = " ".join(f"#{each}" for each in some)
        pairs = [("limit", str(A_PAGE)), *(("any[]", each) for each in some[1:])]
        yield Strand(said, _first(f"{address(base, TIMELINE + quote(some[0]), {})}?{urlencode(pairs)}"), said)
    if settings.mentions:
        pairs = [("types[]", "mention"), ("types[]", "quote"), ("limit", str(A_PAGE))]
        yield Strand("mentions", _first(f"{address(base, _LETTERS, {})}?{urlencode(pairs)}"))
    for phrase in sought:
        asked = {"q": phrase, "type": "statuses", "limit": A_PAGE}
        yield Strand(f"“{phrase}”", _first(address(base, SEARCH, asked)), phrase)


def _first(url: str) -> Addressed:
    def first(since: datetime | None) -> str:
        return url

    return first
