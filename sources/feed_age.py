"""How old an entry is: told from its bytes, without a parser, or from what the parser made of it.

A feed that is asked for the first time holds months. Only the latest part of it is news; the rest is known
from then on and left alone, also when somebody edits it without giving it another date.
"""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from casebook.document import from_ms
from casebook.kinds import Precision
from casebook.mention import Mention
from sources.times import from_iso, precision_of

_DATE = re.compile(
    rb"<(?:\w+:)?(?:pubDate|published|updated|date|issued|modified|created)(?:\s[^<>]*)?>([^<]*)</",
    re.IGNORECASE,
)
_DAY = timedelta(days=1)
_LAST = datetime.max.replace(tzinfo=UTC) - _DAY
"""Behind this there is no room for another day, and some write such dates."""


def is_old(span: bytes, since: int) -> bool:
    """Whether every date in an entry's bytes lies before a time; False where one cannot be read, or none is.

    Args:
        span: The entry, from its opening tag to its closing one.
        since: Milliseconds since 1970; 0 for no limit.
    """
    return bool(since) and all(_before(each, since) for each in _DATE.findall(span) or [b""])


def is_old_news(mention: Mention, since: int) -> bool:
    """Whether a mention was written, and last edited, before a time; one without a date is none of these."""
    when = max(filter(None, (mention.created_at, mention.edited_at)), default=None)
    return when is not None and bool(since) and _end_of(when, mention.created_precision) < from_ms(since)


def _before(date: bytes, since: int) -> bool:
    said = date.decode("utf-8", "replace").strip()
    when = from_iso(said) or _from_mail(said)
    return when is not None and _end_of(when, precision_of(said)) < from_ms(since)


def _end_of(when: datetime, precision: Precision) -> datetime:
    return when + _DAY if precision is Precision.DAY and when < _LAST else when


def _from_mail(said: str) -> datetime | None:
    """Return a date as mail and RSS write it, as aware UTC; None if it is none."""
    try:
        when = parsedate_to_datetime(said)
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
