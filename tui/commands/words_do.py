"""The words of `amends do`: one verb for each act of the desk."""

import argparse
from typing import Any

from casebook.kinds import Aftermath, Blame, MuteKind, PromiseState
from playbooks.overruled import Overrulable
from tui.commands.words_desk import Commands
from tui.due import EXAMPLES

SETTLED = [each.value for each in PromiseState if each is not PromiseState.OWED]
"""What may become of a promise."""
_CAUSE = "a key of the playbook's causes (causes in its playbook.toml), such as billing; - lists them"
_ANSWER = "yes or no; 1, 2 or 3; a key of the causes; none, unintentional, intentional or greed; …"
_MATTER = "12 is a mention, c41 a case; a mention without a case gets one where the act needs it"


def declare(commands: "Commands[Any]") -> None:
    """Add the command with all its verbs."""
    doing = commands.add_parser(
        "do",
        help="do one act of the desk: claim, note, followup, posted, resolve, undo, …",
        description="One act, signed with the responder of the settings. Nothing is ever sent.",
    )
    verbs = doing.add_subparsers(title="verbs", metavar="VERB", required=True, dest="verb")
    for add in (_simple, _worded, _rung, _heard, _posted, _closing, _aside, _drafting):
        add(verbs)


def _verb(verbs: "Commands[Any]", name: str, say: str, *, matter: bool = True) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=say)
    if matter:
        verb.add_argument("matter", metavar="N|cN", help=_MATTER)
    verb.set_defaults(command="do")
    return verb


def _number(said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) < 19):
        raise argparse.ArgumentTypeError(f"{said!r:.40} is no number")
    return int(said)


def _simple(verbs: "Commands[Any]") -> None:
    _verb(verbs, "open", "open a case on a mention")
    _verb(verbs, "claim", "take it; again, to keep it longer")
    _verb(verbs, "release", "let your claim go")
    _verb(verbs, "cut", "cut a case off the one it is part of")
    _verb(verbs, "part", "give a copy, or an echo, a row of its own: it is none")
    _verb(verbs, "thank", "note that somebody was thanked for their praise")
    _verb(verbs, "reopen", "take a resolved or waiting case up again; with an echo of it, engage")
    _verb(verbs, "rest", "let an echo of a case rest")
    link = _verb(verbs, "link", "put it to another case; a case becomes part of that one")
    link.add_argument("into", metavar="cM", help="the case it is put to")
    _verb(verbs, "wake", "take back what was set aside")
    _verb(verbs, "undo", "take back your latest act", matter=False)
    _verb(verbs, "redo", "do it again after all", matter=False)
    done = _verb(verbs, "done", "a follow-up is done", matter=False)
    done.add_argument("number", type=_number, metavar="NUMBER", help="of the follow-up, as `show` tells it")


def _worded(verbs: "Commands[Any]") -> None:
    note = _verb(verbs, "note", "an internal word")
    follow_up = _verb(verbs, "followup", "log a ripple to look at")
    promise = _verb(verbs, "promise", "log what we said we would do, and by when")
    for each in (note, follow_up, promise):
        each.add_argument("text", nargs="+", metavar="TEXT", help="- reads standard input")
    for each in (follow_up, promise):
        each.add_argument("--due", required=True, metavar="WHEN", help=f"{EXAMPLES}, 2026-12-24")
    follow_up.add_argument("--url", help="where the ripple stands")


def _rung(verbs: "Commands[Any]") -> None:
    rung = _verb(verbs, "rung", "its story has come as far as this rung; up only, with the reason")
    rung.add_argument(
        "number", type=_number, metavar="2-5", help="2 shared, 3 a bigger voice, 4 a front page, 5 the press"
    )
    rung.add_argument("text", nargs="+", metavar="WHY", help="what took it there; - reads standard input")


def _heard(verbs: "Commands[Any]") -> None:
    heard = _verb(verbs, "heard", "what they believe of us, and what they want")
    heard.add_argument("--blame", choices=[each.value for each in Blame])
    heard.add_argument("--wants", metavar="TEXT", help="what would put it right, in their words")


def _posted(verbs: "Commands[Any]") -> None:
    posted = _verb(verbs, "posted", "our words stand in public now")
    posted.add_argument("url", nargs="?", metavar="URL", help="where they stand, if you have it")
    which = posted.add_mutually_exclusive_group(required=True)
    which.add_argument("--first", action="store_true", help="the first word: we have seen it")
    which.add_argument("--answer", action="store_true", help="the answer: then it is the customer's turn")


def _closing(verbs: "Commands[Any]") -> None:
    resolve = _verb(verbs, "resolve", "close the case")
    resolve.add_argument("--cause", required=True, metavar="KEY", help=_CAUSE)
    resolve.add_argument("--aftermath", required=True, choices=[each.value for each in Aftermath])
    resolve.add_argument("--promises", choices=SETTLED, help="what becomes of those it still owes")
    settle = _verb(verbs, "settle", "say what became of a promise", matter=False)
    settle.add_argument("number", type=_number, metavar="NUMBER", help="of the promise, as `show` tells it")
    settle.add_argument("state", choices=SETTLED)
    overrule = _verb(verbs, "overrule", "say what a mention is, where the verdict has it wrong")
    overrule.add_argument("facet", choices=[each.value for each in Overrulable])
    overrule.add_argument("answer", metavar="ANSWER", help=_ANSWER)
    let_go = _verb(verbs, "letgo", "no action on a mention, with the reason")
    let_go.add_argument("--reason", required=True, metavar="TEXT")


def _aside(verbs: "Commands[Any]") -> None:
    snooze = _verb(verbs, "snooze", "set it aside until a time")
    snooze.add_argument("--until", required=True, metavar="WHEN", help=EXAMPLES)
    snooze.add_argument("--reason", metavar="TEXT")

    reach = _verb(verbs, "reach", "until when the customer is within reach: it outranks the other clocks")
    reach.add_argument("when", nargs="+", metavar="WHEN|over", help=f"{EXAMPLES}; over: no more")

    mute = _verb(verbs, "mute", "let go what is like it, for a time and a reason")
    mute.add_argument("kind", choices=[each.value for each in MuteKind], help="what of it is muted")
    mute.add_argument("--word", metavar="WORD", help="the word, for a mute of one")
    mute.add_argument("--until", required=True, metavar="WHEN", help=f"{EXAMPLES}; 30 days at most")
    mute.add_argument("--reason", required=True, metavar="TEXT", help="every muted mention bears it")


def _drafting(verbs: "Commands[Any]") -> None:
    draft = _verb(verbs, "draft", "write the reply, from the fitting template; prints it, sends nothing")
    draft.add_argument("--template", metavar="NAME", help="another than the most fitting one")
    draft.add_argument("--templates", action="store_true", help="only list the templates, best first")
    draft.add_argument("--field", action="append", default=[], metavar="NAME=WORDS", help="fill a hole")
    draft.add_argument(
        "--text", nargs="+", metavar="WORDS", help="your own words instead; - reads standard input"
    )


ALL = (declare,)
