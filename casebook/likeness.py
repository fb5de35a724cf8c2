"""A key under which a mention's words are found by those that say nearly the same."""

from datetime import datetime

from casebook.frozen import frozen


@frozen
class Likeness:
    """One of a mention's keys; kept only as long as a copy may still come."""

    id: int
    key: int
    mention: int
    at: datetime
    """When it was kept."""
