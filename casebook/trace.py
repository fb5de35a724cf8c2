"""A key under which a known story is found by what repeats, links to, quotes or follows it (rule R1)."""

from datetime import datetime

from casebook.frozen import frozen


@frozen
class Trace:
    """One of a mention's keys: an address, a name, a thread, or words that follow each other."""

    id: int
    key: int
    mention: int
    at: datetime
    """When its mention was seen, or its story last found to be still watched."""
