"""What a server's status means for the source that asked."""

from collections.abc import Callable
from datetime import datetime

from casebook.kinds import HealthKind
from sources.address import shown
from sources.errors import Refused
from sources.hints import exhausted, reset
from sources.kit import Reply

_NOTHING_NEW = frozenset({204, 304})
_THROTTLED = (b"rate_limit_error", b"throttle_violation")
"""What some servers say in the body of a plain 400 when they mean 429."""
_SAYINGS: dict[int, tuple[HealthKind, str]] = {
    400: (HealthKind.ERROR, "does not understand the question: look at the settings"),
    401: (HealthKind.AUTH, "wants a valid key or password: look at the settings"),
    403: (HealthKind.BLOCKED, "refuses us: open it in a browser and look"),
    404: (HealthKind.ERROR, "is not there: look at the address"),
    407: (HealthKind.AUTH, "stands behind a proxy that wants a password"),
    410: (HealthKind.ERROR, "is gone for good: take it out of the settings"),
    422: (HealthKind.ERROR, "does not accept the question: look at the settings"),
    451: (HealthKind.BLOCKED, "may not be shown here for legal reasons"),
}


def has_news(reply: Reply, now: datetime) -> bool:
    """Whether there is a body to read; False when the server says that nothing changed.

    Raises:
        Refused: The server said no; it carries the health, and until when to wait where that was said.
    """
    if reply.status in _NOTHING_NEW:
        return False
    if "challenge" in reply.headers.get("cf-mitigated", ""):
        raise _refused(
            reply, now, HealthKind.BLOCKED, "wants to see a person (Cloudflare): open it in a browser"
        )
    if 200 <= reply.status < 300:
        return True
    if _is_throttled(reply, now):
        raise _refused(reply, now, HealthKind.RATE_LIMITED, "asks us to wait")
    kind, saying = _SAYINGS.get(reply.status, (HealthKind.ERROR, "does not work at the moment"))
    raise _refused(reply, now, kind, f"{saying} (status {reply.status})")


def _is_throttled(reply: Reply, now: datetime) -> bool:
    tests: dict[int, Callable[[], bool]] = {
        429: lambda: True,
        503: lambda: reset(reply.headers, now) is not None,
        403: lambda: exhausted(reply.headers),
        400: lambda: any(word in reply.body for word in _THROTTLED),
    }
    return reply.status in tests and tests[reply.status]()


def _refused(reply: Reply, now: datetime, kind: HealthKind, saying: str) -> Refused:
    until = reset(reply.headers, now) if kind is HealthKind.RATE_LIMITED else None
    pause = (until - now).total_seconds() if until else None
    return Refused(f"{shown(reply.url)} {saying}", kind, until, pause)
