"""The collector beside a dashboard: this very program, started once more."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from desk.child import collecting
from desk.lock import lock_of
from desk.settings import Settings


@contextmanager
def collector(settings: Settings) -> Iterator[None]:
    """See to it that somebody collects while the block runs; without settings there is nothing to collect."""
    if settings.file is None:
        yield
        return
    command = [sys.executable, "-m", "tui", "--settings", str(settings.file), "collect", "--with-parent"]
    with collecting(command, lock_of(settings.store)):
        yield
