"""What can be told of a Discourse forum."""

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from sources.policy import Card, Leave
from sources.settings.common import mistakes

CARD = Card(
    name="Discourse",
    may_match=Leave.YES,
    may_message=Leave.ASKED,
    may_quote=Leave.YES,
    keep_deleted=False,
    disclose="Name the company in the account's name or title, and in the first answer.",
    note="Each forum has rules of its own, at /guidelines and /tos.",
    terms="https://meta.discourse.org/guidelines",
)


@frozen
class DiscourseSettings:
    """One forum: all that is written there, or what its search finds."""

    base_url: str
    """The forum, e.g. https://forum.example, with the folder it lives in where it has one."""
    search: bool = False
    """Whether only what its search finds is read: for a forum where most is not about us."""
    query: str = ""
    """Words searched for, where no brand is named."""
    key: str = ""
    """Where the key is, for a forum that shows nothing to strangers, such as env:FORUM_KEY."""
    user: str = ""
    """Whose name goes with an administrator's key; empty where the key is a user's own."""
    every: Seconds = 300.0
    """Seconds between two askings when all is well."""
    portal: Portal = Portal.SOCIAL
    """What kind of place it is."""
    match_customers: bool = CARD.matches
    """Whether its authors may be suggested as customers of ours."""
    backfill: Seconds = 86_400.0
    """Seconds it is read back when it first answers."""

    @property
    def searches(self) -> bool:
        """Whether it must be told words."""
        return self.search

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        found = mistakes(
            self.every, self.backfill, addresses={"base_url": self.base_url}, secrets={"key": self.key}
        )
        if self.user and not (self.user.isprintable() and self.user.isascii()):
            found["user"] = "must be the name of an account on the forum"
        if self.user and not self.key:
            found["key"] = "is needed here: user goes with an administrator's key"
        if self.query and not self.search:
            found["query"] = "says what is searched for, so it needs search = true"
        return found
