"""Fourteen sources, three that fail each in its way, one that falls silent: the truth within one interval."""

import asyncio
import signal
import sys
import time
from pathlib import Path

from casebook.clock import utc_now
from casebook.kinds import Silence
from casebook.source_row import SourceRow
from casebook.store.store import Store
from desk.silence import silence
from desk.source_words import state
from desk.views import Counts, header_counts, sources_health
from tests.desk_processes import environment
from tests.feed_samples import rss, rss_item
from tests.loopback import Loopback, error, html, redirect, serve
from tests.waiting import until
from tui.header_text import in_words

NAMES = [f"s{number:02}" for number in range(14)]
EVERY = 1.0
INTERVAL = 20 * EVERY
"""Seconds within which the truth is told: one interval, and what a busy machine adds."""
FEED = '[sources.{0}]\nkind = "feed"\nurl = "{1}"\nevery = {2}\nbackfill = "36500d"\n'


def page(name: str, many: int) -> str:
    return rss([rss_item(number, guid=f"{name}-{number}") for number in reversed(range(many))])


def written(folder: Path, server: Loopback) -> Path:
    told = "".join(FEED.format(each, server.url(f"/{each}"), EVERY) for each in NAMES)
    file = folder / "settings.toml"
    silent = told.replace("[sources.s13]\n", '[sources.s13]\nexpect = "4s"\n')
    file.write_text(f'[store]\nplace = "amends.db"\n{silent}', encoding="utf-8")
    return file


def rows(store: Store) -> dict[str, SourceRow]:
    return {each.name: each for each in sources_health(store, utc_now())}


def counts(store: Store) -> Counts:
    return header_counts(store, utc_now())


async def test_the_truth_is_told_within_one_interval_and_nothing_is_lost(tmp_path: Path) -> None:
    store = Store(tmp_path / "amends.db")
    routes = {f"/{each}": [serve(page(each, 3), etag=True)] for each in NAMES}
    async with Loopback(routes) as server:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tui", "--settings", str(written(tmp_path, server)), "collect"),
            env=environment(tmp_path),
            cwd=tmp_path,
        )
        try:
            await until(lambda: counts(store).well == 14, "all well")
            server.play("/s00", error(429, retry_after="3"))
            server.play("/s01", redirect("/login"))
            server.play("/s02", html())
            begun = time.monotonic()
            await until(lambda: counts(store).unwell == 3, "three unwell")
            assert time.monotonic() - begun < INTERVAL
            said = [state(rows(store)[each]) for each in NAMES[:3]]
            assert said == ["rate-limited", "blocked", "not a feed"]
            await until(lambda: silence(rows(store)["s13"], utc_now()) is Silence.SILENT, "one silent")
            told = counts(store)
            assert "! 3 of 14 sources unwell" in in_words(told)
            assert any(each.startswith("s13 silent") for each in told.alerts)
            assert rows(store)["s13"].well, "it answers all the while"

            for each in NAMES[:-1]:
                server.play(f"/{each}", serve(page(each, 5), etag=True))
            await until(lambda: counts(store).well == 14, "all well again")
            await until(lambda: store.mentions.count() == 13 * 5 + 3, "all there")
            for each in NAMES[:3]:
                row = rows(store)[each]
                assert row.blind_from is not None
                assert row.blind_whole, "what was said meanwhile came in"
            server.play("/s13", serve(page("s13", 5), etag=True))
            await until(lambda: not counts(store).alerts, "no longer silent")
            uris = [each["uri"] for each in store.mentions.select()]
            assert len(uris) == len(set(uris)) == 14 * 5, "none lost, none doubled"
        finally:
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0
            store.close()
