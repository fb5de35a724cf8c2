"""The words of the commands that look after the store."""

from pathlib import Path
from typing import Any

from tui.commands.words_desk import Commands


def _backup(commands: "Commands[Any]") -> None:
    backup = commands.add_parser("backup", help="copy the store into one file, while everybody works on")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.add_argument("--force", action="store_true", help="replace a file that is there already")
    backup.set_defaults(command="backup")


def _restore(commands: "Commands[Any]") -> None:
    restore = commands.add_parser("restore", help="put a backup in the store's place; the store is kept")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--force", action="store_true", help="even where the check finds faults in it")
    restore.set_defaults(command="restore")


def _export(commands: "Commands[Any]") -> None:
    export = commands.add_parser(
        "export",
        help="write everything as plain files, while everybody works on",
        description="Write casework.json, which any TinyDB opens, and the mentions as JSON Lines by month.",
    )
    export.add_argument(
        "folder", type=Path, metavar="DIR", help="a folder that is not there yet, or is empty"
    )
    export.set_defaults(command="export")


def _check(commands: "Commands[Any]") -> None:
    check = commands.add_parser("check", help="look whether the store is sound, while everybody works on")
    check.add_argument("--json", action="store_true", help="as one line of JSON")
    check.set_defaults(command="check")


ALL = (_backup, _restore, _check, _export)
