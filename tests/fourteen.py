"""Fourteen sources on this machine for a person to look at: three fail in different ways, one falls silent.

    python -m tests.fourteen FOLDER [SECONDS]     serve, write FOLDER/settings.toml, tell what happens when
    python -m tests.fourteen FOLDER --count       compare what was written there with what the store holds

Start the dashboard with `amends --settings FOLDER/settings.toml` beside it, with AMENDS_TEST_SECRET set to
`HUSH` of tests/rig.py; with anything else those that want a key stay signed out. For a quarter of the time
all is well; then for half of it three fail and one says nothing; then all goes well again. Everything that
people wrote is noted in FOLDER/written.json; FOLDER/bases is what to tell `amends init` so that it asks these
servers.
"""

import asyncio
import json
import os
import sys
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from casebook.clock import utc_now
from casebook.store.store import Store
from desk.beginning.written import table_text
from tests.loopback import Loopback, Request, Step
from tests.rig import FAULTS, HUSH, World
from tests.worlds import WORLDS
from tui.commands.init import with_a_base

COUNT = 14
FAILING = ("500", "html with 200", "429 retry-after")
SILENT = 3
"""The number of the one that falls silent."""
QUICK = 5.0
"""Seconds between two askings."""


@dataclass
class Served:
    """One source and its server."""

    name: str
    world: World
    server: Loopback
    fault: str = ""
    silent: bool = False

    def answer(self, request: Request) -> Step:
        self.world.now = utc_now()
        good = self.world.answer(request)
        return FAULTS[self.fault](good) if self.fault else good

    def write(self) -> None:
        """Let somebody write something, unless nobody does here."""
        self.world.now = utc_now()
        if not self.silent:
            self.world.write()

    def settings(self) -> str:
        """Return its table in the settings."""
        said = self.world.settings(self.server.url())
        given = {each.name: getattr(said, each.name) for each in fields(said) if not _default(each, said)}
        told = {"kind": self.world.kind, **given, "every": QUICK, "expect": "25s"}
        return table_text(f"sources.{self.name}", told)


def _default(field: Any, said: Any) -> bool:
    value = getattr(said, field.name)
    usual = field.default if field.default_factory is MISSING else field.default_factory()
    return bool(value == usual) or field.name == "every"


async def serve(folder: Path, seconds: float) -> None:
    """Serve fourteen sources, and let some of them have their troubles."""
    async with AsyncExitStack() as stack:
        served = [await _served(kind, number, stack) for number, kind in enumerate(_kinds())]
        _write(folder / "settings.toml", _settings(served))
        _write(folder / "bases", " ".join(_bases(served)))
        _say(f"settings at {folder / 'settings.toml'}; {seconds / 4:.0f} s of peace")
        await _living(served, seconds / 4)
        for each, fault in zip(served, FAILING, strict=False):
            each.fault = fault
        served[SILENT].silent = True
        ways = ", ".join(f"{each.name}: {each.fault}" for each in served if each.fault)
        _say(f"{seconds / 2:.0f} s of trouble: {ways}; {served[SILENT].name} is silent")
        await _living(served, seconds / 2)
        for each in served:
            each.fault, each.silent = "", False
        _say(f"{seconds / 4:.0f} s of peace")
        await _living(served, seconds / 4)
        written = {each.name: [post.number for post in each.world.posts] for each in served}
        _write(folder / "written.json", json.dumps(written))
        _say(f"nobody writes any more: {sum(map(len, written.values()))} posts; served until stopped")
        await asyncio.Event().wait()


def _bases(served: list[Served]) -> list[str]:
    """Return what makes `amends init` ask these servers: one of each kind it can be told of."""
    urls = {each.world.kind: each.server.url() for each in served if each.world.kind in with_a_base()}
    return [f"--base {kind}={url}" for kind, url in sorted(urls.items())]


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _kinds() -> list[type[World]]:
    return list(islice(cycle(WORLDS), COUNT))


async def _served(kind: type[World], number: int, stack: AsyncExitStack) -> Served:
    server = await stack.enter_async_context(Loopback())
    made = Served(f"{kind.kind}{number}", kind(now=utc_now(), base=10_000 * (number + 1)), server)
    server.routes["*"] = made.answer
    return made


async def _living(served: list[Served], seconds: float) -> None:
    """Let people write, somewhere every half second."""
    end = asyncio.get_running_loop().time() + seconds
    for each in cycle(served):
        if asyncio.get_running_loop().time() >= end:
            return
        each.write()
        await asyncio.sleep(0.5)


def _settings(served: list[Served]) -> str:
    head = '[company]\nname = "Acme"\n[responder]\nname = "dana"\n[store]\nplace = "amends.db"\n'
    brands = '[brands.acme]\nwords = ["acme"]\n'
    return head + brands + "\n".join(each.settings() for each in served)


def count(folder: Path) -> int:
    """Say of each source what was written and what is kept; return how many are lost or double."""
    written = json.loads((folder / "written.json").read_text(encoding="utf-8"))
    store = Store(folder / "amends.db")
    kept = Counter(each["via"] for each in store.mentions.select())
    store.close()
    wrong = 0
    for name, posts in written.items():
        _say(f"{name}: {len(posts)} written, {kept[name]} kept")
        wrong += abs(len(posts) - kept[name])
    _say(f"{sum(map(len, written.values()))} written, {kept.total()} kept, {wrong} lost or double")
    return wrong


def _say(words: str) -> None:
    print(f"{datetime.now(UTC):%H:%M:%S} {words}", flush=True)  # noqa: T201


if __name__ == "__main__":
    os.environ.setdefault("AMENDS_TEST_SECRET", HUSH)
    if "--count" in sys.argv:
        sys.exit(1 if count(Path(sys.argv[1])) else 0)
    asyncio.run(serve(Path(sys.argv[1]), float(sys.argv[2]) if sys.argv[2:] else 120.0))
