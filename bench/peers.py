"""The peers we are compared with: found on this machine, fed with the same, or named as not there."""

import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.home import Home
from bench.terminal import Terminal

TOOLS = ("newsboat", "sfeed_update", "neomutt", "aerc", "curl")
NOT_THERE = "peer not there"
_READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1], feed_root=None)
for url in sys.argv[2:]:
    reader.add_feed(url, exist_ok=True)
for each in reader.update_feeds_iter(workers=10):
    pass
"""


@dataclass(frozen=True, slots=True)
class Peers:
    """Who is there."""

    kept: Path
    """Where `bench/peers` puts the environment of the Python peers."""

    def has(self, tool: str) -> bool:
        """Whether a program is on this machine."""
        return shutil.which(tool) is not None

    @property
    def python(self) -> Path | None:
        """The Python that has `reader` and `fastfeedparser`, or None."""
        python, asked = self.kept / "peers" / "bin" / "python", "import reader, fastfeedparser, sgmllib"
        if not python.exists():
            return None
        known = not subprocess.run([python, "-c", asked], check=False, capture_output=True).returncode
        return python if known else None

    def versions(self) -> dict[str, str]:
        """Return the version of each that is there."""
        found = {tool: _version(tool) for tool in TOOLS if self.has(tool)}
        return {tool: said for tool, said in found.items() if said}


@dataclass(frozen=True, slots=True)
class Newsboat:
    """newsboat over some feeds, in a home of its own."""

    home: Home

    def settle(self, urls: Iterable[str]) -> None:
        """Write its files."""
        folder = self.home.folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "urls").write_text("\n".join(urls) + "\n")
        (folder / "config").write_text("reload-threads 4\nshow-read-feeds yes\n")

    def command(self, *words: str) -> list[str]:
        """Return the command that starts it."""
        folder = self.home.folder
        files = {"-u": "urls", "-c": "cache.db", "-C": "config"}
        return [
            "newsboat",
            *(word for flag, name in files.items() for word in (flag, str(folder / name))),
            *words,
        ]

    def reload(self) -> list[str]:
        """Return the command that reloads everything and ends."""
        return self.command("-x", "reload")

    def terminal(self) -> Terminal:
        """Start it on a screen."""
        return Terminal(self.command(), self.home.env())

    def items(self) -> int:
        """Return how many items it has kept."""
        place = self.home.folder / "cache.db"
        with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as cache:
            return int(cache.execute("SELECT count(*) FROM rss_item").fetchone()[0])
        return 0


def sfeed(home: Home, urls: Iterable[str]) -> list[str]:
    """Write sfeed's settings and return the command that updates everything."""
    home.folder.mkdir(parents=True, exist_ok=True)
    rc = home.folder / "sfeedrc"
    feeds = "\n".join(f'feed "feed{number:04d}" "{url}"' for number, url in enumerate(urls))
    rc.write_text(f'sfeedpath="{home.folder}/sfeeds"\nmaxjobs=16\nfeeds() {{\n{feeds}\n}}\n')
    return ["sfeed_update", str(rc)]


def reader(python: Path, home: Home, urls: Iterable[str]) -> list[str]:
    """Return the command that updates everything with `reader`."""
    return [str(python), "-c", _READER, str(home.folder / "reader.sqlite"), *urls]


def _version(tool: str) -> str:
    """Return the first line a tool says of its version."""
    flag = {"newsboat": "-v", "neomutt": "-v", "aerc": "-v", "curl": "-V"}.get(tool)
    if flag is None:
        return "(says no version)"
    said = subprocess.run([tool, flag], capture_output=True, text=True, check=False)
    return (said.stdout or said.stderr).strip().splitlines()[0][:60]
