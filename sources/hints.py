"""What a server's headers say of when to come back: four units, one reader."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

LONGEST = timedelta(hours=24)
"""A reset further ahead than this is a wrong clock."""
_CACHE_LIMIT = 3600.0
"""Seconds a cache hint is followed at most: a page served for a year is still asked every hour."""
_EPOCH = 1_000_000_000
"""A larger number is a point in time, a smaller one a span."""
_RESETS = ("x-ratelimit-reset", "x-rate-limit-reset", "ratelimit-reset")
_IN_A_BODY = re.compile(
    rb"\"(?:backoff|wait_seconds|retry_after)\"\s*:\s*\"?(\d{1,6}(?:\.\d{1,6})?)"
    rb"|available in (\d{1,6}) seconds"
)
_BODY = 10_000
"""Bytes of a refusal that are looked at."""
_LEFT = ("x-ratelimit-remaining", "x-rate-limit-remaining", "ratelimit-remaining")


def reset(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when the server will answer again, or None where it does not say.

    `Retry-After` comes first, in seconds or as a date; then the rate-limit resets: ISO time (Mastodon), epoch
    seconds (GitHub, X, Bluesky) or seconds from now (Reddit). The server's clock is set right by its `Date`;
    what then still lies in the past or a day ahead says nothing.
    """
    for name in ("retry-after", *_RESETS):
        when = _moment(headers.get(name, "").strip(), now, headers.get("date", ""))
        if when is not None and now <= when <= now + LONGEST:
            return when
    return None


def reset_within(body: bytes, now: datetime) -> datetime | None:
    """Return when the server will answer again by the body of its refusal, or None where that does not say.

    Stack Exchange says it as `backoff`, or in a sentence; Discourse as `wait_seconds`.
    """
    found = _IN_A_BODY.search(body[:_BODY])
    seconds = float(next(filter(None, found.groups()))) if found else 0.0
    return now + timedelta(seconds=seconds) if 0 < seconds <= LONGEST.total_seconds() else None


def backoff(said: Mapping[str, Any]) -> float | None:
    """Return the seconds a good JSON answer asks us to wait before the next asking: an `Answer.pause`.

    Stack Exchange says them as `backoff`, whole or not.
    """
    seconds = said.get("backoff")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    return float(seconds) if 0 < seconds <= LONGEST.total_seconds() else None


def spent(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds to wait after a good answer that was the last one allowed; None where it was not."""
    until = reset(headers, now) if exhausted(headers) else None
    return (until - now).total_seconds() if until is not None else None


def exhausted(headers: Mapping[str, str]) -> bool:
    """Whether the server says that no request is left."""
    return any(_number(headers.get(name, "")) == 0 for name in _LEFT)


def cache_seconds(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return how long the answer stays fresh by `Cache-Control` or `Expires`, at most an hour."""
    age = re.search(r"max-age\s*=\s*\"?(\d{1,9})", headers.get("cache-control", ""), re.I)
    expires = http_date(headers.get("expires", ""))
    if age:
        return min(float(age[1]), _CACHE_LIMIT) or None
    if expires is None:
        return None
    served = http_date(headers.get("date", "")) or now
    return min(max((expires - served).total_seconds(), 0.0), _CACHE_LIMIT) or None


def http_date(text: str) -> datetime | None:
    """Return an HTTP date as aware UTC, or None."""
    try:
        when = parsedate_to_datetime(text)
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _moment(text: str, now: datetime, date: str) -> datetime | None:
    number = _number(text)
    if number is not None and number < _EPOCH:
        return now + timedelta(seconds=number)
    theirs = _point(number, text)
    if theirs is None:
        return None
    served = http_date(date)
    try:
        return theirs + (now - served) if served else theirs
    except OverflowError:
        return None


def _point(number: float | None, text: str) -> datetime | None:
    try:
        if number is not None:
            return datetime.fromtimestamp(number, UTC)
        when = datetime.fromisoformat(text)
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return http_date(text)


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d{1,15}(?:\.\d{1,9})?", text.strip()) else None
