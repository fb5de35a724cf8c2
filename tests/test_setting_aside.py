"""Rows set aside with a key: they leave the desk, say until when, come back by themselves, and say why."""

from datetime import timedelta
from pathlib import Path

from casebook.kinds import Decision, Lane
from desk.opening import claim, open_case
from tests.at_the_desk import NARROW, Hands, at_the_desk
from tests.desk_world import after, complaint, playbook
from tui.screens.mute import MuteDialog
from tui.screens.mutes import MutesScreen
from tui.screens.queue import QueueScreen
from tui.screens.snooze import SnoozeDialog


async def snooze_first(hands: Hands, *keys: str) -> None:
    """Set the first row aside, with these keys in the dialog."""
    await hands.selects(1)
    await hands.press("k", "s")
    await hands.on(SnoozeDialog)
    await hands.press(*keys, "ctrl+o")
    await hands.on(QueueScreen)


async def test_a_row_is_set_aside_with_a_word_why_and_stands_in_its_own_tab(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await snooze_first(hands, *"3h", "tab", "2", "tab", *"courier")
        await hands.shows("Nothing waits for a decision")
        await hands.shows("snoozed 1")
        await hands.press("tab", "tab", "tab")
        await hands.shows("[snoozed 1]")
        await hands.shows("set aside by dana until 15:00 or they write:")
        await hands.press("s")
        await hands.until(lambda: hands.world.kept(1).lane is Lane.DESK, "taken back")


async def test_it_comes_back_with_the_minute_and_says_why(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await snooze_first(hands, "tab", "tab", *"ask again")
        await hands.until(lambda: hands.world.kept(1).lane is Lane.SNOOZED, "set aside")
        hands.clock[0] += timedelta(hours=2)
        hands.app.keep_time()
        await hands.shows("back · ")
        await hands.shows("back, the time has come (dana: ask again)")


async def test_the_dialog_says_when_the_answer_is_owed_before(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        await hands.press("k", "s")
        dialog = await hands.on(SnoozeDialog)
        await hands.press(*"30m")
        await hands.shows("in 30m ")
        assert "owed before" not in hands.frame()
        await hands.press("pagedown")
        await hands.shows("the answer is owed before that: ")
        await hands.press("escape", "escape")
        hands.clock[0] = after(600)
        await hands.press("s")
        await hands.until(lambda: hands.app.screen is not dialog, "another dialog")
        await hands.shows("the answer is overdue, and stays so")


async def test_undo_brings_it_back(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await snooze_first(hands)
        await hands.until(lambda: hands.world.kept(1).lane is Lane.SNOOZED, "set aside")
        await hands.press("z")
        await hands.shows("taken back: set it aside for 2h")
        assert hands.world.kept(1).lane is Lane.DESK


async def test_a_sentence_too_long_for_the_bottom_line_ends_the_one_before(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), size=NARROW) as hands:
        await snooze_first(hands)
        await hands.shows("; z takes it back")
        (await hands.on(QueueScreen)).say("退款 " * 17)  # 51 characters, 85 cells
        await hands.until(lambda: "; z takes it back" not in hands.frame(), "the sentence before is over")
        await hands.shows("退款 " * 7)


async def test_what_somebody_else_has_is_not_set_aside(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        case = hands.elsewhere(open_case, playbook(), 1)
        hands.elsewhere(claim, playbook(), case)
        await hands.shows("#1 eli")
        await hands.press("j", "s")
        await hands.shows("eli has it until")
        assert isinstance(hands.app.screen, QueueScreen)


async def test_a_muted_author_is_let_go_counted_and_listed(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), complaint("2", author_handle="ben")) as hands:
        await hands.press("k", "m")
        await hands.on(MuteDialog)
        await hands.press("1", "tab", "tab", *"sells followers", "ctrl+o")
        await hands.on(QueueScreen)
        await hands.shows("1 muted")
        first, other = hands.world.kept(1), hands.world.kept(2)
        assert [first.decision, other.decision].count(Decision.NO_ACTION) == 1
        await hands.press("g", "m")
        await hands.on(MutesScreen)
        await hands.shows("on forum · until")
        await hands.shows("1 mention let go · dana: sells followers")
        await hands.press("d")
        await hands.shows("Nothing is muted now; the header counts")
        await hands.press("z")
        await hands.shows("1 mention let go")
        await hands.press("D")
        await hands.shows("lifted; 1 mention is back to be decided · z takes it back")
        assert {hands.world.kept(number).decision for number in (1, 2)} == {Decision.UNDECIDED}
        await hands.press("z")
        await hands.shows("1 mention let go")
        await hands.press("escape")
        await hands.on(QueueScreen)
        await hands.press("z")
        await hands.until(lambda: hands.world.kept(1).lane is hands.world.kept(2).lane is Lane.DESK, "undone")


async def test_typing_replaces_all_of_a_suggestion(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        await hands.press("k", "s")
        await hands.on(SnoozeDialog)
        await hands.press("pagedown", *"45m")
        await hands.shows("in 45m")
