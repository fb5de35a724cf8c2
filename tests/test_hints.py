"""Sentences on the screen name the keys that are live, and no sentence of ours knows a key by itself."""

import ast
import re
from pathlib import Path

import pytest

from playbooks.next_step import Step
from tests.test_laws import FILES, TREES, name_of
from tui.app import AmendsApp
from tui.clauses import NAMED, without
from tui.hints import hints
from tui.keymap import split
from tui.keys import known_ids, our_bindings, sign
from tui.offer import OfferApp

OFF_THE_DESK = ("tui/doctor", "tui/commands", "desk/doctor", "desk/demo")
"""What is said where there are no keys of ours."""
SPEAKING = [
    path
    for path in FILES
    if name_of(path).startswith(("tui/", "playbooks/", "desk/"))
    and not name_of(path).startswith(OFF_THE_DESK)
]
KNOWS_KEYS = {"tui/keys.py", "tui/keymap.py"}
LISTS_OF_WORDS = {"playbooks/language.py"}
"""What is counted in texts and never said; some languages have words of one letter."""
NO_KEYS = {"e mail", "e mail address"}
NAMES_A_KEY = re.compile(
    r"(?<![\w'’+\-@{.<])([b-zB-HJ-Z]|Esc|Tab|Enter|⏎|gg|ctrl\+\w|⇧Tab|[↑↓←→])(?![\w'’+\-.=}])"
    r"|\b[aA] (to|on|again|claims|takes|hands) "
)
PROSE = re.compile(r"[a-z]{3,}.* |(^| ).*[a-z]{3,}")


def sentences(path: Path) -> list[str]:
    """Return the texts of a file that may be said: no docstrings, no bindings, no patterns."""
    silent = set()
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(node.value)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Binding", "pattern", "re.compile"):
            silent.update(each for each in ast.walk(node) if isinstance(each, ast.Constant))
    texts = (each for each in ast.walk(TREES[path]) if isinstance(each, ast.Constant) and each not in silent)
    return [each.value for each in texts if isinstance(each.value, str) and " " in each.value]


@pytest.mark.parametrize("path", SPEAKING, ids=name_of)
def test_no_sentence_names_a_key_by_itself(path: Path) -> None:
    if name_of(path) in KNOWS_KEYS | LISTS_OF_WORDS:
        return
    told = [
        text for text in sentences(path) if PROSE.search(text) and "%" not in text and text not in NO_KEYS
    ]
    assert [text for text in told if NAMES_A_KEY.search(text)] == []


def test_the_look_for_keys_finds_some() -> None:
    lies = (
        "t for the words",
        "a on a row claims it",
        "g s shows why",
        "Esc leaves",
        "a guess: u",
        " · ctrl+r asks",
    )
    assert [lie for lie in lies if not (NAMES_A_KEY.search(lie) and PROSE.search(lie))] == []
    assert not NAMES_A_KEY.search("only a guess: {case.history}, it's a text")


@pytest.mark.parametrize("path", SPEAKING, ids=name_of)
def test_every_act_that_a_sentence_names_has_a_key(path: Path) -> None:
    assert {AmendsApp, OfferApp}
    named = {act for text in sentences(path) for found in NAMED.findall(text) for act in found.split(" ")}
    assert {act for act in named if "." in act} <= known_ids()


def test_a_hint_names_the_first_key_of_an_act() -> None:
    assert hints().say("{queue.open} opens, {case.claim} claims") == "⏎ opens, a claims"
    assert hints({"queue.open": "v,enter"}).say("{queue.open} opens") == "v opens"
    assert hints({"case.claim": "asterisk"}).say("{case.claim}") == "*"


def test_keys_pressed_one_after_another_are_named_so() -> None:
    assert hints().say("{app.go go.sources} and {app.go go.top}") == "g s and gg"
    assert hints({"app.go": "ctrl+g", "go.sources": "1"}).say("{app.go go.sources}") == "ctrl+g 1"


def test_values_are_taken_as_they_are() -> None:
    step = Step("{owner} has it: {case.claim}", {"owner": "{case.claim} [b] {owner}"})
    assert hints().step(step).plain == "Next  {case.claim} [b] {owner} has it: a"


def test_only_the_keys_are_painted_as_keys() -> None:
    painted = hints().words("{case.claim} to claim", "dim")
    assert [(painted.plain[span.start : span.end], span.style) for span in painted.spans] == [
        ("a", "bold $key"),
        (" to claim", "dim"),
    ]


def test_every_act_has_a_key_to_name() -> None:
    for each in our_bindings():
        assert hints().keys(str(each.id)) == sign(split(each.key)[0])


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("{case.claim} to claim it", ""),
        (
            "overdue: first word: {case.template} for an apology; that is noted",
            "overdue: first word; that is noted",
        ),
        ("{queue.open} opens; {case.claim} claims. {queue.why} says why.", "{queue.why} says why."),
        ("Nothing is owed. {case.followup} on a case logs one.", "Nothing is owed."),
        (
            "{promised}: {app.go go.promises} tells · {app.help case.claim}",
            "{promised}: {app.go go.promises} tells",
        ),
    ],
)
def test_a_clause_that_names_what_cannot_be_done_is_left_out(said: str, left: str) -> None:
    looking = hints(only_looks=True)
    assert looking.say(said, promised="a refund") == hints().say(left, promised="a refund")
    assert without(said, lambda _: False) == said
