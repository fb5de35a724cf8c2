"""What triage says of a mention, with its evidence."""

from datetime import datetime

from casebook.frozen import frozen
from casebook.kinds import Blame
from casebook.mention import Reason


@frozen
class Verdict:
    """What a mention is, how soon it wants somebody, and why."""

    priority: int | None
    """1, 2, 3; None where nothing is to be put right."""
    reasons: tuple[Reason, ...]
    """What counted, heaviest first; what counts for nothing but is good to know stands last."""
    points: int
    """The sum of the reasons' points."""
    praise: bool
    double: bool
    """A failure, and a failed attempt to have it put right (rule J2)."""
    complaint: bool
    specific: bool
    """Names something one could look up, answer or mend; the rest is blowing off steam (rule J1)."""
    abusive: bool
    """Noted, never hidden: there may be a concern inside."""
    blame: Blame
    """What the customer believes of our motive, as far as words for it are there (rule J4)."""
    due_at: datetime
    """By when we owe an answer, or at least a decision; counted from the customer's post."""
