"""What a server's status means for the source that asked."""

from collections.abc import Callable
from datetime import datetime

from casebook.kinds import HealthKind
from sources.address import shown
from sources.errors import Refused
from sources.hints import exhausted, reset, reset_within
from sources.kit import Reply

_NOTHING_NEW = frozenset({204, 304})
_THROTTLED = (b"rate_limit_error", b"throttle_violation")
"""What some servers say in the body of a plain 400 when they mean 429."""
_SLOWER = (b"secondary rate limit", b"abuse detection", b"rate limit exceeded")
"""What GitHub says in the body of a 403 when it means 429, with or without saying until when."""
_BODY = 10_000
"""Bytes of a refusal that are looked at."""
_SETTINGS = "look at its address and its words in the settings"
_SAYINGS: dict[int, tuple[HealthKind, str, str]] = {
    400: (HealthKind.ERROR, "does not understand the question", _SETTINGS),
    401: (HealthKind.AUTH, "wants a valid key or password", ""),
    403: (HealthKind.BLOCKED, "refuses us", ""),
    404: (
        HealthKind.ERROR,
        "is not there",
        "open its address in a browser; if it has moved, say so in the settings",
    ),
    407: (HealthKind.AUTH, "stands behind a proxy that wants a password", "put it into the proxy's address"),
    410: (
        HealthKind.ERROR,
        "is gone for good",
        "take it out of the settings, or find out where it has moved",
    ),
    422: (HealthKind.ERROR, "does not accept the question", _SETTINGS),
    451: (HealthKind.BLOCKED, "may not be shown here for legal reasons", "take it out of the settings"),
}
"""By status: the health it means, what is wrong, and what is to be done where the health does not tell."""
_OTHERWISE = (
    HealthKind.ERROR,
    "does not work at the moment",
    "nothing for now, it is asked again by itself; if it stays so, ask its host",
)


def has_news(reply: Reply, now: datetime) -> bool:
    """Whether there is a body to read; False when the server says that nothing changed.

    Raises:
        Refused: The server said no; it carries the health, and until when to wait where that was said.
    """
    if reply.status in _NOTHING_NEW:
        return False
    if "challenge" in reply.headers.get("cf-mitigated", ""):
        raise _refused(reply, now, HealthKind.BLOCKED, "wants to see a person (Cloudflare)")
    if 200 <= reply.status < 300:
        return True
    if _is_throttled(reply, now):
        raise _refused(reply, now, HealthKind.RATE_LIMITED, "asks us to wait")
    kind, saying, todo = _SAYINGS.get(reply.status, _OTHERWISE)
    raise _refused(reply, now, kind, f"{saying} (status {reply.status})", todo)


def _is_throttled(reply: Reply, now: datetime) -> bool:
    tests: dict[int, Callable[[], bool]] = {
        429: lambda: True,
        503: lambda: reset(reply.headers, now) is not None,
        403: lambda: exhausted(reply.headers) or _for_some_time(reply, now),
        400: lambda: any(word in reply.body for word in _THROTTLED),
    }
    return reply.status in tests and tests[reply.status]()


def _for_some_time(reply: Reply, now: datetime) -> bool:
    """Whether it is no for some time only: GitHub says 403 to whoever asks too fast."""
    told = "retry-after" in reply.headers and reset(reply.headers, now) is not None
    return told or any(word in reply.body[:_BODY] for word in _SLOWER)


def _refused(reply: Reply, now: datetime, kind: HealthKind, saying: str, todo: str = "") -> Refused:
    until = None
    if kind is HealthKind.RATE_LIMITED:
        until = reset(reply.headers, now) or reset_within(reply.body, now)
    pause = (until - now).total_seconds() if until else None
    refused = Refused(f"{shown(reply.url)} {saying}", kind, until, pause, reply.status)
    refused.do = todo
    return refused
