"""The collector and the demo's server beside a dashboard: our own code, wherever one stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casebook.clock import utc_now
from casebook.store.store import Store
from desk.demo.start import afternoon
from desk.lock import elected, is_held, lock_of
from desk.settings import Settings, load
from desk.views import header_counts, sources_health
from tests.desk_processes import environment, until
from tests.desk_world import NOON
from tui.commands.collector import collector


@pytest.fixture
def strange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Stand in a folder whose rooms are called as ours are."""
    folder = tmp_path / "strange"
    for room in ("tui", "desk", "casebook", "sources"):
        (folder / room).mkdir(parents=True)
        for name in ("__init__.py", "__main__.py"):
            (folder / room / name).write_text("import pathlib; pathlib.Path('ran').touch()", encoding="utf-8")
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("PYTHONPATH")
    monkeypatch.chdir(folder)
    yield folder
    assert not (folder / "ran").exists()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    file = tmp_path / "settings.toml"
    file.write_text(
        '[store]\nplace = "amends.db"\n'
        '[sources.gone]\nkind = "feed"\nurl = "http://127.0.0.1:9/feed"\nevery = "1h"\n',
        encoding="utf-8",
    )
    return load(file, {})


def test_the_collector_is_ours_wherever_we_stand(strange: Path, settings: Settings) -> None:
    with collector(settings):
        until(lambda: is_held(lock_of(settings.store)), "the collector at work")
    assert not is_held(lock_of(settings.store))


def test_the_demo_s_server_is_ours_wherever_we_stand(strange: Path, tmp_path: Path) -> None:
    with afternoon(tmp_path / "demo", fast=True) as file:
        assert load(file, {}).sources


def test_sources_are_known_before_anybody_asks_them(settings: Settings) -> None:
    with collector(settings):
        pass
    store = Store(settings.store)
    assert [each.name for each in sources_health(store, utc_now())] == ["gone"]
    store.close()


def test_where_another_collects_its_sources_stay_as_they_are(settings: Settings) -> None:
    with elected(lock_of(settings.store)), collector(settings):
        pass
    store = Store(settings.store)
    assert header_counts(store, NOON).sources == 0
    store.close()
