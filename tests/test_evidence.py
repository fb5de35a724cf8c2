"""What they said before, and where else it stands: with a key, on the case, and by plain commands."""

import json
from pathlib import Path
from typing import Any

import pytest

from casebook.kinds import Lane
from casebook.mention import Mention
from desk.evidence import edits_of
from desk.opening import open_case
from tests.at_the_desk import NARROW, WIDE, Hands, at_the_desk
from tests.desk_processes import amends
from tests.desk_world import NOON, after, complaint, playbook, world
from tui.messages import CaseWanted
from tui.screens.case import CaseScreen
from tui.screens.evidence import EvidenceDialog
from tui.screens.link_to import LinkToDialog
from tui.screens.queue import QueueScreen

SOFTER = "You charged me once too often. I called support and nobody ever called me back."


def elsewhere(where: str, **about: Any) -> Mention:
    told = {"source": where, "via": where, "url": f"https://{where}.example/p/1", **about}
    return complaint(where, **told)


COPIES = [elsewhere(each) for each in ("reddit", "bluesky", "blog")]


async def opened(hands: Hands) -> None:
    await hands.press("e")
    await hands.on(EvidenceDialog)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_earlier_words_and_copies_stand_a_key_away(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_the_desk(tmp_path, complaint(), *COPIES, size=size) as hands:
        hands.world.take(complaint(text=SOFTER), now=after(0))
        await hands.shows("x4")
        await hands.selects(1)
        await opened(hands)
        await hands.shows("[-twice.-] (+once too often.+)")
        await hands.shows("reddit · jane_doe  https://reddit.example/p/1")
        await hands.press("j", "k", "e")
        await hands.on(QueueScreen)


async def test_the_mention_says_that_there_is_more(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), *COPIES) as hands:
        await hands.shows("Also said in 3 other places")
        await hands.shows("blog · jane_doe")
        for said in (SOFTER, f"{SOFTER} Edit: they called."):
            hands.world.take(complaint(text=said), now=after(0))
        await hands.shows("edited 2 times, last 12:00")


async def test_on_a_case_the_key_is_named_where_words_have_changed(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), COPIES[0]) as hands:
        hands.world.take(complaint(text=SOFTER), now=after(0))
        hands.world.take(elsewhere("reddit", text=f"{SOFTER} Still waiting."), now=after(0))
        hands.app.post_message(CaseWanted(hands.elsewhere(open_case, playbook(), 1)))
        await hands.on(CaseScreen)
        await hands.shows("edited once, 12:00: e shows what they said before")
        await hands.shows("Still waiting.")


async def test_where_nothing_was_changed_the_key_says_so(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        await opened(hands)
        await hands.shows("They have not changed a word, and nobody repeats them.")


async def test_a_copy_is_parted_with_the_key_that_joins_and_taken_back(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), *COPIES) as hands:
        await hands.selects(1)
        await hands.press("ampersand")
        await hands.on(LinkToDialog)
        await hands.shows("What does not belong to it?")
        await hands.shows("part the copy reddit · jane_doe · https://reddit.example/p/1")
        await hands.press("1", "ctrl+o")
        await hands.on(QueueScreen)
        await hands.until(lambda: hands.world.kept(2).lane is Lane.DESK, "parted")
        await hands.shows("x3")
        await hands.press("z")
        await hands.until(lambda: hands.world.kept(2).copy_of == 1, "joined again")


async def test_on_a_case_a_copy_is_told_by_its_link_and_not_once_more(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), *COPIES) as hands:
        hands.app.post_message(CaseWanted(hands.elsewhere(open_case, playbook(), 1)))
        await hands.on(CaseScreen)
        await hands.shows("a copy of mention #1: the same words by the same name")
        await hands.shows("https://reddit.example/p/1")
        assert hands.frame().count("You charged me twice. I called") == 1
        await opened(hands)
        await hands.shows("Also said in 3 other places")


def test_plain_commands_tell_it_and_part_it(tmp_path: Path) -> None:
    with world(tmp_path / ".local/state/amends") as here:
        here.take(complaint(), COPIES[0])
        here.take(complaint(text=SOFTER), now=after(5))
        assert [each.was.text for each in edits_of(here.store, 1)] == [complaint().text]
    said = amends(tmp_path, "show", "1").stdout.decode().splitlines()
    assert any(each.startswith("before: You charged me [-twice.-] (+once too often.+) I") for each in said)
    assert "also at: mention 2, reddit · jane_doe, https://reddit.example/p/1" in said
    document = json.loads(amends(tmp_path, "show", "1", "--json").stdout)
    assert (document["edits"][0]["was"]["text"], document["copies"][0]["id"]) == (complaint().text, 2)
    assert b"stands: copy of #1\n" in amends(tmp_path, "show", "2").stdout
    assert b"\tcopy of #1\treddit\t" in amends(tmp_path, "list", "--all").stdout
    assert amends(tmp_path, "do", "part", "2").stdout == b"mention 2: no copy of mention 1 any more\n"
    assert b"is no copy of another" in amends(tmp_path, "do", "part", "2").stderr


def test_stir_and_decisions_are_no_edits(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        here.take(complaint(score=1))
        here.take(complaint(score=900), now=after(1))
        open_case(here.store, playbook(), 1, by="dana", now=NOON)
        assert edits_of(here.store, 1) == []
        here.take(complaint(deleted=True, text=""), now=after(2))
        assert [(each.deleted, each.was) for each in edits_of(here.store, 1)] == [
            (True, edits_of(here.store, 1)[0].now)
        ]
