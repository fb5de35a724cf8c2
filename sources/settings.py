"""What a source of each kind can be told in the settings. Light: known before any network library is."""

from dataclasses import dataclass

from casebook.durations import Seconds
from casebook.kinds import Portal


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """A feed: RSS, Atom, RDF or JSON Feed."""

    url: str
    """Its address; may hold a token, and is shown without its query."""
    every: Seconds = 900.0
    """Seconds between two askings when all is well."""
    portal: Portal = Portal.SOCIAL
    """What kind of place the feed comes from."""
    match_customers: bool = True
    """Whether its authors may be suggested as customers of ours."""


@dataclass(frozen=True, slots=True)
class HackerNewsSettings:
    """A search over Hacker News, stories and comments."""

    query: str
    """The words looked for, as one phrase."""
    base_url: str = "https://hn.algolia.com"
    """Where the search is asked."""
    every: Seconds = 120.0
    """Seconds between two askings when all is well."""
    portal: Portal = Portal.SOCIAL
    """What kind of place it is."""
    match_customers: bool = True
    """Whether its authors may be suggested as customers of ours."""
