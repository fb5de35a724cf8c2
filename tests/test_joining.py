"""Joining with a key: candidates with a number, one row for both, and a cut that brings both back."""

from pathlib import Path

import pytest

from casebook.kinds import CaseStatus
from desk import shelf
from desk.merging import link
from desk.opening import open_case
from desk.settings import Look, Wire
from tests.at_the_desk import NARROW, WIDE, Hands, at_the_desk
from tests.desk_world import complaint, playbook
from tui.messages import CaseWanted
from tui.screens.case import CaseScreen
from tui.screens.link_to import LinkToDialog
from tui.screens.queue import QueueScreen

BEN = complaint("2", author_handle="ben", title="[b]Ticket[/b] office shut")


def status(hands: Hands, case: int) -> CaseStatus:
    return shelf.case(hands.world.store, case).status


async def test_a_mention_is_joined_by_a_number_and_that_taken_back(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), BEN) as hands:
        hands.elsewhere(open_case, playbook(), 2)
        await hands.selects(1)
        await hands.press("k", "ampersand")
        await hands.on(LinkToDialog)
        await hands.shows("[b]Ticket[/b] office shut")
        await hands.press("1", "ctrl+o")
        await hands.on(QueueScreen)
        await hands.until(lambda: hands.world.kept(1).case == 1, "joined")
        await hands.shows("x2")
        await hands.press("z")
        await hands.until(lambda: hands.world.kept(1).case is None, "taken back")


async def test_a_merged_case_says_so_and_is_cut_from_either_side(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), BEN) as hands:
        target = hands.elsewhere(open_case, playbook(), 2)
        part = hands.elsewhere(open_case, playbook(), 1)
        hands.elsewhere(link, 1, target)
        hands.app.post_message(CaseWanted(part))
        await hands.on(CaseScreen)
        await hands.shows(f"Next  part of case #{target}")
        await hands.press("ampersand")
        await hands.until(lambda: status(hands, part) is CaseStatus.OPEN, "cut")
        await hands.press("z")
        await hands.until(lambda: status(hands, part) is CaseStatus.MERGED, "undone")
        await hands.press("escape")
        await hands.on(QueueScreen)
        hands.app.post_message(CaseWanted(target))
        await hands.on(CaseScreen)  # the queue shows the same words
        await hands.shows("You charged me twice")
        await hands.press("ampersand")
        await hands.on(LinkToDialog)
        await hands.shows(f"cut off #{part}")
        await hands.press("1", "ctrl+o")
        await hands.until(lambda: status(hands, part) is CaseStatus.OPEN, "cut again")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_over_a_thin_line_the_choice_is_told_by_signs_and_nothing_is_cut(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_the_desk(tmp_path, complaint(), BEN, size=size, look=Look(wire=Wire.LEAN)) as hands:
        hands.elsewhere(open_case, playbook(), 2)
        await hands.selects(1)
        await hands.press("k", "ampersand")
        dialog = await hands.on(LinkToDialog)
        await hands.shows("1 ( ) #1 [b]Ticket[/b] office shut")
        box = dialog.query_one("#dialog").region
        assert (box.x >= 0, box.right <= size[0], box.bottom <= size[1]) == (True, True, True)
        await hands.press("1")
        await hands.shows("1 (•) #1 [b]Ticket[/b] office shut")
        await hands.shows("ctrl+o do it")
        await hands.press("tab", *"99", "ctrl+o")
        await hands.shows("there is no case #99")
        assert hands.world.kept(1).case is None
        await hands.press("ampersand")
        await hands.on(LinkToDialog)
        await hands.press("tab", *"#1", "ctrl+o")
        await hands.until(lambda: hands.world.kept(1).case == 1, "joined by its number")
