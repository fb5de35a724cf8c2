"""Who asked to be left alone before a start is left alone after it."""

from datetime import timedelta

from sources.poller import Poller
from tests.feed_samples import NOW
from tests.test_source_poller import Book, HandClock, Scripted, polling, said

FIVE_MINUTES_ON = NOW + timedelta(seconds=300)


async def test_who_asked_for_a_pause_is_left_alone_after_a_start_too() -> None:
    source, other = Scripted("a", [said()]), Scripted("b", [said()], host="other.example")
    gone = {"a": FIVE_MINUTES_ON, "b": NOW - timedelta(seconds=5)}
    async with polling(source, other, resting=gone) as (poller, clock, _):
        await clock.pass_by(200)
        poller.ask_now()
        await clock.pass_by(120)
    assert (source.seconds()[0], other.seconds()[0]) == (300, 0)


async def test_asked_once_who_asked_for_a_pause_is_left_alone() -> None:
    source, other, book = Scripted("a", [said()]), Scripted("b", [said()]), Book()
    await Poller([source, other], book, clock=HandClock(), resting={"a": FIVE_MINUTES_ON}).once()
    assert [name for name, _ in book.kept] == ["b"]
