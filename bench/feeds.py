"""A server of feeds on this machine, with ETag and 304; run as a process of its own, told what to do by GETs.

`/f/7.xml` is feed 7. `/add?feeds=M&items=K` puts K new items on top of M of them and counts from zero again;
`/counts` tells what was asked since. It prints its port when it is ready.
"""

import asyncio
import json
import sys
import time
from email.utils import formatdate
from urllib.parse import parse_qsl, urlsplit

from bench.feed_items import Writer, around

_APART = 8 * 3600.0
"""Seconds between two items of a feed: three a day."""


class Feed:
    """One feed and its two answers."""

    def __init__(self, writer: Writer, number: int, items: int) -> None:
        """Write it, the newest item hours old, the others hours apart."""
        self._writer, self.number, self._kept, self._serial = writer, number, items, items
        now = time.time()
        self._items = [
            writer.item(number, items - k, now - _APART * (k + 0.5) - number) for k in range(items)
        ]
        self._edition = 0
        self._set(now)

    def add(self, items: int, tag: str) -> None:
        """Put new items on top; as many old ones go."""
        for _ in range(items):
            self._serial += 1
            self._items.insert(0, self._writer.item(self.number, self._serial, time.time() - 1, tag))
        del self._items[self._kept :]
        self._edition += 1
        self._set(time.time())

    def answer(self, headers: dict[bytes, bytes]) -> bytes:
        """Return the whole answer to a request."""
        asked = headers.get(b"if-none-match")
        known = self.etag in asked if asked else headers.get(b"if-modified-since") == self._modified
        return self.unchanged if known else self.whole

    def _set(self, at: float) -> None:
        head, tail = around(self.number, at)
        body = b"".join((head, *self._items, tail))
        self.etag = b'"%d-%d-%x"' % (self.number, self._edition, len(body))
        self._modified = formatdate(at, usegmt=True).encode()
        known = b"ETag: %s\r\nLast-Modified: %s\r\nCache-Control: max-age=0\r\n" % (self.etag, self._modified)
        self.unchanged = b"HTTP/1.1 304 Not Modified\r\n%s\r\n" % known
        length = b"Content-Type: application/xml; charset=utf-8\r\nContent-Length: %d\r\n" % len(body)
        self.whole = b"HTTP/1.1 200 OK\r\n%s%s\r\n%s" % (known, length, body)


class Site:
    """All the feeds, and what was asked of them."""

    def __init__(self, feeds: int, items: int) -> None:
        """Write all feeds."""
        writer = Writer()
        self.feeds = [Feed(writer, number, items) for number in range(feeds)]
        self.counts = {"requests": 0, "unchanged": 0}
        self.news = 0
        """Items that were put on top the last time."""
        self._edition = 0

    def say(self, target: str, headers: dict[bytes, bytes]) -> bytes:
        """Return the answer to a request."""
        if target.startswith("/f/"):
            answer = self.feeds[int(target[3:-4])].answer(headers)
            self.counts["requests"] += 1
            self.counts["unchanged"] += answer.startswith(b"HTTP/1.1 304")
            return answer
        parts = urlsplit(target)
        told = json.dumps(self._told(parts.path, dict(parse_qsl(parts.query)))).encode()
        return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(told), told)

    def _told(self, path: str, words: dict[str, str]) -> dict[str, int]:
        if path == "/add":
            self._add(int(words["feeds"]), int(words["items"]))
        counts = {**self.counts, "news": self.news}
        if path != "/counts":
            self.counts = {"requests": 0, "unchanged": 0}
        return counts

    def _add(self, feeds: int, items: int) -> None:
        self._edition += 1
        step = max(1, len(self.feeds) // max(1, feeds))
        chosen = self.feeds[::step][:feeds]
        for each in chosen:
            each.add(items, f"NEW-{self._edition} ")
        self.news = len(chosen) * items


class Talk(asyncio.Protocol):
    """One connection."""

    site: Site

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        self._transport, self._held = transport, b""

    def data_received(self, data: bytes) -> None:
        """Answer every request that has come in whole."""
        *requests, self._held = (self._held + data).split(b"\r\n\r\n")
        for each in requests:
            first, *rest = each.split(b"\r\n")
            headers = {
                name.lower(): value.strip() for name, _, value in (line.partition(b":") for line in rest)
            }
            transport = self._transport
            if isinstance(transport, asyncio.WriteTransport):
                transport.write(self.site.say(first.split(b" ")[1].decode("latin1"), headers))
                if headers.get(b"connection", b"").lower() == b"close":
                    transport.close()


async def serve(feeds: int, items: int) -> None:
    """Serve until killed, each feed on an address of its own in this machine's loopback network."""
    Talk.site, loop = Site(feeds, items), asyncio.get_running_loop()
    first = await loop.create_server(Talk, "127.0.0.1", 0)
    port = first.sockets[0].getsockname()[1]
    hosts = [loopback(number) for number in range(feeds)]
    others = await loop.create_server(Talk, hosts, port)
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await others.serve_forever()


def loopback(feed: int) -> str:
    """Return the address of a feed: no two on one host, as it is out there."""
    return f"127.0.{1 + feed // 250}.{1 + feed % 250}"


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
