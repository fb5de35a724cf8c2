"""Who sits at a store, and at what."""

from datetime import datetime

from casebook.frozen import frozen


@frozen
class Presence:
    """One dashboard, and what is in front at it."""

    id: int
    name: str
    """The responder's."""
    pid: int
    host: str
    since: datetime
    seen_at: datetime
    case: int | None = None
    """The case that is open there."""
    writing: bool = False
    """Whether words for it are being written."""
