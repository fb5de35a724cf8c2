"""Packed bodies: unpacked as far as there is room, and not a byte further."""

import gzip
import zlib

import httpx
import pytest

from sources.errors import Unreachable
from sources.http import Web
from sources.unpacking import Unpacking
from tests.loopback import Loopback, serve

HELLO = b"hello " * 1000


def bare(body: bytes) -> bytes:
    """Return what some servers call deflate: without zlib's head."""
    work = zlib.compressobj(wbits=-15)
    return work.compress(body) + work.flush()


@pytest.mark.parametrize(
    ("said", "packed"),
    [
        ("gzip", gzip.compress(HELLO)),
        ("X-GZip ", gzip.compress(HELLO)),
        ("deflate", zlib.compress(HELLO)),
        ("deflate", bare(HELLO)),
        ("identity", HELLO),
        ("", HELLO),
    ],
    ids=["gzip", "x-gzip", "zlib", "bare deflate", "identity", "unpacked"],
)
async def test_every_packing_we_ask_for_is_undone(said: str, packed: bytes) -> None:
    step = serve(packed, headers={"content-encoding": said} if said else {})
    async with Loopback({"/f": [step]}) as server, Web() as web:
        reply = await web.get(server.url("/f"))
        (asked,) = server.asked("/f")
    assert (reply.body, reply.cut) == (HELLO, "")
    assert asked.headers["accept-encoding"] == "gzip, deflate"


def test_a_small_body_that_is_a_huge_one_is_unpacked_as_far_as_it_is_wanted() -> None:
    packed = gzip.compress(bytes(50_000_000))
    assert Unpacking("gzip").more(packed, 1000) == bytes(1000)


@pytest.mark.parametrize("said", ["gzip, gzip", "br", "compress", "gzip;q=1", "wat"])
async def test_what_is_packed_twice_or_strangely_is_left_alone(said: str) -> None:
    step = serve(gzip.compress(gzip.compress(bytes(1_000_000))), headers={"content-encoding": said})
    async with Loopback({"/f": [step]}) as server, Web() as web:
        with pytest.raises(Unreachable, match="cannot be unpacked"):
            await web.get(server.url("/f"))


async def test_what_is_not_packed_as_it_says_is_not_read() -> None:
    step = serve("<rss/>", headers={"content-encoding": "gzip"})
    async with Loopback({"/f": [step]}) as server, Web() as web:
        with pytest.raises(Unreachable, match="cannot be unpacked"):
            await web.get(server.url("/f"))


async def test_a_packed_body_that_stops_before_its_end_is_cut() -> None:
    step = serve(gzip.compress(HELLO)[:-12], headers={"content-encoding": "gzip"})
    async with Loopback({"/f": [step]}) as server, Web() as web:
        reply = await web.get(server.url("/f"))
    assert reply.cut == "broke off its answer"
    assert HELLO.startswith(reply.body)


async def test_an_empty_answer_that_says_it_is_packed_is_empty() -> None:
    step = serve(b"", status=304, headers={"content-encoding": "gzip"})
    async with Loopback({"/f": [step]}) as server, Web() as web:
        reply = await web.get(server.url("/f"))
    assert (reply.status, reply.body, reply.cut) == (304, b"", "")


def test_a_broken_middle_is_an_error() -> None:
    packed = gzip.compress(bytes(range(256)) * 100)
    unpacking = Unpacking("gzip")
    unpacking.more(packed[:30], 100)
    with pytest.raises(httpx.DecodingError):
        unpacking.more(b"\xff" * 500, 100_000)
