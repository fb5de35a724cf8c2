"""The one list of source kinds; settings, the poller and the command line derive from it.

What a kind needs of the network and of parsers is loaded when it is first used, so that reading the settings
costs nothing.
"""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from casebook.frozen import frozen
from sources.errors import SourceError
from sources.kit import Kit
from sources.limited import SECONDS, limited
from sources.settings import FeedSettings, HackerNewsSettings
from sources.source import Health, Parsed, Source


@frozen
class Kind:
    """One kind of source."""

    settings: type[Any]
    """Its settings: a frozen dataclass with at least `every`, `portal`, `match_customers`, `mistakes()`."""
    source: str
    """The module its `build` is in."""
    parser: str
    """The module its `parse` is in."""

    def build(self, name: str, settings: Any, kit: Kit) -> Source:
        """Return a source that can be asked.

        Args:
            name: Our own name of it.
            settings: Of this kind's settings class.
            kit: What it reaches the web and reads feeds with.
        """
        source: Source = import_module(self.source).build(name, settings, kit)
        return source

    def parse(self, body: bytes, url: str = "", content_type: str = "") -> Parsed:
        """Return what a source of this kind would make of a payload; no network, never raises.

        Main thread only: what costs too much is broken off.
        """
        parse = import_module(self.parser).parse
        try:
            with limited(SECONDS):
                parsed: Parsed = parse(body, url, content_type)
                return parsed
        except SourceError as error:
            return Parsed((), Health(error.health, str(error)))


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "feed": Kind(FeedSettings, "sources.feed", "sources.feed_parse"),
        "hackernews": Kind(HackerNewsSettings, "sources.hackernews", "sources.hackernews_parse"),
    }
)
"""By the word used in the settings."""
