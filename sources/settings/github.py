"""What can be told of GitHub: a search over issues, and repositories whose issues are all read."""

import re

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from sources.policy import Card, Leave
from sources.settings.common import mistakes

CARD = Card(
    name="GitHub",
    may_match=Leave.YES,
    may_message=Leave.NO,
    may_quote=Leave.YES,
    disclose="Answer from an account whose profile names the company.",
    note="Comment once, where it helps: many alike comments are taken for spam.",
    terms="https://docs.github.com/site-policy/acceptable-use-policies/github-acceptable-use-policies",
)
_OWNER = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})"
_REPOSITORY = re.compile(rf"{_OWNER}/[\w.-]{{1,100}}", re.ASCII)
_NAME = re.compile(_OWNER)
_LONGEST = 120
"""Characters that may be spent on whose repositories are searched: GitHub takes 256 in all."""


@frozen
class GitHubSettings:
    """Issues and pull requests, found by words, or all those of some repositories."""

    query: str = ""
    """Words looked for as one phrase, where no brand is named."""
    watch: tuple[str, ...] = ()
    """Repositories whose issues and comments are all read, such as acme/app."""
    within: tuple[str, ...] = ()
    """Whose repositories are searched; empty for everybody's."""
    leave_out: tuple[str, ...] = ()
    """Whose repositories are not searched: our own, mostly."""
    bots: bool = False
    """Whether what machines write is told too, marked as such."""
    token: str = ""
    """Where the token is, such as env:GITHUB_TOKEN; without one it is asked ever so slowly."""
    base_url: str = "https://api.github.com"
    """Where the API is asked."""
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
        return not self.watch

    @property
    def whose(self) -> str:
        """Whose repositories are searched, as GitHub's search has it."""
        return "".join(
            [*(f" org:{each}" for each in self.within), *(f" -org:{each}" for each in self.leave_out)]
        )

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        found = mistakes(
            self.every, self.backfill, addresses={"base_url": self.base_url}, secrets={"token": self.token}
        )
        if not all(_REPOSITORY.fullmatch(each) for each in self.watch):
            found["watch"] = 'must name repositories such as ["acme/app"]'
        for name, whose in (("within", self.within), ("leave_out", self.leave_out)):
            if not all(_NAME.fullmatch(each) for each in whose):
                found[name] = 'must name accounts such as ["acme"]'
        if len(self.whose) > _LONGEST:
            found["within" if self.within else "leave_out"] = "are too many for one search: name fewer"
        return found
