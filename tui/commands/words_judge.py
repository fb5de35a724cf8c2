"""The words of the command that judges lines from outside, as the queue would."""

from pathlib import Path
from typing import Any

from tui.commands.words_desk import Commands, forms


def _judge(commands: "Commands[Any]") -> None:
    judge = commands.add_parser(
        "judge",
        help="say of lines of JSON what the queue would say of them, and why; nothing is kept",
        description="A line is an object with id and text, and with what else is known of the mention: "
        "title, rating, portal, author_reach, created_at, kind, lang, … A line comes out for each that goes "
        "in, as soon as it is judged. Needs no store; settings only for a playbook of your own.",
    )
    judge.add_argument(
        "file", nargs="?", default="-", metavar="FILE.jsonl|-", help="- reads standard input (the default)"
    )
    judge.add_argument(
        "--decisions",
        metavar="FILE",
        help='lines with "labels": {"complaint": 1, "abusive": 0, …}, learned from first, for this run alone',
    )
    judge.add_argument("--causes", type=Path, metavar="FILE", help="a list of root causes of your own")
    judge.add_argument(
        "--replay",
        metavar="TIME",
        help="instead: judge what was written since then, such as 14d, with other weights; nothing is kept",
    )
    judge.add_argument(
        "--weights", type=Path, metavar="FILE", help="a [weights] table over the playbook's, for --replay"
    )
    forms(judge)
    judge.set_defaults(command="judge")


def _learned(commands: "Commands[Any]") -> None:
    learned = commands.add_parser(
        "learned",
        help="tell what your decisions have taught, by which words, and how to take one back",
        description="Learned from is what you overrule, thank for, resolve with a cause, or let go for a "
        "reason that the playbook names in no_complaint. It is made anew from all of it each time.",
    )
    forms(learned)
    learned.set_defaults(command="learned")


ALL = (_judge, _learned)
