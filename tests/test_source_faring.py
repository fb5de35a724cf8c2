"""How a source fares: since when it fails, what it missed, how quiet it is, and when that is an alert."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from casebook.document import from_document, to_document
from casebook.kinds import HealthKind, Silence
from casebook.rhythm import hour_of, hours
from casebook.source_row import SourceRow
from desk.alerts import source_alerts
from desk.custom import LEARNED
from desk.faring import blind_since, brought, fared
from desk.silence import in_words, silence, silence_words
from desk.source_words import STATES, TO_DO, state, to_do, wrong
from sources.source import Answer, Health
from tests.desk_world import NOON, after

OK, BROKEN = Health(HealthKind.OK), Health(HealthKind.ERROR, "it does not work")
EVERY = 600.0


def said(row: SourceRow, minutes: float, health: Health = OK, *, whole: bool | None = None) -> SourceRow:
    return fared(row, Answer((), {}, health, reaches_back=whole), EVERY, after(minutes))


def heard(row: SourceRow, minutes: float, news: int = 1) -> SourceRow:
    return brought(said(row, minutes), news, after(minutes))


def new(**about: object) -> SourceRow:
    return replace(SourceRow("blog", since=NOON, every=EVERY), **about)  # type: ignore[arg-type]


def test_failing_since_is_the_first_of_the_row_and_counts_whatever_it_is() -> None:
    row = said(said(new(), 0), 10, BROKEN)
    row = said(row, 20, Health(HealthKind.RATE_LIMITED, "asks us to wait"))
    row = said(row, 30, BROKEN)
    assert (row.failing_since, row.failures, row.last_ok_at) == (after(10), 3, NOON)
    well = said(row, 40)
    assert (well.failing_since, well.failures, well.last_ok_at, well.first_ok_at) == (
        None,
        0,
        after(40),
        NOON,
    )


def test_what_was_missed_is_told_from_the_last_answer_to_the_next() -> None:
    row = said(said(said(new(), 0), 10, BROKEN), 20, BROKEN)
    assert (blind_since(row), row.blind_from) == (NOON, None)
    row = said(row, 100, whole=True)
    assert (row.blind_from, row.blind_until, row.blind_whole) == (NOON, after(100), True)
    assert blind_since(row) is None
    assert said(row, 110).blind_until == after(100), "told until it is blind again"


def test_no_hour_in_which_it_was_blind_is_taken_for_a_quiet_one() -> None:
    row = said(said(said(new(), 0), 10, BROKEN), 600)
    assert row.rhythm is not None
    assert [hour for hour, _ in hours(row.rhythm)] == [hour_of(NOON), hour_of(after(600))]


def test_who_never_answered_is_blind_from_the_first_failure() -> None:
    row = said(said(new(), 5, BROKEN), 15, BROKEN)
    assert blind_since(row) == after(5)
    assert said(row, 25).blind_from == after(5)


def test_what_is_partly_read_is_unwell_but_not_blind() -> None:
    part = Health(HealthKind.PARTIAL, "2 of 9 entries could not be read")
    row = said(said(new(), 0), 10, part)
    assert (row.failing_since, row.read_at, row.last_ok_at) == (after(10), after(10), NOON)
    assert blind_since(row) is None
    assert said(row, 20).blind_from is None
    for minutes in range(20, 300, 10):
        row = said(row, minutes, part)
    assert (said(row, 300).blind_from, row.last_ok_at) == (None, NOON)
    assert source_alerts([said(row, 300, part)], after(300)) == ()


def test_the_night_in_which_nobody_asked_was_blind_too() -> None:
    row = said(said(new(), 0), 900)
    assert (row.blind_from, row.blind_until) == (NOON, after(900))
    assert said(said(new(), 0), 25).blind_from is None, "a round or two may fail to come"


def test_news_are_counted_and_an_edit_is_a_sign_of_life() -> None:
    row = heard(heard(new(), 0, 20), 10, 3)
    assert (row.brought, row.last_brought, row.last_new_at) == (23, 3, after(10))
    edited = heard(row, 20, 0)
    assert (edited.brought, edited.last_brought, edited.last_new_at) == (23, 3, after(20))


def test_a_row_lies_in_the_store_as_it_is() -> None:
    row = said(heard(new(expect=60.0), 0), 100, BROKEN)
    assert from_document(SourceRow, to_document(row)) == row


def regular(weeks: int = 2) -> SourceRow:
    """Return a source that has spoken every hour until noon."""
    row = new()
    for hour in range(-weeks * 168, 1):
        row = heard(row, hour * 60)
    return replace(row, blind_from=None, blind_until=None)


def test_it_turns_amber_by_its_own_custom_and_then_to_an_alert() -> None:
    row = said(regular(), 60)
    assert row.usual == 2 * 3600
    told = {minutes: silence(row, after(minutes)) for minutes in (60, 119, 121, 239, 241)}
    assert [*told.values()] == [
        Silence.USUAL,
        Silence.USUAL,
        Silence.QUIET,
        Silence.QUIET,
        Silence.SILENT,
    ]
    assert silence_words(row, after(150)) == (
        "quieter than usual: nothing new for 2 h 30 min, usually at most 2 h"
    )
    assert source_alerts([row], after(239)) == ()
    (alert,) = source_alerts([row], after(300))
    assert alert.short == "blog silent 5h"
    assert alert.say == "far too quiet: nothing new for 5 h, usually at most 2 h"
    assert "expect = …" in alert.do


def test_it_answers_well_though_it_is_silent() -> None:
    row = said(regular(), 300)
    assert (state(row), row.well, silence(row, after(300))) == ("ok", True, Silence.SILENT)
    assert heard(row, 301).last_new_at == after(301)
    assert silence(heard(row, 301), after(302)) is Silence.USUAL


def test_what_the_settings_expect_goes_before_what_was_learned() -> None:
    row = replace(said(regular(), 300), expect=6 * 3600.0)
    assert silence(row, after(300)) is Silence.USUAL
    assert silence(row, after(361)) is Silence.QUIET
    assert silence_words(row, after(361)).endswith("nothing new for 6 h 1 min, expected at most 6 h")
    assert silence(row, after(721)) is Silence.SILENT


def test_one_that_never_brought_anything_is_measured_from_its_first_answer() -> None:
    row = said(new(expect=3600.0), 0)
    assert silence(row, after(59)) is Silence.USUAL
    assert silence(row, after(61)) is Silence.QUIET
    assert silence(said(new(), 0), after(9999)) is Silence.UNKNOWN


def test_a_new_one_has_no_opinion_about_itself() -> None:
    row = heard(new(), 0)
    assert silence(row, NOON + LEARNED / 2) is Silence.UNKNOWN
    assert silence_words(row, NOON + LEARNED / 2) == ""


def test_of_one_that_is_blind_nobody_knows_how_quiet_it_is() -> None:
    row = said(replace(regular(), expect=60.0), 300, BROKEN)
    assert silence(row, after(300)) is Silence.UNKNOWN


def test_blind_for_an_hour_is_an_alert() -> None:
    row = said(said(new(), 0), 10, BROKEN)
    assert source_alerts([row], after(59)) == ()
    (alert,) = source_alerts([row], after(61))
    assert (alert.short, alert.say) == ("blog blind 1h", "it does not work")
    assert alert.do == TO_DO[HealthKind.ERROR]


def test_blind_is_an_alert_sooner_where_it_is_never_silent_for_so_long_but_not_for_one_failure() -> None:
    row = said(said(new(expect=60.0), 0), 10, BROKEN)
    assert source_alerts([row], after(19)) == ()
    assert len(source_alerts([row], after(20))) == 1


@pytest.mark.parametrize("kind", list(HealthKind))
def test_every_health_has_its_word_and_what_to_do(kind: HealthKind) -> None:
    row = new(health=kind, asked_at=NOON, read_at=NOON)
    assert state(row) == STATES[kind]
    assert bool(wrong(row, NOON)) == bool(to_do(row, NOON)) == (not kind.well)


def test_what_the_answer_itself_tells_to_do_goes_first() -> None:
    row = said(new(), 0, Health(HealthKind.ERROR, "is gone", do="take it out of the settings"))
    assert to_do(row, NOON) == "take it out of the settings"
    assert to_do(said(row, 1), after(1)) == ""


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=12), "12 s"),
        (timedelta(minutes=40), "40 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=2, minutes=30), "2 h 30 min"),
        (timedelta(hours=26, minutes=5), "1 d 2 h"),
        (timedelta(days=3), "3 d"),
        (timedelta(seconds=-5), "0 s"),
    ],
)
def test_lengths_in_words(length: timedelta, words: str) -> None:
    assert in_words(length) == words


def test_a_clock_that_is_set_back_makes_nobody_blind() -> None:
    def at(row: SourceRow, moment: datetime) -> SourceRow:
        return fared(row, Answer((), {}, OK), EVERY, moment)

    row = at(at(new(), NOON), NOON - timedelta(hours=3))
    assert row.blind_from is None
    assert silence(replace(row, expect=60.0), NOON - timedelta(hours=3)) is Silence.USUAL


def test_what_is_partly_read_may_be_silent_too_and_both_are_said() -> None:
    part = Health(HealthKind.PARTIAL, "2 of 9 entries could not be read")
    row = said(replace(regular(), expect=3600.0), 300, part)
    assert wrong(row, after(300)) == (
        "2 of 9 entries could not be read; far too quiet: nothing new for 5 h, expected at most 1 h"
    )
    assert len(source_alerts([row], after(300))) == 1
