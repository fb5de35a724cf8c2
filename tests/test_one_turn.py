"""One key, one undo step: an act that opens its case first is one turn of the log, taken back as one."""

from pathlib import Path

import pytest

from casebook.kinds import Decision
from desk.acts import Act
from desk.answering import note, posted, record
from desk.errors import Refused
from desk.opening import claim, open_case
from desk.timeline import words_of
from desk.undo import redo, undo
from tests.at_the_desk import at_the_desk
from tests.desk_world import NOON, World, complaint, playbook, world
from tests.test_marks import several


def opened_with(here: World, then: str) -> int:
    """Open a case and do something on it, as one."""
    with here.store.together("dana", "", NOON):
        case = open_case(here.store, playbook(), 1, by="dana", now=NOON)
        if then == "claim":
            claim(here.store, playbook(), case, by="dana", now=NOON)
        elif then == "post":
            posted(here.store, playbook(), case, "https://x.example/1", answer=True, by="dana", now=NOON)
        elif then == "record":
            record(here.store, case, wants="my 43 €", by="dana", now=NOON)
        elif then == "note":
            note(here.store, case, "a word", by="dana", now=NOON)
    return case


@pytest.mark.parametrize(
    ("then", "act", "said"),
    [
        ("", Act.OPEN, "opened the case"),
        ("claim", Act.CLAIM, "opened the case and claimed it"),
        ("post", Act.POST, "opened the case and answered in public: https://x.example/1"),
        ("record", Act.RECORD, "opened the case and noted what would put it right: my 43 €"),
        ("note", Act.NOTE, "opened the case and noted: a word"),
    ],
)
def test_one_undo_takes_it_all_back_and_says_so(tmp_path: Path, then: str, act: Act, said: str) -> None:
    with world(tmp_path) as here:
        here.one(complaint())
        case = opened_with(here, then)
        left = here.store.cases.get(doc_id=case)
        (event,) = here.store.events(case=case)
        assert (event.act, words_of(event)) == (act, said)
        taken = undo(here.store, by="dana", now=NOON)
        assert (taken.act, words_of(taken)) == (act, said)
        assert here.store.cases.count() == here.store.notes.count() == 0
        assert here.kept(1).decision is Decision.UNDECIDED
        with pytest.raises(Refused, match="nothing of yours"):
            undo(here.store, by="dana", now=NOON)
        redo(here.store, by="dana", now=NOON)
        assert here.store.cases.get(doc_id=case) == left


def test_an_undo_among_others_still_points_to_what_it_takes_back(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        here.one(complaint())
        opened_with(here, "claim")
        with here.store.together("dana", "", NOON):
            undo(here.store, by="dana", now=NOON)
        assert here.store.cases.count() == 0
        with here.store.together("dana", "", NOON):
            redo(here.store, by="dana", now=NOON)
        assert here.kept(1).owner == "dana"


async def test_claiming_a_row_without_a_case_is_one_step(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(2)) as hands:
        await hands.selects(1)
        await hands.press("a")
        await hands.until(lambda: hands.world.kept(1).owner == "dana", "claimed")
        await hands.press("z")
        await hands.shows("taken back: opened the case and claimed it")
        assert hands.world.store.cases.count() == 0


async def test_beginning_a_reply_is_one_step(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(2)) as hands:
        await hands.selects(1)
        await hands.press("r")
        await hands.until(lambda: hands.world.kept(1).owner == "dana", "claimed")
        undone = undo(hands.world.store, by="dana", now=NOON)
        assert undone.act == Act.CLAIM
        assert hands.world.store.cases.count() == 0
