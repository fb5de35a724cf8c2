"""What can be told of a Mastodon server."""

import re
from typing import ClassVar

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from sources.policy import Card, Leave
from sources.settings.common import mistakes

CARD = Card(
    name="Mastodon",
    may_match=Leave.YES,
    may_message=Leave.ASKED,
    may_quote=Leave.ASKED,
    keep_deleted=False,
    disclose="Name the company in the account's profile; a bot must say that it is one.",
    note="Each server has rules of its own; many expect that people are asked before they are quoted.",
    terms="https://joinmastodon.org/covenant",
)
_TAG = re.compile(r"#?\w{1,100}")
_STREAMED = 10
"""Tags that are listened to live at most: each is a line of its own."""


@frozen
class MastodonSettings:
    """Tags of one server; with a token also a search there, and what is written to the account."""

    base_url: str
    """The server, e.g. https://mastodon.social."""
    tags: tuple[str, ...] = ()
    """Hashtags, with or without #; for these no account is needed."""
    search: bool = False
    """Whether posts are searched for the words of our brands; needs a token."""
    query: str = ""
    """Words searched for in place of those."""
    mentions: bool = False
    """Whether what is written to the account is taken in; needs a token."""
    live: bool = False
    """Whether the server tells at once what is written under the tags; needs a token."""
    token: str = ""
    """Where the token of the account is: "env:NAME", "command:..." or "file:..."."""
    every: Seconds = 60.0
    """Seconds between two askings when all is well."""
    portal: Portal = Portal.SOCIAL
    """What kind of place it is."""
    match_customers: bool = CARD.matches
    """Whether its authors may be suggested as customers of ours."""
    backfill: Seconds = 86_400.0
    """Seconds it is read back when it first answers."""

    kept_apart: ClassVar[str] = "would lose what does not name a brand: give it a source of its own"

    @property
    def searches(self) -> bool:
        """Whether it must be told words: those of our brands, or its own."""
        return self.search

    @property
    def bare_tags(self) -> list[str]:
        """Its tags without #, each once."""
        return list(dict.fromkeys(each.removeprefix("#").lower() for each in self.tags))

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        secrets = {"token": self.token}
        found = mistakes(self.every, self.backfill, addresses={"base_url": self.base_url}, secrets=secrets)
        return self._missing() | self._tags() | found

    def _missing(self) -> dict[str, str]:
        asks = self.search or self.query or self.mentions
        if not (self.tags or asks):
            return {"tags": 'is needed here, such as ["acme", "acmehelp"]; or search, or mentions'}
        if (asks or self.live) and not self.token:
            return {"token": "is needed for a search, for mentions and to be told live"}
        if self.search and self.mentions and not self.query:
            return {"mentions": self.kept_apart}
        return {}

    def _tags(self) -> dict[str, str]:
        wrong = [each for each in self.tags if not _TAG.fullmatch(each) or each.strip("#").isdigit()]
        if wrong:
            return {"tags": "must be single words of letters, digits and _, and not digits alone"}
        if self.live and not self.tags:
            return {"live": "is for tags: name some"}
        many = self.live and len(self.tags) > _STREAMED
        return {"live": f"can be had for {_STREAMED} tags of a server at most"} if many else {}
