"""What is set aside, muted or promised by a line behind `:` is what the dialogs would have made of it."""

from datetime import timedelta
from pathlib import Path

import pytest

from casebook.kinds import Decision, MuteKind, WakeOn
from desk.promised import owed_by
from tests.at_the_desk import at_the_desk
from tests.desk_world import NOON
from tests.prompting import field, say, some, typed
from tui.command_line.command import NotMeant
from tui.command_line.phrases import muted, promised, snoozed
from tui.screens.command import CommandScreen
from tui.screens.mute import MuteWanted
from tui.screens.promise import Promised
from tui.screens.snooze import SnoozeDialog, SnoozeWanted

HOUR, WEEK = timedelta(hours=1), timedelta(days=7)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("2h", SnoozeWanted(NOON + 2 * HOUR, None, None)),
        ("in 2 hours or they write", SnoozeWanted(NOON + 2 * HOUR, WakeOn.ANSWER, None)),
        (
            "2h or it changes: the courier calls: at two",
            SnoozeWanted(NOON + 2 * HOUR, WakeOn.CHANGE, "the courier calls: at two"),
        ),
        ("2h:  waiting ", SnoozeWanted(NOON + 2 * HOUR, None, "waiting")),
    ],
)
def test_a_row_is_set_aside_until_a_time_or_sooner_and_says_why(said: str, wanted: SnoozeWanted) -> None:
    assert snoozed(said, NOON) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("author sells followers for 7d", MuteWanted(MuteKind.AUTHOR, None, "sells followers", NOON + WEEK)),
        ("Thread asks for us for 7d", MuteWanted(MuteKind.THREAD, None, "asks for us", NOON + WEEK)),
        ("thread spam until in 7 days", MuteWanted(MuteKind.THREAD, None, "spam", NOON + WEEK)),
        ("word giveaway a scam for 1w", MuteWanted(MuteKind.WORD, "giveaway", "a scam", NOON + WEEK)),
        (
            'word "free followers" a scam for 1w',
            MuteWanted(MuteKind.WORD, "free followers", "a scam", NOON + WEEK),
        ),
    ],
)
def test_a_mute_names_what_why_and_for_how_long(said: str, wanted: MuteWanted) -> None:
    assert muted(said, NOON) == wanted


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("a refund by 1h", "a refund"),
        ("to stand by her by 1h", "to stand by her"),
        ("an answer within 1 hour", "an answer"),
    ],
)
def test_a_promise_names_what_and_by_when(said: str, what: str) -> None:
    assert promised(said, NOON) == Promised(what, NOON + HOUR)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("snooze whenever", "say until when: snooze 2h, 6 pm today"),
        ("snooze 400d", "90 days at most"),
        ("mute spam for 7d", 'mute what? no "spam"'),
        ("mute author for 7d", "say why: mute author spam for 7d"),
        ("mute author spam", "say for how long, 30 days at most: mute author spam for 7d"),
        ("mute thread spam for 60d", "say for how long, 30 days at most"),
        ("mute word", "say which word: "),
        ("promise a refund", "say what, and by when: promise a refund by fri 12:00"),
        ("promise by 2h", "say what, and by when"),
    ],
)
async def test_what_lacks_something_stays_with_the_way_to_say_it(tmp_path: Path, said: str, why: str) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.selects(1)
        await say(hands, said)
        await hands.shows(why)
        assert field(hands).value == said
        assert not hands.world.store.events()[1:], "nothing was done"


async def test_by_line_rows_are_set_aside_muted_and_promised(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.selects(1)
        await say(hands, "promise a refund by 3h")
        await hands.shows("promise logged; z takes it back")
        assert [(each.what, each.due_at) for each in owed_by(hands.world.store, 1)] == [
            ("a refund", NOON + 3 * HOUR)
        ]
        await say(hands, "snooze 2h or they write: the courier calls")
        await hands.shows("set aside until 14:00; z takes it back")
        snooze = hands.world.kept(1).snooze
        assert snooze is not None
        assert (snooze.until, snooze.on, snooze.why) == (NOON + 2 * HOUR, WakeOn.ANSWER, "the courier calls")
        await hands.selects(2)
        await say(hands, "mute author sells followers for 7d")
        await hands.shows("muted until 09 Mar 12:00; z takes it back")
        assert hands.world.kept(2).decision is Decision.NO_ACTION


async def test_marked_rows_are_set_aside_by_one_line(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.selects(1)
        await hands.press("space", "space")
        await say(hands, "snooze 2h")
        await hands.shows("set aside 2 · z takes all back")
        await hands.until(lambda: not hands.pane.marks, "the marks gone")
        await hands.press("space")
        await say(hands, "promise a call by 2h")
        await hands.shows("1 row is marked: p acts on one")


async def test_the_line_above_tells_what_words_may_follow(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.selects(1)
        await hands.press("colon")
        await hands.on(CommandScreen)
        await typed(hands, "mute")
        await hands.shows("mute [author|thread|word REASON for TIME]  let go what is like it")
        await typed(hands, " author s")
        await hands.shows("mute author|thread|word REASON for TIME  mute it: author spam for 7d")


async def test_without_words_the_key_s_dialog_opens_and_tab_completes(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.selects(1)
        await say(hands, "snooze")
        await hands.on(SnoozeDialog)
        await hands.press("escape", "colon")
        await hands.on(CommandScreen)
        for begun, whole in (
            ("mute au", "mute author "),
            ("mute author spam for 14", "mute author spam for 14d "),
            ("snooze 2h or th", "snooze 2h or they write "),
            ("promise a call by tom", "promise a call by tomorrow 12:00 "),
        ):
            field(hands).value = ""
            await typed(hands, begun)
            await hands.press("tab")
            assert field(hands).value == whole


def test_a_time_that_is_none_is_not_meant() -> None:
    for read in (snoozed, muted, promised):
        with pytest.raises(NotMeant):
            read("", NOON)


async def test_while_rows_are_marked_a_note_says_that_it_goes_on_one(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.press("space")
        await say(hands, "note call them at two")
        await hands.shows("1 row is marked: c acts on one")
        assert not hands.world.store.notes.all()
