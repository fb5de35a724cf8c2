"""The feeds as the bench sees them: a server process, its addresses, and the levers on it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

from bench.feeds import loopback
from bench.processes import TooSlow, until
from desk.ourselves import HERE


@dataclass(frozen=True, slots=True)
class Feeds:
    """Some feeds on this machine."""

    port: int
    feeds: int
    items: int
    """In each."""

    def urls(self) -> list[str]:
        """Return their addresses."""
        return [f"http://{loopback(n)}:{self.port}/f/{n}.xml" for n in range(self.feeds)]

    def add(self, feeds: int, items: int) -> None:
        """Put new items on top of some of them, and count requests from zero."""
        self._ask(f"/add?feeds={feeds}&items={items}")

    def forget(self) -> None:
        """Count requests from zero."""
        self._ask("/forget")

    def requests(self) -> int:
        """Return how many requests there were."""
        return int(self._ask("/counts")["requests"])

    def news(self) -> int:
        """Return how many items were put on top the last time."""
        return int(self._ask("/counts")["news"])

    def all_asked(self, seconds: float = 240.0) -> None:
        """Wait until every feed was asked.

        Raises:
            TooSlow: Some were not.
        """
        until(lambda: self.requests() >= self.feeds, "every feed to be asked", seconds, look=0.05)

    def _ask(self, path: str) -> dict[str, Any]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            answer: dict[str, Any] = json.loads(connection.getresponse().read())
            return answer
        finally:
            connection.close()


@contextmanager
def serving(feeds: int, items: int) -> Iterator[Feeds]:
    """Serve feeds while the block runs."""
    command = [sys.executable, "-m", "bench.feeds", str(feeds), str(items)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=HERE) as process:
        try:
            said = process.stdout.readline() if process.stdout else b""
            if not said.strip().isdigit():
                raise TooSlow("the server of feeds did not start")
            yield Feeds(int(said), feeds, items)
        finally:
            process.kill()
