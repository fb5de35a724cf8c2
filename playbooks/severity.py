"""How bad it is for them: 0 no complaint, 1 an annoyance, 2 a loss or nothing works, 3 harm.

What was learned may tell an annoyance from a loss; harm is for the rules and for people alone.
"""

from collections.abc import Sequence

from playbooks.causes import Cause
from playbooks.labels import DECIDED, Labels, chance
from playbooks.learned import SEVERITY, Heard
from playbooks.rules import Facet, Found, Reading

NONE, ANNOYANCE, LOSS, HARM = 0, 1, 2, 3
_TWICE = 1
"""What a double disappointment adds to a loss."""


def severity_of(
    labels: Labels, cause: str | None, reading: Reading, causes: Sequence[Cause], heard: Heard
) -> int:
    """Return how bad it is: 0 to 3.

    Args:
        labels: What it was taken for.
        cause: The likeliest root cause.
        reading: The text as the rules see it.
        causes: The company's list: some causes are a loss sooner than others.
        heard: What was learned.
    """
    if not labels.is_so("complaint"):
        return NONE
    if reading.holds(Facet.HARM):
        return HARM
    rules = chance(loss_odds(labels, cause, reading, causes))
    return LOSS if heard.chance(SEVERITY, rules) >= DECIDED else ANNOYANCE


def loss_odds(labels: Labels, cause: str | None, reading: Reading, causes: Sequence[Cause]) -> float:
    """Return the log-odds the rules give that it is more than an annoyance."""
    adds = next((each.loss for each in causes if each.key == cause), 0)
    points = reading.points(Facet.LOSS) + adds + _TWICE * (labels.double >= DECIDED)
    sheet = reading.sheets[Facet.LOSS]
    return sheet.steep * (points - sheet.at_least + 0.5)


def rests_on(severity: int, reading: Reading) -> Found | None:
    """Return the words a severity rests on most, or None where it rests on none."""
    facet = {LOSS: Facet.LOSS, HARM: Facet.HARM}.get(severity)
    return reading.strongest(facet) if facet else None
