"""`amends import customers FILE.csv`: first what would come in; with --yes, the coming itself."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from casebook.clock import utc_now
from casebook.customer import Customer
from casebook.document import to_document
from casebook.store.store import Store
from desk.customers import Report, import_list, preview
from desk.learning import taught
from desk.ours import playbook_of
from desk.settings import Settings
from sources.text import clean_line
from tui.commands.parser import FINE, WORLD
from tui.commands.say import complain
from tui.commands.usual import open_store, settings_of, writing

SHOWN = 20
"""Bad lines told one by one."""
LONGEST = 40
"""Characters of a changed value that are shown."""


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
    me, playbook = settings.responder.name, taught(store, playbook_of(settings))
    return import_list(store, playbook, file, by=me, now=utc_now(), apart=settings.apart)


def _tell(report: Report, *, done: bool) -> None:
    for each in report.bad[:SHOWN]:
        complain(f"line {each.line} left out: {each.why}", WORLD)
    if len(report.bad) > SHOWN:
        complain(f"and {len(report.bad) - SHOWN} lines more", WORLD)
    if report.ignored:
        print(f"columns not used: {', '.join(report.ignored)}")
    for old, customer in report.first:
        print(_named(old, customer))
    if (more := report.new + report.changed - len(report.first)) > 0:
        print(f"and {more} more")
    verb = "came in" if done else "would come in"
    print(
        f"{report.new} new and {report.changed} changed customers {verb}; "
        f"{report.unchanged} are as they were; {len(report.bad)} lines did not fit"
    )
    if not done and (report.new or report.changed):
        print("nothing was written yet: say it again with --yes")


def _named(old: Customer | None, customer: Customer) -> str:
    """Return a new or changed customer on one line, with what has changed."""
    name = clean_line(f"{customer.ref} {customer.name}")
    if old is None:
        return f"new: {name}"
    before, after = to_document(old), to_document(customer)
    changes = [
        f"{key} {_shown(before[key])} → {_shown(after[key])}" for key in after if after[key] != before[key]
    ]
    return f"changed: {name}: {', '.join(changes)}"


def _shown(value: Any) -> str:
    """Return a value on one line, not too long."""
    if value in (None, "", []):
        return "nothing"
    said = clean_line(" ".join(value) if isinstance(value, list) else str(value))
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"
