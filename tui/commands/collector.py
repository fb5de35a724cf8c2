"""The collector beside a dashboard: this very program, started once more."""

from collections.abc import Iterator
from contextlib import contextmanager

from casebook.clock import utc_now
from desk.child import collecting
from desk.health import name_sources
from desk.lock import is_held, lock_of
from desk.ourselves import python
from desk.settings import Settings
from tui.commands.usual import open_store

AFTER = 0.7
"""Seconds that a dashboard has the machine for itself: a second Python that starts beside it holds it up."""
_DEBUG = {True: ["--debug"], False: []}


@contextmanager
def collector(settings: Settings, *, debug: bool = False) -> Iterator[None]:
    """See to it that somebody collects while the block runs; without settings there is nothing to collect."""
    if settings.file is None or settings.responder.read_only:
        yield
        return
    lock = lock_of(settings.store)
    if not is_held(lock):
        _name_sources(settings)
    words = ["--settings", str(settings.file), *_DEBUG[debug], "collect", "--with-parent"]
    with collecting(python("tui", *words), lock, after=AFTER):
        yield


def _name_sources(settings: Settings) -> None:
    """Write down what is going to be asked: where the collector never comes up, that shows."""
    with open_store(settings) as store:
        name_sources(store, settings.heard, utc_now())
