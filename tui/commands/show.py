"""`amends show N`: a mention, or its case with everything the case screen knows."""

from argparse import Namespace

from casebook.clock import utc_now
from desk.errors import Missing
from desk.ours import playbook_of
from tui.commands.matters import in_json, plain, told
from tui.commands.parser import FINE
from tui.commands.target import target_of
from tui.commands.usual import open_store, settings_of


def run(args: Namespace) -> int:
    """Print it."""
    settings = settings_of(args)
    if not settings.store.exists():
        raise Missing("nothing is stored yet")
    playbook = playbook_of(settings)
    with open_store(settings) as store:
        what = told(store, settings, playbook, target_of(store, args.matter), utc_now())
    print(in_json(what) if args.json else plain(what))
    return FINE
