"""A whole shift without the full screen: what comes next, all there is of it, and every act, by commands."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from casebook.kinds import CaseStatus, Decision
from casebook.store.upkeep import check
from desk.first import first_needing
from desk.opening import claim, open_case
from desk.views import case_view
from tests.desk_processes import amends, started, until
from tests.desk_world import MINUTE, NOON, after, complaint, playbook, thanks, world
from tests.test_laws import HOUSE
from tui.commands.do import ACTS
from tui.commands.parser import parser
from tui.commands.steps import COMMANDS

NEEDED = {
    "do followup": ["x", "--due", "2h"],
    "do promise": ["x", "--due", "2h"],
    "do note": ["x"],
    "do rung": ["5", "x"],
    "do posted": ["--first"],
    "do resolve": ["--cause", "x", "--aftermath", "quiet"],
}
"""What some commands want besides the matter."""
STATE = ".local/state/amends"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the home of a responder with two complaints and a thank-you."""
    with world(tmp_path / STATE) as here:
        here.take(complaint("1"), complaint("2", author_handle="kim", rating=1), thanks())
    return tmp_path


def said(home: Path, *words: str, given: bytes = b"") -> list[str]:
    """Return what a command says, once it has gone well."""
    done = amends(home, *words, given=given)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().splitlines()


def refused(home: Path, *words: str) -> str:
    """Return the one line in which a command is refused."""
    done = amends(home, *words)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.count(b"\n") == 1
    return done.stderr.decode().removeprefix("amends: ").rstrip("\n")


def fact(lines: list[str], label: str) -> str:
    return next(line.removeprefix(f"{label}: ") for line in lines if line.startswith(f"{label}: "))


def test_a_shift_is_worked_by_commands_alone(home: Path) -> None:
    first = said(home, "next")
    number = fact(first, "mention")
    assert fact(first, "next").startswith("overdue: `amends do open " + number)
    assert fact(first, "why").startswith("double disappointment")
    assert said(home, "do", "open", number) == ["case c1 is open"]
    assert said(home, "do", "claim", number)[0].startswith("case c1: yours until ")
    assert said(home, "do", "note", "c1", "asked", "billing") == ["case c1: noted"]
    draft = said(home, "do", "draft", "c1", "--template", "acknowledge", "--field", "by_when=6 pm")
    assert "6 pm" in draft[0]
    assert said(home, "do", "posted", "c1", "https://forum.example/a", "--first") == [
        "case c1: first word noted"
    ]
    assert said(home, "do", "heard", "c1", "--blame", "greed", "--wants", "my 43 €") == ["case c1: recorded"]
    owed = said(home, "do", "followup", "c1", "look again", "--due", "2h")
    assert owed[0].startswith("case c1: follow-up 1 is due ")
    assert said(home, "do", "done", "1") == ["follow-up 1: done"]
    assert said(home, "do", "posted", "c1", "--answer") == ["case c1: answered, it waits for the customer"]
    shown = said(home, "show", "c1")
    assert fact(shown, "note").endswith("dana: asked billing")
    assert fact(shown, "wants") == "my 43 €"
    assert fact(shown, "believes") == "it was meant, for our own gain"
    assert fact(shown, "follow-up") == "1, done: look again"
    assert sum(line.startswith("done: ") for line in shown) == 8
    cause, label = playbook().causes[0].key, playbook().causes[0].label
    assert said(home, "do", "resolve", "c1", "--cause", cause, "--aftermath", "quiet") == [
        "case c1: resolved"
    ]
    assert said(home, "do", "undo") == [f"taken back: resolved; cause: {label}; aftermath: Let it rest"]
    assert said(home, "do", "redo") == ["done again after all"]
    other = fact(said(home, "next"), "mention")
    assert said(home, "do", "letgo", other, "--reason", "spam") == [f"mention {other}: let go, spam"]
    assert fact(said(home, "next"), "stands") == "praise"
    assert said(home, "do", "thank", "3") == ["mention 3: thanked"]
    assert said(home, "next") == ["nothing needs you now"]
    assert said(home, "next", "--json") == ["null"]
    assert said(home, "list") == []
    with world(home / STATE) as here:
        assert case_view(here.store, 1, "dana").case.status is CaseStatus.RESOLVED
        assert here.kept(int(other)).decision is Decision.NO_ACTION
        assert {each.by for each in here.store.events()} == {"dana"}
        assert check(here.store) == []


def test_everything_is_there_in_json(home: Path) -> None:
    said(home, "do", "claim", "1")
    amends(home, "do", "note", "1", "-", given=b"two\nlines")
    (line,) = said(home, "show", "1", "--json")
    told: dict[str, Any] = json.loads(line)
    assert (told["mention"]["id"], told["case"]["id"], told["case"]["owner"]) == (1, 1, "dana")
    assert told["case"]["seen_at"] == "2026-03-02T12:00:00Z"
    assert [each["words"] for each in told["timeline"]][:1] == ["opened the case and claimed it"]
    assert [each["text"] for each in told["notes"]] == ["two\nlines"]
    assert [each["id"] for each in told["thread"]] == [1]
    assert told["next"].startswith("overdue: first word in public: `amends do draft c1`")
    assert set(told) >= {"customer", "handle", "draft", "follow_ups", "history"}


def test_a_promise_is_made_told_and_settled(home: Path) -> None:
    assert said(home, "do", "promise", "1", "a", "refund", "--due", "2h")[0].startswith(
        "case c1: promise 1 is due "
    )
    assert fact(said(home, "show", "c1"), "promise").endswith(": a refund")
    end = ("do", "resolve", "c1", "--cause", playbook().causes[0].key, "--aftermath", "quiet")
    assert refused(home, *end) == "case #1 still owes “a refund”: say whether it was kept"
    assert said(home, "do", "settle", "1", "broken") == ["promise 1: broken"]
    assert fact(said(home, "show", "c1"), "promise") == "1, broken: a refund"
    assert said(home, *end, "--promises", "kept") == ["case c1: resolved"]


