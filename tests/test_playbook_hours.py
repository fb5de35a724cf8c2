"""Business hours: a span is over when so much open time has passed, whatever nights and clocks do between."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.hours import Day, Hours, a_year_of, due, skipped

WEEK = (Day.MON, Day.TUE, Day.WED, Day.THU, Day.FRI)
BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = Hours("Europe/Berlin", WEEK, "9:00", "18:00", holidays=("12-25", "2026-04-03"))
NIGHT = Hours("Europe/Berlin", WEEK, "22:00", "6:00")


def at(said: str) -> datetime:
    """Return a moment by Berlin's clocks."""
    return datetime.fromisoformat(said).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-03-04 10:00", 2, "2026-03-04 12:00"),
        ("2026-03-04 17:00", 2, "2026-03-05 10:00"),  # over night
        ("2026-03-04 03:00", 2, "2026-03-04 11:00"),  # posted at night
        ("2026-03-06 17:00", 2, "2026-03-09 10:00"),  # over the weekend
        ("2026-03-07 12:00", 2, "2026-03-09 11:00"),  # posted on a Saturday
        ("2026-03-04 16:00", 2, "2026-03-04 18:00"),  # over as they close, not as they open again
        ("2026-04-02 17:00", 2, "2026-04-06 10:00"),  # a holiday of that year, then a weekend
        ("2025-12-24 17:00", 2, "2025-12-26 10:00"),  # a holiday of every year
        ("2026-03-02 09:00", 9 * 7, "2026-03-10 18:00"),  # longer than a week
        ("2026-03-27 17:00", 10, "2026-03-30 18:00"),  # the clocks go forward between
        ("2026-10-23 17:00", 10, "2026-10-26 18:00"),  # and back
    ],
)
def test_a_span_is_over_when_so_much_of_it_was_open(start: str, hours: int, end: str) -> None:
    assert due(at(start), timedelta(hours=hours), OFFICE) == at(end)


def test_without_hours_every_hour_counts() -> None:
    assert due(at("2026-03-06 17:00"), timedelta(hours=2)) == at("2026-03-06 19:00")


def test_hours_may_go_over_midnight_and_a_changed_clock_shortens_that_night() -> None:
    assert due(at("2026-03-04 02:00"), timedelta(hours=5), NIGHT) == at("2026-03-04 23:00")
    whole = Hours("Europe/Berlin", tuple(Day), "0:00", "24:00")
    assert due(at("2026-03-28 12:00"), timedelta(hours=24), whole) == at("2026-03-29 13:00")
    assert due(at("2026-10-24 12:00"), timedelta(hours=24), whole) == at("2026-10-25 11:00")


def test_hours_are_told_in_words() -> None:
    assert OFFICE.spell() == "mon–fri 9:00–18:00 Europe/Berlin"
    assert Hours("UTC", (Day.MON, Day.SAT), "9:00", "12:00").spell() == "mon, sat 9:00–12:00 UTC"


def test_a_year_of_hours_is_told_without_its_holidays() -> None:
    assert a_year_of(OFFICE) == timedelta(hours=9 * 5 * 52)
    assert a_year_of(NIGHT) == timedelta(hours=8 * 5 * 52)


DAYS = st.lists(st.sampled_from(tuple(Day)), min_size=1, max_size=7, unique=True).map(tuple)
CLOCKS = st.builds("{}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
HOURS = st.builds(
    Hours,
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]),
    DAYS,
    CLOCKS,
    CLOCKS,
    holidays=st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(str), max_size=3).map(tuple),
)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 365 * 24 * 60).map(lambda each: FIRST + timedelta(minutes=each))
SPANS = st.timedeltas(timedelta(minutes=1), timedelta(days=12))


@given(MOMENTS, SPANS, HOURS)
def test_what_is_open_between_start_and_end_is_the_span_to_the_second(
    start: datetime, span: timedelta, hours: Hours
) -> None:
    end = due(start, span, hours)
    assert end >= start + span
    assert (end - start) - skipped(start, end, hours) == span


@given(MOMENTS, SPANS, SPANS, HOURS)
def test_a_longer_span_ends_later_and_two_in_a_row_are_one(
    start: datetime, one: timedelta, more: timedelta, hours: Hours
) -> None:
    first = due(start, one, hours)
    assert first < due(start, one + more, hours)
    assert due(first, more, hours) == due(start, one + more, hours)


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=9)), SPANS, HOURS)
def test_what_began_later_ends_no_sooner(
    start: datetime, later: timedelta, span: timedelta, hours: Hours
) -> None:
    assert due(start + later, span, hours) >= due(start, span, hours)
