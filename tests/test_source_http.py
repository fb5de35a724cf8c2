"""Asking the web: bounded in time and size, gentle to hosts, silent about secrets."""

import asyncio
import logging
import ssl
from contextlib import AsyncExitStack
from datetime import timedelta
from itertools import pairwise

import httpx
import pytest

from sources.errors import BadLink, Misled, SourceError, Unreachable
from sources.hints import cache_seconds, exhausted, reset
from sources.http import Limits, Manners, Web, manners
from sources.kit import Reply
from sources.status import has_news
from tests.feed_samples import NOW
from tests.loopback import Loopback, Request, Step, error, hang, redirect, serve, stall, truncate

HURRIED = Limits(connect=60.0, read=0.4, whole=60.0)
PATIENT = Limits(connect=60.0, read=60.0, whole=2.0)


async def test_we_say_who_we_are_and_ask_with_the_headers_we_are_told() -> None:
    async with Loopback({"/f": [serve("hello")]}) as server, Web() as web:
        reply = await web.get(server.url("/f"), {"if-none-match": 'W/"1"'})
        (request,) = server.asked("/f")
    assert (reply.status, reply.body, reply.cut, reply.moved) == (200, b"hello", "", None)
    assert request.headers["user-agent"].startswith("amends")
    assert request.headers["if-none-match"] == 'W/"1"'


async def test_what_is_packed_is_unpacked() -> None:
    async with Loopback({"/f": [serve("hello " * 1000, gzip=True)]}) as server, Web() as web:
        assert (await web.get(server.url("/f"))).body == b"hello " * 1000


async def test_a_body_beyond_the_limit_is_cut() -> None:
    async with Loopback({"/f": [serve("x" * 3_000_000, gzip=True)]}) as server, Web() as web:
        reply = await web.get(server.url("/f"), limit=2**20)
    assert len(reply.body) == 2**20
    assert reply.cut == "sent more than 1 MiB"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (hang(), "fell silent"),
        (stall("x" * 5000, 100), "fell silent"),
        (truncate("x" * 5000, 100), "broke off"),
        (truncate("x" * 5000, 0), "broke off"),
    ],
)
async def test_a_server_that_does_not_finish_is_not_waited_for(step: Step, words: str) -> None:
    async with (
        Loopback({"/f": [step]}) as server,
        Web(limits=HURRIED if words == "fell silent" else Limits()) as web,
    ):
        try:
            said = (await web.get(server.url("/f"))).cut
        except Unreachable as trouble:
            said = str(trouble)
    assert words in said


async def test_a_server_that_goes_on_for_ever_is_not_waited_for() -> None:
    step = Step(b"x" * 500_000, bytes_a_second=1000)
    async with Loopback({"/f": [step]}) as server, Web(limits=PATIENT) as web:
        assert "too slow" in (await web.get(server.url("/f"))).cut


