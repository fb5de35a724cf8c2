"""`amends import customers FILE.csv`: first what would come in; with --yes, the coming itself."""

from argparse import Namespace
from pathlib import Path

from casebook.clock import utc_now
from casebook.store.store import Store
from desk.customers import Report, import_list, preview
from desk.settings import Settings
from playbooks.playbook import load
from tui.commands.parser import FINE, WORLD
from tui.commands.say import complain
from tui.commands.usual import open_store, settings_of, writing

SHOWN = 20
"""Bad lines told one by one."""


def run(args: Namespace) -> int:
    """Preview or import the list; lines that do not fit are told, and the rest goes on."""
    settings = settings_of(args)
    if args.yes:
        writing(settings)
    with open_store(settings) as store:
        report = _bring(store, settings, args.file) if args.yes else preview(store, args.file)
    _tell(report, done=args.yes)
    return WORLD if report.bad else FINE


def _bring(store: Store, settings: Settings, file: Path) -> Report:
    me, playbook = settings.responder.name, load(settings.playbook)
    return import_list(store, playbook, file, by=me, now=utc_now(), apart=settings.apart)


def _tell(report: Report, *, done: bool) -> None:
    for each in report.bad[:SHOWN]:
        complain(f"line {each.line} left out: {each.why}", WORLD)
    if len(report.bad) > SHOWN:
        complain(f"and {len(report.bad) - SHOWN} lines more", WORLD)
    if report.ignored:
        print(f"columns not used: {', '.join(report.ignored)}")
    verb = "came in" if done else "would come in"
    print(
        f"{report.new} new and {report.changed} changed customers {verb}; "
        f"{report.unchanged} are as they were; {len(report.bad)} lines did not fit"
    )
    if not done and (report.new or report.changed):
        print("nothing was written yet: say it again with --yes")
