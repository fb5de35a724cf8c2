"""What every command begins with: the settings, the log, and the store where it needs one."""

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from casebook.store.store import Store
from desk.logs import keep_log
from desk.settings import Settings, load


def settings_of(args: Namespace) -> Settings:
    """Return the settings the command was told to use, and begin the log.

    Raises:
        SettingsError: They cannot be followed.
    """
    settings = load(args.settings, os.environ)
    keep_log(settings.store.parent, debug=args.debug)
    return settings


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """Open the store for as long as the block runs.

    Raises:
        StoreError: It cannot be opened.
    """
    store = Store(settings.store)
    try:
        yield store
    finally:
        store.close()
