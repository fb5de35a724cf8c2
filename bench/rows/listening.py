"""Twenty senders that hand in a thousand mentions a second: how long the collector's event loop is held.

Run as a process of its own (`python -m bench.rows.listening SECONDS`) it is a collector with a watch beside
it, which looks a hundred times a second how much later it is called than it asked for.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from bench.figures import Figure, share
from bench.home import Home
from bench.processes import TooSlow
from bench.world import World
from casebook.clock import utc_now
from casebook.store.scribe import Scribe
from casebook.store.store import Store
from desk.book import Book
from desk.listening import listen
from desk.ourselves import HERE
from desk.settings import load
from playbooks.playbook import load as load_playbook
from sources.keyring import Keyring

_SENDERS, _AT_ONCE = 20, 50
"""Each hands in so many lines once a second."""
_LOOK = 0.01
"""Seconds between two looks of the watch."""
_GOAL = 20.0
"""Milliseconds."""
_FEWEST = 900.0
"""Mentions a second; with fewer some wait."""

Told = dict[str, list[float]]


def measure(world: World) -> list[Figure]:
    """Measure how late the loop is, with the senders and without."""
    seconds, home = world.either(20, 5), world.home()
    port = _free_port()
    _settle(home, port)
    resting = _watched(home, seconds, 0)
    busy = _watched(home, seconds, port)
    return _figures(resting, busy, seconds)


def _figures(resting: Told, busy: Told, seconds: int) -> list[Figure]:
    late, kept, cpu = [1000 * each for each in busy["late"]], busy["kept"][0], busy["cpu"][0]
    calm = share([1000 * each for each in resting["late"]], 0.99)
    rate = kept / seconds
    note = "" if rate > _FEWEST else "the others had to wait for their answer: what is kept at once is all"
    return [
        Figure(
            f"the loop held, p99, while {_SENDERS} senders hand in up to 1,000 mentions/s",
            share(late, 0.99),
            "ms",
            _GOAL,
            {"nobody hands in": calm},
        ),
        Figure("the same, p50", share(late, 0.5), "ms"),
        Figure("the same, the worst", max(late), "ms"),
        Figure("mentions kept, each answered only then", rate, "a second", None, {}, note),
        Figure("CPU for a mention kept", 1000 * cpu / kept if kept else None, "ms"),
    ]


def _free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        port: int = made.getsockname()[1]
        return port


def _settle(home: Home, port: int) -> None:
    """Write settings with senders that hand in at a port."""
    home.settle()
    senders = [f'[senders.s{number}]\nopen = true\nportal = "social"\n' for number in range(_SENDERS)]
    with (home.folder / "config" / "amends" / "settings.toml").open("a") as file:
        file.write("".join([f'[listen]\nat = "127.0.0.1:{port}"\n', *senders]))


def _watched(home: Home, seconds: int, port: int) -> Told:
    """Return what a collector told of itself, while mentions are handed in at a port, or nobody does."""
    command = [sys.executable, "-m", "bench.rows.listening", str(seconds)]
    with subprocess.Popen(command, cwd=HERE, env=home.env(), stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None or process.stdout.readline().strip() != "begun":
            raise TooSlow("the collector did not begin")
        with _handing_in(port):
            told: Told = json.loads(process.stdout.readline())
        return told


@contextmanager
def _handing_in(port: int) -> Iterator[None]:
    """Hand in fifty mentions from each sender every second, while the block runs."""
    ended = threading.Event()
    threads = [threading.Thread(target=_send, args=(port, number, ended)) for number in range(_SENDERS)]
    for each in threads if port else ():
        each.start()
    try:
        yield
    finally:
        ended.set()
        for each in threads if port else ():
            each.join()


def _send(port: int, sender: int, ended: threading.Event) -> None:
    line, serial = HTTPConnection("127.0.0.1", port, timeout=60), 0
    begun = time.monotonic() + sender / _SENDERS
    while not ended.wait(max(0.0, begun - time.monotonic())):
        lines = [_said(sender, serial + number) for number in range(_AT_ONCE)]
        try:
            line.request("POST", f"/in/s{sender}", "\n".join(lines), {"content-type": "application/x-ndjson"})
            line.getresponse().read()
        except OSError:  # the collector has ended
            return
        begun, serial = begun + 1.0, serial + _AT_ONCE
    line.close()


def _said(sender: int, number: int) -> str:
    text = f"Order {number} never came, and support of shop {sender} hung up on me twice. Where is my refund?"
    return json.dumps(
        {
            "source": f"shop{sender}",
            "native_id": str(number),
            "text": text,
            "author_handle": f"p{number % 997}",
            "url": f"https://shop{sender}.example/{number}",
        }
    )


async def collect(seconds: float) -> None:
    """Let senders hand in, watch for so many seconds, and print what was seen."""
    said = load(None, os.environ)
    store = Store(said.store)
    scribe = Scribe(store)
    book = Book(store, scribe, load_playbook(said.playbook), said.heard)
    book.open(utc_now())
    if said.listen is None:
        raise TooSlow("nobody listens")
    door = asyncio.create_task(listen(said.listen, said.senders, book, Keyring()))
    await watch(1.0)
    print("begun", flush=True)  # noqa: T201
    before, cpu = store.mentions.top(), time.process_time()
    late = await watch(seconds)
    told = {"late": late, "kept": [store.mentions.top() - before], "cpu": [time.process_time() - cpu]}
    door.cancel()
    await asyncio.gather(door, return_exceptions=True)
    scribe.close()
    store.close()
    print(json.dumps(told), flush=True)  # noqa: T201


async def watch(seconds: float) -> list[float]:
    """Return how much later than it asked for it was called, each time, in seconds."""
    loop, late = asyncio.get_running_loop(), list[float]()
    end = loop.time() + seconds
    while (now := loop.time()) < end:
        await asyncio.sleep(_LOOK)
        late.append(max(0.0, loop.time() - now - _LOOK))
    return late


if __name__ == "__main__":
    asyncio.run(collect(float(sys.argv[1])))
