"""`amends collect`: ask the sources, judge and keep what they say, until stopped."""

from argparse import Namespace

from desk.collector import collect
from tui.commands.parser import FINE
from tui.commands.say import complain
from tui.commands.usual import settings_of


def run(args: Namespace) -> int:
    """Collect."""
    settings = settings_of(args)
    if not settings.sources:
        complain("the settings name no sources yet: nothing will come in", FINE)
    collect(settings, with_parent=args.with_parent)
    return FINE
