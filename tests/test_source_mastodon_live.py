"""Mastodon, telling by itself: at once, once, and nothing lost while the line was broken."""

import asyncio
import json as jsonlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from casebook.kinds import HealthKind
from sources.errors import Refused
from sources.kit import Kit, Line
from sources.mastodon_live import MastodonLive
from sources.mastodon_server import Mastodon
from sources.poller import Poller
from sources.roll import Roll
from sources.settings.mastodon import MastodonSettings
from sources.source import Answer
from sources.tools import opened
from tests.feed_samples import NOW
from tests.loopback import Loopback, Step, json
from tests.rig import HUSH, SECRET, Post
from tests.rig_mastodon import status
from tests.telling import HEAD, Heard, Quick, Teller
from tests.test_source_refused_keys import KEY, Refusing
from tests.waiting import until

BUSY = b"HTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n"


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_TEST_SECRET", HUSH)


@dataclass
class Scene:
    teller: Teller
    server: Loopback
    book: Heard
    listed: list[dict[str, Any]] = field(default_factory=list)
    """What the tag lists."""

    def tell(self, name: str, data: Any) -> None:
        text = data if isinstance(data, str) else jsonlib.dumps(data)
        self.teller.say(f"event: {name}\ndata: {text}\n\n".encode())

    @property
    def lists_asked(self) -> int:
        return len(self.server.asked("/api/v1/timelines/tag/acme"))

    @property
    def health(self) -> HealthKind | None:
        return self.book.answers[-1].health.kind if self.book.answers else None


def source(server: Loopback, kit: Kit, silence: float, **more: Any) -> MastodonLive:
    settings = MastodonSettings(server.url(), tags=("acme",), live=True, token=SECRET, backfill=9e8, **more)
    asked = Mastodon(kit, settings)
    return MastodonLive(Roll("mine", settings, asked), asked, settings, kit, silence=silence, every=0.02)


@asynccontextmanager
async def scene(*, silence: float = 30.0, head: bytes | None = None, **more: Any) -> AsyncIterator[Scene]:
    """Lend a server that is asked and tells, with a poller that listens."""
    async with Teller() as teller, Loopback() as server, opened() as kit:
        teller.head = head or teller.head
        here = Scene(teller, server, Heard())
        where = {"configuration": {"urls": {"streaming": f"ws://{teller.address}"}}}

        def page(request: Any) -> Step:
            return json(jsonlib.dumps([] if "max_id" in request.query else here.listed))

        server.routes |= {
            "/api/v1/timelines/tag/acme": page,
            "/api/v2/instance": [json(jsonlib.dumps(where))],
        }
        server.routes["/api/v1/notifications"] = [json("[]")]
        poller = Poller([source(server, kit, silence, **more)], here.book, clock=Quick(), chance=lambda: 0.5)
        asking = asyncio.create_task(poller.run())
        try:
            await until(lambda: here.book.answers)
            yield here
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)


async def test_what_is_written_is_told_at_once_and_edits_and_deletions_too() -> None:
    async with scene() as here:
        await until(lambda: here.teller.lines and here.health is HealthKind.OK)
        assert f"authorization: Bearer {HUSH}" in here.teller.asked[0]
        assert here.teller.asked[0].startswith("GET /api/v1/streaming/hashtag?tag=acme ")
        here.tell("update", status(Post(1, "Acme lost it", NOW)))
        await until(lambda: here.book.told == ["1"])
        here.tell("status.update", status(Post(1, "Acme found it", NOW, edited=NOW)))
        await until(lambda: here.book.told == ["1", "1"])
        here.tell("delete", "1")
        here.tell("delete", "999")
        here.tell("update", status(Post(2, "Acme again", NOW)))
        await until(lambda: here.book.told[2:] == ["2"])
        assert here.book.gone == ["1"]
    last = [each for one in here.book.answers for each in one.mentions][1]
    assert (last.text, last.via, last.edited_at) == ("Acme found it #acme", "mine", NOW)


async def test_pieces_heartbeats_and_nonsense_do_no_harm() -> None:
    async with scene() as here:
        await until(lambda: here.teller.lines)
        event = b"event: update\ndata: " + jsonlib.dumps(status(Post(3, "Acme é", NOW))).encode() + b"\n\n"
        here.teller.say(b":thump\n\n", b"event: update\ndata: {half\n\n", b"event: odd\ndata: 1\n\n")
        for at in range(0, len(event), 97):
            here.teller.say(event[at : at + 97])
            await asyncio.sleep(0)
        await until(lambda: here.book.told == ["3"])


