"""`amends collect`: ask the sources, judge and keep what they say, until stopped or, with `--once`, once."""

from argparse import Namespace

from desk.collector import collect
from tui.commands.parser import FINE, WORLD
from tui.commands.say import complain
from tui.commands.usual import settings_of, writing

NOT_ASKED = "was told to end before it had answered"


def run(args: Namespace) -> int:
    """Collect."""
    settings = writing(settings_of(args))
    if not settings.sources:
        complain("the settings name no sources yet: nothing will come in", FINE)
    unwell = collect(settings, with_parent=args.with_parent, once=args.once)
    if not args.once:
        return FINE
    return max((complain(f"{each.name}: {each.say or NOT_ASKED}", WORLD) for each in unwell), default=FINE)
