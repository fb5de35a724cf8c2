"""What a row of the bench finds: figures, each with its goal and what others need for the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured."""

    what: str
    """In words, short."""
    value: float | None
    """None where it could not be measured; `note` says why."""
    unit: str
    goal: float | None = None
    """At most this; None for a figure that only explains others."""
    beside: Mapping[str, float | None] = field(default_factory=dict)
    """The same of others, or of ourselves elsewhere, by name; None where somebody is not there."""
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none, or nothing was measured."""
        return None if self.goal is None or self.value is None else self.value <= self.goal


def missing(what: str, why: str, *, unit: str = "", goal: float | None = None) -> Figure:
    """Return the figure of something that could not be measured."""
    return Figure(what, None, unit, goal, note=why)


def ratio(ours: float | None, theirs: float | None) -> float | None:
    """Return ours by theirs; None where either is missing."""
    return None if ours is None or not theirs else ours / theirs


def middle(values: list[float]) -> float | None:
    """Return the median; None of nothing."""
    return median(values) if values else None


def share(values: list[float], part: float) -> float | None:
    """Return the value that so great a part of all stay at or below; None of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else None


def shown(value: float | None) -> str:
    """Return a number with the digits that mean something."""
    if value is None:
        return "–"
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
