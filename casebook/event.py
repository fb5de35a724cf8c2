"""One line of a case's timeline, read from the log the store keeps by itself."""

from datetime import datetime
from typing import Any

from casebook.frozen import frozen


@frozen
class Change:
    """One document as one act found it and left it."""

    table: str
    id: int
    was: dict[str, Any] | None
    """None where the act made the document."""
    now: dict[str, Any] | None
    """None where the act removed it."""
    case: int | None = None
    """The case it belongs to: an act on many touches several."""


@frozen
class Event:
    """One act: who, when, what, before and after."""

    turn: int
    """Number of the act; all changes of one transaction share it."""
    at: datetime
    by: str
    act: str
    """The act's name, e.g. `case.claim`."""
    case: int | None
    changes: tuple[Change, ...]
    undoes: int | None = None
    """The turn this act took back, if it did."""
