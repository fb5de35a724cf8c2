"""One act on many: as far as it may be done, in one turn of the log, taken back by one undo."""

from datetime import timedelta
from pathlib import Path

import pytest

from casebook.kinds import Decision
from desk import shelf
from desk.acts import Act
from desk.bulk import Outcome, claim_mention, in_bulk
from desk.deciding import let_go
from desk.errors import Refused
from desk.opening import claim, open_case
from desk.snoozing import snooze, wake_now
from desk.timeline import timeline, words_of
from desk.undo import redo, undo
from tests.at_the_desk import at_the_desk
from tests.desk_world import NOON, World, after, complaint, playbook, world
from tests.test_marks import several
from tui.screens.let_go import LetGoDialog
from tui.screens.mute import MuteDialog
from tui.screens.queue import QueueScreen


def claimed_by_eli(here: World, mention: int) -> int:
    case = open_case(here.store, playbook(), mention, by="eli", now=NOON)
    claim(here.store, playbook(), case, by="eli", now=NOON)
    return case


def test_what_may_not_be_done_is_told_and_the_rest_is_done(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        here.take(*several(3))
        claimed_by_eli(here, 2)
        went = in_bulk(here.store, Act.CLAIM, claim_mention, (1, 2, 3, 99), playbook(), by="dana", now=NOON)
        assert went.done == 2
        assert went.say("claimed").startswith("claimed 2; 2 not: eli has case #1 for another")
        assert [here.kept(number).owner for number in (1, 2, 3)] == ["dana", "eli", "dana"]


def test_one_undo_takes_all_of_it_back_and_one_redo_does_it_again(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        here.take(*several(3))
        in_bulk(here.store, Act.CLAIM, claim_mention, (1, 2, 3), playbook(), by="dana", now=NOON)
        cases = [here.kept(number).case for number in (1, 2, 3)]
        assert len(set(cases)) == 3
        for case in cases:
            assert [line.words for line in timeline(here.store.events(case=case))] == [
                "opened the case and claimed it"
            ]
        undo(here.store, by="dana", now=NOON)
        assert here.store.cases.count() == 0
        assert all(here.kept(number).decision is Decision.UNDECIDED for number in (1, 2, 3))
        with pytest.raises(Refused, match="nothing of yours"):
            undo(here.store, by="dana", now=NOON)
        redo(here.store, by="dana", now=NOON)
        assert all(here.kept(number).owner == "dana" for number in (1, 2, 3))


def test_each_case_tells_that_it_was_taken_back(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        here.take(*several(3))
        cases = [open_case(here.store, playbook(), number, by="dana", now=NOON) for number in (1, 2, 3)]
        in_bulk(here.store, Act.CLAIM, claim_mention, (1, 2, 3), playbook(), by="dana", now=NOON)
        undo(here.store, by="dana", now=NOON)
        redo(here.store, by="dana", now=NOON)
        for case in cases:
            told = [line.words for line in timeline(here.store.events(case=case))]
            assert told == ["opened the case", "claimed it", "took back: claimed it", "did again: claimed it"]
        assert len({each.turn for case in cases for each in here.store.events(case=case)}) == 6


def test_bulk_is_not_taken_back_where_another_has_done_the_same_to_one_since(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        here.take(*several(2))
        for number in (1, 2):
            open_case(here.store, playbook(), number, by="dana", now=NOON)
        in_bulk(here.store, Act.SNOOZE, snooze, (1, 2), after(90), by="dana", now=NOON)
        wake_now(here.store, 2, by="eli", now=NOON)
        before = here.kept(2)
        with pytest.raises(Refused, match="changed since by somebody else"):
            undo(here.store, by="dana", now=NOON)
        assert here.kept(2) == before


def test_where_none_may_be_done_nothing_is_logged(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        here.take(*several(2))
        claimed_by_eli(here, 1)
        before = here.store.log.count()
        with pytest.raises(Refused, match="none of 1: mention #1 is part of case #1"):
            in_bulk(here.store, Act.LET_GO, let_go, (1,), "spam", by="dana", now=NOON)
        with pytest.raises(Refused, match="nothing is marked"):
            in_bulk(here.store, Act.LET_GO, let_go, (), "spam", by="dana", now=NOON)
        assert here.store.log.count() == before


def test_several_reasons_are_counted() -> None:
    assert Outcome(3, ()).say("let go") == "let go 3"
    assert Outcome(0, ("a", "b", "a")).say("let go") == "let go 0; 3 not: a, and 1 more"


def test_rows_of_one_thread_are_claimed_no_longer_than_one(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        thread = (complaint(each, author_handle=each, thread_root_id="1") for each in ("1", "2", "3"))
        here.take(*thread)
        in_bulk(here.store, Act.CLAIM, claim_mention, (1, 2, 3), playbook(), by="dana", now=NOON)
        once = NOON + timedelta(minutes=playbook().claim_minutes)
        assert shelf.case(here.store, 1).claimed_until == once
        in_bulk(here.store, Act.CLAIM, claim_mention, (1,), playbook(), by="dana", now=NOON)
        assert shelf.case(here.store, 1).claimed_until == once + timedelta(minutes=playbook().claim_minutes)


async def test_marked_rows_are_claimed_and_z_gives_all_back(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(4)) as hands:
        await hands.selects(1)
        await hands.press("space", "space", "a")
        await hands.shows("claimed 2")
        assert hands.pane.marks == frozenset()
        assert [hands.world.kept(number).owner for number in (1, 2, 3)] == ["dana", "dana", None]
        await hands.press("z")
        await hands.until(lambda: hands.world.kept(2).owner is None, "given back")
        assert hands.world.kept(1).case is None


def test_taking_back_says_how_many(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        here.take(*several(3))
        in_bulk(here.store, Act.LET_GO, let_go, (1, 2, 3), "spam", by="dana", now=NOON)
        assert words_of(undo(here.store, by="dana", now=NOON)) == "let 3 go: spam"
        in_bulk(here.store, Act.CLAIM, claim_mention, (1, 2, 3), playbook(), by="dana", now=NOON)
        assert words_of(undo(here.store, by="dana", now=NOON)) == "opened 3 cases and claimed 3 cases"


async def test_marked_rows_go_with_one_reason_and_the_dialog_counts_them(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(4)) as hands:
        await hands.selects(1)
        await hands.press("3", "space", "x")
        dialog = await hands.on(LetGoDialog)
        dialog.guard = 0
        await hands.shows("3 marked")
        await hands.press("3", "ctrl+o")
        await hands.until(lambda: hands.world.kept(3).decision is Decision.NO_ACTION, "let go")
        assert hands.world.kept(1).decision is Decision.NO_ACTION
        assert hands.world.kept(4).decision is Decision.UNDECIDED
        await hands.press("z")
        await hands.until(lambda: hands.world.kept(1).decision is Decision.UNDECIDED, "taken back")
        assert hands.world.kept(3).decision is Decision.UNDECIDED


async def test_the_authors_of_marked_rows_are_muted_in_one_step(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(4)) as hands:
        await hands.selects(1)
        await hands.press("3", "space", "m")
        dialog = await hands.on(MuteDialog)
        dialog.guard = 0
        await hands.shows("whatever their authors write")
        assert "3 marked" in hands.frame()
        await hands.press("1", "tab", "tab", *"spam", "tab", "down", "ctrl+o")
        await hands.until(lambda: hands.world.store.mutes.count() == 3, "three mutes")
        assert [hands.world.kept(number).mute is not None for number in (1, 2, 3, 4)] == [True] * 3 + [False]
        await hands.press("z")
        await hands.until(lambda: hands.world.store.mutes.count() == 0, "taken back")
        assert all(hands.world.kept(number).decision is Decision.UNDECIDED for number in (1, 2, 3))


@pytest.mark.parametrize("key", ["t", "r", "f", "i", "c", "b", "X", "p", "&", "minus"])
async def test_what_acts_on_one_says_so_while_rows_are_marked(tmp_path: Path, key: str) -> None:
    async with at_the_desk(tmp_path, *several(3)) as hands:
        await hands.selects(1)
        await hands.press("2", "space", key)
        await hands.shows("2 rows are marked: ")
        assert "acts on one; Esc clears the marks" in hands.frame()
        assert isinstance(hands.app.screen, QueueScreen)
        assert len(hands.pane.marks) == 2
