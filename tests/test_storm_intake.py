"""A storm through the real intake: raised within a minute of crossing, once, and not by what is none."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from casebook.kinds import Precision, StormState
from casebook.store.store import Store
from casebook.storm import ALIKE, ANY
from desk.acts import COLLECTOR, Act
from desk.intake import take_in
from desk.passing_time import pass_time
from desk.watching import running, watch
from playbooks.storms import StormRules
from tests.desk_world import World, playbook
from tests.storming import MONDAY, SECOND, SUNDRY, pour, said, storms_of, usual_weeks

MINUTE = timedelta(minutes=1)


def test_a_storm_is_raised_by_the_very_mention_that_crosses(desk: World) -> None:
    usual_weeks(desk.store, 4)
    last = pour(desk, 40, MONDAY, MINUTE)
    (storm,) = storms_of(desk)
    assert (storm.state, storm.stream) == (StormState.ON, _cause(desk))
    assert 8 <= storm.figures.voices <= 12
    assert storm.raised_at < last
    assert storm.began_at >= MONDAY - MINUTE
    raised = [each for each in desk.store.events() if each.act == Act.STORM_RAISED]
    assert [each.by for each in raised] == [COLLECTOR]


def test_a_busy_ordinary_monday_raises_none(desk: World) -> None:
    usual_weeks(desk.store, 30)
    pour(desk, 40, MONDAY, MINUTE * 1.5)
    assert storms_of(desk) == []


def test_one_who_writes_a_hundred_times_is_one_voice(desk: World) -> None:
    usual_weeks(desk.store, 4)
    pour(desk, 100, MONDAY, 20 * SECOND, author_handle="loud_larry")
    assert storms_of(desk) == []


def test_nobody_who_says_the_same_a_hundred_times_is_one_voice(desk: World) -> None:
    usual_weeks(desk.store, 4)
    same = "Your trains broke down again and it is useless"
    pour(desk, 60, MONDAY, 20 * SECOND, author_handle=None, text=same, via="one", url="https://one.example/")
    assert storms_of(desk) == []


def test_what_was_written_long_ago_and_read_now_is_none(desk: World) -> None:
    usual_weeks(desk.store, 4)
    old = MONDAY - timedelta(hours=5)
    desk.take(*(said(each, old - each * MINUTE) for each in range(100)), now=MONDAY)
    assert storms_of(desk) == []


def test_a_page_without_times_read_for_the_first_time_is_none(desk: World) -> None:
    usual_weeks(desk.store, 4)
    undated = (replace(said(each, MONDAY), created_at=None) for each in range(100))
    desk.take(*undated, now=MONDAY)
    kept = desk.kept(1)
    assert kept.mention.created_precision is Precision.FIRST_SEEN
    assert storms_of(desk) == []


def test_a_store_without_a_past_needs_more(desk: World) -> None:
    pour(desk, 40, MONDAY, MINUTE)
    assert storms_of(desk) == []
    pour(desk, 90, MONDAY + 60 * MINUTE, 20 * SECOND, via="elsewhere", source="elsewhere")
    assert len(storms_of(desk)) >= 1


def test_many_who_say_nearly_the_same_are_a_storm_of_its_own(desk: World) -> None:
    usual_weeks(desk.store, 40, streams=("billing",))
    pour(desk, 20, MONDAY, MINUTE, text="Corncrake charged my card twice for one ticket, no refund")
    assert [each.stream for each in storms_of(desk)] == [ALIKE]


def test_it_ends_when_it_has_been_as_usual_for_an_hour_and_not_before(desk: World) -> None:
    usual_weeks(desk.store, 4)
    last = pour(desk, 40, MONDAY, MINUTE)
    pass_time(desk.store, last + 30 * MINUTE, playbook())
    assert [each.state for each in storms_of(desk)] == [StormState.ON]
    pass_time(desk.store, last + 90 * MINUTE, playbook())
    (storm,) = storms_of(desk)
    assert (storm.state, storm.over_at) == (StormState.OVER, last + 90 * MINUTE)
    assert running(desk.store) == []


def test_passing_time_raises_it_where_no_delivery_does_and_only_once(desk: World) -> None:
    usual_weeks(desk.store, 4)
    pour(desk, 40, MONDAY, MINUTE)
    for minute in range(40, 50):
        pass_time(desk.store, MONDAY + minute * MINUTE, playbook())
    assert len(storms_of(desk)) == 1


def test_a_listened_hour_is_marked_though_nothing_was_said(desk: World) -> None:
    pass_time(desk.store, MONDAY, playbook())
    pass_time(desk.store, MONDAY + MINUTE, playbook())
    assert desk.store.hours.count() == 1


def test_all_causes_together_are_a_storm_where_none_of_them_is(desk: World) -> None:
    usual_weeks(desk.store, 4)
    for number in range(30):
        at = MONDAY + number * MINUTE
        desk.take(said(number, at, text=SUNDRY[number % len(SUNDRY)]), now=at)
    assert [each.stream for each in storms_of(desk)] == [ANY]


def _cause(desk: World) -> str:
    """Return the stream of the complaints that came in."""
    return desk.kept(1).cause or ANY


def test_two_who_look_at_once_raise_one(tmp_path: Path, desk: World) -> None:
    usual_weeks(desk.store, 4)
    deaf = replace(playbook(), storm=StormRules(least=1000, burst=1000, wording=1000))
    for number in range(30):
        at = MONDAY + number * MINUTE
        take_in(desk.store, deaf, [said(number, at)], at)
    stores = [Store(desk.store.place) for _ in range(4)]
    try:
        with ThreadPoolExecutor(4) as threads:
            looks = [threads.submit(watch, each, playbook(), MONDAY + 30 * MINUTE) for each in stores]
        assert [each.result() for each in looks] == [None] * 4
    finally:
        for each in stores:
            each.close()
    assert len(storms_of(desk)) == 1
