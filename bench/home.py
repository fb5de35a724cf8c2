"""A responder's home for the bench: settings, a store, and amends started there."""

import os
import sqlite3
import sys
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.processes import settled
from bench.terminal import Line, Terminal
from casebook.store.store import Store
from desk.ourselves import HERE, python
from tui.app import AmendsApp

QUEUE = r"where\s"
"""What is on the screen once the queue is: a heading of it, found in any width."""
CURSOR = r"^[▸▹].*?(Matter \d+)"
"""The row that has the cursor, by its title."""
TOP = r"^.{0,60}?(Matter \d+)"
"""The first row."""


def rested(terminal: Terminal) -> None:
    """Wait until a dashboard shows its rows, and has loaded what it loads at leisure."""
    terminal.wait(r"Matter \d")
    time.sleep(AmendsApp.leisure)
    settled(lambda: [terminal.pid])


@dataclass(frozen=True, slots=True)
class Home:
    """A folder of somebody who uses amends."""

    folder: Path

    @property
    def place(self) -> Path:
        """Where the store is unless the settings say otherwise."""
        return self.folder / "state" / "amends" / "amends.db"

    def settle(
        self, urls: Iterable[str] = (), *, wire: str = "", layout: str = "", every: str = "1d"
    ) -> None:
        """Write settings: with these feeds as sources, and this wire profile and layout."""
        lines = ['[company]\nname = "Bench"\n[responder]\nname = "dana"\n']
        look = {"wire": wire, "layout": layout}
        lines += ["[look]\n", *(f'{name} = "{value}"\n' for name, value in look.items() if value)]
        for number, url in enumerate(urls):
            lines.append(f'[sources.f{number:04d}]\nkind = "feed"\nurl = "{url}"\nevery = "{every}"\n')
        file = self.folder / "config" / "amends" / "settings.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(lines))

    def env(self) -> dict[str, str]:
        """Return the environment of who lives here."""
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
        homes = {"XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache"}
        self.folder.mkdir(parents=True, exist_ok=True)
        theirs = {name: str(self.folder / folder) for name, folder in homes.items()}
        return {**kept, **theirs, "HOME": str(self.folder), "USER": "dana", "PYTHONPATH": str(HERE)}

    def amends(self, *words: str) -> list[str]:
        """Return the command that runs amends as it is here."""
        return python("tui", *words)

    def dashboard(self, *words: str, line: Line | None = None) -> Terminal:
        """Start the dashboard in a terminal of its own."""
        return Terminal(self.amends(*words), self.env(), line)

    def kept(self) -> int:
        """Return how many mentions the store here holds, without opening it as one; 0 before there is any."""
        asked = 'SELECT max(id) FROM "doc:mentions"'
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(f"file:{self.place}?mode=ro", uri=True)) as file,
        ):
            return file.execute(asked).fetchone()[0] or 0
        return 0

    def store(self, place: Path | None = None) -> Store:
        """Open the store that is here, or elsewhere."""
        where = place or self.place
        where.parent.mkdir(parents=True, exist_ok=True)
        return Store(where)


def bare(*code: str) -> list[str]:
    """Return the command that runs a piece of Python."""
    return [sys.executable, "-c", "\n".join(code)]
