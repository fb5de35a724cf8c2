"""The ladder as it is seen and said: case screen, strip, row, filter, `:rung`, and commands."""

import json
from pathlib import Path

import pytest

from casebook.mention import KeptMention
from casebook.query.parser import parse
from casebook.query.values import Asking
from desk import shelf
from tests.at_the_desk import NARROW, WIDE, Hands, at_the_desk
from tests.desk_processes import amends
from tests.desk_world import NOON, complaint, world
from tests.ladder_steps import LOUD
from tests.prompting import say
from tui.command_line.command import NotMeant
from tui.command_line.phrases import raised
from tui.queue_row import cells, columns
from tui.screens.case import CaseScreen

STATE = ".local/state/amends"


def rung(hands: Hands) -> int:
    return shelf.case(hands.world.store, 1).rung


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_case_screen_tells_the_rung_and_the_next_ones_plan(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_the_desk(tmp_path, complaint(**LOUD), size=size) as hands:
        await hands.selects(1)
        await hands.press("enter")
        await hands.on(CaseScreen)
        await hands.shows("rung 3 of 5: a bigger voice")
        if size == NARROW:
            await hands.press("ctrl+d")
        for words in (
            "How far it has travelled",
            "mention #1: 40,000",
            "asks now",
            "4, a front page.",
        ):
            await hands.shows(words)
        await say(hands, "rung 5 the evening news")
        await hands.until(lambda: rung(hands) == 5, "on the highest rung")
        await hands.shows("rung 5 of 5: the press")
        await hands.shows("the evening news")
        await hands.press("z")
        await hands.until(lambda: rung(hands) == 3, "as it was before")


@pytest.mark.parametrize("words", ["", "5", "1 radio", "6 radio", "x radio", "² radio", "5  "])
def test_what_is_no_rung_or_has_no_reason_is_said(words: str) -> None:
    with pytest.raises(NotMeant, match="rung"):
        raised(words)


def test_a_rung_and_its_reason_are_read() -> None:
    assert raised("4 two papers: ours too") == (4, "two papers: ours too")


def what(width: int, on: int | None) -> str:
    row = KeptMention(1, complaint(), NOON, rung=on)
    return cells(row, columns(width), NOON)[-1][0]


def test_a_row_shows_its_rung_by_a_mark_and_where_there_is_room_by_a_word() -> None:
    assert what(110, 3).startswith("↑ rung 3 · You charged")
    assert what(80, 3).startswith("↑3 You charged")
    assert what(80, None).startswith("You charged")
    assert what(110, 0).startswith("rung 0 · You")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("rung:>=3", [3, 5]),
        ("rung:1", [None]),
        ("rung:<2", [None, 0]),
        ("rung:1..3", [None, 2, 3]),
        ("rung:0", [0]),
        ("-rung:>=2", [None, 0]),
    ],
)
def test_rows_are_found_by_their_rung(said: str, found: list[int | None], tmp_path: Path) -> None:
    asked = parse(said, Asking("dana", NOON)).query
    kept = [None, 0, 2, 3, 5]
    assert [each for each in kept if asked({"rung": each} if each is not None else {})] == found
    with world(tmp_path) as here:
        for number, each in enumerate(kept):
            shelf.keep_mention(here.store, KeptMention(0, complaint(str(number)), NOON, rung=each))
        assert [each.get("rung") for each in here.store.mentions.select(asked, order="+")] == found


def test_a_rung_is_told_and_put_higher_by_commands(tmp_path: Path) -> None:
    with world(tmp_path / STATE) as here:
        here.take(complaint(**LOUD))
    alone = json.loads(amends(tmp_path, "show", "1", "--json").stdout)["rung"]
    assert (alone["number"], alone["name"], alone["why"]) == (3, "a bigger voice", "40,000 followers")
    done = amends(tmp_path, "do", "rung", "1", "5", "the", "evening", "news")
    assert done.stdout.decode() == "case c1: rung 5 of 5: the press\n"
    lines = amends(tmp_path, "show", "c1").stdout.decode().splitlines()
    assert "story: rung 5 of 5: the press" in lines
    assert any(each.startswith("story since: ") and each.endswith(", the evening news") for each in lines)
    assert any("put the story on rung 5 of 5, the press" in each for each in lines)
    told = json.loads(amends(tmp_path, "show", "c1", "--json").stdout)
    assert (told["rung"]["number"], told["rung"]["why"], told["rung"]["plan"]) == (
        5,
        "the evening news",
        None,
    )
    assert told["case"]["rung"] == 5
    lower = amends(tmp_path, "do", "rung", "c1", "4", "radio")
    assert lower.returncode == 1
    assert b"a story only climbs" in lower.stderr
