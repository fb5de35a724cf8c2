"""In a small window a dialog scrolls what it asks; how it is answered and left always stands below it."""

from collections.abc import Callable
from typing import Any

import pytest

from casebook.mention import KeptMention, Reason
from tests.at_the_desk import frame
from tests.desk_world import NOON, complaint, playbook
from tests.one_dialog import Desktop, opened
from tests.pilot import calm, until
from tests.test_dialog_frames import MOMENTS
from tui.hints import hints
from tui.screens.dialog import Dialog
from tui.screens.go import GoDialog
from tui.screens.leave import LeaveDialog
from tui.screens.link import LinkDialog
from tui.screens.why import WhyDialog
from tui.why_text import explained
from tui.widgets.choices import Choices

SMALL = [(40, 10), (60, 15)]
REASONS = tuple(Reason(f"reason {n}", "their words", n) for n in range(30))
OTHERS: dict[str, Callable[[], Dialog[Any]]] = {
    "go": GoDialog,
    "leave": lambda: LeaveDialog(2),
    "link": lambda: LinkDialog("https://forum.example/" + "deep/" * 400),
    "why": lambda: WhyDialog(KeptMention(1, complaint(), NOON, reasons=REASONS), playbook(), NOON),
}


@pytest.mark.parametrize("size", SMALL)
@pytest.mark.parametrize("name", MOMENTS)
async def test_each_question_is_seen_when_it_is_answered(name: str, size: tuple[int, int]) -> None:
    app = Desktop(MOMENTS[name][0]())
    app.dialog.about = "#2 · " + "C. Baptiste " * 5
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        for _ in app.dialog.focus_chain:
            await until(pilot, lambda: seen(app), f"the question in view:\n{frame(app)}")
            if isinstance(app.focused, Choices):
                await pilot.press(*["j"] * len(app.focused.labels))
                await calm(pilot)
                assert frame(app).count("▸") == 1, frame(app)
            last = frame(app).splitlines()[app.dialog.query_one("KeyBar").region.y]
            assert "Esc leave" in last, frame(app)
            assert "ctrl+o" in last, frame(app)
            await pilot.press("tab")


def seen(app: Desktop) -> bool:
    """Whether what has the cursor stands within the questions that are in view."""
    body, here = app.dialog.query_one("#dialog-body").region, app.focused
    return here is not None and body.contains_point(here.region.offset)


@pytest.mark.parametrize("size", [*SMALL, (80, 24)])
@pytest.mark.parametrize("name", OTHERS)
async def test_what_is_only_read_says_the_way_out(name: str, size: tuple[int, int]) -> None:
    app = Desktop(OTHERS[name]())
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.screen is app.dialog, "the dialog")
        await until(pilot, lambda: "Esc " in frame(app), f"the way out:\n{frame(app)}")
        body = app.dialog.query_one("#dialog-body")
        assert body.region.bottom <= app.dialog.query_one("#dialog-how").region.y
        for _ in range(body.max_scroll_y):
            await pilot.press("j")
        if name in ("link", "why"):
            await until(pilot, lambda: body.scroll_y == body.max_scroll_y, "all of it is read")


def test_a_long_reason_goes_on_beside_its_points() -> None:
    reasons = (Reason("what counted " * 6, "their own words " * 6, 4), Reason("so much", "", 0))
    lines = explained(reasons, hints(), 40).plain.splitlines()
    assert lines[0].startswith("   +4  what counted")
    assert all(line.startswith("       ") for line in lines[1:] if "count" in line or "words" in line)
    assert max(map(len, lines)) <= 40


def test_points_are_signed_as_times_are_in_the_queue() -> None:
    lines = explained((Reason("less", "", -1), Reason("more", "", 1)), hints(), 40).plain.splitlines()
    assert [each[:7] for each in lines] == ["   −1  ", "   +1  ", "─" * 7, "    0  "]
