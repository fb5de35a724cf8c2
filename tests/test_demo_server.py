"""The afternoon over real loopback: real formats, real caching, real filters, and it ends with us."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import httpx
import pytest

from desk.demo.afternoon import FAST, ORDINARY, Shape, load
from desk.demo.answers import answer
from desk.demo.begun import Begun, begun
from desk.demo.server import Server, serve
from desk.demo.start import afternoon

START = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)
SEARCH = "/hn/api/v1/search_by_date"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@asynccontextmanager
async def served(clock: Clock, pace: float = ORDINARY) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        Server(load(), Begun(START, pace), clock) as server,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}", trust_env=False) as client,
    ):
        yield client


@pytest.mark.parametrize("name", ["fairtrip", "corncroak", "fedi", "union", "railtalk", "timetable"])
async def test_rss_and_atom_are_what_a_feed_reader_reads(name: str) -> None:
    clock = Clock()
    clock.now += timedelta(minutes=25)
    async with served(clock) as client:
        answer = await client.get(f"/{name}")
    parsed: Any = feedparser.parse(answer.content)
    assert not parsed.bozo
    assert parsed.version in ("rss20", "atom10")
    assert len(parsed.entries) == len(load().said[name])
    for entry in parsed.entries:
        assert entry.id
        assert entry.link.startswith("https://")
        assert entry.published_parsed
        assert entry.author
        assert entry.summary


async def test_an_answer_says_what_it_answers() -> None:
    clock = Clock()
    clock.now += timedelta(minutes=5)
    async with served(clock) as client:
        parsed: Any = feedparser.parse((await client.get("/fedi")).content)
        forum = (await client.get("/railtalk")).text
    answers = {
        entry.id: entry["thr_in-reply-to"]["ref"] for entry in parsed.entries if "thr_in-reply-to" in entry
    }
    told = "https://bytes.example/@tess_b/11500008"
    assert answers == {"https://nachtzug.example/@karin_nightowl/11500009": told}
    assert "/t/refund-form-received-then-nothing/812#comment-2" in forum


async def test_a_name_for_good_has_nothing_of_the_port_in_it() -> None:
    clock = Clock()
    clock.now += timedelta(minutes=20)
    async with served(clock) as client:
        for feed in load().feeds:
            if feed.shape in (Shape.RSS, Shape.ATOM):
                parsed: Any = feedparser.parse((await client.get(f"/{feed.name}")).content)
                names = [entry.id for entry in parsed.entries]
                assert all(name.startswith("https://") and "127.0.0.1" not in name for name in names)
                assert len(set(names)) == len(names)


async def test_json_feed_carries_even_hostile_text_whole() -> None:
    clock = Clock()
    clock.now += timedelta(minutes=12)
    async with served(clock) as client:
        answer = await client.get("/apps")
    told = answer.json()
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    hostile = next(item for item in told["items"] if item["id"].endswith("/r-550188"))
    assert "\x1b]52;c;" in hostile["content_text"]
    assert hostile["authors"] == [{"name": "[/red][@click=app.quit]free miles[/]"}]


async def test_an_unchanged_feed_costs_no_body_and_a_changed_one_does() -> None:
    clock = Clock()
    async with served(clock) as client:
        first = await client.get("/fairtrip")
        tag = {"If-None-Match": first.headers["etag"]}
        clock.now += timedelta(minutes=1)
        again = await client.get("/fairtrip", headers=tag)
        clock.now += timedelta(minutes=1)
        later = await client.get("/fairtrip", headers=tag)
    assert (first.status_code, again.status_code, later.status_code) == (200, 304, 200)
    assert again.content == b""
    assert b"Bicycle bent" in later.content
    assert b"Bicycle bent" not in first.content


async def test_an_edit_is_seen_where_it_was_said() -> None:
    clock = Clock()
    async with served(clock) as client:
        clock.now = START + timedelta(minutes=14)
        before = (await client.get("/corncroak")).text
        clock.now = START + timedelta(minutes=18)
        after = (await client.get("/corncroak")).text
    assert "There was a cake." in before
    assert "There was no cake." in after
    assert before.count("<item>") == after.count("<item>")


async def hits(client: httpx.AsyncClient, **asked: Any) -> list[dict[str, Any]]:
    answer = await client.get(SEARCH, params={"query": "corncrake", "hitsPerPage": 100, **asked})
    found: list[dict[str, Any]] = answer.json()["hits"]
    return found


async def test_hacker_news_applies_its_filters() -> None:
    clock = Clock()
    clock.now += timedelta(minutes=20)
    async with served(clock) as client:
        everything = await hits(client)
        moments = [hit["created_at_i"] for hit in everything]
        assert moments == sorted(moments, reverse=True)
        assert len(await hits(client, numericFilters=f"created_at_i>{moments[2]}")) == 2
        assert len(await hits(client, numericFilters=f"created_at_i>={moments[2]}")) == 3
        assert (
            len(await hits(client, numericFilters=f"created_at_i>={moments[2]},created_at_i<{moments[0]}"))
            == 2
        )
        stories, comments = await hits(client, tags="story"), await hits(client, tags="comment")
        assert len(stories) + len(comments) == len(everything)
        assert len(await hits(client, tags="(story,comment)")) == len(everything)
        assert await hits(client, query='"corn crake"') == []
        assert await hits(client, query="ottoline") == []


async def test_hacker_news_goes_on_without_us_however_long_the_demo_stays_open() -> None:
    clock = Clock()
    clock.now += timedelta(days=3)
    async with served(clock) as client:
        newest = (await hits(client, query=""))[0]
    assert clock.now.timestamp() - newest["created_at_i"] < 60
    assert "corncrake" not in str(newest).casefold()


async def test_hacker_news_pages_and_knows_its_threads() -> None:
    clock = Clock()
    clock.now += timedelta(minutes=20)
    async with served(clock) as client:
        everything = await hits(client)
        paged = [hit for page in range(3) for hit in await hits(client, hitsPerPage=3, page=page)]
        assert paged == everything
        about = (await client.get(SEARCH, params={"query": "corncrake", "hitsPerPage": "3"})).json()
    assert (about["nbHits"], about["nbPages"]) == (len(everything), 3)
    nested = next(hit for hit in everything if hit["objectID"] == "990011004")
    assert (nested["parent_id"], nested["story_id"]) == (990010961, 990010940)
    story = next(hit for hit in everything if hit["objectID"] == "990010940")
    assert (story["points"], story["num_comments"]) == (187, 64)


@pytest.mark.parametrize("path", ["/", "/nobody", "/hn", "/hn/api/v1/items/1", "//", "/%00", "/../etc"])
async def test_what_is_not_there_is_not_found(path: str) -> None:
    async with served(Clock()) as client:
        assert (await client.get(path)).status_code == 404


async def test_nothing_can_be_put_there_and_nonsense_hurts_nobody() -> None:
    async with served(Clock()) as client:
        assert (await client.post("/fedi", content=b"")).status_code == 405
        port = client.base_url.port
        for nonsense in (b"\r\n\r\n", b"GET\r\n\r\n", b"x" * 20_000, b""):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(nonsense)
            writer.write_eof()
            await reader.read()
            writer.close()
        strange = {
            "query": "corncrake",
            "hitsPerPage": "-1",
            "page": "x",
            "numericFilters": "created_at_i>soon",
        }
        assert (await client.get(SEARCH, params=strange)).status_code == 200
        assert (await client.get("/fedi")).status_code == 200


@pytest.mark.parametrize("target", ["http://[::1", f"{SEARCH}?page={'9' * 5000}"])
def test_a_request_that_cannot_be_meant_is_answered(target: str) -> None:
    head = f"GET {target} HTTP/1.1\r\n\r\n".encode()
    assert answer(head, load(), Begun(START, ORDINARY), START).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "kept", ["", "[]", '{"start": 1e300, "pace": 1}', '{"start": 99999999999999999, "pace": 1}']
)
def test_a_beginning_that_cannot_be_read_begins_anew(tmp_path: Path, kept: str) -> None:
    (tmp_path / "afternoon.json").write_text(kept, encoding="utf-8")
    assert begun(tmp_path, ORDINARY, START) == Begun(START, ORDINARY)


async def test_a_server_that_comes_back_goes_on_where_the_afternoon_stood(tmp_path: Path) -> None:
    async def entries(now: datetime, fast: bool) -> tuple[int, str]:
        stop, listening = asyncio.Event(), asyncio.get_running_loop().create_future()
        task = asyncio.create_task(serve(tmp_path, fast, lambda: now, stop, listening.set_result))
        async with httpx.AsyncClient(trust_env=False) as client:
            text = (await client.get(f"http://127.0.0.1:{await listening}/fedi")).text
        stop.set()
        await task
        return text.count("<item>"), text

    before, _ = await entries(START, fast=True)
    after, text = await entries(START + timedelta(seconds=5), fast=False)
    ended, later = await entries(START + timedelta(days=2), fast=True)
    assert before < after < ended == 25
    published = text[text.index("<pubDate>") : text.index("</pubDate>")]
    assert published in later, "what was published keeps its date"


def test_the_whole_is_started_and_ends_with_us(tmp_path: Path) -> None:
    with afternoon(tmp_path / "demo", fast=True) as settings:
        url = next(
            line.split('"')[1]
            for line in settings.read_text(encoding="utf-8").splitlines()
            if "/fedi" in line
        )
        assert httpx.get(url, trust_env=False).status_code == 200
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)


def test_the_server_ends_when_whoever_started_it_is_gone(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "desk.demo.server", str(tmp_path), "--fast"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        assert json.loads(server.stdout.readline())["port"] > 0
        server.stdin.close()
        assert server.wait(90) == 0
    assert json.loads((tmp_path / "afternoon.json").read_text(encoding="utf-8"))["pace"] == pytest.approx(
        FAST
    )
