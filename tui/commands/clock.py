"""`amends clock explain N`: why the clocks of a mention or a case stand where they stand, step by step."""

from argparse import Namespace
from datetime import datetime

from casebook.clock import utc_now
from casebook.mention import KeptMention
from desk import shelf
from desk.clocks import story_of
from desk.errors import Missing
from playbooks.clock_story import Told
from playbooks.clocks import clock_of
from playbooks.playbook import load
from tui.clock_words import story_lines
from tui.commands.lines import as_json
from tui.commands.matters import as_document
from tui.commands.parser import FINE
from tui.commands.target import Target, name_of, target_of
from tui.commands.usual import open_store, settings_of


def run(args: Namespace) -> int:
    """Print it."""
    settings = settings_of(args)
    if not settings.store.exists():
        raise Missing("nothing is stored yet")
    playbook, now = load(settings.playbook), utc_now()
    with open_store(settings) as store, store.snapshot():
        target = target_of(store, args.matter)
        kept = shelf.mention(store, target.mention)
        told = story_of(store, kept, playbook, now)
    print(as_json(_document(target, kept, told, now)) if args.json else "\n".join(story_lines(told)))
    return FINE


def _document(target: Target, kept: KeptMention, told: list[Told], now: datetime) -> dict[str, object]:
    """Return it for a machine: which clock runs out first, when, and the steps that lead there."""
    ends = kept.runs_out if kept.lane is not None else None
    return {
        "matter": name_of(target),
        "clock": clock_of(kept).value if ends is not None else None,
        "due_at": as_document(ends),
        "overdue": ends is not None and ends < now,
        "resolve_by": as_document(kept.resolve_by),
        "reach_by": as_document(kept.reach_by),
        "steps": as_document(told),
    }
