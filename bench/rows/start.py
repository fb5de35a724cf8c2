"""What it costs to start: CPU up to the queue, however much is stored."""

from collections.abc import Callable

from bench.figures import Figure, middle, ratio
from bench.home import QUEUE, Home, bare
from bench.mail import Aerc, neomutt
from bench.terminal import Terminal
from bench.world import World, in_turn

_HELLO = (
    "from textual.app import App",
    "from textual.widgets import Static",
    "class Hello(App):",
    "    def compose(self):",
    "        yield Static('hello there')",
    "Hello().run()",
)
_MAILBOX, _MAILDIR = 25_000, 100_000
"""Mails that neomutt and aerc open."""
_MAILS = f"; neomutt opens {_MAILBOX:,} mails and aerc {_MAILDIR:,}, however much we have stored"


def measure(world: World) -> list[Figure]:
    """Measure up to the moment the queue stands, beside Textual's smallest app and mail readers."""
    sizes = [1_000, 10_000] if world.quick else [1_000, 100_000, 1_000_000]
    works: dict[str, Callable[[], float]] = {"hello": lambda: _hello(world.home())}
    for size in sizes:
        works[f"{size:,}"] = _starting(world.lived_in(size))
    works.update(_mail_readers(world))
    first = {name: work() for name, work in works.items()}
    # from here on there is what is kept between starts
    found = {name: middle(values) for name, values in in_turn(world.rounds, works).items()}
    hello, least = found.pop("hello"), found[f"{sizes[0]:,}"]
    theirs: list[str] = [name for name in ("neomutt", "aerc") if name in found]
    mail = {name: ratio(found.pop(name), hello) for name in theirs}
    figures = [
        Figure(f"start-up with {name} stored", ratio(value, hello), "× Textual hello's CPU", 1.4, mail,
               f"{(value or 0) * 1000:.0f} ms CPU, hello {(hello or 0) * 1000:.0f} ms{_MAILS}")
        for name, value in found.items()
    ]  # fmt: skip
    flat = ratio(found[f"{sizes[-1]:,}"], least)
    anew = ratio(first[f"{sizes[0]:,}"], hello)
    figures.append(Figure(f"the first start of all, {sizes[0]:,} stored", anew, "× Textual hello's CPU"))
    return [*figures, Figure(f"{sizes[-1]:,} stored by {sizes[0]:,} stored", flat, "×", 1.1)]


def _starting(home: Home) -> Callable[[], float]:
    return lambda: _until(home.dashboard(), rf"{QUEUE}.*|Matter \d")


def _until(terminal: Terminal, words: str) -> float:
    """Return the CPU seconds of a program until some words stand on its screen and all is quiet."""
    with terminal:
        terminal.wait(words)
        terminal.quiet(0.4)
        return terminal.cpu()


def _hello(home: Home) -> float:
    return _until(Terminal(bare(*_HELLO), home.env()), "hello there")


def _mail_readers(world: World) -> dict[str, Callable[[], float]]:
    """Return the starts of mail readers that are there: messages are the nearest thing to our mentions."""
    found: dict[str, Callable[[], float]] = {}
    if world.peers.has("neomutt"):
        messages, home = world.either(_MAILBOX, 1_000), world.home()
        command = neomutt(home, messages)
        found["neomutt"] = lambda: _until(Terminal(command, home.env()), rf"\b{messages}\b|Msgs")
    if world.peers.has("aerc"):
        aerc = Aerc(world.home(), world.either(_MAILDIR, 1_000))
        found["aerc"] = lambda: _until(aerc.terminal(), aerc.last)
    return found
