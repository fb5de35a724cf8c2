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
    listing = commands.add_parser("list", help="print the queue, one mention a line")
    listing.add_argument("--all", action="store_true", help="everything stored, in order of arrival")
    form = listing.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON Lines")
    form.add_argument("--plain", action="store_true", help="as text (the default)")
    listing.set_defaults(command="list")


def _doctor(commands: "Commands[Any]") -> None:
    doctor = commands.add_parser("doctor", help="look whether everything is as it should be")
    doctor.add_argument("--json", action="store_true", help="one JSON object a line")
    doctor.add_argument("--no-network", action="store_true", help="ask no source")
    doctor.add_argument("--full", action="store_true", help="compare every index of the store, however long")
    doctor.add_argument(
        "--copy", action="store_true", help="copy a sentence: replaces what the clipboard holds"
    )
    doctor.set_defaults(command="doctor")


ALL = (_demo, _list, _doctor)
