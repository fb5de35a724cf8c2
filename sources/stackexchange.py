"""A Stack Exchange site as a source: questions that hold our words, by when something last happened to them.

Sorted by activity, so that an edited question is shown again, and asked from the mark on with an overlap. The
key, where there is one, is told at each asking and stands in no address that is kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from casebook.query.rule import Rule
from sources.errors import SourceError
from sources.kit import Kit, Reply
from sources.paging import address, page_after, with_query
from sources.platform import Addressed, Page, Plain, Strand, phrases
from sources.refusal import refused
from sources.roll import Roll
from sources.settings.stackexchange import StackExchangeSettings
from sources.stackexchange_parse import page
from sources.values import object_in, text_of

A_PAGE = 100
_PATH = "/2.3/search/advanced"
_LIMITED = "throttle_violation"


class StackExchange(Plain):
    """One site."""

    def __init__(self, kit: Kit, settings: StackExchangeSettings, phrases: Iterable[str]) -> None:
        """Make it.

        Args:
            kit: What asks, and knows the key.
            settings: Which site.
            phrases: What is looked for, each by itself.
        """
        super().__init__(kit.web, (Strand(f"“{each}”", _first(settings, each), each) for each in phrases))
        self._keys, self._key = kit.keys, settings.key

    async def ask(self, url: str, headers: Mapping[str, str]) -> Reply:
        """Ask an address; the answer does not tell the key."""
        key = await self._keys.of(self._key)
        reply = await super().ask(with_query(url, {"key": key}) if key else url, headers)
        bare = replace(reply, url=url)
        if reply.status == 400 and (words := _words(reply)):
            self._keys.forget(self._key)
            raise refused(bare, words, do="look at site, key and words in the settings", secret=key)
        return bare

    def read(self, reply: Reply, strand: Strand) -> Page:
        """Return a page of questions."""
        return page(reply.body, page_after(reply.url))


def _first(settings: StackExchangeSettings, phrase: str) -> Addressed:
    words = phrase.replace('"', " ").strip()

    def first(since: datetime | None) -> str:
        asked = {
            "site": settings.site,
            "q": f'"{words}"',
            "sort": "activity",
            "order": "desc",
            "min": int(since.timestamp()) if since else None,
            "page": 1,
            "pagesize": A_PAGE,
            "filter": "withbody",
        }
        return address(settings.base_url, _PATH, asked)

    return first


def _words(reply: Reply) -> str:
    """Return what a refusal says; empty where it means that we ask too fast, or says nothing."""
    try:
        said = object_in(reply.body, "Stack Exchange")
    except SourceError:
        return ""
    return "" if text_of(said, "error_name") == _LIMITED else text_of(said, "error_message")


def build(name: str, settings: StackExchangeSettings, kit: Kit, rule: Rule) -> Roll:
    """Return a site as a source."""
    return Roll(name, settings, StackExchange(kit, settings, phrases(settings.query, rule)))
