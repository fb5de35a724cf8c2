"""What can be told of a search over Hacker News."""

from typing import ClassVar

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from sources.policy import Card, Leave
from sources.settings.common import mistakes

CARD = Card(
    name="Hacker News",
    may_match=Leave.YES,
    may_message=Leave.NO,
    may_quote=Leave.YES,
    disclose="Say in the comment that you work there; no company boilerplate.",
    note="It has no private messages: who left an address in the profile may be written to.",
    terms="https://news.ycombinator.com/newsguidelines.html",
)


@frozen
class HackerNewsSettings:
    """A search over Hacker News, stories and comments."""

    searches: ClassVar[bool] = True

    query: str = ""
    """The words looked for, as one phrase; without them the brands' own words are."""
    base_url: str = "https://hn.algolia.com"
    """Where the search is asked."""
    every: Seconds = 120.0
    """Seconds between two askings when all is well."""
    portal: Portal = Portal.SOCIAL
    """What kind of place it is."""
    match_customers: bool = CARD.matches
    """Whether its authors may be suggested as customers of ours."""
    backfill: Seconds = 86_400.0
    """Seconds it is read back when it first answers."""

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        return mistakes(self.every, self.backfill, addresses={"base_url": self.base_url})
