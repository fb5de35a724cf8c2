"""A Google Alert's feed to mentions: where each really stands, and nothing that Google does not know."""

from dataclasses import replace
from urllib.parse import urlsplit

from casebook.kinds import CanReply, Completeness, MentionKind, Precision
from casebook.mention import Mention
from casebook.pattern import pattern
from sources.dialect import Dialect, Entry

_LEADS_ON = pattern(r"https?://(?:www\.)?google\.[a-z.]{2,6}/url(?![^/?#])")
"""What is still Google's own redirect after what stands in it was followed."""


def _reads(mention: Mention, entry: Entry, about: Entry) -> Mention:
    """Return a hit as a mention: who wrote it, and when, stands on the page alone."""
    link = _goal(mention.url)
    return replace(
        mention,
        source="google_alerts",
        kind=MentionKind.ARTICLE,
        url=link,
        author_name=None,
        author_url=None,
        created_precision=Precision.FIRST_SEEN,
        edited_at=None,
        community=urlsplit(link).netloc.removeprefix("www.") if link else None,
        can_reply=CanReply.LINK if link else CanReply.NONE,
        completeness=Completeness.SNIPPET if mention.text else Completeness.TITLE_ONLY,
    )


def _goal(link: str | None) -> str | None:
    """Return a link that leads to the page itself; None for one that leads on to no web page."""
    return None if link is None or _LEADS_ON.match(link) else link


DIALECT = Dialect("google_alerts", _reads)
