"""Why a clock stands where it stands: told step by step, on row and strip, by `:clock` and by command."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from casebook.case import Case
from casebook.durations import spelled
from casebook.kinds import CaseStatus, Clock, CustomerKind, Lane, WakeOn
from casebook.mention import KeptMention, Reason, Snooze
from desk.merging import link
from desk.opening import open_case
from playbooks.clock_story import story
from playbooks.hours import Day, Hours
from playbooks.playbook import Playbook
from playbooks.wants import wish_of
from tests.at_the_desk import Hands, at_the_desk
from tests.desk_processes import amends
from tests.desk_world import NOON, after, complaint, playbook, world
from tests.prompting import say
from tui.aside import next_words
from tui.clock_words import due_cell, pressing
from tui.command_line.command import NotMeant
from tui.command_line.phrases import until_when
from tui.matter import Matter
from tui.screens.case import CaseScreen
from tui.screens.clock import ClockDialog
from tui.screens.heard import HeardDialog

STATE = ".local/state/amends"
ROW = KeptMention(
    1,
    complaint(),
    NOON,
    priority=2,
    lane=Lane.DESK,
    reasons=(Reason("double disappointment", "nobody", 4, "double"), Reason("reach unknown")),
    due_at=after(110),
    resolve_by=after(-10) + timedelta(days=3),
)
CASE = Case(
    7, "Charged twice", None, 1, CaseStatus.OPEN, NOON, "dana", after(-10), NOON, due_at=after(110),
    resolve_by=after(-10) + timedelta(days=3),
)  # fmt: skip


def steps(row: KeptMention = ROW, case: Case | None = None, book: Playbook | None = None) -> list[str]:
    return [each.say for each in story(row, case, book or playbook(), NOON)]


def test_a_mentions_story_goes_from_its_post_to_what_is_owed_first() -> None:
    told = story(ROW, None, playbook(), NOON)
    assert [(each.say, each.at) for each in told] == [
        ("they wrote", after(-10)),
        ("priority 2: double disappointment (+4)", None),
        ("a first word within 2h: [clocks.acknowledge] 2, round the clock", after(110)),
        ("put right within 3d: [clocks.resolve] 2, round the clock", after(-10) + timedelta(days=3)),
        ("first comes, in 1h 50m: our first word in public", after(110)),
    ]


def test_hours_that_do_not_count_are_told() -> None:
    clocks = playbook().clocks
    night = replace(clocks.hours, opens="14:00", closes="18:00", days=tuple(Day), acknowledge=(2,))
    book = replace(playbook(), clocks=replace(clocks, hours=night))
    assert isinstance(night, Hours)
    told = steps(replace(ROW, due_at=after(240)), book=book)
    assert (
        "a first word within 2h: [clocks.acknowledge] 2, counted mon–sun 14:00–18:00 UTC; 2h 10m of that"
        in told[2]
    )


def test_a_clock_that_stands_otherwise_says_why() -> None:
    assert "a first word is owed sooner: it was promised before" in steps(replace(ROW, due_at=after(20)))[3]
    assert "it is owed later: it was taken up again" in steps(replace(ROW, resolve_by=after(99999)))[4]


def test_a_case_tells_of_our_word_the_customers_turn_and_its_end() -> None:
    said = replace(CASE, acknowledged_at=after(-5))
    row = replace(ROW, clock=Clock.NEXT)
    assert "the next word is owed, counted from what was said last: [clocks.acknowledge] 2" in steps(
        row, said
    )
    waiting = replace(said, status=CaseStatus.WAITING, due_at=None)
    row = replace(ROW, lane=Lane.WAITING, clock=Clock.RESOLVE, due_at=CASE.resolve_by)
    told = steps(row, waiting)
    assert "it is the customer's turn: no word of ours is owed" in told
    assert told[-1] == "first comes, in 2d 23h 50m: to be put right"
    over = replace(waiting, status=CaseStatus.RESOLVED, resolved_at=NOON)
    assert steps(replace(ROW, lane=None), over)[-2:] == ["it was closed: nothing is owed", "nothing is owed"]


def test_reach_and_a_snooze_are_told_and_so_is_what_is_overdue() -> None:
    reason = Reason("still within reach", "still here", 4, "reachable")
    row = replace(ROW, reach_by=after(60), reasons=(reason,))
    assert "they are within reach until then: “still here”; that comes before what is due later" in steps(row)
    assert steps(row)[-1] == "first comes, in 1h: they are within reach"
    gone = replace(CASE, reach_by=after(-5))
    assert "they were within reach until then: that outranks nothing any more" in steps(ROW, gone)
    late = replace(ROW, due_at=after(-5))
    assert steps(late)[-1] == "overdue by 5m: our first word in public"
    aside = replace(ROW, snooze=Snooze("dana", NOON, after(600), Lane.DESK, WakeOn.ANSWER))
    assert "set aside by dana until then; the clocks go on" in steps(aside)


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (ROW, "1h"),
        (replace(ROW, clock=Clock.NEXT), "N  1h"),
        (replace(ROW, clock=Clock.RESOLVE, due_at=after(-60 * 24 * 3)), "E −3d"),
        (replace(ROW, reach_by=after(45)), "R 45m"),
        (replace(ROW, reach_by=after(300)), "1h"),
        (replace(ROW, clock=Clock.NEXT, due_at=after(-60 * 24 * 300)), "−300d"),
        (replace(ROW, due_at=None), ""),
    ],
)
def test_the_due_column_says_whose_clock_it_is(row: KeptMention, cell: str) -> None:
    assert due_cell(row, NOON) == cell


def test_what_presses_on_a_case_stands_on_its_strip() -> None:
    assert pressing(CASE, NOON) == ["answer due in 1h"]
    assert pressing(replace(CASE, due_at=None, resolve_by=after(-180)), NOON) == ["put right 3h overdue"]
    assert pressing(replace(CASE, reach_by=after(60)), NOON)[0].startswith("within reach until ")
    assert pressing(replace(CASE, reach_by=after(-60)), NOON)[0].startswith("was within reach until ")


def test_a_length_of_time_is_spelt_to_the_minute() -> None:
    assert [spelled(timedelta(minutes=each)) for each in (0, 30, 150, 60 * 24 * 3 + 240)] == [
        *("less than 1m", "30m", "2h 30m", "3d 4h")
    ]


def test_the_latest_wish_is_the_one_that_is_proposed() -> None:
    wish = Reason("they say what would put it right", "just call me", 0, "wants")
    assert wish_of([ROW]) == ""
    assert wish_of(
        [replace(ROW, reasons=(replace(wish, words="my money back"),)), replace(ROW, reasons=(wish,))]
    ) == ("just call me")


def test_until_when_is_read_as_people_say_it() -> None:
    assert until_when("2h", NOON) == after(120)
    assert until_when("Over", NOON) is None
    with pytest.raises(NotMeant, match="say until when, or over: reach 2h"):
        until_when("whenever", NOON)


def test_what_is_set_aside_and_overdue_names_the_word_that_is_owed_and_not_who_is_gone() -> None:
    away = Snooze("dana", NOON, after(60), Lane.DESK)
    row = replace(ROW, lane=Lane.SNOOZED, snooze=away, due_at=after(-5), reach_by=after(-7))
    step = next_words(Matter(row, None, None, None, CustomerKind.UNKNOWN, draft=False), NOON, "dana")
    assert step.say.startswith("the answer is overdue! set aside by")


async def test_by_line_a_customer_is_within_reach_and_the_clock_tells_it(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        await say(hands, "reach 15m")
        await hands.shows("within reach until 12:15; z takes it back")
        assert hands.world.kept(1).reach_by == after(15)
        await hands.shows("R 15m")
        await say(hands, "clock")
        await hands.on(ClockDialog)
        await hands.shows("[clocks.acknowledge]")
        await hands.shows("first comes, in 15m: they are within reach")
        await hands.press("escape")
        await hands.press("z")
        await hands.until(lambda: hands.world.kept(1).reach_by is None)
        await say(hands, "reach whenever")
        await hands.shows("say until when, or over")


async def their_wish_is_proposed(hands: Hands) -> None:
    """Open the case in front: it shows what they wrote, and `b` proposes it."""
    await hands.selects(1)
    await hands.press("enter")
    await hands.on(CaseScreen)
    await hands.shows("they wrote “I just")
    await hands.press("b")
    await hands.on(HeardDialog)
    await hands.shows("This is what they wrote")


async def test_what_they_wrote_is_proposed_on_the_case_and_noted_when_confirmed(tmp_path: Path) -> None:
    wish = complaint(text="Charged twice, no refund. I just want my money back! Nobody answers.")
    async with at_the_desk(tmp_path, wish) as hands:
        await their_wish_is_proposed(hands)
        await hands.press("ctrl+o")
        await hands.on(CaseScreen)
        await hands.shows("wants      I just want")


async def test_what_another_voice_of_the_case_wrote_is_proposed_as_it_stands_there(tmp_path: Path) -> None:
    wish = complaint("2", author_handle="kim", text="Charged twice too. I just want my money back!")
    async with at_the_desk(tmp_path, complaint(), wish) as hands:
        case = open_case(hands.world.store, playbook(), 1, by="dana", now=NOON)
        link(hands.world.store, 2, case, by="dana", now=NOON)
        await their_wish_is_proposed(hands)


def test_by_command_the_story_is_told_plain_and_as_json(tmp_path: Path) -> None:
    with world(tmp_path / STATE) as here:
        here.take(complaint())
    done = amends(tmp_path, "clock", "explain", "m1")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.decode().splitlines()
    assert lines[0].endswith("they wrote")
    assert any("[clocks.resolve]" in each for each in lines)
    told = json.loads(amends(tmp_path, "clock", "explain", "1", "--json").stdout)
    assert (told["matter"], told["clock"], told["overdue"]) == ("1", "first", True)
    assert told["steps"][0]["say"] == "they wrote"
    said = amends(tmp_path, "do", "reach", "1", "2h").stdout.decode()
    assert said.startswith("within reach until ")
    assert json.loads(amends(tmp_path, "clock", "explain", "1", "--json").stdout)["reach_by"]
    assert amends(tmp_path, "do", "reach", "1", "over").stdout.decode() == "within reach no more\n"
    assert amends(tmp_path, "do", "reach", "1", "never").returncode == 1
    amends(tmp_path, "do", "letgo", "1", "--reason", "spam")
    shown = amends(tmp_path, "show", "1").stdout.decode()
    assert "took no action: spam" in next(each for each in shown.splitlines() if each.startswith("decided: "))