async def test_nobody_there_is_said_without_the_secrets_of_the_address(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with Loopback({"/f": [serve("x")]}) as server:
        url = server.url("/f?token=hush").replace("//", "//jane:hush@")
        async with Web() as web:
            await web.get(url)
    async with Web() as web:
        with pytest.raises(Unreachable, match="could not be reached") as trouble:
            await web.get(url)
    assert "hush" not in str(trouble.value) + caplog.text
    assert "/f?…" in str(trouble.value)


@pytest.mark.parametrize("url", ["", "ftp://a.example/", "javascript:alert(1)", "https://", "http://[::1"])
async def test_what_is_no_web_address_is_not_asked(url: str) -> None:
    async with Web() as web:
        with pytest.raises(BadLink):
            await web.get(url)


async def test_redirects_are_followed_and_a_permanent_one_is_told() -> None:
    routes = {
        "/a": [redirect("/b", 308)],
        "/b": [redirect("c", 301)],
        "/c": [serve("here")],
        "/d": [redirect("/c")],
    }
    async with Loopback(routes) as server, Web() as web:
        for_good = await web.get(server.url("/a"))
        for_now = await web.get(server.url("/d"))
        assert (for_good.body, for_good.url, for_good.moved) == (b"here", server.url("/c"), server.url("/c"))
        assert (for_now.body, for_now.moved) == (b"here", None)


async def test_a_host_is_asked_one_thing_at_a_time_with_a_gap_between() -> None:
    under_way: list[float] = []
    loop = asyncio.get_running_loop()

    def note(request: Request) -> Step:
        under_way.append(loop.time())
        return serve("x")

    async with (
        Loopback({"/f": note}) as server,
        Web(manners_of=lambda host: Manners(at_once=1, gap=0.05)) as web,
    ):
        await asyncio.gather(*(web.get(server.url("/f")) for _ in range(4)))
    gaps = [later - earlier for earlier, later in pairwise(under_way)]
    assert min(gaps) >= 0.05
    assert manners("forum.example") == Manners(at_once=1, gap=1.0)
    assert manners("127.0.0.1").gap == 0


async def test_a_hanging_answer_does_not_hold_up_the_others_on_this_machine() -> None:
    async with Loopback({"/hang": [hang()], "/f": [serve("x")]}) as server, Web() as web:
        waiting = asyncio.create_task(web.get(server.url("/hang")))
        assert (await web.get(server.url("/f"))).body == b"x"
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)


async def test_a_client_that_goes_on_to_another_host_takes_nothing_there() -> None:
    step = serve("hello", headers={"set-cookie": "who=jane"})
    async with AsyncExitStack() as stack:
        servers = [await stack.enter_async_context(Loopback({"/f": [step]})) for _ in range(20)]
        web = await stack.enter_async_context(Web())
        for server in (*servers, *servers):
            assert (await web.get(server.url("/f"))).body == b"hello"
        asked = [request for server in servers for request in server.asked("/f")]
    assert len(asked) == 40
    assert not any("cookie" in request.headers for request in asked)


