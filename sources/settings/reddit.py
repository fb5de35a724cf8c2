"""What can be told of a search on Reddit, by its Atom feeds."""

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from casebook.pattern import pattern
from sources.policy import Card, Leave
from sources.settings.common import mistakes

CARD = Card(
    name="Reddit",
    may_match=Leave.NO,
    may_message=Leave.ASKED,
    may_quote=Leave.YES,
    keep_deleted=False,
    disclose="Say in the comment that you work there; many subreddits allow no company, read their rules.",
    note="Comparing its accounts with customers is forbidden, and what was deleted there has to go here too.",
    terms="https://redditinc.com/policies/data-api-terms",
)
_SUBREDDIT = pattern(r"(?:u_)?[A-Za-z0-9_]{2,21}", flags=0)
_ACCOUNT = pattern(r"[\w-]{2,30}", flags=0)
_NO_NAME = "must be names alone, such as acme, without r/"
_BOTH = "a token feed needs both: user, the account's name, and token, where its secret is"


@frozen
class RedditSettings:
    """Posts that hold our words, everywhere or in some subreddits, and comments there."""

    query: str = ""
    """Words looked for, as one phrase, where no brand is named."""
    subreddits: tuple[str, ...] = ()
    """Where; everywhere if empty. Asked together, in one question."""
    whole: bool = False
    """Whether everything in these subreddits is read, not only what holds our words: for one of our own."""
    comments: bool = False
    """Whether their comments are read as well: a search finds posts alone."""
    user: str = ""
    """The account whose token feed is asked."""
    token: str = ""
    """Where the secret of that feed is: `feed=` in the addresses on reddit.com/prefs/feeds."""
    base_url: str = "https://www.reddit.com"
    """Where it is asked; the feeds of old.reddit.com want a login."""
    every: Seconds = 300.0
    """Seconds between two askings of the same question; of all together one a minute."""
    portal: Portal = Portal.SOCIAL
    """What kind of place it is."""
    match_customers: bool = CARD.matches
    """Whether its authors may be suggested as customers of ours."""
    backfill: Seconds = 86_400.0
    """Seconds it is read back when it first answers."""

    @property
    def searches(self) -> bool:
        """Whether words are needed."""
        return not self.whole

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        found = mistakes(
            self.every,
            self.backfill,
            addresses={"base_url": self.base_url},
            secrets={"token": self.token},
        )
        return self._where() | self._who() | found

    def _where(self) -> dict[str, str]:
        if not all(_SUBREDDIT.fullmatch(each) for each in self.subreddits):
            return {"subreddits": _NO_NAME}
        if not self.subreddits and (self.whole or self.comments):
            return {"subreddits": "is needed here: all of Reddit is not read whole"}
        return {}

    def _who(self) -> dict[str, str]:
        if bool(self.user) != bool(self.token):
            return {"user" if self.token else "token": _BOTH}
        return (
            {}
            if _ACCOUNT.fullmatch(self.user or "ok")
            else {"user": "must be the account's name, without u/"}
        )
