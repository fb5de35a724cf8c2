"""What can be told of a search on a Stack Exchange site."""

import re
from typing import ClassVar

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from sources.policy import Card, Leave
from sources.settings.common import mistakes

CARD = Card(
    name="Stack Exchange",
    may_match=Leave.YES,
    may_message=Leave.NO,
    may_quote=Leave.YES,
    disclose="Say in the answer itself that you work for the product's maker.",
    note="Texts are under CC BY-SA: who quotes them names the author and links to the post.",
    terms="https://stackoverflow.com/help/promotion",
)
_SITE = re.compile(r"[a-z0-9][a-z0-9.-]{1,60}")


@frozen
class StackExchangeSettings:
    """A search over the questions of one site."""

    searches: ClassVar[bool] = True

    site: str = "stackoverflow"
    """The site, as its address has it: stackoverflow, superuser, travel, meta.superuser."""
    query: str = ""
    """Words looked for as one phrase, where no brand is named."""
    key: str = ""
    """Where the key is, such as env:STACK_KEY; without one there are 300 questions a day, not 10,000."""
    base_url: str = "https://api.stackexchange.com"
    """Where the API is asked."""
    every: Seconds = 900.0
    """Seconds between two askings when all is well."""
    portal: Portal = Portal.SOCIAL
    """What kind of place it is."""
    match_customers: bool = CARD.matches
    """Whether its authors may be suggested as customers of ours."""
    backfill: Seconds = 86_400.0
    """Seconds it is read back when it first answers."""

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        found = mistakes(
            self.every, self.backfill, addresses={"base_url": self.base_url}, secrets={"key": self.key}
        )
        if not _SITE.fullmatch(self.site):
            found["site"] = "must be a site's short name, such as stackoverflow or meta.superuser"
        return found