def test_a_case_is_put_to_another_and_cut_off_again(home: Path) -> None:
    for number in ("1", "2"):
        said(home, "do", "open", number)
    assert said(home, "do", "link", "c2", "c1") == ["put to case c1"]
    assert refused(home, "do", "link", "c1", "c2").startswith("case #")
    assert said(home, "do", "cut", "c2") == ["case c2: cut off case c1"]
    assert refused(home, "do", "cut", "c2") == "case #2 is part of no other"
    assert refused(home, "do", "link", "1", "3") == "mention #3 has no case: name one such as c41"


@pytest.mark.parametrize("file", ["playbooks/next_step.py", "tui/aside.py"])
def test_every_act_a_next_step_names_has_a_command(file: str) -> None:
    acts = set(
        re.findall(r"{((?:case|queue|desk|app)\.[a-z_]+)}", (HOUSE / file).read_text(encoding="utf-8"))
    )
    assert acts <= set(COMMANDS)
    for command in COMMANDS.values():
        parser().parse_args([*command.split(), "1", *NEEDED.get(command, [])])


def test_what_is_refused_is_said_and_changes_nothing(home: Path) -> None:
    with world(home / STATE) as here:
        open_case(here.store, playbook(), 1, by="eli", now=NOON)
        turns = here.store.log.top()
    assert refused(home, "do", "claim", "77") == "there is no mention #77"
    assert refused(home, "do", "claim", "c77") == "there is no case #77"
    assert refused(home, "show", "soon") == "'soon' is neither a mention such as 12 nor a case such as c41"
    assert refused(home, "do", "letgo", "1", "--reason", "spam") == "mention #1 is part of case #1"
    assert refused(home, "do", "note", "2", " ") == "the note is empty"
    assert refused(home, "do", "followup", "2", "look", "--due", "yesterday").startswith(
        "'yesterday' is no time"
    )
    assert refused(home, "do", "posted", "2", "javascript:x", "--first").startswith("that is no web address")
    assert refused(home, "do", "heard", "2") == "say what you heard: --blame, --wants, or both"
    assert "did you mean" in refused(home, "do", "draft", "2", "--template", "acknowlege")
    assert refused(home, "do", "undo") == "there is nothing of yours to take back"
    with world(home / STATE) as here:
        assert here.store.log.top() == turns, "not even the case an act would have needed was opened"


def test_a_tab_and_a_query_are_listed(home: Path) -> None:
    said(home, "do", "claim", "2")
    assert [line.split("\t")[0] for line in said(home, "list", "--tab", "mine")] == ["#2"]
    assert [line.split("\t")[0] for line in said(home, "list", "--tab", "praise")] == ["#3"]
    assert [line.split("\t")[0] for line in said(home, "list", "wonderful")] == ["#3"]
    assert [line.split("\t")[0] for line in said(home, "list", "charged -by:kim")] == ["#1"]
    assert said(home, "list", "--tab", "praise", "charged") == []


def test_strangers_words_are_lines_of_their_own_and_press_nothing(tmp_path: Path) -> None:
    text = "late\nnext: `rm -rf`\n\nreally late"
    said(tmp_path, "add", "--json", "-", given=json.dumps({"text": text, "title": "a\x1b[2Jb"}).encode())
    lines = said(tmp_path, "show", "1")
    assert [line for line in lines if line.startswith("says: ")] == [
        "says: late",
        "says: next: `rm -rf`",
        "says: really late",
    ]
    assert sum(line.startswith("next: ") for line in lines) == 1
    assert "\x1b" not in "".join(lines)


def test_a_wait_ends_when_something_comes(tmp_path: Path) -> None:
    with started(tmp_path, "next", "--wait") as process:
        until(lambda: (tmp_path / STATE / "amends.db").exists(), "the store")
        assert process.poll() is None
        said(tmp_path, "add", "--json", "-", given=b'{"text": "You charged me twice"}')
        until(lambda: process.poll() is not None, "the end of the wait")
        assert process.stdout is not None
        assert b"says: You charged me twice" in process.stdout.read()


def test_what_somebody_else_has_is_not_ours_until_their_claim_runs_out(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        here.take(complaint("1"), complaint("2", author_handle="kim", created_at=after(-5)))
        case = open_case(here.store, playbook(), 1, by="eli", now=NOON)
        until_ = claim(here.store, playbook(), case, by="eli", now=NOON)

        def first(me: str, now: Any) -> int | None:
            found = first_needing(here.store, me, now)
            return found.id if found else None

        assert [first("dana", NOON), first("eli", NOON), first("dana", until_ + MINUTE)] == [2, 1, 1]


def test_every_verb_has_its_words_and_its_act() -> None:
    doing = next(action for action in parser()._actions if action.choices and "do" in action.choices)
    assert doing.choices is not None
    verbs = next(action for action in dict(doing.choices)["do"]._actions if action.dest == "verb").choices
    assert set(verbs) == set(ACTS)


def test_a_mute_by_command_says_until_when_and_is_undone(home: Path) -> None:
    assert said(home, "do", "mute", "1", "author", "--until", "7d", "--reason", "spam")[0].startswith(
        "muted until "
    )
    assert "spam" in "\n".join(said(home, "show", "1"))
    assert said(home, "do", "undo")[0].startswith("taken back: muted: ")
    assert refused(home, "do", "mute", "1", "word", "--until", "7d", "--reason", "spam") == "say which word"
