"""A small web on loopback: pages that can be changed while they are served, and a count of who asked."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from xml.sax.saxutils import escape


@dataclass
class Web:
    """The pages by path, and how often each was asked for."""

    port: int = 0
    pages: dict[str, bytes] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    """How often the answer was 304."""

    def url(self, path: str) -> str:
        """Return where a page is."""
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def web(content_type: str = "application/rss+xml") -> Iterator[Web]:
    """Serve a web while the block runs."""
    made = Web()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = made.pages.get(self.path)
            tag = f'"{sha256(body or b"").hexdigest()[:12]}"'
            made.asked[self.path] += 1
            if body is not None and self.headers.get("If-None-Match") == tag:
                made.unchanged[self.path] += 1
                self._answer(304, b"", tag)
            else:
                self._answer(500 if body is None else 200, body or b"broken", tag)

        def _answer(self, status: int, body: bytes, tag: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", tag)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base class says so
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def feed(*items: tuple[str, str]) -> bytes:
    """Return an RSS feed of (id, text) pairs."""
    told = "".join(
        f"<item><guid isPermaLink='false'>{escape(name)}</guid><title>{escape(text)}</title>"
        f"<link>https://blog.example/{escape(name)}</link><description>{escape(text)}</description></item>"
        for name, text in items
    )
    head = "<title>Talk</title><link>https://blog.example/</link><description>Talk</description>"
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{head}{told}</channel></rss>".encode()
