"""What can be told of the comments on a WordPress site."""

from urllib.parse import urlsplit

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from casebook.pattern import pattern
from sources.policy import Card, Leave
from sources.settings.common import mistakes

CARD = Card(
    name="WordPress comments",
    may_match=Leave.YES,
    may_message=Leave.ASKED,
    may_quote=Leave.YES,
    disclose="Say in the comment whom you speak for.",
    note="Whose site it is decides: many hold comments back until somebody has read them.",
)
_A_FEED = pattern(r"/feed(?:/(?:rss2?|atom|rdf))?/?$")


@frozen
class WordPressSettings:
    """The newest comments on a site, or under one of its posts."""

    url: str
    """The site, or the feed of a post's comments: the post's own address and /feed/."""
    every: Seconds = 600.0
    """Seconds between two askings when all is well."""
    portal: Portal = Portal.SOCIAL
    """What kind of place it is."""
    match_customers: bool = CARD.matches
    """Whether its authors may be suggested as customers of ours."""
    backfill: Seconds = 86_400.0
    """Seconds it is read back when it first answers."""

    @property
    def feed(self) -> str:
        """Where the comments are: as it was said, or where WordPress puts those of a whole site."""
        parts = urlsplit(self.url)
        if _A_FEED.search(parts.path) or "feed=" in parts.query:
            return self.url
        return parts._replace(path=f"{parts.path.rstrip('/')}/comments/feed/", query="", fragment="").geturl()

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        return mistakes(self.every, self.backfill, addresses={"url": self.url}, passwords=True)
