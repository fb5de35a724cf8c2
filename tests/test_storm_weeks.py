"""Weeks of a made-up company, hour by hour: how often a storm is raised that is none, and how soon."""

import math
import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from casebook.gauge import Gauge, Voice
from playbooks.storms import StormRules, limit, raised
from playbooks.storms import at as usual_at
from playbooks.usual import Usual, loudness, quantile, usual

RULES = StormRules()
WEEK = 168
START = WEEK * 100
Rate = Callable[[int], float]


def rhythm(base: float) -> Rate:
    """Return how many complain in an hour: few at night, many on a Monday morning, half at the weekend."""

    def rate(hour: int) -> float:
        day, of_day = hour // 24 % 7, hour % 24
        here = 0.15 + (1.7 * max(0.0, math.sin((of_day - 6) / 18 * math.pi)) if of_day >= 6 else 0.0)
        loud = 2.5 if day == 0 and 8 <= of_day <= 11 else 0.5 if day >= 5 else 1.0
        return base * here * loud

    return rate


def drawn(rng: random.Random, rate: float) -> int:
    """Return how many there are by chance."""
    left, number = math.exp(-rate), 0
    chance = rng.random()
    while chance > left:
        number += 1
        chance *= rng.random()
    return number


def told(known: dict[int, int | None], hour: int) -> Usual:
    """Return what is usual in an hour, as loud as the day is."""
    return replace(usual(known, hour, RULES.weeks), loud=loudness(known, hour, RULES.weeks))


def week(
    seed: int, past: Rate, now: Rate, *, weeks: int = 6, hours: range = range(WEEK), step: int = 5
) -> list[tuple[int, int]]:
    """Live through hours of a week, and return when a storm would be raised: minute of the week, voices."""
    rng, gauge, who, found = random.Random(seed), Gauge(), 0, []
    known: dict[int, int | None] = {
        each: drawn(rng, past(each))
        for each in range(START - weeks * WEEK + hours.start, START + hours.start)
    }
    for hour in range(START + hours.start, START + hours.stop):
        parts = told(known, hour - 1), told(known, hour)
        known[hour] = 0
        for minute in range(hour * 60, hour * 60 + 60):
            for _ in range(drawn(rng, now(hour) / 60)):
                who += 1
                gauge.heard("x", Voice(minute, who, who % 5, (who,)))
                known[hour] = (known[hour] or 0) + 1
            if minute % step == 0 and raised(gauge, "x", minute, parts, RULES):
                found.append((minute - START * 60, gauge.counts("x", minute - 59, minute)[1]))
        gauge.forget(hour * 60 - 60)
    return found


def test_at_most_one_of_twenty_ordinary_weeks_raises_a_false_alarm() -> None:
    weeks = [(seed, rhythm(base)) for base in (3.0, 12.0) for seed in range(10)]
    alarms = [seed for seed, usual_rate in weeks if week(seed, usual_rate, usual_rate, step=10)]
    assert len(alarms) <= 1


def test_a_monday_as_loud_as_some_mondays_raises_none() -> None:
    def some(hour: int) -> float:
        loud = hour // WEEK % 3 == 0 and 8 <= hour % WEEK <= 11
        return rhythm(6.0)(hour) * (2.5 if loud else 1.0)

    def this(hour: int) -> float:
        return rhythm(6.0)(hour) * (2.5 if 8 <= hour % WEEK <= 11 else 1.0)

    assert [week(seed, some, this, hours=range(6, 14)) for seed in range(4)] == [[]] * 4


def test_a_slow_rise_raises_none() -> None:
    def rising(hour: int) -> float:
        return rhythm(8.0)(hour) * (1.1 ** ((hour - START) // WEEK))

    assert [week(seed, rising, rising, hours=range(24, 48)) for seed in range(4)] == [[]] * 4


def test_a_day_that_is_busy_from_the_morning_on_raises_none() -> None:
    def busy(hour: int) -> float:
        return rhythm(12.0)(hour) * (1.8 if 30 <= hour % WEEK < 48 and hour >= START else 1.0)

    assert [week(seed, rhythm(12.0), busy, hours=range(24, 48)) for seed in range(4)] == [[]] * 4


def test_how_loud_a_day_is_goes_by_hours_that_are_over_and_no_storm() -> None:
    known: dict[int, int | None] = {
        START - WEEK * each + by: 30 for each in range(1, 7) for by in range(-8, 4)
    }
    today = {START - each: 60 for each in (2, 3, 4)}
    assert loudness(known, START, 6) == 1.0
    assert loudness({**known, START - 1: 300}, START, 6) == 1.0
    assert 1.5 < loudness({**known, **today}, START, 6) < 2.0
    assert loudness({**known, **dict.fromkeys(today, 900)}, START, 6) == 2.0
    assert loudness({**known, **dict.fromkeys(today)}, START, 6) == 1.0
    assert loudness({}, START, 6) == 1.0


def test_four_times_the_usual_is_raised_within_a_minute_of_crossing_what_is_told() -> None:
    def burst(hour: int) -> float:
        return rhythm(20.0)(hour) * (4.5 if hour % WEEK >= 34 else 1.0)

    for seed in range(3):
        found = week(seed, rhythm(20.0), burst, hours=range(30, 38), step=1)
        assert found, seed
        minute, voices = found[0]
        assert minute >= 34 * 60
        assert voices <= 4 * rhythm(20.0)(34) * 1.25


def test_ten_times_the_usual_is_raised_within_the_quarter() -> None:
    def burst(hour: int) -> float:
        return rhythm(8.0)(hour) * (10 if hour % WEEK >= 34 else 1.0)

    for seed in range(6):
        minute, _ = week(seed, rhythm(8.0), burst, hours=range(32, 36), step=1)[0]
        assert 0 <= minute - 34 * 60 <= 15


def test_without_a_past_more_is_needed() -> None:
    known = usual({}, START, RULES.weeks), usual({}, START, RULES.weeks)
    assert limit(usual_at(known, START * 60 + 30, 60), 60, RULES) == 2 * RULES.unknown
    week_known = {START - WEEK + by: 3 for by in range(-3, 4)}
    parts = usual(week_known, START - 1, RULES.weeks), usual(week_known, START, RULES.weeks)
    assert limit(usual_at(parts, START * 60 + 30, 60), 60, RULES) < RULES.unknown


def test_an_hour_in_which_it_stormed_is_no_usual_one() -> None:
    known: dict[int, int | None] = {
        START - WEEK * each + by: 4 for each in range(1, 7) for by in range(-3, 4)
    }
    known[START - WEEK] = 400
    loud = usual(known, START, RULES.weeks)
    known[START - WEEK] = None
    assert usual(known, START, RULES.weeks).peak == 4 < loud.peak


@pytest.mark.parametrize(("expected", "spread"), [(0.5, 0.1), (4, 0.0), (40, 0.3), (900, 0.1)])
def test_what_is_beyond_chance_lies_above_what_is_expected(expected: float, spread: float) -> None:
    rare, common = quantile(expected, spread, 1e-6), quantile(expected, spread, 0.1)
    assert expected < common < rare
