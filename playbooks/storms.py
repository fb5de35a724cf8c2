"""When complaints of one cause are a storm, and when it is over: by what is usual at this hour. Pure.

The usual of an hour is told from the same hour of the weeks before. It is the middle of those, so that one
bad week does not make it; how far they lie apart says how much more may still be chance, and the loudest of
them is no storm, so a Monday that is as loud as some Mondays raises none. On a day on which more than usual
has been said of all else for hours, as much more is needed. Voices are counted and not posts.
"""

from datetime import timedelta
from math import ceil

from casebook.frozen import frozen
from casebook.gauge import Gauge, Voice
from casebook.storm import ALIKE, ANY, Figures
from playbooks.sameness import alike
from playbooks.usual import NOTHING, Usual, quantile

HOUR = 60
QUARTER = 15
WINDOWS = (QUARTER, 30, HOUR)
"""Minutes over which it is judged, each up to now."""

_CHANCE = 1e-6
"""How seldom as much is said by chance, for a storm to be told: it is asked every minute of every cause."""
_LIKELY = 0.1
"""The same, for it to be over."""
_ABOVE = 1.25
"""How much louder than the loudest of the same hours it must be."""


@frozen
class StormRules:
    """When many are a storm; the table `[storm]` of a playbook."""

    weeks: int = 6
    """From how many weeks the usual of an hour is taken."""
    authors: int = 8
    """Different people at least."""
    places: int = 2
    """Different places at least, where they do not say nearly the same."""
    alike: float = 0.5
    """Which part of them must say nearly the same, where it is only one place."""
    alone: float = 2.0
    """How many times what would do elsewhere, where it is one place and each says it differently."""
    least: int = 12
    """Voices within an hour at least, however quiet it usually is."""
    burst: int = 8
    """Voices within a quarter of an hour at least."""
    unknown: int = 30
    """Voices within an hour at least, while no week before this is known."""
    wording: int = 10
    """People who say nearly the same within an hour: that is a storm too, whatever their cause."""
    most: float = 0.6
    """Which part of all complaints must have one cause for all of it to go by that name."""
    calm: timedelta = timedelta(hours=1)
    """It is over when it has been as usual for so long; two hours at most."""
    apart: tuple[str, ...] = ("other",)
    """Causes that are not one cause: together they are no storm of their own."""
    plan: tuple[str, ...] = ()
    """What to do in one, step by step, as the storm room shows it."""


def at(parts: tuple[Usual, Usual], minute: int, minutes: int) -> Usual:
    """Return what is usual in the last minutes, of the usual of the hour before and of this one.

    Args:
        parts: Of the hour before, and of this.
        minute: The last one, counted from 1970.
        minutes: How many.
    """
    here = min(minute % HOUR + 1, minutes)
    shares = ((minutes - here) / HOUR, here / HOUR)
    told = [(each, share) for each, share in zip(parts, shares, strict=True) if share]
    if any(each.expected is None for each, _ in told):
        return NOTHING
    expected = sum((each.expected or 0.0) * share for each, share in told)
    # a part of an hour may be louder than the hour
    peak = max(each.peak for each, _ in told) * min(1.0, minutes / HOUR * 1.5)
    last = told[-1][0]
    return Usual(expected, peak, max(each.spread for each, _ in told), last.weeks, last.days, last.loud)


def limit(told: Usual, minutes: int, rules: StormRules) -> int:
    """Return from how many voices in so many minutes on it is a storm."""
    floor = _floor(minutes, rules)
    if not told.weeks:
        floor = max(floor, ceil(rules.unknown * floor / rules.least) * (1 if told.days else 2))
    if told.expected is None:
        return floor
    return max(floor, quantile(told.expected * told.loud, told.spread, _CHANCE), ceil(told.peak * _ABOVE))


def _floor(minutes: int, rules: StormRules) -> int:
    """Return how many voices there are at least: between a quarter and an hour the middle of theirs."""
    if minutes == HOUR:
        return rules.least
    return rules.burst if minutes <= QUARTER else (rules.burst + rules.least) // 2


def crossing(gauge: Gauge, stream: str, minute: int, parts: tuple[Usual, Usual], rules: StormRules) -> bool:
    """Return whether more is said of a cause than any usual hour explains."""
    for minutes in WINDOWS:
        _, voices = gauge.counts(stream, minute - minutes + 1, minute)
        if voices >= _floor(minutes, rules) and voices >= limit(at(parts, minute, minutes), minutes, rules):
            return True
    return False


def raised(
    gauge: Gauge, stream: str, minute: int, parts: tuple[Usual, Usual], rules: StormRules
) -> Figures | None:
    """Return the figures of a storm that is to be raised, or None.

    Args:
        gauge: What was said lately.
        stream: Of which cause.
        minute: Now, counted from 1970.
        parts: What is usual in the hour before, and in this.
        rules: The playbook's.
    """
    if not crossing(gauge, stream, minute, parts, rules):
        return None
    minutes = begun(gauge, stream, minute, parts)
    found = figures(gauge, stream, minute, max(minutes, 1), parts)
    enough = found.voices >= rules.authors and found.complaints > 0
    many = found.voices >= rules.alone * limit(at(parts, minute, HOUR), HOUR, rules)
    same = found.looked > 0 and found.alike >= rules.alike * found.looked
    return found if enough and (found.places >= rules.places or same or many) else None


def figures(gauge: Gauge, stream: str, minute: int, minutes: int, parts: tuple[Usual, Usual]) -> Figures:
    """Return what was counted in the last minutes."""
    first = minute - minutes + 1
    complaints, voices = gauge.counts(stream, first, minute)
    looked = [*gauge.latest(stream, first)]
    told = at(parts, minute, minutes)
    same, _ = alike([each.keys for each in looked])
    places = len({each.place for each in looked})
    return Figures(complaints, voices, places, minutes, told.expected, told.weeks, same, len(looked))


def begun(gauge: Gauge, stream: str, minute: int, parts: tuple[Usual, Usual]) -> int:
    """Return in how many of the last minutes most was said beyond the usual, an hour at most."""
    told = at(parts, minute, HOUR)
    each, sums, best = (told.expected or 0.0) / HOUR, 0.0, (0.0, HOUR)
    for minutes in range(1, HOUR + 1):
        here = minute - minutes + 1
        voices = gauge.counts(stream, here, here)[1]
        sums += voices - each
        if voices and sums > best[0]:
            best = sums, minutes
    return best[1]


def same_words(voices: list[Voice], rules: StormRules) -> tuple[int, int | None]:
    """Return how many people say nearly the same, and the key they share, where that is a storm; else 0."""
    many, key = alike([each.keys for each in voices])
    return (many, key) if many >= max(rules.wording, len(voices) / 4) else (0, None)


def calm(gauge: Gauge, stream: str, minute: int, parts: tuple[Usual, Usual], rules: StormRules) -> bool:
    """Return whether it has been as usual for as long as the playbook asks."""
    minutes = min(round(rules.calm.total_seconds() / 60), 2 * HOUR)
    voices = gauge.counts(stream, minute - minutes + 1, minute)[1]
    told = at(parts, minute, min(minutes, HOUR))
    if told.expected is None:
        return voices < rules.authors / 2
    much = quantile(told.expected * max(minutes / HOUR, 1.0), told.spread, _LIKELY)
    return voices <= max(much, rules.authors / 2)


def is_judged(stream: str, rules: StormRules) -> bool:
    """Return whether a stream can be a storm of its own by how many they are."""
    return stream not in (ANY, ALIKE) and stream not in rules.apart
