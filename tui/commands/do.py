"""`amends do VERB …`: one act of the desk, as a key of the dashboard does it; says in a line what it did."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping

from casebook.clock import utc_now
from desk.learning import taught
from desk.ours import playbook_of
from tui.commands.deeds_aside import ASIDE
from tui.commands.deeds_case import CASE
from tui.commands.deeds_said import SAID
from tui.commands.hand import Hand
from tui.commands.parser import FINE
from tui.commands.usual import open_store, settings_of, writing

ACTS: Mapping[str, Callable[[Hand], str]] = {**CASE, **SAID, **ASIDE}
"""Every act, by its verb."""

_JUDGE = ("overrule", "part", "reach", "rung", "undo")
"""Those that judge mentions anew."""


def run(args: Namespace) -> int:
    """Do it, all or nothing, and say so."""
    settings = writing(settings_of(args))
    playbook = playbook_of(settings)
    if getattr(args, "text", None) == ["-"]:
        args.text = [sys.stdin.read()]
    with open_store(settings) as store:
        if args.verb in _JUDGE:
            playbook = taught(store, playbook)
        hand = Hand(store, settings, playbook, utc_now(), args)
        with store.together(settings.responder.name, "", hand.now):
            said = ACTS[args.verb](hand)
    print(said)
    return FINE
