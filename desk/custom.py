"""How long a source may be silent before that is strange: its custom, learned from its own hours. Pure.

A night is short for a source that never speaks at night. So silence is not measured in hours but in news that
should have come meanwhile: each hour of the week counts as much as this source usually brings in it. In that
measure its own silences of the last weeks are compared, and one that outlasts nearly all of them is strange.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from casebook.frozen import frozen
from casebook.rhythm import HOURS, WEEK, Rhythm, hour_of, hours, start_of

NEWS = 10
"""Hours with news that are needed before a source has a custom."""
LEARNED = timedelta(days=7)
"""Time a source must have been listened to: before that nobody knows what its weekend is like."""
_NEARLY_ALL = 0.98
"""Part of its silences that a strange one outlasts."""
_MARGIN = 2.0
"""And by how much: of the few there are, none need have been a long one."""
_SHORTEST = 1.5
"""Hours a silence lasts at least before it is strange: rhythms are known by the hour."""
_ALARM = 2.0
"""So many customs are an alarm: once may be chance, but what never took half as long in weeks is broken."""
_GUESS_WEIGHT = 6.0
"""Hours for which the guess from other days counts, beside the very hours of the week."""
_DAY = 24
_HOUR = timedelta(hours=1)


@frozen
class Custom:
    """When silence is strange."""

    usual: float
    """Seconds it usually lasts at most, at this time of the week."""
    quiet_at: datetime
    silent_at: datetime


def custom(rhythm: Rhythm | None, heard_at: datetime | None) -> Custom | None:
    """Return when a source is strangely silent after it last spoke; None while it has no custom."""
    learned = _learned(rhythm) if rhythm is not None else None
    if learned is None or heard_at is None:
        return None
    weights, most = learned
    quiet_at, silent_at = (_passed(weights, heard_at, each * most, each) for each in (1.0, _ALARM))
    return Custom((quiet_at - heard_at).total_seconds(), quiet_at, silent_at)


@lru_cache(maxsize=256)
def _learned(rhythm: Rhythm) -> tuple[tuple[float, ...], float] | None:
    """Return the weight of each hour of the week, and what nearly all silences stay below.

    A rhythm changes with the hour: what speaks every minute is weighed once in it.
    """
    known = list(hours(rhythm))
    if not _enough(known):
        return None
    weights = _weights(known)
    return tuple(weights), _most(_silences(known, weights))


def missing(rhythm: Rhythm | None) -> str:
    """Return why a source has no custom, in words; empty where it has one."""
    known = list(hours(rhythm)) if rhythm is not None else []
    if not known or _span(known) < LEARNED:
        return "too new to have a custom"
    return "" if _enough(known) else "speaks too seldom to have a custom"


def _enough(known: Sequence[tuple[int, bool]]) -> bool:
    return sum(news for _, news in known) >= NEWS and _span(known) >= LEARNED


def _span(known: Sequence[tuple[int, bool]]) -> timedelta:
    return timedelta(hours=known[-1][0] - known[0][0] + 1) if known else timedelta()


def _weights(known: Sequence[tuple[int, bool]]) -> list[float]:
    """Return how likely each hour of the week is to bring news: from that hour and those beside it.

    Few weeks are known, so this hour of other days says something too, by how lively its own day is.
    """
    asked, heard = [0] * WEEK, [0] * WEEK
    for hour, news in known:
        asked[hour % WEEK] += 1
        heard[hour % WEEK] += news
    by_day, by_hour = _lively(asked, heard)
    asked, heard = _with_neighbours(asked), _with_neighbours(heard)
    guesses = [min(by_day[each // _DAY] * by_hour[each % _DAY], 1.0) for each in range(WEEK)]
    return [
        (heard[each] + _GUESS_WEIGHT * guesses[each]) / (asked[each] + _GUESS_WEIGHT) for each in range(WEEK)
    ]


def _lively(asked: Sequence[int], heard: Sequence[int]) -> tuple[list[float], list[float]]:
    """Return how much livelier than all each day of the week is, and how likely each hour of the day."""
    whole = _share(sum(heard), sum(asked))
    days = [slice(each, each + _DAY) for each in range(0, WEEK, _DAY)]
    by_day = [_share(_share(sum(heard[each]), sum(asked[each])), whole) for each in days]
    by_hour = [_share(sum(heard[each::_DAY]), sum(asked[each::_DAY])) for each in range(_DAY)]
    return by_day, by_hour


def _with_neighbours(counts: Sequence[int]) -> list[int]:
    """Return each count with those of the hours before and after: nobody writes by the clock."""
    return [counts[each - 1] + counts[each] + counts[(each + 1) % WEEK] for each in range(WEEK)]


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _silences(known: Sequence[tuple[int, bool]], weights: Sequence[float]) -> list[float]:
    """Return how much should have come in each silence, from one hour with news to the next."""
    found: list[float] = []
    passed: float | None = None
    for hour, news in known:
        passed = passed + weights[hour % WEEK] if passed is not None else None
        if news:
            found += [passed] if passed is not None else []
            passed = 0.0
    return sorted(found)


def _most(silences: Sequence[float]) -> float:
    """Return what nearly all silences stay below."""
    place = _NEARLY_ALL * (len(silences) - 1)
    lower = int(place)
    upper = min(lower + 1, len(silences) - 1)
    return _MARGIN * (silences[lower] + (place - lower) * (silences[upper] - silences[lower]))


def _passed(weights: Sequence[float], begun: datetime, much: float, times: float) -> datetime:
    """Return when so much should have come since a time; in four weeks at most."""
    first, left = hour_of(begun), much
    part, at = (start_of(first + 1) - begun) / _HOUR, start_of(first + HOURS)
    for hour in range(first, first + HOURS):
        weight = weights[hour % WEEK] * part
        if weight > left:
            at = max(begun, start_of(hour)) + part * left / weight * _HOUR
            break
        left, part = left - weight, 1.0
    return max(at, begun + _SHORTEST * times * _HOUR)
