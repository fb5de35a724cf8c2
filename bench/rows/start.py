"""What it costs to start: CPU up to the queue, however much is stored."""

import mailbox
from collections.abc import Callable
from email.message import Message
from pathlib import Path

from bench.figures import Figure, middle, ratio
from bench.home import QUEUE, Home, bare
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


def measure(world: World) -> list[Figure]:
    """Measure up to the moment the queue stands, beside Textual's smallest app and a mail reader."""
    sizes = [1_000, 10_000] if world.quick else [1_000, 100_000, 1_000_000]
    works: dict[str, Callable[[], float]] = {"hello": lambda: _hello(world.home())}
    for size in sizes:
        works[f"{size:,}"] = _starting(world.lived_in(size))
    if world.peers.has("neomutt"):  # a mail reader: its messages are the nearest thing to our mentions
        works["neomutt"] = _mail(world.home(), world.either(25_000, 1_000))
    found = {name: middle(values) for name, values in in_turn(world.rounds, works).items()}
    hello, least = found.pop("hello"), found[f"{sizes[0]:,}"]
    mail = {"neomutt": ratio(found.pop("neomutt", None), hello)}
    figures = [
        Figure(f"start-up with {name} stored", ratio(value, hello), "× Textual hello's CPU", 1.4, mail,
               f"{(value or 0) * 1000:.0f} ms CPU, hello {(hello or 0) * 1000:.0f} ms")
        for name, value in found.items()
    ]  # fmt: skip
    flat = ratio(found[f"{sizes[-1]:,}"], least)
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


def _mail(home: Home, messages: int) -> Callable[[], float]:
    box = _mailbox(home.folder / "box", messages)
    (home.folder / "Mail").mkdir()
    command = ["neomutt", "-n", "-F", "/dev/null", "-R", "-f", str(box)]
    return lambda: _until(Terminal(command, home.env()), rf"\b{messages}\b|Msgs")


def _mailbox(place: Path, messages: int) -> Path:
    box = mailbox.mbox(place)
    for number in range(messages):
        each = Message()
        each["From"] = f"writer{number}@forum.example"
        each["Subject"] = f"Matter {number}"
        each["Date"] = "Mon, 02 Mar 2026 12:00:00 +0000"
        each["Message-ID"] = f"<{number}@forum.example>"
        each.set_payload("I asked support for a refund three times and nobody answers.\n")
        box.add(each)
    box.close()
    return place
