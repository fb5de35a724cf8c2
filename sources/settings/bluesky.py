"""What can be told of Bluesky, asked with an app password."""

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from sources.policy import Card, Leave
from sources.settings.common import mistakes

CARD = Card(
    name="Bluesky",
    may_match=Leave.YES,
    may_message=Leave.ASKED,
    may_quote=Leave.YES,
    keep_deleted=False,
    disclose="Name the company in the account's profile; a bot must carry the label of one.",
    note="What is deleted there must be deleted by those who keep copies, too.",
    terms="https://bsky.social/about/support/tos",
)


@frozen
class BlueskySettings:
    """A search over all posts; or what is written to the account: mentions, replies, quotes."""

    handle: str
    """The account that asks, e.g. acme.bsky.social; its mail address will do too."""
    password: str
    """Where its app password is (Settings, App passwords): "env:NAME", "command:..." or "file:..."."""
    query: str = ""
    """Words searched for in place of those of our brands."""
    mentions: bool = False
    """Whether what is written to the account is listened to, and nothing searched for."""
    every: Seconds = 60.0
    """Seconds between two askings when all is well."""
    portal: Portal = Portal.SOCIAL
    """What kind of place it is."""
    match_customers: bool = CARD.matches
    """Whether its authors may be suggested as customers of ours."""
    backfill: Seconds = 86_400.0
    """Seconds it is read back when it first answers."""
    base_url: str = "https://bsky.social"
    """Where one signs in; where the account's posts are, that tells."""

    @property
    def searches(self) -> bool:
        """Whether it must be told words: those of our brands, or its own."""
        return not self.mentions

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        secrets = {"password": self.password or "?"}
        found = mistakes(self.every, self.backfill, addresses={"base_url": self.base_url}, secrets=secrets)
        if not self.handle.strip():
            found["handle"] = "is needed here: the account that asks, such as acme.bsky.social"
        if self.mentions and self.query:
            found["query"] = "is for a search: give that a source of its own"
        return found
