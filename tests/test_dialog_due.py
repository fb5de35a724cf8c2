"""When to look again, as people say it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.playbook import load
from tui.due import EXAMPLES, SUGGESTED, due_at

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)  # a Friday, half past ten at night in Berlin


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("90m", "2026-11-21 00:00"),
        ("2h", "2026-11-21 00:30"),
        ("2h 30m", "2026-11-21 01:00"),
        ("3d", "2026-11-23 22:30"),
        ("1w", "2026-11-27 22:30"),
        ("tomorrow", "2026-11-21 09:00"),
        ("Tomorrow  8:15", "2026-11-21 08:15"),
        ("today 23", "2026-11-20 23:00"),
        ("fri 9:00", "2026-11-27 09:00"),
        ("friday 23:00", "2026-11-20 23:00"),
        ("sat", "2026-11-21 09:00"),
        ("mo 5pm", "2026-11-23 17:00"),
        ("23:45", "2026-11-20 23:45"),
        ("9.30", "2026-11-21 09:30"),
        ("12am", "2026-11-21 00:00"),
        ("2026-12-24", "2026-12-24 09:00"),
        ("2026-12-24 18:00", "2026-12-24 18:00"),
        ("11 pm today", "2026-11-20 23:00"),
        ("23:00 today", "2026-11-20 23:00"),
        ("6 pm", "2026-11-21 18:00"),
        ("6 p.m.", "2026-11-21 18:00"),
        ("by 6:30 PM on Saturday.", "2026-11-21 18:30"),
        ("by Friday", "2026-11-27 09:00"),
        ("in 3 days", "2026-11-23 22:30"),
        ("3 days", "2026-11-23 22:30"),
        ("1 hour and 30 minutes", "2026-11-21 00:00"),
        ("within an hour", "2026-11-20 23:30"),
        ("in a week", "2026-11-27 22:30"),
        ("tonight at 11", "2026-11-20 23:00"),
        ("11 pm tonight", "2026-11-20 23:00"),
        ("23:15 tonight", "2026-11-20 23:15"),
        ("noon", "2026-11-21 12:00"),
        ("tomorrow noon", "2026-11-21 12:00"),
        ("tomorrow at noon", "2026-11-21 12:00"),
        ("saturday morning", "2026-11-21 09:00"),
        ("by tomorrow evening", "2026-11-21 20:00"),
        ("1 March", "2027-03-01 09:00"),
        ("by 24 dec 6pm", "2026-12-24 18:00"),
        ("9 mon", "2026-11-23 09:00"),
    ],
)
def test_it_understands_how_people_say_it(said: str, meant: str) -> None:
    assert due_at(said, NOW, BERLIN) == berlin(meant)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "soon",
        "0h",
        "25:00",
        "9:75",
        "13pm",
        "today 8:00",
        "2026-02-30",
        "2020-01-01",
        "99999d",
        "99999w 99999w 99999w 99999w",
        "f 9",
        "fri fri",
        "tonight",
        "tonight at 3",
        "tonight noon",
        "in friday",
        "1 month",
        "31 February",
        "1-m",
        "next friday",
        "by",
        "9 9",
        "tomorrow today",
    ],
)
def test_it_does_not_guess(said: str) -> None:
    assert due_at(said, NOW, BERLIN) is None


def test_the_hour_stays_the_hour_when_the_clocks_change() -> None:
    before = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
    assert due_at("sun 9:00", before, BERLIN) == datetime(2026, 10, 25, 8, 0, tzinfo=UTC)


def test_without_a_zone_it_is_the_machines_own() -> None:
    found = due_at("tomorrow 9:00", NOW)
    assert found is not None
    assert f"{found.astimezone():%H:%M}" == "09:00"


@pytest.mark.parametrize("said", SUGGESTED)
def test_every_suggestion_is_understood(said: str) -> None:
    found = due_at(said, NOW, BERLIN)
    assert found is not None
    assert found - NOW in (timedelta(days=1), timedelta(days=7), timedelta(days=30))


@pytest.mark.parametrize("said", ["tonight", "this evening", "tonight at 8", "8 tonight", "8 pm"])
def test_an_evening_still_ahead_is_tonight(said: str) -> None:
    assert due_at(said, NOW - timedelta(hours=9), BERLIN) == berlin("2026-11-20 20:00")


@pytest.mark.parametrize("said", EXAMPLES.split(", "))
def test_every_example_on_the_screens_is_understood(said: str) -> None:
    assert due_at(said, NOW - timedelta(hours=9), BERLIN) is not None


BY_WHEN = {field.hint for each in load().templates for field in each.fields if field.name == "by_when"}


@pytest.mark.parametrize("said", sorted(BY_WHEN))
def test_every_example_of_the_templates_is_understood(said: str) -> None:
    assert due_at(said, NOW - timedelta(hours=9), BERLIN) is not None


@pytest.mark.parametrize("said", ["0001-01-01", "0001-01-01 0:00", "9999-12-31 23:59"])
def test_a_day_at_the_end_of_all_days_is_none(said: str) -> None:
    assert due_at(said, NOW) is None


@given(st.text(max_size=30))
def test_whatever_is_typed_it_is_ahead_of_us_or_nothing(said: str) -> None:
    found = due_at(said, NOW, BERLIN)
    assert found is None or NOW < found <= NOW + timedelta(days=3660)
