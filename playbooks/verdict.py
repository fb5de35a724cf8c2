"""What triage says of a mention, with its evidence."""

from collections.abc import Iterable
from datetime import datetime

from casebook.frozen import frozen
from casebook.kinds import Blame, Sort
from casebook.mention import Reason
from playbooks.labels import Labels


@frozen
class Ground:
    """One thing a verdict rests on: a reason, and where in the text its words stand."""

    what: str
    """In words, e.g. "they already asked for help in vain"."""
    words: str = ""
    """The customer's own words it rests on, or empty."""
    points: int = 0
    key: str = ""
    """The playbook's weight the points are from, e.g. "portal.complaint"."""
    start: int | None = None
    """Where the words begin in title and text, one newline between; None where it rests on none."""
    end: int | None = None

    @property
    def reason(self) -> Reason:
        """What is kept of it."""
        return Reason(self.what, self.words, self.points, self.key)


@frozen
class Verdict:
    """What a mention is, how soon it wants somebody, and why."""

    labels: Labels
    priority: int | None
    """1, 2, 3; None where nothing is to be put right."""
    grounds: tuple[Ground, ...]
    """What counted, heaviest first; what counts for nothing but is good to know stands last."""
    due_at: datetime
    """By when we owe a first word, or at least a decision; counted from the customer's post."""
    resolve_by: datetime | None = None
    """By when it has to be put right; None where nothing is to be."""
    ahead: int = 0
    """Minutes by which it stands before others of its priority, for what it weighs beyond that."""
    reach_by: datetime | None = None
    """Until when they are still within reach, where their words say so (rule J6)."""
    wants: str = ""
    """What would put it right, in their own words, if they say so (rule A3)."""
    causes: tuple[tuple[str, float], ...] = ()
    """Root causes it may have, keys of the playbook, the likeliest first, with how likely each is."""
    lang: str | None = None
    """The language it is in, BCP 47; None where nothing tells."""
    hard: int = 0
    """How many words of the lists say that somebody was let down: counted, and no mood (rule J8)."""
    kind: int = 0
    """How many say that they are pleased."""

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What is kept of what counted."""
        return tuple(each.reason for each in self.grounds)

    @property
    def points(self) -> int:
        """The sum of what counted."""
        return sum(each.points for each in self.grounds)

    @property
    def sort(self) -> Sort:
        """What somebody does with it."""
        return self.labels.sort

    @property
    def praise(self) -> bool:
        """Whether they are pleased with us, and nothing else."""
        return self.labels.sort is Sort.PRAISE

    @property
    def complaint(self) -> bool:
        """Whether they say that we fell short."""
        return self.labels.is_so("complaint")

    @property
    def specific(self) -> bool:
        """Whether it is a complaint about something that could be looked up or mended."""
        return self.complaint and self.labels.is_so("specific")

    @property
    def double(self) -> bool:
        """Whether they were let down twice."""
        return self.labels.is_so("double")

    @property
    def abusive(self) -> bool:
        """Whether it attacks people."""
        return self.labels.is_so("abusive")

    @property
    def blame(self) -> Blame:
        """What the customer believes of our motive."""
        return self.labels.blame


def heaviest_first(grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    """Return grounds in the order in which they are told."""
    return tuple(sorted(grounds, key=lambda each: -each.points))
