"""Refreshing feeds: what the collector costs beside feed readers that do the same."""

import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from bench.figures import Figure, middle, ratio
from bench.home import Home
from bench.peers import NOT_THERE, Newsboat, reader, sfeed
from bench.processes import TooSlow, settled, spent, tree, whole_cpu
from bench.sites import Feeds, serving
from bench.world import World
from casebook.clock import utc_now
from casebook.store.store import Store
from desk.wishes import ask_now

Work = Callable[[], float]


@dataclass(frozen=True, slots=True)
class _Round:
    """What is new in a round, and what we want to need beside newsboat."""

    one_in: int
    """One feed in so many has something new; 0 for none."""
    items: int
    """How many new items each of these has."""
    running: float
    """The goal beside a newsboat that runs."""
    command: float
    """The goal as one command, start-up included."""


_ROUNDS = (
    _Round(0, 0, 0.25, 0.60),
    _Round(100, 1, 0.30, 0.60),
    _Round(10, 5, 0.55, 0.55),
    _Round(2, 1, 0.45, 0.45),
)


def running(world: World) -> list[Figure]:
    """Measure a collector, and a newsboat, that run all the time."""
    with serving(world.either(500, 40), world.either(50, 10)) as feeds, _collector(world, feeds) as ours:
        if not world.peers.has("newsboat"):
            return _figures(world, feeds, {"amends": ours}, "running")
        with _newsboat(world, feeds) as theirs:
            return _figures(world, feeds, {"amends": ours, "newsboat": theirs}, "running")


def command(world: World) -> list[Figure]:
    """Measure one command that asks every feed once, start-up included."""
    with serving(world.either(500, 40), world.either(50, 10)) as feeds:
        works = commands(world, feeds)
        at_first = {name: work() for name, work in works.items()}
        _warm(works)
        return [_first(at_first, feeds), *_figures(world, feeds, works, "command")]


def commands(world: World, feeds: Feeds, *, library: bool = False) -> Mapping[str, Work]:
    """Return what asks every feed once, by name, each in a home of its own: the peers that are there.

    Args:
        world: Where.
        feeds: Which.
        library: Whether `reader` is among them: it takes minutes over thousands of new items.
    """
    home, boat, urls = world.home(in_memory=True), Newsboat(world.home(in_memory=True)), feeds.urls()
    home.settle(urls)
    boat.settle(urls)
    found: dict[str, list[str]] = {"amends": home.amends("collect", "--once"), "newsboat": boat.reload()}
    found["sfeed"] = sfeed(world.home(in_memory=True), urls)
    python = world.peers.python
    if python and library:
        found["reader"] = reader(python, world.home(in_memory=True), urls)
    there = {
        name: line for name, line in found.items() if name in ("amends", "reader") or world.peers.has(line[0])
    }
    works = {name: _spending(line, home) for name, line in there.items()}
    return {**works, "amends": _keeping(works["amends"], home, feeds)}


def _spending(line: list[str], home: Home) -> Work:
    return lambda: spent(line, home.env())


def _keeping(work: Work, home: Home, feeds: Feeds) -> Work:
    """Return the same work, of no use unless it has kept what is new: what is left out costs nothing."""

    def checked() -> float:
        before = home.kept()
        found, came = work(), home.kept() - before
        if came != feeds.news() if before else not came:
            raise TooSlow(f"{came} mentions were kept of {feeds.news()} that are new")
        return found

    return checked


def _figures(world: World, feeds: Feeds, works: Mapping[str, Work], how: str) -> list[Figure]:
    rounds = _rounds(world)
    return [_figure(_measured(rounds, feeds, works, each), feeds, each, how, rounds) for each in _ROUNDS]


