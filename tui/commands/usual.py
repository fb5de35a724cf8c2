"""What every command begins with: the settings, the log, and the store where it needs one."""

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from casebook.store.store import Store
from desk.errors import ONLY_LOOKS, Refused
from desk.logs import keep_log
from desk.settings import Settings, load
from tui.commands.say import tell


def settings_of(args: Namespace) -> Settings:
    """Return the settings the command was told to use, and begin the log.

    Raises:
        SettingsError: They cannot be followed.
    """
    settings = load(args.settings, os.environ)
    if args.read_only:
        settings = replace(settings, responder=replace(settings.responder, read_only=True))
    keep_log(settings.store.parent, debug=args.debug)
    return settings


def writing(settings: Settings) -> Settings:
    """Return the settings, for a command that changes something.

    Raises:
        Refused: They are those of somebody who only looks.
    """
    if settings.responder.read_only:
        raise Refused(ONLY_LOOKS)
    return settings


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """Open the store for as long as the block runs.

    Raises:
        StoreError: It cannot be opened.
    """
    store = Store(settings.store, read_only=settings.responder.read_only, tell=tell)
    try:
        yield store
    finally:
        store.close()
