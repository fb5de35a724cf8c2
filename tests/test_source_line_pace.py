"""When a source is asked whose line cannot be opened: as often as that is tried, and so it is told."""

from collections.abc import Awaitable, Callable

from sources.errors import Unreachable
from sources.source import Answer, Cursor
from tests.test_source_poller import BROKEN, Scripted, polling, said


class Mute(Scripted):
    """A source that also has a line, which cannot be had."""

    async def listen(self, cursor: Cursor, tell: Callable[[Answer], Awaitable[None]]) -> None:
        raise Unreachable("stream.example answers, but not as a stream does")


async def test_whoever_has_a_line_is_asked_when_it_is_tried_and_says_so() -> None:
    source = Mute("stream", [said(BROKEN)], every=30)
    async with polling(source) as (_, clock, book):
        await clock.pass_by(3600)
        (_, answer), before = book.kept[-1], source.asked[-1]
        await clock.pass_by(400)
    assert answer.again is not None
    assert source.asked[source.asked.index(before) + 1] <= answer.again
    assert (answer.again - before).total_seconds() <= 300
