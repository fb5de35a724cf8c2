"""What can be told of a feed: RSS, Atom, RDF or JSON Feed."""

from enum import StrEnum

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from sources.policy import Card, Leave
from sources.settings.common import mistakes

CARD = Card(
    name="a feed",
    may_match=Leave.YES,
    may_message=Leave.ASKED,
    may_quote=Leave.YES,
    note="Whose feed it is decides: look at the terms of the site.",
)


class Flood(StrEnum):
    """What becomes of it when nearly all of a feed is new at once, though written long ago."""

    ASK = "ask"
    """It is held back, and the responder is asked."""
    TAKE = "take"
    LEAVE = "leave"
    """It becomes known without being told."""


@frozen
class FeedSettings:
    """A feed."""

    url: str
    """Its address; may hold a token, and is shown without its query."""
    every: Seconds = 900.0
    """Seconds between two askings when all is well."""
    portal: Portal = Portal.SOCIAL
    """What kind of place the feed comes from."""
    match_customers: bool = CARD.matches
    """Whether its authors may be suggested as customers of ours."""
    backfill: Seconds = 86_400.0
    """Seconds it is read back when it first answers; what was written before is left alone."""

    flood: Flood = Flood.ASK
    """What becomes of many old entries that are new at once, as when a site has moved."""

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        return mistakes(self.every, self.backfill, addresses={"url": self.url}, passwords=True)
