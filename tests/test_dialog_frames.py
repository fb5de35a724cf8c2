"""What the dialogs look like on a small terminal."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from casebook.case import Promise
from casebook.kinds import Blame
from casebook.mention import KeptMention
from tests.at_the_desk import NARROW, frame
from tests.desk_world import NOON, complaint, playbook
from tests.frames import expect_frame
from tests.one_dialog import Desktop, opened
from tests.pilot import until
from tui.screens.dialog import Dialog
from tui.screens.follow_up import FollowUpDialog
from tui.screens.heard import HeardDialog
from tui.screens.let_go import LetGoDialog
from tui.screens.mute import MuteDialog
from tui.screens.note import NoteDialog
from tui.screens.posted import PostedDialog
from tui.screens.promise import PromiseDialog
from tui.screens.resolve import ResolveDialog
from tui.screens.snooze import SnoozeDialog

OWED = Promise(1, 1, "tell her where the refund is", NOON, "dana")
KEPT = KeptMention(1, complaint(), NOON)

MOMENTS: dict[str, tuple[Callable[[], Dialog[Any]], list[str], str]] = {
    "resolve": (
        lambda: ResolveDialog(playbook().causes, playbook().aftermath),
        ["4", "ctrl+o"],
        "Choose what happens now.",
    ),
    "resolve-owing": (
        lambda: ResolveDialog(playbook().causes, playbook().aftermath, [OWED]),
        ["1", "tab", "4", "ctrl+o"],
        "Choose what happens now.",
    ),
    "promise": (
        lambda: PromiseDialog(NOON, "You hear from me by the weekend.", "the weekend"),
        ["ctrl+o"],
        "Say by",
    ),
    "follow-up": (lambda: FollowUpDialog(NOON), ["ctrl+o"], "Say what is to be looked at."),
    "heard": (lambda: HeardDialog(Blame.GREED, "my 43 € back"), ["k"], "▸ 3 (•)"),
    "posted": (PostedDialog, ["2", "tab", "tab"], "That was the last question."),
    "let-go": (lambda: LetGoDialog(playbook().no_action), ["ctrl+o"], "Say why"),
    "snooze": (
        lambda: SnoozeDialog(NOON, NOON + timedelta(minutes=70)),
        ["pagedown", "tab", "2"],
        "2 (•)",
    ),
    "mute": (lambda: MuteDialog(NOON, KEPT), ["3", "ctrl+o"], "Say which word."),
    "note": (NoteDialog, [*"rang her", "escape"], "would be lost"),
}
"""How each is made, what is pressed in it, and what it then says."""


@pytest.mark.parametrize("name", MOMENTS)
async def test_a_dialog(name: str, redraw: bool) -> None:
    make, keys, says = MOMENTS[name]
    app = Desktop(make())
    async with app.run_test(size=NARROW) as pilot:
        await opened(app, pilot)
        await pilot.press(*keys)
        await until(pilot, lambda: says in frame(app), says)
        await until(pilot, lambda: "ctrl+o" in frame(app), "the keys")
        expect_frame(f"{name}-narrow", frame(app), redraw=redraw)