async def test_many_hosts_share_one_tls_context(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    original = httpx.create_ssl_context

    def counted() -> ssl.SSLContext:
        made.append("context")
        return original()

    monkeypatch.setattr(httpx, "create_ssl_context", counted)
    async with Web(limits=Limits(0.2, 0.2, 0.4)) as web:
        for port in (1, 2, 3):
            with pytest.raises(Unreachable):
                await web.get(f"https://127.0.0.1:{port}/")
    assert made == ["context"]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-ratelimit-reset": "2026-03-02T12:05:00.290188Z"}, 300.29),
        ({"x-ratelimit-reset": str(int(NOW.timestamp()) + 300)}, 300),
        ({"x-rate-limit-reset": str(int(NOW.timestamp()) + 300)}, 300),
        ({"ratelimit-reset": str(int(NOW.timestamp()) + 300)}, 300),
        ({"x-ratelimit-reset": "300.0"}, 300),
        ({"retry-after": "4"}, 4),
        ({"retry-after": "Mon, 02 Mar 2026 12:05:00 GMT"}, 300),
        ({"retry-after": "4", "x-ratelimit-reset": "300"}, 4),
        ({"x-ratelimit-reset": "2026-03-02T14:05:00Z", "date": "Mon, 02 Mar 2026 14:00:00 GMT"}, 300),
        ({"x-ratelimit-reset": "2026-03-02T11:00:00Z"}, None),
        ({"x-ratelimit-reset": "2026-04-02T11:00:00Z"}, None),
        ({"x-ratelimit-reset": "9999-12-31T23:59:59Z", "date": "Mon, 02 Mar 2026 11:00:00 GMT"}, None),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_four_units_of_waiting_are_read_by_one_reader(headers: dict[str, str], seconds: float | None) -> None:
    when = reset(headers, NOW)
    assert (when and (when - NOW).total_seconds()) == pytest.approx(seconds, abs=0.01)


def test_how_long_an_answer_stays_fresh() -> None:
    assert cache_seconds({"cache-control": "public, max-age=15"}, NOW) == 15
    assert cache_seconds({"cache-control": "max-age=31536000"}, NOW) == 3600, "an hour at most"
    assert cache_seconds({"expires": "Mon, 02 Mar 2026 12:10:00 GMT"}, NOW) == 600
    assert [
        cache_seconds(headers, NOW) for headers in ({}, {"expires": "0"}, {"cache-control": "max-age=0"})
    ] == [None] * 3


def test_a_server_says_when_nothing_is_left() -> None:
    assert exhausted({"x-ratelimit-remaining": "0.0"})
    assert not exhausted({"x-ratelimit-remaining": "598.0"})
    assert not exhausted({})


def reply(status: int, body: bytes = b"", **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, named, body, "https://forum.example/f?token=hush")


def test_news_or_none() -> None:
    assert has_news(reply(200), NOW)
    assert not has_news(reply(304), NOW)
    assert not has_news(reply(204), NOW)


@pytest.mark.parametrize(
    ("answer", "health", "wait"),
    [
        (reply(429, retry_after="90"), "rate_limited", 90),
        (reply(429), "rate_limited", None),
        (reply(503, retry_after="30"), "rate_limited", 30),
        (reply(503), "error", None),
        (reply(403, x_ratelimit_remaining="0", x_ratelimit_reset="60"), "rate_limited", 60),
        (reply(403, b"You have exceeded a secondary rate limit"), "rate_limited", None),
        (reply(403), "blocked", None),
        (reply(403, cf_mitigated="challenge"), "blocked", None),
        (reply(200, cf_mitigated="challenge"), "blocked", None),
        (reply(400, b'{"error":"rate_limit_error"}'), "rate_limited", None),
        (reply(400), "error", None),
        (reply(401), "auth", None),
        (reply(410), "error", None),
        (reply(522), "error", None),
        (reply(302), "error", None),
    ],
)
def test_every_status_has_its_meaning(answer: Reply, health: str, wait: float | None) -> None:
    with pytest.raises(SourceError) as refused:
        has_news(answer, NOW)
    assert (refused.value.health, refused.value.pause) == (health, wait)
    assert refused.value.until == (NOW + timedelta(seconds=wait) if wait else None)
    assert "hush" not in str(refused.value)


async def test_the_server_of_these_tests_closes_with_people_still_waiting() -> None:
    async with Loopback({"/hang": [hang()], "/e": [error(418)]}) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(server.url().rpartition(":")[2]))
        writer.write(b"GET /hang HTTP/1.1\r\n\r\n")
        async with Web() as web:
            assert (await web.get(server.url("/e"))).status == 418
            assert (await web.get(server.url("/nowhere"))).status == 404
    writer.close()
    assert await reader.read() == b""


async def test_a_body_is_sent_as_it_is() -> None:
    async with Loopback({"/in": [serve("kept")]}) as server, Web() as web:
        reply = await web.post(server.url("/in"), b'{"a": 1}', {"content-type": "application/json"})
        (request,) = server.asked("/in")
    assert (reply.status, reply.body) == (200, b"kept")
    assert (request.method, request.body) == ("POST", b'{"a": 1}')
    assert request.headers["content-type"] == "application/json"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_what_is_sent_goes_nowhere_else(status: int) -> None:
    async with (
        Loopback({"/in": [redirect("/elsewhere", status)]}) as server,
        Web() as web,
    ):
        with pytest.raises(Misled, match="wants us to ask elsewhere"):
            await web.post(server.url("/in"), b"hush")
    assert [request.path for request in server.requests] == ["/in"]


async def test_a_key_is_not_told_to_whom_a_redirect_leads() -> None:
    told = {"authorization": "Bearer hush", "x-api-key": "hush", "accept": "application/json"}
    async with Loopback({"/f": [serve("yes")]}) as other:
        routes = {"/f": [redirect("/g")], "/g": [redirect(other.url("/f"))]}
        async with Loopback(routes) as server, Web() as web:
            assert (await web.get(server.url("/f"), told)).body == b"yes"
    assert [request.headers.get("authorization") for request in server.requests] == ["Bearer hush"] * 2
    (strange,) = other.requests
    assert strange.headers["accept"] == "application/json"
    assert not {"authorization", "x-api-key"} & set(strange.headers)
