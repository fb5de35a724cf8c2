"""Perceived blame: what the customer believes of our motive, as far as words for it are there (rule J4)."""

from collections.abc import Mapping
from typing import NamedTuple

from casebook.kinds import Blame
from playbooks.labels import DECIDED, chance, odds
from playbooks.rules import Facet, Reading

FACETS: Mapping[Blame, Facet] = {
    Blame.GREED: Facet.GREED,
    Blame.INTENTIONAL: Facet.INTENTIONAL,
    Blame.UNINTENTIONAL: Facet.UNINTENTIONAL,
}
"""The word lists of each motive, the worst first."""


class Motive(NamedTuple):
    """A motive, and how likely it is that they believe it was ours."""

    blame: Blame
    chance: float


def motives(reading: Reading) -> tuple[Motive, ...]:
    """Return every motive with its chance, the likeliest first; of equals, the worst."""
    found = [Motive(blame, chance(odds(reading, facet))) for blame, facet in FACETS.items()]
    return tuple(sorted(found, key=lambda each: -each.chance))


def blame_in(reading: Reading) -> Blame:
    """Return the motive they believe in, or none: most complaints state no motive."""
    likeliest = motives(reading)[0]
    return likeliest.blame if likeliest.chance >= DECIDED else Blame.NONE
