"""When silence is strange: scripted weeks of sources that speak as people do, by the clock of their week."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from math import exp
from random import Random

import pytest

from casebook.rhythm import HOURS, Rhythm, hours, listened
from desk.custom import Custom, custom, missing

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
ASKED = timedelta(minutes=15)
Rate = Callable[[datetime], float]
"""Mentions an hour at a time."""


def office(now: datetime) -> float:
    return 6.0 if now.weekday() < 5 and 8 <= now.hour < 18 else 0.0


def people(now: datetime) -> float:
    awake = 7 <= now.hour < 23
    return (0.2 if now.weekday() >= 5 else 1.5) if awake else 0.02


def seldom(now: datetime) -> float:
    return 1 / 24


@dataclass
class Listener:
    """Somebody who asks a source every quarter of an hour, and minds when it fell silent."""

    rate: Rate
    chance: Random
    now: datetime = MONDAY
    rhythm: Rhythm | None = None
    heard_at: datetime | None = None
    asked_at: datetime | None = None
    custom: Custom | None = None
    quiet: list[datetime] = field(default_factory=list)
    silent: list[datetime] = field(default_factory=list)
    _known: bool = False
    """Whether the custom is that of the silence there is now."""

    def listen(self, until: datetime) -> None:
        while self.now < until:
            self._ask()
            self.now += ASKED

    def _ask(self) -> None:
        news = self.chance.random() < 1 - exp(-self.rate(self.now) * (ASKED / timedelta(hours=1)))
        self.rhythm = listened(self.rhythm, self.now, self.asked_at, news=news)
        self.asked_at = self.now
        if news:
            self.heard_at, self._known = self.now, False
        elif self.heard_at and self.now - self.heard_at > timedelta(hours=1):
            self._mind(self.now - ASKED)

    def _mind(self, since: datetime) -> None:
        if not self._known:
            self.custom, self._known = custom(self.rhythm, self.heard_at), True
        if self.custom is not None:
            self.quiet += [self.now] if since < self.custom.quiet_at <= self.now else []
            self.silent += [self.now] if since < self.custom.silent_at <= self.now else []


@pytest.fixture(params=range(3))
def chance(request: pytest.FixtureRequest) -> Random:
    return Random(request.param)


def day(weeks: int, days: int = 0, hours: float = 0) -> datetime:
    return MONDAY + timedelta(weeks=weeks, days=days, hours=hours)


@pytest.mark.parametrize("rate", [office, people], ids=["office", "people"])
def test_normal_weeks_with_their_nights_and_weekends_alarm_nobody(rate: Rate, chance: Random) -> None:
    listener = Listener(rate, chance)
    listener.listen(day(8))
    assert listener.silent == []
    assert len(listener.quiet) <= 1, "amber once in two months is chance"


def test_one_that_stops_dead_on_a_working_day_is_noticed_that_day(chance: Random) -> None:
    stopped = day(5, 2, 10.5)
    listener = Listener(lambda now: office(now) if now < stopped else 0.0, chance)
    listener.listen(day(5, 3))
    (quiet,), (silent,) = listener.quiet, listener.silent
    assert timedelta(hours=1) < quiet - stopped < timedelta(hours=5)
    assert quiet < silent <= day(5, 3), "before midnight"


def test_one_that_stops_dead_at_night_is_noticed_in_the_morning_and_not_before(chance: Random) -> None:
    stopped = day(5, 2, 20)
    listener = Listener(lambda now: office(now) if now < stopped else 0.0, chance)
    listener.listen(day(5, 4))
    assert day(5, 3, 8) < listener.quiet[0] < day(5, 3, 13)


def test_one_that_stops_before_the_weekend_is_noticed_after_it(chance: Random) -> None:
    stopped = day(5, 4, 17.9)
    listener = Listener(lambda now: office(now) if now < stopped else 0.0, chance)
    listener.listen(day(6, 1))
    assert listener.quiet[0] > day(6, 0, 8)
    assert listener.silent[0] < day(6, 1)


def test_one_that_slows_down_turns_amber_and_gets_another_custom_in_time(chance: Random) -> None:
    slow = day(5)
    listener = Listener(lambda now: people(now) / (12 if now >= slow else 1), chance)
    listener.listen(day(6))
    assert listener.quiet, "noticed within the week"
    listener.listen(day(10))
    listener.quiet.clear()
    listener.silent.clear()
    listener.listen(day(12))
    assert len(listener.quiet) <= 1, "that is its custom now"
    assert listener.silent == []


def test_a_new_source_has_no_custom_before_its_first_week_is_over(chance: Random) -> None:
    listener = Listener(people, chance)
    listener.listen(day(0, 6, 22))
    assert (listener.custom, missing(listener.rhythm)) == (None, "too new to have a custom")
    listener.listen(day(1, 0, 23))
    assert listener.custom is not None
    assert missing(listener.rhythm) == ""


def test_one_that_speaks_twice_a_month_has_no_custom() -> None:
    listener = Listener(lambda now: 30.0 if now in (day(1, 2, 9), day(3, 2, 9)) else 0.0, Random(0))
    listener.listen(day(4))
    assert listener.custom is None
    assert missing(listener.rhythm) == "speaks too seldom to have a custom"


def test_one_that_speaks_once_a_day_is_given_days(chance: Random) -> None:
    listener = Listener(seldom, chance)
    listener.listen(day(8))
    assert listener.custom is not None
    assert timedelta(days=2) < timedelta(seconds=listener.custom.usual) < timedelta(days=8)


def test_a_busy_one_is_given_two_hours_for_rhythms_are_known_by_the_hour() -> None:
    listener = Listener(lambda now: 40.0, Random(0))
    listener.listen(day(3))
    found = custom(listener.rhythm, listener.heard_at)
    assert found is not None
    assert found.usual == 2 * 3600
    assert found.silent_at - found.quiet_at == timedelta(hours=2)


def test_nobody_learns_from_hours_in_which_nobody_listened() -> None:
    listener = Listener(lambda now: 3.0, Random(0))
    for week in range(4):
        for each in range(7):
            listener.now = day(week, each, 9)
            listener.asked_at = None
            listener.listen(day(week, each, 17))
    found = custom(listener.rhythm, day(4, 0, 9))
    assert found is not None
    assert found.usual < 5 * 3600, "the sixteen hours of each night are no silence of its own"


def test_a_rhythm_forgets_what_is_older_than_four_weeks() -> None:
    rhythm = None
    for hour in range(HOURS + 5):
        rhythm = listened(rhythm, MONDAY + timedelta(hours=hour), None, news=hour < 7)
    assert rhythm is not None
    assert [news for _, news in hours(rhythm)] == [True, True] + [False] * (HOURS - 2)
    assert len(rhythm.heard) <= HOURS // 4


def test_what_nobody_can_have_missed_was_listened_to() -> None:
    rhythm = listened(None, day(0), None, news=True)
    for since, known in ((day(0), 6), (None, 2)):
        later = listened(rhythm, day(0, hours=5), since, news=True)
        assert [news for _, news in hours(later)] == [True, *[False] * (known - 2), True]


def test_a_clock_that_was_set_back_costs_nothing() -> None:
    rhythm = listened(None, day(1), None, news=True)
    assert listened(rhythm, day(0), day(0), news=True) == rhythm
    later = listened(rhythm, day(1, hours=5), day(2), news=True)
    assert len(dict(hours(later))) == 2


def test_what_somebody_else_wrote_into_a_rhythm_is_none() -> None:
    odd = Rhythm(5, "no number", "-1")
    assert list(hours(odd)) == []
    assert custom(odd, MONDAY) is None
    assert custom(replace(odd, listened="f" * 9999, heard="f" * 9999), MONDAY) is not None
