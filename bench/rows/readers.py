"""Libraries of Python for the same: one that keeps feeds, one that only parses them. For comparison only."""

import json
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from bench.feed_items import Writer
from bench.feeds import Feed
from bench.figures import Figure, middle, missing, ratio
from bench.peers import NOT_THERE
from bench.rows.refresh import Work, commands
from bench.sites import Feeds, serving
from bench.world import World
from sources.feed_parse import parse

_TIMES = 20
_PARSE = """
import json, sys, time, fastfeedparser
body = open(sys.argv[1], "rb").read()
fastfeedparser.parse(body)
begun = time.process_time()
for _ in range(int(sys.argv[2])):
    fastfeedparser.parse(body)
print(json.dumps(time.process_time() - begun))
"""


def measure(world: World) -> list[Figure]:
    """Measure a first refresh, one with nothing new, and a parser alone."""
    python = world.peers.python
    if python is None:
        return [missing("reader, fastfeedparser", NOT_THERE)]
    with serving(world.either(100, 20), 10) as feeds:
        works = commands(world, feeds, library=True)
        first = _asked(feeds, works)
        _asked(feeds, works)  # some send the validators they were given only from the third time on
        again = [_asked(feeds, works) for _ in range(min(world.rounds, 3))]
    unchanged = {name: middle([each[name] for each in again]) for name in works}
    return [
        _figure(f"command: {feeds.feeds} feeds × {feeds.items} items for the first time", first),
        _figure(f"command: {feeds.feeds} feeds, nothing new", unchanged),
        _parsing(world, python),
    ]


def _asked(feeds: Feeds, works: Mapping[str, Work]) -> dict[str, float]:
    feeds.forget()
    return {name: work() for name, work in works.items()}


def _figure(what: str, cpu_of: Mapping[str, float | None]) -> Figure:
    theirs = cpu_of.get("newsboat")
    ratios = {name: ratio(cpu, theirs) for name, cpu in cpu_of.items() if name != "newsboat"}
    seconds = ", ".join(f"{name} {cpu:.2f} s CPU" for name, cpu in cpu_of.items() if cpu is not None)
    return Figure(what, ratios.pop("amends"), "× newsboat's CPU", None, ratios, seconds)


def _parsing(world: World, python: Path) -> Figure:
    """Measure the parsing of a feed of fifty items, all of them new."""
    body, place = Feed(Writer(), 0, 50).whole.partition(b"\r\n\r\n")[2], world.folder() / "feed.xml"
    place.write_bytes(body)
    parse(body)
    begun = time.process_time()
    for _ in range(_TIMES):
        parse(body)
    ours = time.process_time() - begun
    said = subprocess.run([python, "-c", _PARSE, place, str(_TIMES)], capture_output=True, check=True).stdout
    theirs = {"fastfeedparser": json.loads(said) * 1000 / _TIMES}
    note = "ours cleans the text too, and reads what is malformed"
    return Figure("a feed of 50 new items parsed", ours * 1000 / _TIMES, "ms CPU", None, theirs, note)
