"""`amends judge --replay TIME --weights FILE`: what other weights would have done; nothing is written."""

from argparse import Namespace
from datetime import datetime
from typing import Any

from casebook.clock import utc_now
from casebook.query.values import moment_of
from desk.errors import DeskError, Missing
from desk.learning import taught
from desk.ours import playbook_of
from desk.replaying import replay
from desk.settings import Settings
from playbooks.reweighing import reweighed
from tui.commands.parser import FINE, WORDS
from tui.commands.replayed_said import replayed_json, replayed_plain
from tui.commands.say import complain
from tui.commands.usual import open_store


def replayed(args: Namespace, settings: Settings) -> int:
    """Replay, and print what would have been other.

    Raises:
        Missing: Nothing is stored yet.
        PlaybookError: The file does not fit.
    """
    now = utc_now()
    try:
        since = _since(args, now)
    except DeskError as error:
        return complain(f"judge: {error}", WORDS)
    playbook = playbook_of(settings)
    weights = reweighed(settings.playbook, args.weights)
    if not settings.store.exists():
        raise Missing("nothing is stored yet")
    with open_store(settings) as store:
        found = replay(store, taught(store, playbook), weights, since, now)
    lines: Any = replayed_json if args.json else replayed_plain
    for each in lines(found, since):
        print(each)
    return FINE


def _since(args: Namespace, now: datetime) -> datetime:
    if args.replay is None or args.weights is None:
        raise DeskError(
            "--replay TIME and --weights FILE go together: judge --replay 14d --weights ours.toml"
        )
    if args.file != "-" or args.decisions is not None or args.causes is not None:
        raise DeskError("--replay judges what is stored: it takes no FILE.jsonl, --decisions or --causes")
    found = moment_of(args.replay, now)
    if found is None:
        raise DeskError(f"--replay wants a time such as 90m, 14d or 2026-03-01, not {args.replay!r:.40}")
    return found
