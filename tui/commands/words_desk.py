"""The words of the commands that show the desk, or act at it."""

import argparse
from typing import Any

Commands = argparse._SubParsersAction
"""What argparse gives to add commands to; it has no public name."""


def _demo(commands: "Commands[Any]") -> None:
    demo = commands.add_parser("demo", help="a made-up company's afternoon, without network or settings")
    demo.add_argument("--fast", action="store_true", help="let the afternoon pass in seconds")
    demo.add_argument("--fresh", action="store_true", help="begin anew instead of going on")
    demo.set_defaults(command="demo")


def _list(commands: "Commands[Any]") -> None:
    listing = commands.add_parser(
        "list",
        help="print the queue, a tab, or what a query finds, one mention a line",
        description="Without QUERY the queue; with it everything stored that fits, or of a tab with --tab. "
        "QUERY is the language of / in the dashboard, in quotes: 'refund lang:en since:2d -is:mine'.",
    )
    listing.add_argument("query", nargs="*", metavar="QUERY")
    listing.add_argument("--tab", metavar="NAME", help="a tab of the dashboard: all, mine, waiting, …")
    listing.add_argument("--all", action="store_true", help="everything stored, in order of arrival")
    forms(listing)
    listing.set_defaults(command="list")


def _show(commands: "Commands[Any]") -> None:
    show = commands.add_parser(
        "show",
        help="tell all there is of a mention or a case, one fact a line",
        description="A mention with a case is shown with all of it: thread, clocks, customer, notes.",
    )
    show.add_argument("matter", metavar="N|cN", help="12 is a mention, c41 a case ('#41' in quotes too)")
    forms(show)
    show.set_defaults(command="show")


def _clock(commands: "Commands[Any]") -> None:
    clock = commands.add_parser("clock", help="tell why the clocks of a case stand where they stand")
    verbs = clock.add_subparsers(title="verbs", metavar="VERB", required=True, dest="verb")
    explain = verbs.add_parser(
        "explain",
        help="from the post to what is owed first, by the playbook's rules, step by step",
        description="When it was posted, why it has its priority, which rule of the playbook says how soon, "
        "which hours do not count, and until when the customer is within reach. Nothing is changed.",
    )
    explain.add_argument("matter", metavar="N|cN", help="12 or m12 is a mention, c41 a case")
    forms(explain)
    explain.set_defaults(command="clock")


def _next(commands: "Commands[Any]") -> None:
    coming = commands.add_parser("next", help="tell the matter that comes first now, why, and what to do")
    coming.add_argument("--wait", action="store_true", help="until there is one")
    forms(coming)
    coming.set_defaults(command="next")


def _sources(commands: "Commands[Any]") -> None:
    sources = commands.add_parser(
        "sources",
        help="tell how each source is, since when, and what to do; 1 where one is unwell",
        description="A line each: name, how it answers, when it last did, when it last brought something, "
        "how long it is usually silent, when it is asked next, what is wrong, what to do. Nobody is asked.",
    )
    forms(sources)
    sources.set_defaults(command="sources")


def _storms(commands: "Commands[Any]") -> None:
    storms = commands.add_parser(
        "storms",
        help="tell of the storms that are on and were: why each was raised, and what has changed",
        description="A storm is far more complaints of one cause than is usual at this hour of the week.",
    )
    forms(storms)
    storms.set_defaults(command="storms")


def forms(command: argparse.ArgumentParser, default: Any = False) -> None:
    """Let a command print JSON, or text as it does without being told.

    Args:
        command: Which.
        default: What it is where nothing is said; `SUPPRESS` for what the command above says.
    """
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", default=default, help="as JSON, a line each")
    form.add_argument("--plain", action="store_true", default=default, help="as text (the default)")


def _doctor(commands: "Commands[Any]") -> None:
    doctor = commands.add_parser("doctor", help="look whether everything is as it should be")
    doctor.add_argument("--json", action="store_true", help="one JSON object a line")
    doctor.add_argument("--no-network", action="store_true", help="ask no source")
    doctor.add_argument("--full", action="store_true", help="compare every index of the store, however long")
    doctor.add_argument(
        "--copy", action="store_true", help="copy a sentence: replaces what the clipboard holds"
    )
    doctor.set_defaults(command="doctor")


ALL = (_demo, _list, _doctor, _show, _clock, _next, _sources, _storms)
