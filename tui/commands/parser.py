"""The words of the command line, cheap to load: here what is common, in the `words_` files the commands."""

import argparse
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from sources.text import clean_line

FINE, WORLD, WORDS = 0, 1, 2
"""Exit codes: all is well; something is wrong with the world; the words of the command are off."""


FIRST = ("--read-only", "--settings", "--debug")
"""What stands before the command."""


class Parser(argparse.ArgumentParser):
    """An argument parser that says what is off in one line."""

    def error(self, message: str) -> NoReturn:
        """Leave with the code for words that are off."""
        said = clean_line(message) + self._better(message)
        self.exit(WORDS, f"{self.prog}: {said} (try {self.prog} --help)\n")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse the words; flags may stand among the others, wherever they like."""
        plain = not self._verbs() and all(each.nargs in (0, None) for each in self._flags())
        if plain and args is not None and "--" not in args:
            args = self._flags_first(args)
        return super().parse_known_args(args, namespace)

    def _flags(self) -> list[argparse.Action]:
        return [each for each in self._actions if each.option_strings]

    def _flags_first(self, args: Iterable[str]) -> list[str]:
        """Return the flags with what they take, then the rest; in a query that may begin with a -."""
        flags, rest, words = list[str](), list[str](), iter(args)
        for word in words:
            flag = self._flag(word)
            (flags if flag or word.startswith("--") else rest).append(word)
            if flag and flag.nargs is None:
                flags += islice(words, 1)
        asks = any(each.nargs == "*" for each in self._actions) and any(each[:1] == "-" for each in rest)
        return [*flags, "--", *rest] if asks else [*flags, *rest]

    def _flag(self, word: str) -> argparse.Action | None:
        """Return the flag of that name, or the only one that begins so."""
        named = [each for each in self._flags() if word in each.option_strings]
        begins = [
            each
            for each in self._flags()
            if word.startswith("--") and any(name.startswith(word) for name in each.option_strings)
        ]
        return named[0] if named else begins[0] if len(begins) == 1 else None

    def _better(self, message: str) -> str:
        """Return what helps with the words that are off."""
        misplaced = [each for each in FIRST if each in message.split()]
        if message.startswith("unrecognized") and misplaced:
            return f"; {misplaced[0]} goes before the command: amends {misplaced[0]} …"
        if message.endswith("required: VERB"):
            return f", one of {', '.join(self._verbs())}"
        return ""

    def _verbs(self) -> list[str]:
        return [verb for each in self._actions if isinstance(each.choices, dict) for verb in each.choices]


class _Version(argparse.Action):
    """Looks the version up only when it is asked for: the look costs more than a whole command."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"amends {version('amends')}")
        except PackageNotFoundError:
            print("amends, run from its source")
        parser.exit(FINE)


def understood(words: Sequence[str]) -> argparse.Namespace:
    """Return what the words behind `amends` mean; without any, no command need be declared."""
    return (parser() if words else _top()).parse_args(words)


def parser() -> argparse.ArgumentParser:
    """Return the parser of everything `amends` understands; `command` holds which one it is."""
    from tui.commands import (
        words_contacts,
        words_desk,
        words_do,
        words_judge,
        words_rules,
        words_sources,
        words_store,
    )

    top = _top()
    commands = top.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    rooms = (words_desk, words_do, words_judge, words_sources, words_rules, words_contacts, words_store)
    for declare in (each for room in rooms for each in room.ALL):
        declare(commands)
    return top


def _top() -> argparse.ArgumentParser:
    """Return the parser of what stands before a command, or alone."""
    top = Parser(prog="amends", description="The on-call responder's desk for public complaints.")
    top.add_argument(
        "--settings", type=Path, metavar="FILE", help="settings to use instead of the usual ones"
    )
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and leave")
    top.add_argument("--read-only", action="store_true", help="only look: write, lock and collect nothing")
    top.add_argument("--debug", action="store_true", help="write more to the log")
    top.set_defaults(command="dashboard")
    return top
