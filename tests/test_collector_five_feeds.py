"""Five real feeds and one Hacker News query through the whole collector: well, unwell, and well again."""

import asyncio
import signal
import sys
from collections.abc import Iterator
from json import dumps
from pathlib import Path

import pytest

from casebook.clock import utc_now
from casebook.kinds import HealthKind
from casebook.source_row import SourceRow
from casebook.store.store import Store
from desk.views import sources_health
from desk.wishes import ask_now
from sources.preview import preview
from tests.desk_processes import environment
from tests.desk_world import NOON
from tests.fixtures_folder import fixtures
from tests.hackernews_samples import hit
from tests.loopback import Loopback, Request, Step, error, html, json, serve, truncate
from tests.waiting import until

FEEDS = (
    "atom_large_miniflux.xml",
    "jsonfeed_daringfireball.json",
    "rss2_guardian.rss",
    "rss2_iso8859_1.xml",
    "rss2_urdu.xml",
)
HITS = "algolia_search_by_date_hitsperpage_1_tags_story_query_apple.json"


@pytest.fixture
def bodies() -> dict[str, bytes]:
    return {name: (fixtures("rss_generic") / name).read_bytes() for name in FEEDS}


@pytest.fixture
def hits() -> bytes:
    return (fixtures("hackernews") / HITS).read_bytes()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "amends.db")
    yield made
    made.close()


def written(folder: Path, server: Loopback) -> Path:
    feeds = [
        f'[sources.f{n}]\nkind = "feed"\nurl = "{server.url("/" + name)}"\nevery = "1h"\n'
        'backfill = "36500d"\n'
        for n, name in enumerate(FEEDS)
    ]
    search = (
        f'[sources.hn]\nkind = "hackernews"\nquery = "apple"\nbase_url = "{server.url()}"\n'
        'every = "1h"\nbackfill = "36500d"\n'
    )
    file = folder / "settings.toml"
    file.write_text("\n".join(['[store]\nplace = "amends.db"\n', *feeds, search]), encoding="utf-8")
    return file


def _answer(request: Request, hits: bytes) -> Step:
    """Answer as a search does whose index moves, though nobody writes of us."""
    fresh = hit(1, at=int(utc_now().timestamp()))
    return json(dumps({"hits": [fresh]}) if request.query["hitsPerPage"] == "1" else hits)


def names(store: Store) -> set[str]:
    return {each["uri"] for each in store.mentions.select()}


def health(store: Store) -> dict[str, SourceRow]:
    return {each.name: each for each in sources_health(store, utc_now())}


async def test_each_mention_once_each_trouble_shown_and_nothing_lost(
    tmp_path: Path, store: Store, bodies: dict[str, bytes], hits: bytes
) -> None:
    async with Loopback({f"/{name}": [serve(body, etag=True)] for name, body in bodies.items()}) as server:
        server.routes["/api/v1/search_by_date"] = lambda request: _answer(request, hits)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tui", "--settings", str(written(tmp_path, server)), "collect"),
            env=environment(tmp_path),
            cwd=tmp_path,
        )
        try:
            await until(
                lambda: all(each.well for each in health(store).values()) and len(health(store)) == 6,
                "all well",
            )
            first = names(store)
            expected = {each.native_id for body in bodies.values() for each in preview("feed", body).mentions}
            assert {each.removeprefix("feed:") for each in first if each.startswith("feed:")} == expected
            assert sum(each.startswith("hackernews:") for each in first) == 1

            ask_now(store, by="dana", now=NOON)
            await until(lambda: len(server.asked(f"/{FEEDS[0]}")) == 2, "the feeds asked again")
            assert "if-none-match" in server.asked(f"/{FEEDS[0]}")[1].headers

            server.play(f"/{FEEDS[0]}", error(500))
            server.play(f"/{FEEDS[1]}", html())
            server.play(f"/{FEEDS[2]}", truncate(bodies[FEEDS[2]], 60_000))
            ask_now(store, by="dana", now=NOON)
            troubled = ("f0", "f1", "f2")
            await until(lambda: not any(health(store)[each].well for each in troubled), "the troubles shown")
            assert health(store)["f0"].health is HealthKind.ERROR
            assert health(store)["f1"].health in (HealthKind.NOT_A_FEED, HealthKind.BLOCKED)
            assert all(health(store)[each].say for each in troubled)
            assert all(health(store)[each].well for each in ("f3", "f4"))
            assert names(store) == first

            edited = bodies[FEEDS[2]].replace(b"<description>", b"<description>Changed: ")
            server.play(f"/{FEEDS[0]}", serve(bodies[FEEDS[0]], etag=True))
            server.play(f"/{FEEDS[1]}", serve(bodies[FEEDS[1]], etag=True))
            server.play(f"/{FEEDS[2]}", serve(edited, etag=True))
            ask_now(store, by="dana", now=NOON)
            await until(lambda: all(each.well for each in health(store).values()), "all well again")
            assert names(store) == first
            changed = [each for each in store.events() if each.act == "mention.edited"]
            assert changed
        finally:
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0
