"""What can be told of a search on a Lemmy server."""

from typing import ClassVar

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from sources.policy import Card, Leave
from sources.settings.common import mistakes

CARD = Card(
    name="Lemmy",
    may_match=Leave.YES,
    may_message=Leave.ASKED,
    may_quote=Leave.YES,
    keep_deleted=False,
    disclose="Name the company in the account's profile, and in the comment.",
    note="Each server has rules of its own, and many forbid advertising: read them before the first comment.",
    terms="https://join-lemmy.org/docs/users/01-getting-started.html",
)


@frozen
class LemmySettings:
    """A search over posts and comments, on one server and on all it knows of."""

    searches: ClassVar[bool] = True

    base_url: str
    """The server, e.g. https://lemmy.example."""
    query: str = ""
    """Words looked for, where no brand is named."""
    every: Seconds = 300.0
    """Seconds between two askings when all is well; searching is what servers allow least of."""
    portal: Portal = Portal.SOCIAL
    """What kind of place it is."""
    match_customers: bool = CARD.matches
    """Whether its authors may be suggested as customers of ours."""
    backfill: Seconds = 86_400.0
    """Seconds it is read back when it first answers."""

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        return mistakes(self.every, self.backfill, addresses={"base_url": self.base_url})
