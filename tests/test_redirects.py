"""Short links: noted when they come in, followed once and politely, and joined late where they are copies."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from casebook.kinds import Lane
from casebook.redirect import Redirect
from casebook.store.scribe import Scribe
from casebook.store.upkeep import check
from desk import shelf
from desk.copies import copies_of
from desk.following import A_MINUTE, Follower
from desk.redirects import TRIES, forget_old, to_ask, unanswered
from desk.snoozing import snooze
from sources.errors import SourceError
from sources.http import Web
from sources.shorteners import SHORT, short_among, whither
from tests.desk_world import NOON, World, after, complaint, world
from tests.loopback import Loopback, Step, error, redirect, serve
from tests.test_source_poller import HandClock
from tests.waiting import until

STORY = "https://forum.example/t/1"


@dataclass
class Street:
    """A host of short links, and somebody who follows them."""

    world: World
    server: Loopback
    follower: Follower
    clock: HandClock

    def post(self, number: str, path: str) -> int:
        """Take in a mention that bears a short link."""
        about = {"via": "alerts", "author_handle": None, "text": f"Acme again, {number}"}
        mention = complaint(number, url=self.server.url(path), **about)
        return self.world.take(mention, short=self.follower.short)[0].id

    def known(self) -> list[Redirect]:
        return shelf.records(Redirect, self.world.store.redirects.select(order="+"))


@asynccontextmanager
async def street(folder: Path, routes: Mapping[str, list[Step]]) -> AsyncIterator[Street]:
    with world(folder) as made:
        scribe = Scribe(made.store)
        try:
            async with Loopback(routes) as server, Web() as web:
                host = server.url("").removeprefix("http://").strip("/")
                short = short_among([host])
                clock = HandClock()
                yield Street(made, server, Follower(made.store, scribe, web, short, clock), clock)
        finally:
            scribe.close()
        assert check(made.store) == []


def test_what_is_short_is_known_by_its_host() -> None:
    assert SHORT("https://bit.ly/2abc")
    assert SHORT("https://feedproxy.google.com/~r/blog/~3/abc/a-story")
    assert not any(map(SHORT, ["https://bit.ly/", "https://forum.example/t/1", "https://bit.ly.example/a"]))
    assert not SHORT("https://feeds.feedburner.com/TechCrunch")


async def test_a_followed_link_joins_the_page_it_leads_to(tmp_path: Path) -> None:
    routes = {"/a": [redirect("/b", 301)], "/b": [redirect(f"{STORY}?utm_source=x")]}
    async with street(tmp_path, routes) as here:
        first = here.world.one(complaint())
        late = here.post("x", "/a")
        assert here.world.kept(late).lane is Lane.DESK
        await here.follower.once()
        assert (here.world.kept(late).lane, here.world.kept(late).copy_of) == (None, first)
        assert here.world.kept(first).voices == 2
        assert [each.id for each in copies_of(here.world.store, here.world.kept(first))] == [late]
        again = here.post("y", "/a")
        assert here.world.kept(again).copy_of == first
        assert here.world.kept(again).page == STORY
        await here.follower.once()
        assert [each.path for each in here.server.requests] == ["/a", "/b"]


async def test_a_row_that_others_stand_behind_or_somebody_has_touched_joins_nothing_late(
    tmp_path: Path,
) -> None:
    routes = {"/a": [redirect(STORY)], "/b": [redirect(STORY)]}
    async with street(tmp_path, routes) as here:
        here.world.one(complaint())
        first, set_aside = here.post("x", "/a"), here.post("y", "/b")
        snooze(here.world.store, set_aside, after(60), by="dana", now=NOON)
        behind = replace(here.world.kept(first).mention, source="reddit", native_id="z")
        here.world.take(behind, short=here.follower.short)
        assert here.world.kept(first).voices == 2
        await here.follower.once()
        for number, lane in ((first, Lane.DESK), (set_aside, Lane.SNOOZED)):
            kept = here.world.kept(number)
            assert (kept.page, kept.copy_of, kept.lane) == (STORY, None, lane)


async def test_nothing_but_the_head_is_read_and_no_page_is_opened(tmp_path: Path) -> None:
    async with Loopback({"/page": [serve("x" * 9_000_000)]}) as other:
        async with street(tmp_path, {"/a": [redirect(other.url("/page"))]}) as here:
            here.post("x", "/a")
            await here.follower.once()
            assert here.known()[0].to == other.url("/page")
        assert other.requests == []


async def test_a_host_that_does_not_answer_is_asked_a_few_times_and_then_left(tmp_path: Path) -> None:
    async with street(tmp_path, {"/a": [error(503)]}) as here:
        number = here.post("x", "/a")
        for hour in range(TRIES + 2):
            here.clock.time = NOON + timedelta(hours=2 * hour)
            await here.follower.once()
            await here.follower.once()
        assert len(here.server.requests) == TRIES
        assert here.known()[0].waiting is None
        assert here.world.kept(number).lane is Lane.DESK


@pytest.mark.parametrize("target", ["/login?next=x", "javascript:alert(1)", "ftp://forum.example/x", "/a"])
async def test_what_leads_nowhere_is_asked_once(tmp_path: Path, target: str) -> None:
    async with street(tmp_path, {"/a": [redirect(target)]}) as here:
        here.post("x", "/a")
        await here.follower.once()
        await here.follower.once()
        assert (here.known()[0].waiting, here.known()[0].to) == (None, None)
        assert len(here.server.requests) <= 5


async def test_nobody_is_led_into_this_machine() -> None:
    class Line:
        status, headers = 302, {"location": "http://127.0.0.1:8080/admin"}

    class Lines:
        @asynccontextmanager
        async def line(self, url: str, **about: object) -> AsyncIterator[Line]:
            yield Line()

    with pytest.raises(SourceError, match="into this machine"):
        await whither(Lines(), "https://bit.ly/x", SHORT)  # type: ignore[arg-type]


async def test_only_so_many_are_followed_in_a_minute(tmp_path: Path) -> None:
    async with street(tmp_path, {"*": [redirect(STORY)]}) as here:
        for number in range(A_MINUTE + 5):
            here.post(str(number), f"/{number}")
        following = asyncio.create_task(here.follower.run())
        await until(lambda: here.clock.sleepers)
        await here.clock.pass_by(59)
        assert len(here.server.requests) == A_MINUTE
        await here.clock.pass_by(1)
        await until(lambda: here.clock.sleepers)
        assert len(here.server.requests) == A_MINUTE + 5
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


async def test_no_more_links_are_read_than_are_asked(tmp_path: Path) -> None:
    async with street(tmp_path, {}) as here:
        for number in range(9):
            here.post(str(number), f"/{number}")
        first, second, *_ = here.known()
        unanswered(here.world.store, first, NOON, for_good=False)
        asked = to_ask(here.world.store, after(1), 3)
        assert [each.id for each in asked] == [each + second.id for each in range(3)]
        assert to_ask(here.world.store, after(61), 1)[0].id == first.id
        assert to_ask(here.world.store, after(15 * 24 * 60), 9) == []


async def test_old_links_are_forgotten(tmp_path: Path) -> None:
    async with street(tmp_path, {"/a": [redirect(STORY)]}) as here:
        here.post("x", "/a")
        forget_old(here.world.store, after(29 * 24 * 60))
        assert len(here.known()) == 1
        forget_old(here.world.store, after(31 * 24 * 60))
        assert here.known() == []
