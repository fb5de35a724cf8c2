"""What every test stands on: no waiting for dialogs, and nobody's own clipboard, settings or terminal."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from textual.app import App

from casebook.store.upkeep import check
from tests.desk_world import World, world
from tui import app, clipboard
from tui.doctor import multiplexer
from tui.in_turn import InTurnApp
from tui.screens.dialog import Dialog
from tui.screens.listing import ListingScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.queue import QueuePane

OUTSIDE = (
    *("TMUX", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT", "NO_COLOR"),
    *("COLUMNS", "LINES"),  # which readline makes up, and pytest loads it before it starts its workers
)
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

FOR_EVER = 3600.0
"""Seconds that no test takes."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[World]:
    """Return a world on a store of its own, which is sound in the end."""
    with world(tmp_path) as made:
        yield made
        assert check(made.store) == []


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let nothing of the machine a test runs on decide it."""
    for name in OUTSIDE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be given up or taken away because a busy machine was slow; tests of that set them back."""
    monkeypatch.setattr(InTurnApp, "patience", 20.0)
    monkeypatch.setattr(KeyBar, "lasts", FOR_EVER)
    monkeypatch.setattr(App, "NOTIFICATION_TIMEOUT", FOR_EVER)
    monkeypatch.setattr(clipboard, "PATIENCE", FOR_EVER)
    monkeypatch.setattr(multiplexer, "PATIENCE", FOR_EVER)


@pytest.fixture(autouse=True)
def _timeless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no minute turn by itself: what comes only with the next one was lost before."""
    monkeypatch.setattr(app, "MINUTE", FOR_EVER)


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let keys reach a dialog and the queue at once; the tests of the guards set them back."""
    monkeypatch.setattr(Dialog, "guard", 0.0)
    monkeypatch.setattr(QueuePane, "settle", 0.0)
    monkeypatch.setattr(ListingScreen, "settle", 0.0)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let frames be drawn anew."""
    parser.addoption("--new-frames", action="store_true", help="draw the text frames of the screens anew")


@pytest.fixture
def redraw(request: pytest.FixtureRequest) -> bool:
    """Whether the frames are drawn anew."""
    return bool(request.config.getoption("--new-frames"))


@pytest.fixture(autouse=True)
def _greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let local time be the same everywhere."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
