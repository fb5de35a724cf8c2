"""When complaints of one cause are a storm, and when it is over: by what is usual at this hour. Pure.

The usual of an hour is told from the same hour of the weeks before. It is the middle of those, so that one
bad week does not make it; how far they lie apart says how much more may still be chance, and the loudest of
them is no storm, so a Monday that is as loud as some Mondays raises none. Voices are counted and not posts.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from math import ceil, sqrt
from statistics import fmean, median, variance

from casebook.frozen import frozen
from casebook.gauge import Gauge, Voice
from casebook.rhythm import WEEK
from casebook.storm import ALIKE, ANY, Figures
from playbooks.sameness import alike

Known = Mapping[int, int | None]
"""Voices by the hour, counted from 1970; None where it stormed."""

HOUR = 60
QUARTER = 15
WINDOWS = (QUARTER, HOUR)
"""Minutes over which it is judged, each up to now."""

_CHANCE = 3e-6
"""How seldom as much is said by chance, for a storm to be told: it is asked every minute of every cause."""
_LIKELY = 0.1
"""The same, for it to be over."""
_ABOVE = 1.25
"""How much louder than the loudest of the same hours it must be."""
_SPREADS = {0: 0.6, 1: 0.4}
"""How far hours of a kind lie apart, by the weeks that are known, before these themselves can tell."""
_SPREAD = 0.1
_TRUST = 12
"""For how many hours that counts, beside those that are known."""
_BESIDE = 3
"""Hours on either side that tell whether anything was listened to, and how far hours lie apart."""
_DAY = 24
_DAYS = 7
_MANY = 500
"""From so many voices on a short sum stands for the long one."""


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


@frozen
class Usual:
    """How many complain in one hour, as far as that is known."""

    expected: float | None
    """Voices in the hour; None: nothing is known."""
    peak: float
    """In the loudest of the same hours."""
    spread: float
    """How far such hours lie apart beyond chance: the square of their share."""
    weeks: int
    """Weeks it is known from; 0: only from other days."""
    days: int = 0
    """Days it is known from, while no week is; 0: only from the hours before."""


NOTHING = Usual(None, 0, _SPREADS[0], 0)


def hours_of(hour: int, rules: StormRules) -> set[int]:
    """Return the hours from which the usual of an hour is told."""
    weekly = {hour - WEEK * each + by for each in range(1, rules.weeks + 1) for by in _around(_BESIDE)}
    daily = {hour - _DAY * each + by for each in range(1, _DAYS + 1) for by in _around(1)}
    return weekly | daily | {hour - each for each in range(1, _DAY + 1)}


def usual(known: Known, hour: int, rules: StormRules) -> Usual:
    """Return what is usual in an hour.

    Args:
        known: How many voices there were in the hours of which anything is kept, None where it stormed;
            where nothing is kept of an hour, but of one near it, nobody complained in it.
        hour: Which, counted from 1970.
        rules: How many weeks count.
    """
    starts = [hour - WEEK * each for each in range(1, rules.weeks + 1)]
    weeks = [each for each in starts if _is_known(known, each, _BESIDE)]
    if not weeks:
        return _by_days(known, hour)
    same = [known.get(each, 0) or 0 for each in weeks]
    smooth = [_smooth(known, each) for each in weeks]
    expected = max(float(median(same)), float(median(smooth)))
    return Usual(expected, max(same), _spread(known, weeks), len(weeks))


def of_new(every: Usual) -> Usual:
    """Return what is usual of a cause that is new here, by all of them: it may be another's new name."""
    return replace(every, expected=None if every.expected is None else every.expected / 2)


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
    return Usual(expected, peak, max(each.spread for each, _ in told), last.weeks, last.days)


def limit(told: Usual, minutes: int, rules: StormRules) -> int:
    """Return from how many voices in so many minutes on it is a storm."""
    floor = rules.least if minutes == HOUR else rules.burst
    if not told.weeks:
        floor = max(floor, ceil(rules.unknown * floor / rules.least) * (1 if told.days else 2))
    if told.expected is None:
        return floor
    return max(floor, quantile(told.expected, told.spread, _CHANCE), ceil(told.peak * _ABOVE))


def crossing(gauge: Gauge, stream: str, minute: int, parts: tuple[Usual, Usual], rules: StormRules) -> bool:
    """Return whether more is said of a cause than any usual hour explains."""
    for minutes in WINDOWS:
        _, voices = gauge.counts(stream, minute - minutes + 1, minute)
        floor = rules.least if minutes == HOUR else rules.burst
        if voices >= floor and voices >= limit(at(parts, minute, minutes), minutes, rules):
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


def quantile(expected: float, spread: float, chance: float) -> int:
    """Return the number that is reached with less than a chance, where so many are expected.

    Of counts whose own rate varies: a negative binomial, whose variance is `expected + spread * expected²`.
    """
    if expected <= 0:
        return 1
    if expected > _MANY:
        deviation = sqrt(expected + spread * expected * expected)
        return ceil(expected + deviation * (5.2 if chance < 1e-4 else 1.3))
    shape = 1 / max(spread, 1e-3)
    share = expected / (shape + expected)
    here = (1 - share) ** shape
    left, number = 1.0 - here, 0
    while left >= chance and here > 1e-300:
        here *= (number + shape) / (number + 1) * share
        number += 1
        left -= here
    return number + 1


def is_judged(stream: str, rules: StormRules) -> bool:
    """Return whether a stream can be a storm of its own by how many they are."""
    return stream not in (ANY, ALIKE) and stream not in rules.apart


def _around(by: int) -> range:
    return range(-by, by + 1)


def _is_known(known: Known, hour: int, beside: int) -> bool:
    """Return whether it is known how many complained in an hour, and it was no storm."""
    listened = any(hour + by in known for by in _around(beside))
    return listened and known.get(hour, 0) is not None


def _smooth(known: Known, hour: int) -> float:
    """Return an hour with a part of those beside it: a rush comes earlier once, and later then."""
    told = [known.get(each, 0) for each in (hour - 1, hour, hour, hour + 1)]
    return fmean([each for each in told if each is not None])


def _by_days(known: Known, hour: int) -> Usual:
    """Return what is usual by other days, while no week is known, or of today: the loudest hour counts."""
    days = [hour - _DAY * each for each in range(1, _DAYS + 1)]
    seen = [each for each in days if _is_known(known, each, 1)]
    beside = [each + by for each in seen for by in _around(1)]
    said = [known.get(each) for each in beside or [hour - each for each in range(1, _DAY + 1)]]
    told = [each for each in said if each is not None]
    if not told:
        return NOTHING
    return Usual(float(max(told)), max(told), _SPREADS[0], 0, len(seen))


def _spread(known: Known, weeks: list[int]) -> float:
    """Return how far the same hours lie apart beyond chance; few of them are trusted little."""
    held = _SPREADS.get(len(weeks), _SPREAD)
    if len(weeks) < 3:
        return held
    above, square = 0.0, 0.0
    for by in _around(_BESIDE):
        told = [said for each in weeks if (said := known.get(each + by, 0)) is not None]
        if len(told) < 3:
            continue
        most = 3 * median(told) + 5
        cut = [min(each, most) for each in told]  # a storm nobody told is no spread
        above += variance(cut) - fmean(cut)
        square += fmean(cut) ** 2
    seen = (len(weeks) - 1) * (2 * _BESIDE + 1)
    found = min(max(above / square, 0.0), 1.5) if square else held
    return (found * seen + held * _TRUST) / (seen + _TRUST)
