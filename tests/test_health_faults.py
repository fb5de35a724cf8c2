"""Every fault of a server, through the real web, poller, book and store: what is said, when it is asked.

Time is passed by whoever waits, so that hours take no time.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from casebook.source_row import SourceRow
from casebook.store.scribe import Scribe
from casebook.store.store import Store
from desk.book import Book
from desk.source_settings import SourceSettings
from desk.source_words import to_do, wrong
from desk.views import sources_health
from sources.kit import Kit
from sources.poller import Poller
from sources.registry import KINDS
from sources.settings.common import OLDEST
from sources.settings.feed import FeedSettings
from sources.source import Answer, Cursor
from sources.tools import opened
from tests.desk_world import NOON, playbook
from tests.feed_samples import rss, rss_item
from tests.loopback import Loopback, Step, error, html, json, redirect, serve, truncate
from tui.source_text import sentences, standing

EVERY = 300.0
FEW, MORE = [rss([rss_item(n) for n in reversed(range(many))]) for many in (3, 5)]


@dataclass
class Patience:
    """A clock on which time passes while somebody waits, and at no other time."""

    time: datetime = NOON
    bell: asyncio.Event = field(default_factory=asyncio.Event)

    def now(self) -> datetime:
        return self.time

    async def wait(self, bell: asyncio.Event, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)
        await asyncio.sleep(0)


@dataclass
class Place:
    """One feed on loopback, asked for real."""

    server: Loopback
    store: Store
    scribe: Scribe
    kit: Kit
    clock: Patience = field(default_factory=Patience)
    rows: list[SourceRow] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    """Seconds from noon to each asking."""

    async def ask(self, *steps: Step) -> SourceRow:
        """Have the server play these steps, ask as often, and return how the source is in the end."""
        settings = FeedSettings(url=self.server.url("/feed"), every=EVERY, backfill=OLDEST)
        book = Book(self.store, self.scribe, playbook(), (SourceSettings("blog", "feed", settings),))
        book.open(self.clock.now())
        self.server.play("/feed", *steps)
        done, before = asyncio.Event(), len(self.server.requests)
        watched = Watched(book, self, before + len(steps), done)
        source = KINDS["feed"].build("blog", settings, self.kit)
        poller = Poller([source], watched, clock=self.clock, chance=lambda: 0.5, resting=book.resting())
        running = asyncio.create_task(poller.run())
        await done.wait()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await book.flush()
        return self.rows[-1]

    def mentions(self) -> list[str]:
        return sorted(each["native_id"] for each in self.store.mentions.select())


@dataclass
class Watched:
    """The real book, watched from beside it."""

    book: Book
    place: Place
    until: int
    done: asyncio.Event

    def cursor(self, name: str) -> Cursor:
        return self.book.cursor(name)

    async def delivered(self, name: str, answer: Answer, now: datetime) -> None:
        if self.done.is_set():
            await asyncio.Event().wait()
        await self.book.delivered(name, answer, now)
        await self.book.flush()
        self.place.asked.append((now - NOON).total_seconds())
        self.place.rows += sources_health(self.place.store, now)
        if len(self.place.server.requests) >= self.until:
            self.done.set()


@asynccontextmanager
async def placed(folder: Path) -> AsyncIterator[Place]:
    store = Store(folder / "amends.db")
    scribe = Scribe(store)
    try:
        async with Loopback() as server, opened() as kit:
            yield Place(server, store, scribe, kit)
    finally:
        scribe.close()
        store.close()


def limited(status: int = 429, body: str = "slow down", **headers: str) -> Step:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Step(body.encode(), status, named)


def later(seconds: float, *, skew: float = 0.0) -> datetime:
    return NOON + timedelta(seconds=seconds + skew)


SKEW = 5 * 3600.0
THEIR_NOON = format_datetime(later(0, skew=SKEW), usegmt=False)
THROTTLED = (
    '{"error_id": 502, "error_name": "throttle_violation", "error_message": '
    '"too many requests from this IP, more requests available in 700 seconds"}'
)
LIMITS = {
    "seconds": (limited(retry_after="400"), 400),
    "date": (limited(retry_after=format_datetime(later(401))), 401),
    "date of a wrong clock": (
        limited(retry_after=format_datetime(later(402, skew=SKEW)), date=THEIR_NOON),
        402,
    ),
    "iso time": (limited(x_ratelimit_reset=later(403.25).isoformat().replace("+00:00", "Z")), 403.25),
    "iso time of a wrong clock": (
        limited(
            x_ratelimit_reset=later(404, skew=-SKEW).isoformat(), date=format_datetime(later(0, skew=-SKEW))
        ),
        404,
    ),
    "epoch": (limited(ratelimit_reset=f"{later(405).timestamp():.0f}"), 405),
    "epoch of a wrong clock": (
        limited(x_rate_limit_reset=f"{later(406, skew=SKEW).timestamp():.0f}", date=THEIR_NOON),
        406,
    ),
    "seconds from now, a float": (limited(x_ratelimit_reset="407.5", x_ratelimit_remaining="0.0"), 407.5),
    "backoff in the body": (limited(400, '{"error_name": "throttle_violation", "backoff": 408.5}'), 408.5),
    "a sentence in the body": (limited(400, THROTTLED), 700),
    "wait_seconds in the body": (limited(429, '{"extras": {"wait_seconds": 409}}'), 409),
    "a busy server": (limited(503, retry_after="410"), 410),
    "nothing left": (limited(403, x_ratelimit_remaining="0", x_ratelimit_reset="411"), 411),
    "a second limit": (limited(403, retry_after="412", x_ratelimit_remaining="4000"), 412),
}


@pytest.mark.parametrize(("step", "seconds"), LIMITS.values(), ids=LIMITS)
async def test_a_limit_is_kept_to_the_second_whatever_its_unit(
    tmp_path: Path, step: Step, seconds: float
) -> None:
    async with placed(tmp_path) as place:
        row = await place.ask(step)
        assert row.until == later(seconds)
        assert standing(row, NOON).startswith("rate-limited until ")
        assert "asks us to wait" in wrong(row, NOON)
        await place.ask(serve(FEW))
        assert place.asked[1] >= seconds, "nobody asks before, not even who has just started"
        assert len(place.mentions()) == 3


async def test_a_limit_that_says_nothing_is_a_minute_then_twice_as_long_up_to_half_an_hour(
    tmp_path: Path,
) -> None:
    async with placed(tmp_path) as place:
        await place.ask(*[error(429)] * 9)
        gaps = [after - before for before, after in zip(place.asked, place.asked[1:], strict=False)]
        assert gaps == [EVERY, EVERY, EVERY, 480, 960, 1800, 1800, 1800], "never faster than its own pace"
        row = place.rows[-1]
        assert (row.failures, row.failing_since, row.until) == (9, NOON, None)
        assert row.again_at == NOON + timedelta(seconds=place.asked[-1] + 1800)


async def test_a_limit_of_a_year_is_a_wrong_clock(tmp_path: Path) -> None:
    async with placed(tmp_path) as place:
        await place.ask(limited(retry_after="31536000"), error(429))
        assert place.asked[1] == EVERY


FAULTS = {
    "a log-in page": (redirect("/login?next=/feed"), "blocked since 12:05", "asks for a login"),
    "a page": (html(), "not a feed since 12:05", "this is no feed"),
    "nothing": (serve(b""), "suspiciously empty since 12:05", "the answer was empty"),
    "an error in JSON": (json('{"error": "boom"}'), "not a feed since 12:05", "not a JSON Feed"),
    "no entries any more": (serve(rss([])), "suspiciously empty since 12:05", "suddenly empty"),
    "broken off": (
        truncate(MORE, MORE.index("Order 3") - 60),
        "partly parsed since 12:05",
        "asked for again",
    ),
    "broken off, of that length": (
        truncate(MORE, MORE.index("Order 3") - 60, announced=False),
        "partly parsed since 12:05",
        "asked for again",
    ),
    "signed out": (error(401), "signed out since 12:05", "valid key or password"),
    "refused": (error(403), "blocked since 12:05", "refuses us"),
    "gone": (error(410), "failing since 12:05", "gone for good"),
    "broken": (error(500), "failing since 12:05", "does not work at the moment"),
    "a challenge": (
        Step(b"<html>", 403, {"cf-mitigated": "challenge"}),
        "blocked since 12:05",
        "wants to see a person",
    ),
}


@pytest.mark.parametrize(("step", "state", "words"), FAULTS.values(), ids=FAULTS)
async def test_a_fault_is_said_with_what_to_do_and_costs_nothing(
    tmp_path: Path, step: Step, state: str, words: str
) -> None:
    async with placed(tmp_path) as place:
        await place.ask(serve(FEW), step, step)
        row, now = place.rows[-1], place.clock.now()
        assert standing(row, now) == state
        assert words in wrong(row, now)
        assert to_do(row, now)
        assert (row.failures, row.last_ok_at, row.well) == (2, NOON, False)
        well = await place.ask(serve(MORE))
        assert (well.well, well.failures, len(place.mentions())) == (True, 0, 5)
        if row.blind:
            told = sentences(well, place.clock.now())[-1]
            assert told.startswith("blind from 12:00 to ")
            assert "what was said then was fetched at" in told


async def test_what_fell_out_of_the_feed_meanwhile_is_said_to_be_missing(tmp_path: Path) -> None:
    async with placed(tmp_path) as place:
        await place.ask(serve(FEW), error(500), serve(rss([rss_item(9), rss_item(8)])))
        assert "some of what was said then is missing" in sentences(place.rows[-1], place.clock.now())[-1]


async def test_back_off_has_no_end_and_is_never_faster(tmp_path: Path) -> None:
    steps = [error(500), redirect("/login"), html(), error(429), serve(b""), error(404)]
    async with placed(tmp_path) as place:
        await place.ask(serve(FEW), *(steps * 4))
        gaps = [after - before for before, after in zip(place.asked, place.asked[1:], strict=False)]
        assert min(gaps) >= EVERY
        assert max(gaps) <= 6 * 3600
        assert place.rows[-1].failures == 24
        await place.ask(serve(MORE))
        assert len(place.mentions()) == 5