def _measured(rounds: int, feeds: Feeds, works: Mapping[str, Work], what: _Round) -> dict[str, float | None]:
    """Return the CPU seconds of a round by name: medians. Everybody meets the same news."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds):
        feeds.add(feeds.feeds // what.one_in if what.one_in else 0, what.items)
        for name in sorted(works, reverse=bool(number % 2)):
            feeds.forget()
            found[name].append(works[name]())
    return {name: middle(values) for name, values in found.items()}


def _rounds(world: World) -> int:
    """Return how often: newsboat takes its time over hundreds of feeds."""
    return min(world.rounds, 3)


def _figure(cpu_of: Mapping[str, float | None], feeds: Feeds, what: _Round, how: str, rounds: int) -> Figure:
    changed = feeds.feeds // what.one_in if what.one_in else 0
    news = f"{what.items} new in each of {changed}" if changed else "nothing new"
    goal = what.running if how == "running" else what.command
    ours, theirs = cpu_of["amends"], cpu_of.get("newsboat")
    others = {
        name: ratio(value, theirs) for name, value in cpu_of.items() if name not in ("amends", "newsboat")
    }
    title = f"{how}: {feeds.feeds} feeds, {news}"
    note = f"{rounds} {'round' if rounds == 1 else 'rounds'}; amends {ours:.3f} s CPU" + (
        f", newsboat {theirs:.3f} s" if theirs else f"; newsboat: {NOT_THERE}"
    )
    return Figure(title, ratio(ours, theirs), "× newsboat's CPU", goal, others, note)


@contextmanager
def _collector(world: World, feeds: Feeds) -> Iterator[Work]:
    """Run a collector of all the feeds; lend what makes it ask them all, and tells its CPU seconds."""
    home = world.home(in_memory=True)
    home.settle(feeds.urls())
    store = home.store()
    process = subprocess.Popen(home.amends("collect"), env=home.env())
    try:
        feeds.all_asked()
        settled(lambda: tree(process.pid))
        yield _keeping(lambda: _asked_now(process.pid, feeds, store), home, feeds)
    finally:
        process.terminate()
        process.wait()
        store.close()


def _asked_now(pid: int, feeds: Feeds, store: Store) -> float:
    before = whole_cpu(pid)
    ask_now(store, by="bench", now=utc_now())
    return _until_done(pid, feeds) - before


@contextmanager
def _newsboat(world: World, feeds: Feeds) -> Iterator[Work]:
    """Run a newsboat that knows all the feeds; lend what makes it reload them, and tells its CPU seconds."""
    boat = Newsboat(world.home(in_memory=True))
    boat.settle(feeds.urls())
    with boat.terminal() as terminal:
        terminal.wait(r"127\.0\.1\.1|Site 0")

        def reloaded() -> float:
            before = whole_cpu(terminal.pid)
            terminal.send("R")
            return _until_done(terminal.pid, feeds) - before

        for _ in range(3):  # only from the third time on it sends the validators it was given
            feeds.forget()
            reloaded()
        yield reloaded


def _until_done(pid: int, feeds: Feeds) -> float:
    """Wait until every feed was asked and nothing more is done, and return the CPU seconds up to then."""
    feeds.all_asked()
    settled(lambda: tree(pid))
    return whole_cpu(pid)


def _warm(works: Mapping[str, Work]) -> None:
    """Let newsboat ask once more: only from the third time on it sends the validators it was given."""
    if "newsboat" in works:
        works["newsboat"]()


def _first(cpu_of: Mapping[str, float], feeds: Feeds) -> Figure:
    """Return what the very first asking cost: nothing was known yet."""
    ours, theirs = cpu_of["amends"], cpu_of.get("newsboat")
    others = {
        name: ratio(value, theirs) for name, value in cpu_of.items() if name not in ("amends", "newsboat")
    }
    note = f"one round; amends {ours:.2f} s CPU" + (f", newsboat {theirs:.2f} s" if theirs else "")
    note += "; amends takes in the last day's and knows the rest by their dates, the others keep all"
    title = f"first refresh: {feeds.feeds} feeds × {feeds.items} items"
    return Figure(title, ratio(ours, theirs), "× newsboat's CPU", 1.2, others, note)
