"""The words of the commands that bring things in: mentions, customers, and the playbook to go by."""

from pathlib import Path
from typing import Any

from tui.commands.words_desk import Commands


def _collect(commands: "Commands[Any]") -> None:
    collect = commands.add_parser("collect", help="ask the sources, without a dashboard, until stopped")
    collect.add_argument("--with-parent", action="store_true", help="end when standard input ends")
    collect.add_argument("--once", action="store_true", help="ask every source a single time, then end")
    collect.add_argument(
        "--listen", metavar="[HOST:]PORT", help="let the [senders.NAME] of the settings hand in there by HTTP"
    )
    collect.set_defaults(command="collect")


def _add(commands: "Commands[Any]") -> None:
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
    add.add_argument(
        "--from",
        dest="sender",
        metavar="SENDER",
        help="read the JSON as [senders.SENDER] in the settings says",
    )
    add.set_defaults(command="add")


def _parse(commands: "Commands[Any]") -> None:
    parse = commands.add_parser("parse", help="show what a source would make of a payload")
    parse.add_argument("kind", metavar="KIND", help="a kind of source, e.g. feed")
    parse.add_argument("payload", metavar="FILE|URL", help="where the payload is; - is standard input")
    parse.add_argument("--json", action="store_true", help="as JSON Lines, which it is without this word too")
    parse.set_defaults(command="parse")


def _import(commands: "Commands[Any]") -> None:
    importing = commands.add_parser("import", help="bring in what the company knows")
    what = importing.add_subparsers(title="what", metavar="WHAT", required=True)
    customers = what.add_parser("customers", help="the customer list, from a CSV file")
    customers.add_argument("file", type=Path, metavar="FILE.csv")
    customers.add_argument("--yes", action="store_true", help="do it; without, only show what would come in")
    customers.set_defaults(command="customers")
    casework = what.add_parser("casework", help="an export, into an empty store")
    casework.add_argument("folder", type=Path, metavar="DIR")
    casework.set_defaults(command="casework")


def _playbook(commands: "Commands[Any]") -> None:
    playbook = commands.add_parser(
        "playbook", help="copy the standard playbook into a folder, to change it there"
    )
    playbook.add_argument("folder", type=Path, metavar="DIR")
    playbook.set_defaults(command="playbook")


def _init(commands: "Commands[Any]") -> None:
    init = commands.add_parser("init", help="begin: some questions, a call to each source, a settings file")
    init.add_argument("--no-network", action="store_true", help="ask no source whether it answers")
    init.add_argument(
        "--base",
        action="append",
        default=[],
        metavar="KIND=URL",
        help="another address of a platform, e.g. a mirror; may be said several times",
    )
    init.set_defaults(command="init")


ALL = (_init, _collect, _add, _parse, _import, _playbook)
