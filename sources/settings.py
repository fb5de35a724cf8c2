"""What a source of each kind can be told in the settings. Light: known before any network library is."""

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from sources.address import here, host_of
from sources.links import web_link

_SHORTEST, _LONGEST = 1, 30 * 86_400
"""Seconds between two askings."""
_NO_ADDRESS = "must be an http or https address with a host, such as https://forum.example/feed"
OLDEST = 100 * 365 * 86_400.0
"""Seconds; further back nobody wrote anything on the web."""
_NO_AGE = "must be from 0 seconds to 36500 days"
_NO_PACE = "must be from 1 second to 30 days"


@frozen
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
    backfill: Seconds = 86_400.0
    """Seconds it is read back when it first answers; what was written before is left alone."""

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        found = _mistakes("url", self.url, self.every)
        return found if 0 <= self.backfill <= OLDEST else {**found, "backfill": _NO_AGE}


@frozen
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

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        return _mistakes("base_url", self.base_url, self.every)


def _mistakes(name: str, address: str, every: float) -> dict[str, str]:
    """Return the mistakes in an address and a pace; our own machine may be asked at any."""
    found = {} if web_link(address) else {name: _NO_ADDRESS}
    if not (0 if here(host_of(address)) else _SHORTEST) <= every <= _LONGEST:
        found["every"] = _NO_PACE
    return found
