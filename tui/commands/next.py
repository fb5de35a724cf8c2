"""`amends next`: the matter that comes first now, why, and the next step; with --wait, once there is one."""

from argparse import Namespace

from casebook.clock import utc_now
from desk.first import first_needing
from desk.ours import playbook_of
from desk.settings import Settings
from tui.commands.matters import Told, in_json, plain, told
from tui.commands.parser import FINE
from tui.commands.target import Target
from tui.commands.usual import open_store, settings_of

LOOK = 30.0
"""Seconds after which a wait looks again by itself: a claim may have run out meanwhile."""


def run(args: Namespace) -> int:
    """Print it; at peace, say so."""
    settings = settings_of(args)
    what = _first(settings, wait=args.wait) if args.wait or settings.store.exists() else None
    if what is not None:
        print(in_json(what) if args.json else plain(what))
    else:
        print("null" if args.json else "nothing needs you now")
    return FINE


def _first(settings: Settings, *, wait: bool) -> Told | None:
    playbook = playbook_of(settings)
    with open_store(settings) as store:
        while True:
            store.version()  # whatever is committed from here on ends the wait
            now = utc_now()
            kept = first_needing(store, settings.responder.name, now)
            if kept is not None:
                return told(store, settings, playbook, Target(kept.id, kept.case), now)
            if not wait:
                return None
            store.wait(LOOK)
