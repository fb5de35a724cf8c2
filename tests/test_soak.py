"""Two dashboards and a collector on one store, all of them killed again and again: nothing is lost or double.

Some seconds by default; `AMENDS_SOAK_MINUTES=20` makes it a real soak. The feeds grow by 50 items a second.
"""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from casebook.clock import utc_now
from casebook.store.store import Store
from casebook.store.upkeep import check
from desk.views import sources_health
from tests.desk_processes import until
from tests.soak_feeds import Feeds, growing
from tests.soak_people import Collecting, Person

SECONDS = float(os.environ.get("AMENDS_SOAK_MINUTES", "0.2")) * 60
RATE = 50.0
FEEDS = 5
PATIENCE = 600.0
"""Seconds the last mentions may take to come in, on a busy machine."""


class Follower(threading.Thread):
    """Reads the log as it grows, as any other process would, and remembers what it has seen committed."""

    def __init__(self, place: Path) -> None:
        super().__init__(daemon=True)
        self._place = place
        self.going = True
        self.seen: dict[int, int] = {}

    def run(self) -> None:
        store = Store(self._place, read_only=True)
        try:
            while self.going:
                self._read(store)
                store.wait(0.2)
        finally:
            store.close()

    def _read(self, store: Store) -> None:
        last = max(self.seen, default=0)
        for row in store.log.select(order="+", after=(last,), limit=500):
            self.seen[row.doc_id] = hash(repr(dict(row)))


def settings(folder: Path, name: str, feeds: Feeds) -> Path:
    """Write the settings of somebody at the common store."""
    file = folder / f"{name}.toml"
    sources = "".join(
        f'[sources.{each}]\nkind = "feed"\nurl = "{feeds.url(each)}"\nevery = 3\nportal = "complaint"\n'
        for each in feeds.feeds
    )
    file.write_text(
        f'[responder]\nname = "{name}"\n[store]\nplace = "amends.db"\n[look]\nwire = "lean"\n{sources}',
        encoding="utf-8",
    )
    return file


@contextmanager
def at_work(person: Person) -> Iterator[Person]:
    """Let somebody work while the block runs."""
    thread = threading.Thread(target=person.work, daemon=True)
    thread.start()
    try:
        yield person
    finally:
        person.going.clear()
        thread.join(60.0)


def wreak_havoc(people: list[Person], collecting: Collecting, chance: random.Random) -> None:
    """Kill one of the three every few seconds; whoever was killed comes again."""
    end = time.monotonic() + SECONDS
    gap = 3.0 if SECONDS < 60 else 8.0
    following = time.monotonic() + gap
    while time.monotonic() < end:
        collecting.see_to_it()
        if time.monotonic() > following:
            chance.choice([collecting.kill, *(each.kill for each in people)])()
            following = time.monotonic() + chance.uniform(0.3, 1.7) * gap
        time.sleep(0.1)


def until_all_is_in(store: Store, feeds: Feeds, collecting: Collecting) -> None:
    """Wait until what the feeds hold at last has come in."""
    feeds.growing.clear()
    end = time.monotonic() + PATIENCE
    last = {each.items[-1][0] for each in feeds.feeds.values()}
    while not last <= titles(store).keys() and time.monotonic() < end:
        collecting.see_to_it()
        time.sleep(1.0)


def titles(store: Store) -> Counter[str]:
    """Return how often each title is in the store."""
    rows = store.engine.each("""SELECT json_extract(doc, '$."title"') FROM "doc:mentions\"""")
    return Counter(title for (title,) in rows)


def test_nothing_is_lost_and_nothing_double(tmp_path: Path) -> None:
    chance = random.Random(4)
    with ExitStack() as running:
        feeds = running.enter_context(growing(FEEDS, RATE))
        files = {name: settings(tmp_path, name, feeds) for name in ("dana", "eli")}
        store = Store(tmp_path / "amends.db")
        running.callback(store.close)
        follower = Follower(store.place)
        follower.start()
        collecting = Collecting(files["dana"], tmp_path, store.place)
        running.callback(collecting.close)
        people = [Person(name, file, tmp_path, random.Random(name)) for name, file in files.items()]
        with ExitStack() as sitting:
            for each in people:
                sitting.enter_context(at_work(each))
            wreak_havoc(people, collecting, chance)
            until(lambda: all(each.pressed for each in people), "keys of everybody")
        until_all_is_in(store, feeds, collecting)
        follower.going = False
        follower.join()

        kept, served = titles(store), feeds.served()
        log = {row.doc_id: hash(repr(dict(row))) for row in store.log}
        noted = {row["now"]["text"] for row in store.log if row["table"] == "notes" and row["now"]}
        acts = Counter(row["act"] for row in store.log if row["by"] in files)
        unwell = {row.name: row.say for row in sources_health(store, utc_now()) if not row.well}
        told(feeds, kept, people, collecting, follower, acts, unwell)
        assert kept.keys() == served
        assert set(kept.values()) == {1}
        assert {number: log.get(number) for number in follower.seen} == follower.seen
        assert noted >= {said for each in people for said in each.acknowledged}
        assert sum(each.pressed for each in people)
        assert [each.ended for each in people] == [0, 0]
        assert check(store) == []


def told(
    feeds: Feeds,
    kept: Counter[str],
    people: list[Person],
    collecting: Collecting,
    follower: Follower,
    acts: Counter[str],
    unwell: dict[str, str],
) -> None:
    """Print the figures; `pytest -s` shows them."""
    served = feeds.served()
    killed = ", ".join([*(f"{each.name} {each.killed}" for each in people), f"collector {collecting.killed}"])
    print(  # noqa: T201
        f"\n{SECONDS:.0f} s: {feeds.made()} made, {len(served)} served, {len(kept)} kept, "
        f"{len(served - kept.keys())} lost, {sum(kept.values()) - len(kept)} double; "
        f"kill -9: {killed}; "
        f"keys {sum(each.pressed for each in people)}, "
        f"notes acknowledged {sum(len(each.acknowledged) for each in people)}, "
        f"log rows followed {len(follower.seen)}; acts {dict(acts)}; unwell {unwell}"
    )
