"""The machine: is our byte-code kept, and does its clock tell the time."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from importlib.util import cache_from_source, find_spec
from os import W_OK, access
from pathlib import Path

from desk.doctor.finding import Finding, note, ok, wrong

BORN = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right shows less."""
FAR = timedelta(minutes=5)
"""A clock that is so far off makes due times and ages wrong."""
NEAR = timedelta(seconds=60)
MODULES = ("tui.app", "desk.desk", "casebook.store.store", "textual.app", "httpx", "tinydb")
"""Some of what a start loads, one of each place."""


def byte_code(modules: Iterable[str] = MODULES) -> Finding:
    """Return whether what a start loads lies there compiled: without, each start takes a second more."""
    missing = [each for each in map(_source, modules) if each and not Path(cache_from_source(each)).exists()]
    if not missing:
        return ok("byte-code", "is kept: starting is quick")
    if sys.dont_write_bytecode:
        do = "take PYTHONDONTWRITEBYTECODE out of the environment"
    elif all(access(_kept_in(each), W_OK) for each in missing):
        return ok("byte-code", "is written at the first start: the next one is quicker")
    else:
        do = f"as whoever installed it: {sys.executable} -m compileall -q {Path(missing[0]).parent}"
    return note("byte-code", "is not kept: every start takes a second or so more", do)


def _source(module: str) -> str | None:
    try:
        found = find_spec(module)
    except ImportError:
        return None
    return found.origin if found else None


def _kept_in(source: str) -> Path:
    """Return the folder the byte-code goes to, or the one that would be made in."""
    folder = Path(cache_from_source(source)).parent
    return folder if folder.exists() else Path(source).parent


def clock(now: datetime, newest: datetime | None, served: Mapping[str, timedelta]) -> Iterator[Finding]:
    """Yield whether the clock can be right.

    Args:
        now: What it shows.
        newest: When the newest mention came in, by this clock then.
        served: By host, how far its clock is ahead of ours.
    """
    if now < BORN:
        yield wrong("clock", f"shows {now:%Y-%m-%d}", "set it (timedatectl set-ntp true)")
    elif newest is not None and newest - now > FAR:
        say = f"shows {_said(newest - now)} less than when the newest mention came in"
        yield wrong("clock", say, "look which of the two is right; ages and due times go by it")
    else:
        yield _against(now, served)


def _against(now: datetime, served: Mapping[str, timedelta]) -> Finding:
    """Compare with others: where most of them agree against us, it is us."""
    say = f"{now:%Y-%m-%d %H:%M} UTC"
    if not served:
        return ok("clock", f"{say}, compared with nobody's")
    middle = sorted(served.values())[len(served) // 2]
    host = min(served, key=lambda each: abs(served[each] - middle))
    if abs(middle) <= NEAR:
        return ok("clock", f"{say}, as {host} has it")
    way = "behind" if middle > timedelta(0) else "ahead of"
    told = wrong if abs(middle) > FAR else note
    return told("clock", f"{say} is {_said(abs(middle))} {way} {host}", "set it (timedatectl set-ntp true)")


def _said(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    for size, word in ((86_400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds // size} {word}"
    return f"{seconds} seconds"
