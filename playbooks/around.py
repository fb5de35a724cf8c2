"""What the casebook knows around a mention that its own words do not tell."""

from datetime import datetime

from casebook.frozen import frozen
from casebook.kinds import CustomerKind


@frozen
class Answer:
    """What a person has said that a mention is."""

    facet: str
    """Of the verdict, as a lesson names it: "complaint", "severity", …"""
    said: str
    by: str


@frozen
class Around:
    """Who wrote it, and what has been between us. `None` is unknown, never 0."""

    customer: CustomerKind = CustomerKind.UNKNOWN
    """Which kind of customer the author is, or may be (rule J3)."""
    known: bool = False
    """Whether somebody has confirmed who the author is."""
    answers_us: bool = False
    """Whether it answers a word of ours: a complaint after our answer is a second failure (rule J2)."""
    copies: int = 0
    """How many other mentions say the same elsewhere."""
    rung: int = 1
    """How far the story it belongs to has travelled (rule J5)."""
    broken: int = 0
    """Promises to this customer that were broken, or are overdue."""
    failures: tuple[tuple[str, int], ...] = ()
    """By root cause, how many matters of this customer with it we have had before."""
    at: datetime | None = None
    """What time it is by now, for what may be over; None: as when it was seen."""
    said: tuple[Answer, ...] = ()
    """What people have said of it, oldest first: it stands above the rules."""


STRANGER = Around()
"""Nothing is known around it."""
