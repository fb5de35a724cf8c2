"""Ways to a host: passwords, proxies, and headers that come more than once."""

import asyncio

import pytest

from sources.errors import Unreachable
from sources.http import Web
from sources.ways import password
from tests.loopback import Loopback, redirect, serve


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


async def test_a_password_in_the_address_is_sent_and_not_carried_to_another_host() -> None:
    async with Loopback({"/f": [serve("there")]}) as other:
        routes = {"/near": [redirect("/f")], "/f": [serve("here")], "/far": [redirect(other.url("/f"))]}
        async with Loopback(routes) as server, Web() as web:
            secret = server.url().replace("//", "//jane:b%40d%20one@")
            assert (await web.get(f"{secret}/near")).body == b"here"
            assert (await web.get(f"{secret}/far")).body == b"there"
            sent = [each.headers.get("authorization") for each in server.requests]
            assert [each.headers.get("authorization") for each in other.requests] == [None]
    assert sent == ["Basic amFuZTpiQGQgb25l"] * 3
    assert password("https://forum.example/f") == {}


async def test_a_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Loopback({"/f": [serve("by proxy")], "/own": [serve("by itself")]}) as server:
        monkeypatch.setenv("http_proxy", server.url().removeprefix("http://"))
        monkeypatch.setenv("no_proxy", "127.0.0.1,intra.example")
        async with Web() as web:
            assert (await web.get("http://forum.example/f")).body == b"by proxy"
            assert (await web.get(server.url("/own"))).body == b"by itself"
        (asked,) = server.asked("/f")
    assert asked.headers["host"] == "forum.example"


async def test_what_was_led_through_a_proxy_is_not_led_past_it(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Loopback({"/f": [serve("by proxy")]}) as proxy, Loopback({"/f": [serve("direct")]}) as server:
        monkeypatch.setenv("http_proxy", proxy.url())
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        async with Web() as web:
            for number in range(20):  # more than are left to the hosts they lead to
                assert (await web.get(f"http://forum{number}.example/f")).body == b"by proxy"
                assert (await web.get(server.url("/f"))).body == b"direct"


@pytest.mark.parametrize("proxy", ["gopher://forum.example:1", "http://forum.example:no"])
async def test_a_proxy_that_is_none_is_said(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    async with Web() as web:
        with pytest.raises(
            Unreachable, match=r"forum\.example/f is asked through a proxy that cannot be used"
        ):
            await web.get("http://forum.example/f")


async def test_headers_of_one_name_are_one_line() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(
            b"HTTP/1.1 200 OK\r\nX-One: a\r\nx-one: b\r\nX-Odd: caf\xe9\r\nContent-Length: 0\r\n\r\n"
        )
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server, Web() as web:
        reply = await web.get(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
    assert (reply.headers["x-one"], reply.headers["x-odd"]) == ("a, b", "café")
