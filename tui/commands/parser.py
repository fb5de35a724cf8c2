"""The words of the command line, all in one place and cheap to load."""

import argparse
from pathlib import Path
from typing import Any, NoReturn

from sources.text import clean_line

FINE, WORLD, WORDS = 0, 1, 2
"""Exit codes: all is well; something is wrong with the world; the words of the command are off."""


class Parser(argparse.ArgumentParser):
    """An argument parser that says what is off in one line."""

    def error(self, message: str) -> NoReturn:
        """Leave with the code for words that are off."""
        self.exit(WORDS, f"{self.prog}: {clean_line(message)} (try {self.prog} --help)\n")


class _Version(argparse.Action):
    """Looks the version up only when it is asked for: the look costs more than a whole command."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"amends {version('amends')}")
        except PackageNotFoundError:
            print("amends, run from its source")
        parser.exit(FINE)


def parser() -> argparse.ArgumentParser:
    """Return the parser of everything `amends` understands; `command` holds which one it is."""
    top = Parser(prog="amends", description="The on-call responder's desk for public complaints.")
    top.add_argument(
        "--settings", type=Path, metavar="FILE", help="settings to use instead of the usual ones"
    )
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and leave")
    top.add_argument("--debug", action="store_true", help="write more to the log")
    top.set_defaults(command="dashboard")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    for declare in (_demo, _collect, _add, _list, _parse, _import, _playbook):
        declare(commands)
    return top


def _demo(commands: "argparse._SubParsersAction[Parser]") -> None:
    demo = commands.add_parser("demo", help="a made-up company's afternoon, without network or settings")
    demo.add_argument("--fast", action="store_true", help="let the afternoon pass in seconds")
    demo.add_argument("--fresh", action="store_true", help="begin anew instead of going on")
    demo.set_defaults(command="demo")


def _collect(commands: "argparse._SubParsersAction[Parser]") -> None:
    collect = commands.add_parser("collect", help="ask the sources, without a dashboard, until stopped")
    collect.add_argument("--with-parent", action="store_true", help="end when standard input ends")
    collect.add_argument("--once", action="store_true", help="ask every source a single time, then end")
    collect.set_defaults(command="collect")


def _add(commands: "argparse._SubParsersAction[Parser]") -> None:
    add = commands.add_parser(
        "add",
        help="take mentions in by hand or from a pipe",
        description="Take in the page behind a URL, or mentions as JSON Lines in the normalised record's "
        "field names. Prints id<TAB>native_id of each mention once it is safely stored.",
    )
    add.add_argument(
        "url", nargs="?", metavar="URL|-", help="a page; - reads one URL a line from standard input"
    )
    add.add_argument("--json", metavar="FILE|-", help="JSON Lines from a file or standard input")
    add.set_defaults(command="add")


def _list(commands: "argparse._SubParsersAction[Parser]") -> None:
    listing = commands.add_parser("list", help="print the queue, one mention a line")
    listing.add_argument("--all", action="store_true", help="everything stored, in order of arrival")
    form = listing.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON Lines")
    form.add_argument("--plain", action="store_true", help="as text (the default)")
    listing.set_defaults(command="list")


def _parse(commands: "argparse._SubParsersAction[Parser]") -> None:
    parse = commands.add_parser("parse", help="show what a source would make of a payload")
    parse.add_argument("kind", metavar="KIND", help="a kind of source, e.g. feed")
    parse.add_argument("payload", metavar="FILE|URL", help="where the payload is; - is standard input")
    parse.add_argument("--json", action="store_true", help="as JSON Lines (the only form so far)")
    parse.set_defaults(command="parse")


def _import(commands: "argparse._SubParsersAction[Parser]") -> None:
    importing = commands.add_parser("import", help="bring in what the company knows")
    what = importing.add_subparsers(title="what", metavar="WHAT", required=True, parser_class=Parser)
    customers = what.add_parser("customers", help="the customer list, from a CSV file")
    customers.add_argument("file", type=Path, metavar="FILE.csv")
    customers.add_argument("--yes", action="store_true", help="do it; without, only show what would come in")
    customers.set_defaults(command="customers")


def _playbook(commands: "argparse._SubParsersAction[Parser]") -> None:
    playbook = commands.add_parser(
        "playbook", help="copy the standard playbook into a folder, to change it there"
    )
    playbook.add_argument("folder", type=Path, metavar="DIR")
    playbook.set_defaults(command="playbook")
