"""The words of the command that tries rules, tells them, and applies them to what is stored."""

import argparse
from typing import Any

from tui.commands.words_desk import Commands, forms


def _rules(commands: "Commands[Any]") -> None:
    rules = commands.add_parser("rules", help="what sources are listened to for: try it, see it, apply it")
    verbs = rules.add_subparsers(title="what", metavar="VERB", dest="verb", required=True)
    for declare in (_test, _list, _apply):
        declare(verbs)
    rules.set_defaults(command="rules")


def _test(verbs: "Commands[Any]") -> None:
    test = verbs.add_parser(
        "test",
        help="what a query would have caught of all that is stored",
        description="QUERY is the language of / in the dashboard, in quotes; with --brand the brand must be "
        "named too, or alone. Words that fit stand in [brackets]. Nothing is changed.",
    )
    test.add_argument("query", nargs="*", metavar="QUERY")
    test.add_argument("--brand", action="append", default=[], metavar="NAME", help="a brand of the settings")
    _since(test, "14d")
    forms(test)


def _list(verbs: "Commands[Any]") -> None:
    forms(verbs.add_parser("list", help="the brands, and the rule of each source"))


def _apply(verbs: "Commands[Any]") -> None:
    apply = verbs.add_parser(
        "apply",
        help="let go what fits its source's rule no more, bring back what fits again",
        description="Only what is undecided, in no case and not set aside is let go; amends do undo takes "
        "all of it back.",
    )
    apply.add_argument("--dry-run", action="store_true", help="only say what would become of what")
    _since(apply, None)
    forms(apply)


def _since(command: argparse.ArgumentParser, usual: str | None) -> None:
    what = f"{usual} if nothing is said" if usual else "all if nothing is said"
    command.add_argument(
        "--since", default=usual, metavar="TIME", help=f"only what was written since: 14d, 2026-03-01; {what}"
    )


ALL = (_rules,)
