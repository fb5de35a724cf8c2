"""The reviews of an app as a source, country by country.

One and the same list is had under several addresses, and not each of them works for each app: those that give
nothing are healthy to look at. So they are tried one after another, and the one that gave reviews is tried
first the next time.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from casebook.query.rule import Rule
from sources.appstore_parse import holds_reviews, page
from sources.kit import Asks, Kit, Reply
from sources.learning import Learning
from sources.paging import address
from sources.platform import Page, Plain, Strand
from sources.settings.appstore import AppStoreSettings

_FORMS = (
    "/{country}/rss/customerreviews/page={page}/id={app}/sortby=mostrecent/json",
    "/{country}/rss/customerreviews/id={app}/sortBy=mostRecent/page={page}/json",
    "/{country}/rss/customerreviews/id={app}/sortBy=mostRecent/json",
    "/{country}/rss/customerreviews/page={page}/id={app}/sortby=mostrecent/xml",
)
_UNPAGED = 2
"""The form that gives the first page alone."""
_SAID = re.compile(r"(.*)/([a-z]{2})/rss/customerreviews/page=(\d+)/")
_NOT_THIS_WAY = frozenset({200, 400, 403, 404})
"""Statuses after which another address may still give reviews."""


class AppStore(Plain):
    """One app."""

    never_empty = True
    at_once = 8  # more stores wait for their turn
    overlap = 6 * 3600.0  # reviews show up hours late, in an order of their own

    def __init__(self, web: Asks, settings: AppStoreSettings) -> None:
        """Make it.

        Args:
            web: What asks.
            settings: Which app, in which countries.
        """
        self._app, self._base = settings.app, settings.base_url
        super().__init__(web, (self._strand(country) for country in settings.countries))
        self.learnt: dict[str, int] = {}

    async def ask(self, url: str, headers: Mapping[str, str]) -> Reply:
        """Ask for a page under the address that worked the last time, or under the others."""
        country, number = _about(url)
        known = self.learnt.get(country, 0) % len(_FORMS)
        if number > 1:
            return await self._under(url, 0 if known == _UNPAGED else known, headers)
        replies = []
        for way in (known, *(way for way in range(len(_FORMS)) if way != known)):
            reply = await self._under(url, way, headers)
            if holds_reviews(reply.body, dated=True) and not reply.cut:
                self.learnt[country] = way
                return reply
            if reply.status not in _NOT_THIS_WAY or reply.cut:
                return reply
            replies.append(reply)
        return max(replies, key=lambda each: (holds_reviews(each.body), each.status == 200))

    async def _under(self, url: str, way: int, headers: Mapping[str, str]) -> Reply:
        """Ask for what an address of the first form asks for under an address of another form."""
        country, number = _about(url)
        reply = await super().ask(self._address(country, number, way), headers)
        return replace(reply, url=url)

    def read(self, reply: Reply, strand: Strand) -> Page:
        """Return a page of reviews."""
        country, number = _about(reply.url)
        found = page(reply.body, number, self._address(country, number + 1, 0))
        named = (replace(each, community=country) for each in found.mentions)
        return replace(found, mentions=tuple(named))

    def _strand(self, country: str) -> Strand:
        return Strand(country, lambda since: self._address(country, 1, 0))

    def _address(self, country: str, number: int, way: int) -> str:
        path = _FORMS[way].format(country=country, page=number, app=self._app)
        return address(self._base, path, {})


def _about(url: str) -> tuple[str, int]:
    """Return which country's reviews an address of the first form asks for, and which page of them."""
    found = _SAID.match(url)
    return (found[2], int(found[3])) if found else ("", 1)


def build(name: str, settings: AppStoreSettings, kit: Kit, rule: Rule) -> Learning:
    """Return an app's reviews as a source."""
    return Learning(name, settings, AppStore(kit.web, settings))
