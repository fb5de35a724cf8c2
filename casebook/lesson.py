"""What a person has decided about a mention, kept to learn from: the log of decisions is the model."""

from datetime import datetime

from casebook.frozen import frozen


@frozen
class Lesson:
    """One decision: what this mention is, as the responder says.

    The words themselves stay with the mention: where those are gone there is nothing to learn from.
    """

    id: int
    mention: int
    facet: str
    """What was decided: "complaint", "specific", "double", "abusive", "cause", "blame", "severity", "sort",
    "customer"."""
    said: str
    """The answer: "yes" or "no" for what is or is not; else a key of the playbook, a word, a figure."""
    by: str
    at: datetime
    from_act: str
    """The act it came of, e.g. "mention.overrule" or "case.resolve"."""
    wordless: bool | None = None
    """True where the mention's words were taken out of the store: it teaches nothing any more."""