async def test_only_what_anybody_may_read_and_what_was_written_to_us_is_told() -> None:
    async with scene(mentions=True) as here:
        await until(lambda: len(here.teller.lines) == 2)
        here.tell("update", status(Post(4, "secret", NOW), visibility="direct"))
        star = {"type": "favourite", "status": status(Post(5, "our own", NOW))}
        here.tell("notification", star)
        here.tell("notification", {"type": "mention", "status": status(Post(6, "@us Acme", NOW))})
        here.tell("update", status(Post(7, "Acme", NOW)))  # a line tells in order: behind it, all was told
        here.tell("notification", {"type": "mention", "status": status(Post(8, "@us again", NOW))})
        await until(lambda: {"7", "8"} <= set(here.book.told))
        assert set(here.book.told) == {"6", "7", "8"}


async def test_what_was_said_while_the_line_was_broken_is_asked_for_when_it_is_open_again() -> None:
    async with scene() as here:
        await until(lambda: here.teller.lines and here.health is HealthKind.OK)
        asked = here.lists_asked
        here.teller.head = BUSY
        here.teller.hang_up()
        await until(lambda: here.health is HealthKind.PARTIAL)
        assert "tells nothing by itself" in here.book.answers[-1].health.say
        here.listed = [status(Post(8, "Acme, meanwhile", NOW))]
        here.teller.head = HEAD
        await until(lambda: here.teller.lines and here.health is HealthKind.OK)
        await until(lambda: here.book.told == ["8"])
        assert here.lists_asked > asked


async def test_a_line_that_falls_silent_is_opened_anew() -> None:
    async with scene(silence=0.3) as here:
        await until(lambda: any("fell silent" in each.health.say for each in here.book.answers))
        await until(lambda: len(here.teller.asked) >= 2)


@pytest.mark.parametrize(
    ("head", "say"),
    [
        (b'HTTP/1.1 401 No\r\ncontent-length: 30\r\n\r\n{"error":"Invalid token used"}', "Invalid token"),
        (b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<html>", "not with a stream"),
        (BUSY, "503"),
    ],
)
async def test_a_line_that_cannot_be_had_is_said_and_the_lists_are_asked_all_the_same(
    head: bytes, say: str
) -> None:
    async with scene(head=head) as here:
        await until(lambda: here.health is HealthKind.PARTIAL)
        assert say in here.book.answers[-1].health.say
        assert HUSH not in repr(here.book.answers)


async def test_whoever_keeps_slowly_is_told_everything_all_the_same() -> None:
    async with scene() as here:
        await until(lambda: here.teller.lines and here.health is HealthKind.OK)
        here.book.slow = 0.05
        for number in range(100, 700):
            here.tell("update", status(Post(number, "Acme", NOW)))
        await until(lambda: len(here.book.told) == 600)
        assert here.book.told == [str(number) for number in range(100, 700)]


class Outside(Refusing):
    """A server out in the world: says where it streams, takes no token, and notes where one was shown."""

    shown: list[str]

    @asynccontextmanager
    async def line(self, url: str, headers: Any = None, *, silence: float = 0) -> AsyncIterator[Line]:
        self.shown = [url, headers["authorization"]]
        yield Line(401, {}, url, nothing())


async def nothing() -> AsyncIterator[bytes]:
    for each in list[bytes]():
        yield each


async def untold(answer: Answer) -> None:
    raise AssertionError("nothing is told")


@pytest.mark.parametrize(
    ("named", "host"),
    [
        ("wss://93.184.215.99", "https://93.184.215.99"),
        ("ws://93.184.215.99", "https://93.184.215.14"),
        ("http://93.184.215.14", "https://93.184.215.14"),
        ("wss://10.0.0.1", "https://93.184.215.14"),
        ("ftp://93.184.215.99", "https://93.184.215.14"),
        ("wss://[93.184.215.99", "https://93.184.215.14"),
        ("", "https://93.184.215.14"),
    ],
)
async def test_a_token_is_shown_neither_in_the_open_nor_further_inside_and_is_fetched_anew(
    named: str, host: str
) -> None:
    world = Outside(200, {"configuration": {"urls": {"streaming": named}}})
    kit = Kit(world, world, world, world)
    settings = MastodonSettings("https://93.184.215.14", ("acme",), token=KEY)
    asked = Mastodon(kit, settings)
    live = MastodonLive(Roll("mine", settings, asked), asked, settings, kit)
    with pytest.raises(Refused):
        await live.listen({}, untold)
    assert world.shown == [f"{host}/api/v1/streaming/hashtag?tag=acme", "Bearer hush"]
    assert world.forgotten == [KEY]
