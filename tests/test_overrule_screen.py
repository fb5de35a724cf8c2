"""`w` says what counted and by which weight; `=` says what it is instead: in the queue, a case, for marks."""

from pathlib import Path
from typing import Any

import pytest

from casebook.kinds import Sort
from casebook.mention import KeptMention, Reason
from desk.settings import Responder
from tests.at_the_desk import NARROW, WIDE, Hands, at_the_desk
from tests.desk_world import NOON, complaint, playbook
from tui.rows import joined
from tui.screens.answer import AnswerDialog
from tui.screens.case import CaseScreen
from tui.screens.overrule import OverruleDialog
from tui.screens.queue import QueueScreen
from tui.screens.why import WhyDialog
from tui.why_text import verdict_lines

TWICE = complaint(text="You charged me twice. I called support and nobody ever called me back.")


def priority(hands: Hands, number: int = 1) -> int | None:
    return hands.world.kept(number).priority


async def overruling(hands: Hands) -> None:
    """Ask, of the first mention, what it is instead."""
    await hands.selects(1)
    await hands.press("equals_sign")
    await hands.on(OverruleDialog)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_w_traces_each_number_to_its_weight_in_the_playbook(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_the_desk(tmp_path, TWICE, size=size) as hands:
        await hands.selects(1)
        await hands.press("w")
        await hands.on(WhyDialog)
        await hands.shows("a complaint · specific · let down twice")
        await hands.shows("weights.double")
        await hands.shows("likely cause: ")
        dialog = hands.app.screen
        body = dialog.query_one("#dialog-body")
        await hands.press(*["j"] * 20)
        await hands.until(lambda: body.scroll_y == body.max_scroll_y, "the end of it")
        weights = playbook().weights
        await hands.shows("in all: priority 1 from")
        await hands.shows(f"{weights.first} (first), 2 from {weights.second}")
        await hands.shows("owed by")
        await hands.shows("= overrule")


def verdict_of(**about: Any) -> str:
    """Return what `w` says a mention is taken for."""
    kept = KeptMention(1, complaint(), NOON, **about)
    return joined(verdict_lines(kept, playbook(), NOON), "\n").plain


def test_w_names_a_cause_where_there_is_anything_to_be_the_cause_of() -> None:
    other = playbook().causes[-1].key
    assert verdict_of(sort=Sort.PRAISE, cause=other) == "praise"
    assert "likely cause" in verdict_of(sort=Sort.COMPLAINT, cause=other)
    told = Reason("perhaps: charged wrongly", "charged", 0, "cause.billing")
    assert "likely cause: Charged" in verdict_of(sort=Sort.NEWS, cause="billing", reasons=(told,))


async def test_w_and_the_pane_say_of_a_question_that_it_is_one(tmp_path: Path) -> None:
    question = complaint("1", text="Which platform does the night train to Basel leave from?", url=None)
    async with at_the_desk(tmp_path, question, size=WIDE) as hands:
        await hands.selects(1)
        assert hands.world.kept(1).reasons == ()
        await hands.shows("a question; nothing in it makes it more")
        await hands.press("w")
        await hands.shows("It asks something, and nothing in it makes it more urgent.")
        assert "Nothing in it asks" not in hands.frame()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_from_w_two_keys_say_that_it_is_no_complaint_and_z_takes_it_back(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_the_desk(tmp_path, TWICE, size=size) as hands:
        await hands.selects(1)
        before = hands.world.kept(1)
        await hands.press("w")
        await hands.on(WhyDialog)
        await hands.press("equals_sign")
        await hands.on(OverruleDialog)
        await hands.press("n")
        await hands.on(QueueScreen)
        await hands.until(lambda: priority(hands) is None, "the row judged anew")
        await hands.shows("noted: it is no complaint; z takes it back")
        await hands.press("w")
        await hands.shows("dana says: it is no complaint")
        await hands.press("escape")
        await hands.on(QueueScreen)
        await hands.press("z")
        await hands.until(lambda: hands.world.kept(1) == before, "taken back")


@pytest.mark.parametrize(
    ("keys", "field", "value"),
    [
        (("n",), "sort", Sort.NOISE),
        (("y",), "sort", Sort.COMPLAINT),
        (("s",), "specific", False),
        (("t",), "double", None),
        (("a",), "abusive", True),
        (("v", "3", "ctrl+o"), "severity", 3),
        (("c", "2", "ctrl+o"), "cause", playbook().causes[1].key),
        (("b", "4", "ctrl+o"), "blame", "greed"),
        (("k", "2", "ctrl+o"), "sort", Sort.QUESTION),
    ],
)
async def test_each_key_says_what_it_says(
    tmp_path: Path, keys: tuple[str, ...], field: str, value: object
) -> None:
    async with at_the_desk(tmp_path, TWICE) as hands:
        await overruling(hands)
        for key in keys:
            await hands.press(key)
            await hands.pilot.pause()
        await hands.on(QueueScreen)
        await hands.until(lambda: hands.world.kept(1).overruled is True, "overruled")
        assert getattr(hands.world.kept(1), field) == value


async def test_what_it_is_taken_for_is_told_in_the_words_of_the_answers(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, TWICE, size=WIDE) as hands:
        await overruling(hands)
        await hands.shows("how bad it is: a loss, or nothing works → …")
        await hands.shows("the likely cause: Charged wrongly, or money not given back → …")
        await hands.shows("what they believe of us: no motive stated → …")
        await hands.shows("what it is for us: a complaint → …")
        await hands.press("b")
        await hands.on(AnswerDialog)
        await hands.shows("It is taken for: no motive stated")
        await hands.shows("3 ( ) it was meant, but kindly")
        await hands.press("1", "ctrl+o")
        await hands.shows("noted: they state no motive; z takes it back")


async def test_whose_it_is_can_be_said_too(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, TWICE) as hands:
        await overruling(hands)
        await hands.press("u")
        await hands.on(AnswerDialog)
        await hands.press("ctrl+o")
        await hands.shows("Choose what it is.")
        await hands.press("1", "ctrl+o")
        await hands.on(QueueScreen)
        await hands.until(
            lambda: any(each.what == "steady customer" for each in hands.world.kept(1).reasons), "steady"
        )


async def test_it_works_on_a_case_and_stands_in_its_story(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, TWICE, size=WIDE) as hands:
        await hands.selects(1)
        await hands.press("enter")
        await hands.on(CaseScreen)
        await hands.press("equals_sign")
        await hands.on(OverruleDialog)
        await hands.press("v")
        await hands.on(AnswerDialog)
        await hands.press("3", "ctrl+o")
        await hands.on(CaseScreen)
        await hands.until(lambda: priority(hands) == 1, "harm comes first")
        await hands.shows("overruled: somebody may come")


async def test_all_marked_rows_are_overruled_at_once(tmp_path: Path) -> None:
    mentions = [complaint(str(n), author_handle=f"p{n}", text=f"Voucher {n} failed again.") for n in (1, 2)]
    async with at_the_desk(tmp_path, *mentions) as hands:
        await hands.selects(1)
        before = [hands.world.kept(n) for n in (1, 2)]
        await hands.press("asterisk", "equals_sign")
        await hands.on(OverruleDialog)
        await hands.shows("2 marked")
        await hands.press("n")
        await hands.until(lambda: [priority(hands, n) for n in (1, 2)] == [None, None], "both")
        await hands.shows("overruled 2")
        await hands.press("z")
        await hands.until(lambda: [hands.world.kept(n) for n in (1, 2)] == before, "both back")


async def test_the_command_line_says_it_in_words(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, TWICE) as hands:
        await hands.selects(1)
        await hands.press("colon", *"overrule complain no")
        await hands.press("enter")
        await hands.shows('did you mean "complaint"')
        await hands.press("escape", "colon", *"overrule complaint no")
        await hands.press("enter")
        await hands.until(lambda: priority(hands) is None, "overruled")


async def test_esc_leaves_it_as_it_is(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, TWICE) as hands:
        await overruling(hands)
        await hands.press("escape")
        await hands.on(QueueScreen)
        assert hands.world.kept(1).overruled is None


async def test_who_only_looks_is_offered_nothing_to_overrule(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, TWICE, responder=Responder("dana", read_only=True)) as hands:
        await hands.selects(1)
        await hands.press("equals_sign")
        await hands.shows("read only")
        await hands.press("w")
        await hands.on(WhyDialog)
        await hands.press("equals_sign")
        await hands.pilot.pause()
        assert isinstance(hands.app.screen, WhyDialog)
        assert "overrule" not in hands.frame()
