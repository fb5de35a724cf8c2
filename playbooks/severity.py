"""How bad it is for them: 0 no complaint, 1 an annoyance, 2 a loss or nothing works, 3 harm."""

from collections.abc import Sequence

from playbooks.causes import Cause
from playbooks.labels import DECIDED, Labels
from playbooks.rules import Facet, Found, Reading

NONE, ANNOYANCE, LOSS, HARM = 0, 1, 2, 3
_TWICE = 1
"""What a double disappointment adds to a loss."""


def severity_of(labels: Labels, cause: str | None, reading: Reading, causes: Sequence[Cause]) -> int:
    """Return how bad it is: 0 to 3.

    Args:
        labels: What it was taken for.
        cause: The likeliest root cause.
        reading: The text as the rules see it.
        causes: The company's list: some causes are a loss sooner than others.
    """
    if not labels.is_so("complaint"):
        return NONE
    if reading.holds(Facet.HARM):
        return HARM
    adds = next((each.loss for each in causes if each.key == cause), 0)
    points = reading.points(Facet.LOSS) + adds + _TWICE * (labels.double >= DECIDED)
    return LOSS if points >= reading.sheets[Facet.LOSS].at_least else ANNOYANCE


def rests_on(severity: int, reading: Reading) -> Found | None:
    """Return the words a severity rests on most, or None where it rests on none."""
    facet = {LOSS: Facet.LOSS, HARM: Facet.HARM}.get(severity)
    return reading.strongest(facet) if facet else None
