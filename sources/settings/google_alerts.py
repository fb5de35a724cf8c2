"""What can be told of a Google Alert that is delivered as a feed."""

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from sources.policy import Card, Leave
from sources.settings.common import mistakes

CARD = Card(
    name="Google Alerts",
    may_match=Leave.NO,
    may_message=Leave.ASKED,
    may_quote=Leave.YES,
    disclose="What the site asks for on which the page stands.",
    note="An alert names no author: whoever wrote it is met on the page, under that site's own rules.",
    terms="https://policies.google.com/terms",
)


@frozen
class GoogleAlertsSettings:
    """One alert; what it looks for is said at Google."""

    url: str
    """The alert's address, delivered to "RSS feed"; whoever knows it can read it, so messages mask it."""
    every: Seconds = 1200.0
    """Seconds between two askings when all is well; Google looks no oftener."""
    portal: Portal = Portal.SOCIAL
    """What kind of place its pages are; complaint, where the alert is for such a site."""
    match_customers: bool = CARD.matches
    """Whether its authors may be suggested as customers of ours."""
    backfill: Seconds = 86_400.0
    """Seconds it is read back when it first answers."""

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        return mistakes(self.every, self.backfill, addresses={"url": self.url})
