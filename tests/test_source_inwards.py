"""Redirects into the inner network: by address, however it is written, or by a name that leads there."""

import asyncio
from typing import Any

import pytest

from sources.errors import Misled
from sources.inwards import home_of, inner, led_outside

NAMES = {
    "forum.example": "93.184.215.14",
    "router.evil.example": "192.168.1.1",
    "meta.evil.example": "169.254.169.254",
    "localtest.example": "127.0.0.1",
    "intranet.example": "10.1.2.3",
    "wiki.intranet.example": "fd00::7",
}


@pytest.fixture
async def names(monkeypatch: pytest.MonkeyPatch) -> None:
    async def getaddrinfo(host: str, *_: Any, **__: Any) -> list[Any]:
        if host not in NAMES:
            raise OSError("no such name")
        return [(0, 0, 0, "", (NAMES[host], 0))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", getaddrinfo)


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize(
    "goal",
    [
        "http://router.evil.example/reboot",
        "http://meta.evil.example/latest/meta-data/",
        "http://localtest.example:8080/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/",
        "http://0xa9fea9fe/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:192.168.0.1]/",
        "http://[2002:c0a8:1::]/",
    ],
)
async def test_nobody_out_there_sends_us_into_the_inner_network(goal: str) -> None:
    with pytest.raises(Misled, match=r"forum\.example/feed redirects into the inner network"):
        await led_outside("https://forum.example/feed", goal)


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize(
    ("url", "goal"),
    [
        ("https://forum.example/feed", "https://forum.example/feed.xml"),
        ("https://blog.example/feed", "https://forum.example/feed"),
        ("https://intranet.example/feed", "https://wiki.intranet.example/feed"),
        ("http://10.0.0.1/feed", "http://10.0.0.2/feed"),
        ("https://forum.example/feed", "https://nobody-knows.example/feed"),
    ],
)
async def test_all_other_redirects_pass(url: str, goal: str) -> None:
    await led_outside(url, goal)


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize(
    ("url", "named", "home"),
    [
        ("https://forum.example", "https://93.184.215.99/a", "https://93.184.215.99/a"),
        ("https://forum.example", "https://forum.example:4000", "https://forum.example:4000"),
        ("https://forum.example", "http://93.184.215.99", ""),
        ("https://forum.example", "https://router.evil.example", ""),
        ("https://forum.example", "https://10.0.0.1", ""),
        ("https://forum.example", "https://127.0.0.1:8443", ""),
        ("https://intranet.example", "https://wiki.intranet.example", "https://wiki.intranet.example"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:4000", "http://127.0.0.1:4000"),
        ("https://forum.example", "javascript:alert(1)", ""),
        ("https://forum.example", "", ""),
    ],
)
async def test_a_server_names_a_home_for_our_token_only_where_its_like_stand(
    url: str, named: str, home: str
) -> None:
    assert await home_of(url, named) == home


def test_what_is_no_address_is_not_inside() -> None:
    assert not inner("forum.example")
    assert not inner("93.184.215.14")
    assert inner("fe80::1%eth0")
