"""What was said in the last two hours is kept as text, and read as far as it is asked for."""

import json

from casebook.gauge import Gauge, Voice
from casebook.storm import ANY

EARLY, LATE = Voice(10, 7, 3, (11, 12)), Voice(20, 8, 4, ())


def heard() -> Gauge:
    gauge = Gauge()
    gauge.heard("delivery", EARLY)
    gauge.heard("delivery", LATE)
    gauge.heard("billing", Voice(20, 7, 3, (13,)))
    return gauge


def test_who_has_spoken_is_read_again_as_it_was_kept() -> None:
    again = Gauge(heard().said())
    assert list(again.latest("delivery", 0)) == [EARLY, LATE]
    assert list(again.latest(ANY, 15)) == [LATE, Voice(20, 7, 3, (13,))]


def test_a_stream_that_nobody_asked_for_is_kept_all_the_same() -> None:
    gauge = Gauge(heard().said())
    assert not gauge.heard("billing", Voice(21, 7, 3, (13,)))
    again = Gauge(gauge.said())
    assert list(again.latest("delivery", 0)) == [EARLY, LATE]
    assert list(again.latest("billing", 0)) == [Voice(21, 7, 3, (13,))]


def test_what_was_kept_voice_by_voice_is_read_too() -> None:
    kept = {**json.loads(heard().said()), "voices": {"delivery": {"7": [10, 3, 11, 12], "8": [20, 4]}}}
    assert list(Gauge(json.dumps(kept)).latest("delivery", 0)) == [EARLY, LATE]


def test_what_is_long_ago_is_forgotten_unread_or_not() -> None:
    gauge = Gauge(heard().said())
    gauge.forget(15)
    assert list(Gauge(gauge.said()).latest("delivery", 0)) == [LATE]
