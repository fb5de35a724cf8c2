"""`amends demo`: a made-up company's afternoon through the whole house, without network or settings."""

import os
import shutil
from argparse import Namespace
from pathlib import Path

from casebook.clock import utc_now
from desk.customers import import_list
from desk.demo.afternoon import CUSTOMERS
from desk.demo.start import afternoon
from desk.errors import ONLY_LOOKS, Refused
from desk.lock import is_held, lock_of
from desk.logs import keep_log
from desk.ours import playbook_of
from desk.settings import Settings, load, state_folder
from tui.commands.collector import collector
from tui.commands.painter import dashboard
from tui.commands.parser import WORLD
from tui.commands.say import complain, no_screen
from tui.commands.usual import open_store


def run(args: Namespace) -> int:
    """Serve the afternoon, know its customers, and open the dashboard on it."""
    if args.read_only:
        raise Refused(ONLY_LOOKS)
    if unfit := no_screen():
        return complain(f"the demo is a dashboard and {unfit}", WORLD)
    folder = state_folder(os.environ) / "demo"
    if args.fresh:
        if is_held(lock_of(folder / "amends.db")):
            return complain("a demo is running already: end it first, then begin anew", WORLD)
        shutil.rmtree(folder, ignore_errors=True)
    return show(folder, fast=args.fast, debug=args.debug)


def show(folder: Path, *, fast: bool = False, debug: bool = False) -> int:
    """Run the afternoon of a folder until the responder leaves, and return the exit code."""
    opened = dashboard()
    with afternoon(folder, fast=fast) as file:
        settings = load(file, os.environ)
        keep_log(folder, debug=debug)
        know_customers(settings)
        with collector(settings, debug=debug):
            return opened(settings)


def know_customers(settings: Settings) -> None:
    """Bring the made-up company's customers in, once."""
    playbook = playbook_of(settings)
    with open_store(settings) as store:
        if not store.customers.top():
            import_list(store, playbook, CUSTOMERS, by=settings.responder.name, now=utc_now())
