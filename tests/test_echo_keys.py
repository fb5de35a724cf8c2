"""An echo on the desk: its row, its reason and its story in words, and one key for each decision."""

from pathlib import Path

import pytest

from casebook.kinds import Aftermath, CaseStatus, Decision
from desk import shelf
from desk.closing import resolve
from desk.followups import follow_up
from desk.opening import open_case
from desk.undo import undo
from tests.at_the_desk import NARROW, WIDE, Hands, at_the_desk
from tests.desk_world import after, complaint, playbook
from tests.echo_stories import QUOTE, STORY, elsewhere
from tui.messages import CaseWanted
from tui.screens.case import CaseScreen
from tui.screens.link_to import LinkToDialog
from tui.screens.resolve import ResolveDialog
from tui.screens.why import WhyDialog

TOLD = complaint("story", text=STORY)


async def an_echo(hands: Hands) -> int:
    """Let the case of the story end, and an echo come in a day later."""
    case: int = hands.elsewhere(open_case, playbook(), 1, by="dana")
    hands.elsewhere(follow_up, case, "read the answers under it", after(3 * 1440), by="dana")
    hands.elsewhere(resolve, case, "delivery", Aftermath.QUIET, by="dana")
    hands.clock[0] = after(26 * 60)
    again = elsewhere("Remember https://forum.example/t/story ?", created_at=after(26 * 60 - 4))
    number = hands.world.one(again, now=after(26 * 60))
    await hands.selects(number)
    return number


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_its_row_and_the_pane_say_what_it_is_an_echo_of_and_why(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_the_desk(tmp_path, TOLD, size=size) as hands:
        await an_echo(hands)
        await hands.shows("echo of #1 · ")
        await hands.shows("an echo of case #1, resolved 1 d ago: X to")
        if size == WIDE:
            await hands.shows("it links to where the story stands")
            await hands.shows("cause: Late, cancelled or never came")
            await hands.shows("read the answers under it")
        await hands.shows("seen 14:00")
        await hands.press("w")
        await hands.on(WhyDialog)
        await hands.shows("an echo of case #1, resolved 1 d before")


async def test_one_key_engages_and_one_takes_that_back(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, TOLD) as hands:
        number = await an_echo(hands)
        await hands.press("X")
        await hands.until(lambda: hands.world.kept(number).decision is Decision.IN_CASE, "engaged")
        assert shelf.case(hands.world.store, 1).status is CaseStatus.OPEN
        await hands.shows("engaged: it is in case #1")
        await hands.press("z")
        await hands.until(lambda: hands.world.kept(number).decision is Decision.UNDECIDED, "taken back")
        assert shelf.case(hands.world.store, 1).status is CaseStatus.RESOLVED


async def test_one_key_lets_it_rest_and_the_case_tells_it(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, TOLD) as hands:
        number = await an_echo(hands)
        await hands.press("x")
        await hands.until(lambda: hands.world.kept(number).decision is Decision.NO_ACTION, "let rest")
        await hands.shows("let rest: an echo of case #1")
        hands.app.post_message(CaseWanted(1))
        await hands.on(CaseScreen)
        await hands.shows("echo, let rest · ")
        await hands.shows("dana took no action")


async def test_on_the_case_the_same_keys_decide_about_all_its_echoes(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, TOLD) as hands:
        number = await an_echo(hands)
        hands.app.post_message(CaseWanted(1))
        await hands.on(CaseScreen)
        await hands.shows("echo, undecided: X engages, x lets it rest")
        await hands.press("x")
        await hands.until(lambda: hands.world.kept(number).decision is Decision.NO_ACTION, "let rest")
        await hands.shows("echoes let rest: 1; z takes it back")
        await hands.shows("echo, let rest · ")
        await hands.press("x")
        await hands.shows("it is resolved already: X takes it up again")
        await hands.press("z")
        await hands.until(lambda: hands.world.kept(number).decision is Decision.UNDECIDED, "taken back")
        await hands.shows("echo, undecided: X engages")
        await hands.press("X")
        await hands.until(lambda: hands.world.kept(number).decision is Decision.IN_CASE, "engaged")


async def test_on_an_open_case_they_are_taken_in_and_x_still_closes_it(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, TOLD) as hands:
        number = await an_echo(hands)
        hands.elsewhere(undo, playbook(), by="dana")
        hands.app.post_message(CaseWanted(1))
        await hands.on(CaseScreen)
        await hands.shows("echo, undecided: X takes it in, in the queue x lets it rest")
        await hands.press("x")
        await hands.on(ResolveDialog)
        await hands.press("escape", "X")
        await hands.shows("echoes taken in: 1; z takes it back")
        assert hands.world.kept(number).decision is Decision.IN_CASE


async def test_one_key_parts_it_and_one_takes_that_back(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, TOLD) as hands:
        number = await an_echo(hands)
        await hands.press("ampersand")
        await hands.until(lambda: hands.world.kept(number).case is None, "parted")
        await hands.press("z")
        await hands.until(lambda: hands.world.kept(number).case == 1, "taken back")


async def test_a_voice_that_joined_by_itself_is_parted_in_the_dialog(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, TOLD) as hands:
        hands.elsewhere(open_case, playbook(), 1, by="dana")
        number = hands.world.one(elsewhere(f"“{QUOTE}”, writes @jane_doe."), now=after(1))
        assert hands.world.kept(number).decision is Decision.IN_CASE
        await hands.selects(1)
        await hands.press("ampersand")
        await hands.on(LinkToDialog)
        await hands.shows("part the echo blogs")
        await hands.press("1", "ctrl+o")
        await hands.until(lambda: hands.world.kept(number).case is None, "parted")
