"""Feeds on loopback that grow by themselves, and remember what they have served to the last byte."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WINDOW = 1500
"""Items a feed holds: at ten a second what was served stays there for minutes."""
_HEAD = b"<?xml version='1.0'?><rss version='2.0'><channel><title>soak</title>"
_TAIL = b"</channel></rss>"
_SAID = (
    "charged me twice, nobody calls back",
    "is broken again",
    "was wonderful, thank you",
    "cancelled my train",
)


@dataclass
class Feed:
    """One feed."""

    name: str
    items: deque[tuple[str, bytes]] = field(default_factory=lambda: deque(maxlen=WINDOW))
    made: int = 0
    served: set[str] = field(default_factory=set)
    """Titles of every item that went out whole."""

    def grow(self) -> None:
        """Have somebody write."""
        self.made += 1
        title = f"{self.name} {self.made:06} {_SAID[self.made % len(_SAID)]}"
        item = (
            f"<item><guid isPermaLink='false'>{self.name}-{self.made}</guid><title>{title}</title>"
            f"<link>https://soak.example/{self.name}/{self.made}</link>"
            f"<author>a{self.made % 97}</author></item>"
        )
        self.items.append((title, item.encode()))


@dataclass
class Feeds:
    """All of them, behind one server."""

    feeds: dict[str, Feed]
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    growing: threading.Event = field(default_factory=threading.Event)

    def url(self, name: str) -> str:
        """Return where a feed is."""
        return f"http://127.0.0.1:{self.port}/{name}"

    def body(self, name: str) -> tuple[list[str], bytes]:
        """Return the titles in a feed now, and its bytes."""
        with self.lock:
            items = list(self.feeds[name].items)
        return [title for title, _ in items], _HEAD + b"".join(item for _, item in items[::-1]) + _TAIL

    def went_out(self, name: str, titles: list[str]) -> None:
        """Remember that somebody has these."""
        with self.lock:
            self.feeds[name].served.update(titles)

    def served(self) -> set[str]:
        """Return every title anybody was served."""
        with self.lock:
            return set().union(*(each.served for each in self.feeds.values()))

    def made(self) -> int:
        """Return how many items there have been."""
        return sum(each.made for each in self.feeds.values())

    def grow(self, rate: float) -> None:
        """Grow by so many items a second, over all feeds, until told to stop."""
        begun, many, names = time.monotonic(), 0, list(self.feeds)
        while self.growing.is_set():
            while many < (time.monotonic() - begun) * rate:
                with self.lock:
                    self.feeds[names[many % len(names)]].grow()
                many += 1
            time.sleep(0.02)


@contextmanager
def growing(many: int, rate: float) -> Iterator[Feeds]:
    """Serve so many feeds that grow by `rate` items a second together, for as long as `growing` is set."""
    feeds = Feeds({f"f{number}": Feed(f"f{number}") for number in range(many)})

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = self.path.strip("/")
            titles, body = feeds.body(name)
            try:
                self.send_response(200)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                self.wfile.flush()
            except OSError:  # whoever asked was killed meanwhile
                self.close_connection = True
                return
            feeds.went_out(name, titles)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base class says so
            """Keep quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Take a killed client for what it is."""

    server = Server(("127.0.0.1", 0), Handler)
    feeds.port = server.server_address[1]
    feeds.growing.set()
    threads = [
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True),
        threading.Thread(target=feeds.grow, args=(rate,), daemon=True),
    ]
    for each in threads:
        each.start()
    try:
        yield feeds
    finally:
        feeds.growing.clear()
        server.shutdown()
        server.server_close()
        for each in threads:
            each.join()
