"""`amends`: the dashboard, where there is a terminal; where nothing is set up yet, an offer of the demo."""

import os
from argparse import Namespace

from desk.settings import Settings, state_folder, usual_file
from tui.commands.collector import collector
from tui.commands.painter import dashboard
from tui.commands.parser import FINE, WORLD
from tui.commands.say import complain, no_screen
from tui.commands.usual import settings_of

OFFER = """amends listens to the public web for complaints about your company and helps you to make amends.

There are no settings yet. To look around first, without network or settings, run in a terminal:

    amends demo

To begin for real, write {file} (see the README), then run: amends
"""


def run(args: Namespace) -> int:
    """Open the dashboard; where it cannot be painted, say what can be done instead."""
    settings = settings_of(args)
    unfit = no_screen()
    if settings.file is None and not settings.store.exists():
        return _offer_in_words() if unfit or args.read_only else _offer_on_screen(args)
    if unfit:
        return complain(f"the dashboard {unfit}; `amends list` prints the queue without one", WORLD)
    return _show(settings, debug=args.debug)


def _show(settings: Settings, *, debug: bool) -> int:
    show = dashboard(write=not settings.responder.read_only)
    with collector(settings, debug=debug):
        return show(settings)


def _offer_on_screen(args: Namespace) -> int:
    from tui.commands.demo import show as demo
    from tui.offer import OfferApp

    if OfferApp(usual_file(os.environ)).run():
        return demo(state_folder(os.environ) / "demo", debug=args.debug)
    return FINE


def _offer_in_words() -> int:
    print(OFFER.format(file=usual_file(os.environ)), end="")
    return FINE
