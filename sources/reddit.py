"""Reddit as a source, by its Atom feeds: a search for each of our words, and comments where they are wanted.

Its limit counts an address, not a feed: about one request a minute. So all questions to it stand in one line
(`sources.turns`), subreddits are asked together, and a source asks one question at a time.
"""

from collections.abc import Mapping

from casebook.frozen import frozen
from casebook.kinds import Portal
from casebook.query.rule import Brand, Rule, rule_of
from sources.dialects.reddit import DIALECT
from sources.feed import FeedSource
from sources.kit import Kit
from sources.matched import Matched
from sources.paging import address
from sources.platform import phrases
from sources.reddit_page import has_feed
from sources.reddit_web import RedditWeb
from sources.rotating import Rotating
from sources.settings.reddit import RedditSettings
from sources.source import Source

_MOST = 100
"""Entries of a feed that are asked for, as many as it gives."""
_COMMENTS = "comments"


@frozen
class _Question:
    """One feed of the settings'."""

    url: str
    every: float
    portal: Portal
    backfill: float


def build(name: str, settings: RedditSettings, kit: Kit, rule: Rule) -> Rotating:
    """Return a search, or the subreddits themselves, as a source."""
    web = RedditWeb(kit.web, kit.keys, settings.user, settings.token)
    asked: dict[str, Source] = {}
    for said, url in addresses(settings, rule).items():
        question = _Question(url, settings.every, settings.portal, settings.backfill)
        asked[said] = FeedSource(name, question, web, kit.parser, DIALECT, has_feed, rule)
    if settings.query and _COMMENTS in asked:
        wanted = rule_of([Brand(settings.query, (settings.query,))])
        asked[_COMMENTS] = Matched(asked[_COMMENTS], wanted)
    return Rotating(asked, settings.every)


def addresses(settings: RedditSettings, rule: Rule) -> Mapping[str, str]:
    """Return the feeds of the settings, by what they are asked for; none holds a secret."""
    base, where = settings.base_url, "+".join(settings.subreddits)
    place = f"/r/{where}" if where else ""
    if settings.whole:
        found = {"posts": address(base, f"{place}/new/.rss", {"limit": _MOST})}
    else:
        found = {f"“{each}”": _search(base, place, each) for each in phrases(settings.query, rule)}
    if settings.comments:
        found[_COMMENTS] = address(base, f"{place}/comments/.rss", {"limit": _MOST})
    return found


def _search(base: str, place: str, phrase: str) -> str:
    asked = {"q": f'"{phrase.strip(chr(34))}"', "restrict_sr": 1 if place else None}
    return address(base, f"{place}/search.rss", {**asked, "sort": "new", "t": "week", "limit": _MOST})
