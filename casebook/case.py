"""The work of putting one matter right, and what belongs to it."""

from datetime import datetime

from casebook.frozen import frozen
from casebook.kinds import Aftermath, Blame, CaseStatus, FollowUpState, PromiseState


@frozen
class Case:
    """One matter; keyed on the public thread, not on the author."""

    id: int
    title: str
    thread: str | None
    lead: int
    """Id of the mention whose row stands for the case in the queue."""
    status: CaseStatus
    opened_at: datetime
    opened_by: str
    posted_at: datetime
    """First clock: when the customer wrote."""
    seen_at: datetime
    """Second clock: when it was in our store."""
    claimed_at: datetime | None = None
    """Third clock: when somebody first took it."""
    acknowledged_at: datetime | None = None
    """When our first word stood in public."""
    answered_at: datetime | None = None
    """Fourth clock: when the answer stood in public."""
    reply_url: str | None = None
    owner: str | None = None
    claimed_until: datetime | None = None
    """A claim runs out, so that nothing is taken and forgotten."""
    due_at: datetime | None = None
    """When our next word in public is owed; None while it is the customer's turn."""
    resolve_by: datetime | None = None
    """By when it has to be put right; None where nothing of it has a priority."""
    counted_from: datetime | None = None
    """When its clocks began anew, since it was taken up again; None: with the customer's post."""
    reach_by: datetime | None = None
    """Until when the customer is within reach, or was (rule J6); None where nobody knows."""
    rung: int = 1
    """How far the story has travelled, 0 to 5; only climbs."""
    rung_why: str | None = None
    """What put it there, in words; None: it stands where it began."""
    rung_at: datetime | None = None
    """When we knew that it was there."""
    blame: Blame = Blame.NONE
    wants: str | None = None
    """What would put it right, in the customer's words; None before we asked."""
    customer: int | None = None
    cause: str | None = None
    aftermath: Aftermath | None = None
    resolved_at: datetime | None = None
    merged_into: int | None = None
    """The case this one is part of."""
    before_merge: CaseStatus | None = None
    """What it was before that, and is again when the link is cut."""
    was_part_of: tuple[int, ...] = ()
    """The cases it was cut off from: what they know of it is part of its story."""


@frozen
class FollowUp:
    """A look or an answer owed to a ripple of a case."""

    id: int
    case: int
    what: str
    due_at: datetime
    by: str
    state: FollowUpState = FollowUpState.OWED
    url: str | None = None
    """Where the ripple stands, if it has a place of its own."""


@frozen
class Promise:
    """Something we said we would do, with a time."""

    id: int
    case: int
    what: str
    due_at: datetime
    by: str
    """Who logged it."""
    state: PromiseState = PromiseState.OWED
    settled_at: datetime | None = None
    """When it was said what became of it."""
    raised_at: datetime | None = None
    """When it brought its case back to the desk, overdue."""


@frozen
class Note:
    """An internal word on a case; never leaves the building."""

    id: int
    case: int
    by: str
    at: datetime
    text: str


@frozen
class Draft:
    """Words being prepared for a case; one a case and a responder, kept on every pause."""

    id: int
    case: int
    by: str
    at: datetime
    text: str
    template: str | None = None
    """Name of the template it began with."""
    fields: tuple[tuple[str, str], ...] = ()
    """The template's fields and what stands in them so far."""
    up_at: datetime | None = None
    """When these words were said to stand in public; the next ones begin anew."""
    copied_at: datetime | None = None
    """When these very words were copied, to be posted; None once they are others."""
    unchecked: tuple[str, ...] = ()
    """The fields that still say what our last words said, and nobody has looked at since."""
