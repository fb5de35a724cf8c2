"""A Discourse forum as a source: every post there is, or what its search finds.

The list of all posts gives the fifty newest below a number. Forums of some years ago count that number in,
or give what one may see of fifty numbers: a page may then hold what is known, or nothing, and posts lie
behind it all the same. The search gives ten pages, and days instead of times.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from casebook.kinds import HealthKind
from casebook.query.rule import Rule
from sources.discourse_parse import page
from sources.kit import Kit, Reply
from sources.paging import address, page_after, with_query
from sources.platform import Page, Plain, Strand, phrases
from sources.refusal import refused
from sources.roll import Roll
from sources.settings.discourse import DiscourseSettings

A_PAGE = 50
"""Posts in one page of the list of all, or numbers of posts."""
_PAGES = 10
_LATEST = "the latest posts"
_CLOSED = (b"not_logged_in", b"invalid_access")
_TO_DO = "give a key of an account that may read there: the setting key"


class Discourse(Plain):
    """One forum."""

    def __init__(self, kit: Kit, settings: DiscourseSettings, strands: Iterable[Strand]) -> None:
        """Make it.

        Args:
            kit: What asks, and knows the key.
            settings: Which forum.
            strands: All its posts, or searches.
        """
        super().__init__(kit.web, strands)
        self._keys, self._key, self._user = kit.keys, settings.key, settings.user
        self._forum = settings.base_url.rstrip("/")
        self.in_order = not settings.search  # posts are numbered as they are written
        self.never_empty = not settings.search  # the latest fifty posts are hardly all hidden from us

    async def ask(self, url: str, headers: Mapping[str, str]) -> Reply:
        """Ask an address, with the key where there is one."""
        key = await self._keys.of(self._key)
        reply = await super().ask(url, {**headers, **(self._signed(key) if key else {})})
        if reply.status == 403 and any(word in reply.body for word in _CLOSED):
            self._keys.forget(self._key)
            raise refused(reply, "only its members may read there", HealthKind.AUTH, _TO_DO)
        return reply

    def read(self, reply: Reply, strand: Strand) -> Page:
        """Return a page of posts."""
        read = page(reply.body, self._forum)
        if strand.query is not None:
            more = bool(read.wall) and bool(read.hits)
            last = _number(reply.url, "page") >= _PAGES
            return replace(
                read, next=page_after(reply.url) if more and not last else "", wall=read.wall if last else ""
            )
        return _latest(read, _number(reply.url, "before"), reply.url)

    def _signed(self, key: str) -> dict[str, str]:
        if not self._user:
            return {"user-api-key": key}
        return {"api-key": key, "api-username": self._user}


def _latest(read: Page, before: int, url: str) -> Page:
    """Return a page of the list of all without what was shown before it, and with where the next one is.

    Args:
        read: As it came.
        before: Below which number it was asked for; 0 for the first page, without posts nobody knows where
            that ends.
        url: Where it was asked for.
    """
    numbers = {each.native_id: int(each.native_id.rpartition("/")[2]) for each in read.mentions}
    new = tuple(each for each in read.mentions if not before or numbers[each.native_id] < before)
    lowest = min((numbers[each.native_id] for each in new), default=before)
    behind = min(lowest, before - A_PAGE + 1) if before else lowest
    return replace(
        read,
        mentions=new,
        hits=read.hits - len(read.mentions) + len(new),
        next=with_query(url, {"before": behind}) if behind > 1 else "",
    )


def _number(url: str, name: str) -> int:
    said = parse_qs(urlsplit(url).query).get(name, [""])[0]
    return int(said) if re.fullmatch(r"\d{1,12}", said) else 0


def _all(forum: str) -> Strand:
    return Strand(_LATEST, lambda since: address(forum, "/posts.json", {}))


def _search(forum: str, phrase: str) -> Strand:
    words = phrase.replace('"', " ").strip()

    def first(since: datetime | None) -> str:
        day = f" after:{(since - timedelta(days=1)).date().isoformat()}" if since else ""
        return address(forum, "/search.json", {"q": f'"{words}" order:latest{day}', "page": 1})

    return Strand(f"“{phrase}”", first, phrase)


def build(name: str, settings: DiscourseSettings, kit: Kit, rule: Rule) -> Roll:
    """Return a forum as a source."""
    forum = settings.base_url
    searched = [_search(forum, each) for each in phrases(settings.query, rule)] if settings.search else []
    return Roll(name, settings, Discourse(kit, settings, searched if settings.search else [_all(forum)]))
