"""The figures in words: lines for the eye, and the page that is kept beside the code."""

import os
import platform
import sqlite3
from collections.abc import Iterator, Mapping
from importlib.metadata import version

from bench.figures import Figure, shown
from bench.kept import Measured
from bench.notes import NOTES
from bench.table import ROWS, Row
from bench.world import World

_OURS = ("textual", "httpx", "feedparser", "tinydb")


def lines_of(figure: Figure) -> Iterator[str]:
    """Yield a figure as lines of plain text."""
    goal = f"  goal ≤ {shown(figure.goal)}" if figure.goal is not None else ""
    beside = "".join(f"  {name} {shown(value)}" for name, value in figure.beside.items() if value is not None)
    mark = {True: "✓ ", False: "✗ ", None: "· "}[figure.reached]
    yield f"{mark}{figure.what}: {shown(figure.value)} {figure.unit}{goal}{beside}"
    if figure.note:
        yield f"    {figure.note}"


def written(found: Mapping[str, Measured], world: World) -> str:
    """Return the page of all that is known; of a row that is no more nothing is told."""
    rows = [found[row.name] for row in ROWS if row.name in found]
    goals = [each for row in rows for each in row.figures if each.goal is not None]
    reached = sum(each.reached is True for each in goals)
    parts = [
        "# What the bench found\n",
        "Written by `make bench`; run it to get your own. Read ratios, bytes and counts; wall times are this",
        "machine's mood. Peers took turns with us, and a figure is the median of those rounds, unless a note",
        "says otherwise. Each row tells when it was measured, and beside what load.\n",
        f"{reached} of {len(goals)} goals reached.\n",
        *_machine(world),
        *(line for row in ROWS for line in _section(row, found.get(row.name))),
    ]
    return "\n".join(parts) + "\n"


def _machine(world: World) -> Iterator[str]:
    yield "| what | which |\n|---|---|"
    kernel = f"{platform.system()} {platform.release()}, {platform.machine()}"
    yield f"| machine | {os.cpu_count()} CPUs, {kernel} |"
    yield f"| Python | {platform.python_version()}, SQLite {sqlite3.sqlite_version} |"
    yield f"| ours | {', '.join(f'{name} {version(name)}' for name in _OURS)} |"
    yield from (f"| {name} | {said} |" for name, said in world.peers.versions().items())
    yield ""


def _section(row: Row, found: Measured | None) -> Iterator[str]:
    yield f"## {row.says}\n"
    if found is None:
        yield "Not measured yet.\n"
        return
    figures = found.figures
    yield f"{found.at} UTC, load {found.load:.1f} in the minute before, {found.rounds} rounds at most.\n"
    yield "| figure | amends | goal | reached | others |\n|---|---|---|---|---|"
    yield from (_line(each) for each in figures)
    yield ""
    yield from (f"- {each.what}: {_told(each.note)}" for each in figures if each.note)
    if any(each.reached is False for each in figures) and row.name in NOTES:
        yield f"\n{NOTES[row.name]}"
    yield ""


def _line(figure: Figure) -> str:
    goal = "" if figure.goal is None else f"≤ {shown(figure.goal)}"
    reached = {True: "yes", False: "**no**", None: ""}[figure.reached]
    others = " · ".join(f"{name} {shown(value)}" for name, value in figure.beside.items())
    return f"| {figure.what} | {shown(figure.value)} {figure.unit} | {goal} | {reached} | {others} |"


def _told(note: str) -> str:
    """Return a note as one line."""
    return " ".join(note.split())[:400]
