"""What Reddit shows in place of a feed: pages for people, each of which means that it does not let us in."""

from datetime import datetime, timedelta

from casebook.kinds import HealthKind
from sources.errors import Refused
from sources.kit import Reply
from sources.status import has_news

REST = 61 * 60.0
"""Seconds Reddit is left alone once it has turned us away: to ask sooner makes it last longer."""
LATER = 2.0
"""Seconds after its own reset at which it answers again."""
_LOOKED_AT = 20_000
"""Bytes of a page that are looked at."""
_WAIT = (
    "nothing for now: it is left alone for an hour; a token feed (`user` and `token`) is let in more often"
)
_OVER_18 = "leave that subreddit out, or ask with a token feed of an account that may see it"


def has_feed(reply: Reply, now: datetime) -> bool:
    """Whether there is a feed to read; False when Reddit says that nothing changed.

    Raises:
        Refused: Reddit said no, or showed a page for people; it carries until when to leave it alone.
    """
    try:
        fresh = has_news(reply, now)
        if fresh:
            blocked(reply.body)
    except Refused as error:
        raise _told(error, now) from error
    return fresh


def blocked(body: bytes) -> None:
    """Let a feed pass.

    Raises:
        Refused: It is a page for people.
    """
    begun = body[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not begun.startswith((b"<!doctype html", b"<html")):
        return
    over_18 = b"over 18?" in begun or b"/over18" in begun
    say = "Reddit asks whether we are over 18" if over_18 else "Reddit shows a page for people, and no feed"
    refused = Refused(say, HealthKind.BLOCKED, None, None)
    refused.do = _OVER_18 if over_18 else _WAIT
    raise refused


def _told(error: Refused, now: datetime) -> Refused:
    """Return a refusal that knows how long it lasts: by what Reddit says and a little more, or an hour."""
    if error.health is HealthKind.BLOCKED:
        error.pause, error.until = REST, now + timedelta(seconds=REST)
        error.do = error.do or _WAIT
    elif error.health is HealthKind.RATE_LIMITED and error.until is not None:
        error.pause = (error.until - now).total_seconds() + LATER
    return error
