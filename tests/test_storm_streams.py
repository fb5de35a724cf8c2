"""By which name a storm goes, what it takes over, from how many places it comes, what it leaves behind."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tinydb import where

from casebook.hour import Hour, Sum, said_of
from casebook.kinds import StormState
from casebook.storm import ALIKE, ANY, Figures, Storm
from desk import shelf
from desk.acts import COLLECTOR, Act
from desk.gauging import minute_of
from desk.passing_time import pass_time
from desk.storms import still
from desk.watching import usual_of
from tests.desk_world import World, playbook
from tests.storming import MONDAY, SECOND, SUNDRY, pour, said, storms_of, usual_weeks

MINUTE = timedelta(minutes=1)
WEEK = timedelta(weeks=1)
TWICE = "Corncrake charged my card twice for one ticket, no refund"


def test_a_storm_of_all_goes_by_the_cause_that_most_of_them_have(desk: World) -> None:
    usual_weeks(desk.store, 4)
    for number in range(30):
        at, other = MONDAY + number * MINUTE, {"text": SUNDRY[number // 3 % len(SUNDRY)]}
        desk.take(said(number, at, **(other if number % 3 == 2 else {})), now=at)
    assert [each.stream for each in storms_of(desk)] == [desk.kept(1).cause]


def test_a_storm_of_the_same_words_is_taken_over_by_that_of_their_cause(desk: World) -> None:
    usual_weeks(desk.store, 40, streams=("billing",))
    last = pour(desk, 20, MONDAY, MINUTE, text=TWICE)
    assert [each.stream for each in storms_of(desk)] == [ALIKE]
    for number in range(20, 150):
        at = last + number * 10 * SECOND
        desk.take(said(number, at, text=TWICE), now=at)
    found = {each.stream: each.state for each in storms_of(desk)}
    assert found == {ALIKE: StormState.OVER, "billing": StormState.ON}


def test_from_one_place_and_in_words_of_their_own_it_takes_twice_as_many(desk: World) -> None:
    usual_weeks(desk.store, 4)
    for number in range(90):
        at = MONDAY + number * 30 * SECOND
        desk.take(said(number, at, url=f"https://one.example/{number}", via="one"), now=at)
        if number == 20:
            assert storms_of(desk) == []
    (storm,) = storms_of(desk)
    assert storm.figures.places == 1
    assert storm.figures.voices > 20


@pytest.mark.parametrize("ordinary", [False, True])
def test_hours_of_a_storm_are_usual_ones_only_where_somebody_said_that_it_was_none(
    desk: World, ordinary: bool
) -> None:
    usual_weeks(desk.store, 4)
    last = pour(desk, 40, MONDAY, MINUTE)
    pass_time(desk.store, last + MINUTE, playbook())
    (storm,) = storms_of(desk)
    still(desk.store, storm.id, ordinary=ordinary, by="dana", now=last + 2 * MINUTE)
    hour = minute_of(MONDAY + WEEK) // 60
    found = usual_of(desk.store, playbook().storm, hour, [storm.stream])[storm.stream]
    assert (found.peak > 30) is ordinary
    assert found.weeks == (6 if ordinary else 5)


@pytest.mark.parametrize(
    ("stream", "stormy", "loud"), [("billing", False, 2), ("outage", False, 1), ("billing", True, 1)]
)
def test_a_day_is_busy_by_what_is_said_of_all_else_and_by_no_storm(
    desk: World, stream: str, stormy: bool, loud: float
) -> None:
    usual_weeks(desk.store, 20)
    hour = minute_of(MONDAY) // 60
    for each in shelf.records(Hour, desk.store.hours.select(where("hour") > hour - 5)):
        sums = [Sum(ANY, 100, 100, 100), Sum("outage", 100, 100, 100)]
        shelf.keep(desk.store.hours, replace(each, said=said_of(sums)))
    if stormy:
        began, figures = MONDAY - timedelta(hours=6), Figures(9, 9, 3, 40, 1.0, 6, 0, 9)
        with desk.store.act(COLLECTOR, Act.STORM_RAISED, began):
            shelf.keep(desk.store.storms, Storm(0, "outage", StormState.ON, began, began, figures))
    assert usual_of(desk.store, playbook().storm, hour, [stream])[stream].loud == pytest.approx(loud, abs=0.1)
