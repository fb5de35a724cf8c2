"""The one list of source kinds; settings, the poller and the command line derive from it.

What a kind consists of is loaded when it is first used, so that nobody pays for platforms they do not ask.
"""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from casebook.frozen import frozen
from casebook.query.rule import EVERYTHING, Rule
from sources.errors import SourceError
from sources.kit import Kit
from sources.limited import SECONDS, limited
from sources.policy import Card
from sources.source import Health, Parsed, Source


@frozen
class Kind:
    """One kind of source, by the word used in the settings.

    `sources.settings.WORD` has its settings and its `CARD`, `sources.WORD` its `build`, `sources.WORD_parse`
    its `parse`.
    """

    word: str
    record: str
    """Its settings: a frozen dataclass with at least `every`, `portal`, `match_customers`, `mistakes()`."""

    @property
    def settings(self) -> type[Any]:
        """Its settings."""
        found: type[Any] = getattr(self._said, self.record)
        return found

    @property
    def card(self) -> Card:
        """What the platform lets us do."""
        card: Card = self._said.CARD
        return card

    @property
    def _said(self) -> Any:
        return import_module(f"sources.settings.{self.word}")

    def build(self, name: str, settings: Any, kit: Kit, rule: Rule = EVERYTHING) -> Source:
        """Return a source that can be asked.

        Args:
            name: Our own name of it.
            settings: Of this kind's settings class.
            kit: What it reaches the web and reads feeds with.
            rule: What it is listened to for. A search asks for `rule.cover()`, the firehose looks with
                `rule.may`; whoever cannot ask gives everything. What it gives is then matched by the whole
                rule (`sources.matched`, here and nowhere else), so it may well be wider.
        """
        source: Source = import_module(f"sources.{self.word}").build(name, settings, kit, rule)
        heard: Source = import_module("sources.matched").matched(source, rule)
        return heard

    def parse(self, body: bytes, url: str = "", content_type: str = "") -> Parsed:
        """Return what a source of this kind would make of a payload; no network, never raises.

        Main thread only: what costs too much is broken off.
        """
        parse = import_module(f"sources.{self.word}_parse").parse
        try:
            with limited(SECONDS):
                parsed: Parsed = parse(body, url, content_type)
                return parsed
        except SourceError as error:
            return Parsed((), Health(error.health, str(error)))


_RECORDS = {
    "appstore": "AppStoreSettings",
    "bluesky": "BlueskySettings",
    "discourse": "DiscourseSettings",
    "feed": "FeedSettings",
    "github": "GitHubSettings",
    "google_alerts": "GoogleAlertsSettings",
    "hackernews": "HackerNewsSettings",
    "imap": "ImapSettings",
    "jetstream": "JetstreamSettings",
    "lemmy": "LemmySettings",
    "mastodon": "MastodonSettings",
    "reddit": "RedditSettings",
    "stackexchange": "StackExchangeSettings",
    "wordpress": "WordPressSettings",
    "youtube": "YouTubeSettings",
}
"""The settings of each kind, by its word."""

KINDS: Mapping[str, Kind] = MappingProxyType({word: Kind(word, record) for word, record in _RECORDS.items()})
"""By the word used in the settings."""
