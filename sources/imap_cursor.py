"""How far a mailbox has been read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from casebook.frozen import frozen
from sources.times import from_iso
from sources.values import text_of

_DAY = timedelta(days=1)
"""Mail servers search by days of a clock of their own."""


@frozen
class ImapCursor:
    """The mails that are known: all up to a number, for as long as the server keeps its numbering."""

    validity: int = 0
    """Which numbering: where the server begins a new one, mails are searched by their day."""
    last: int = 0
    """The highest number that was read."""
    since: datetime | None = None
    """When the newest mail came in; the start where none has."""
    start: datetime | None = None
    """From when on the mailbox is read: what had come in before is left alone."""

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "ImapCursor":
        """Return the cursor as it was kept; an empty one where that makes no sense."""
        validity, last = said.get("validity"), said.get("last")
        if not isinstance(validity, int) or not isinstance(last, int):
            return cls()
        since, start = (from_iso(text_of(said, name)) for name in ("since", "start"))
        return cls(validity, last, since, start or since)

    def to_json(self) -> dict[str, Any]:
        """Return the cursor as it is kept."""
        return {
            "validity": self.validity,
            "last": self.last,
            "since": self.since.isoformat() if self.since else "",
            "start": self.start.isoformat() if self.start else "",
        }

    def begun(self, now: datetime, backfill: float) -> "ImapCursor":
        """Return the cursor a mailbox is read with; a new one goes back so many seconds."""
        start = now - timedelta(seconds=backfill)
        if self.since is None:
            return ImapCursor(since=start, start=start)
        return replace(self, since=min(self.since, now))  # a clock that is ahead hides no day of ours

    def is_old(self, came_at: datetime | None) -> bool:
        """Whether a mail had come in before the mailbox is read."""
        return came_at is not None and self.start is not None and came_at < self.start

    @property
    def day(self) -> datetime | None:
        """From which day on mails are searched where their numbers are not known."""
        return self.since - _DAY if self.since else None
