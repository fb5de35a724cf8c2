"""What a mention is, facet by facet, each with how likely it is: rules first, what was learned on top."""

from math import exp

from casebook.frozen import frozen
from casebook.kinds import Blame, Sort
from playbooks.rules import Facet, Reading

DECIDED = 0.5
"""From this chance on something is taken to be so."""


@frozen
class Labels:
    """What a mention is. The four chances are between 0 and 1, decided at `DECIDED`."""

    complaint: float
    specific: float
    """Names something one could look up, answer or mend; told of a complaint only (rule J1)."""
    double: float
    """A failure, and a failed attempt to have it put right (rule J2)."""
    abusive: float
    """Noted, never hidden: there may be a concern inside."""
    sort: Sort = Sort.NOISE
    blame: Blame = Blame.NONE
    """What the customer believes of our motive, as far as words for it are there (rule J4)."""
    cause: str | None = None
    """The likeliest root cause of a complaint, a key of the playbook (rule R4)."""
    severity: int = 0
    """0 no complaint, 1 annoyance, 2 loss or nothing works, 3 harm."""

    def is_so(self, facet: str) -> bool:
        """Return whether one of the four chances is decided for."""
        return bool(getattr(self, facet) >= DECIDED)


def odds(reading: Reading, facet: Facet) -> float:
    """Return the log-odds the rules give a facet: above 0 where its points reach what the facet asks."""
    sheet = reading.sheets[facet]
    return sheet.steep * (reading.points(facet) - sheet.at_least + 0.5)


def chance(log_odds: float) -> float:
    """Return the chance of log-odds."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, log_odds))))
