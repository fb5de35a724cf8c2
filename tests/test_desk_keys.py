"""Keys that work everywhere: help, palette, go to, ask the sources, leave, redraw; and the dialogs' guard."""

from pathlib import Path

import pytest
from textual import events
from textual.command import CommandPalette

from casebook.kinds import HealthKind
from casebook.source_row import SourceRow
from desk.acts import Act
from desk.health import document_of
from desk.wishes import wishes
from tests.at_the_desk import Hands, at_the_desk
from tests.desk_world import NOON, after, complaint
from tui.screens.case import CaseScreen
from tui.screens.composer import ComposerScreen
from tui.screens.dialog import Dialog
from tui.screens.help import HelpDialog
from tui.screens.leave import LeaveDialog
from tui.screens.let_go import LetGoDialog
from tui.screens.note import NoteDialog
from tui.screens.queue import QueueScreen
from tui.screens.sources import SourcesScreen
from tui.widgets.filter_line import FilterLine
from tui.widgets.key_bar import KeyBar


async def test_help_lists_the_keys_of_the_view_in_front(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.press("question_mark")
        await hands.on(HelpDialog)
        await hands.shows("queue.open")
        await hands.press("j", "k", "question_mark")
        await hands.on(QueueScreen)
        await hands.press("enter")
        await hands.on(CaseScreen)
        await hands.press("question_mark")
        await hands.shows("case.claim")
        assert "queue.open" not in hands.frame()


async def test_the_palette_does_what_the_key_does(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        await hands.press("ctrl+p")
        await hands.until(lambda: isinstance(hands.app.screen, CommandPalette), "the palette")
        await hands.press(*"claim")
        await hands.shows("claim  (a)")
        await hands.press("down", "enter")
        await hands.until(lambda: hands.world.kept(1).owner == "dana", "claimed")


async def test_ctrl_r_wishes_that_the_sources_be_asked(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path) as hands:
        await hands.press("ctrl+r")
        await hands.until(lambda: wishes(hands.world.store) == 1, "a wish in the store")
        await hands.shows("the sources are asked now")


async def test_the_sources_say_how_they_are(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path) as hands:
        well = SourceRow("forum", HealthKind.OK, asked_at=NOON, last_ok_at=after(-3))
        ill = SourceRow(
            "blog", HealthKind.BLOCKED, "It wants a log-in.", until=after(61), last_ok_at=after(-200)
        )
        for row in (well, ill, SourceRow("late")):
            hands.world.store.sources.insert({**document_of(row), "named": True})
        await hands.shows("! 1 of 3 sources unwell")
        await hands.press("g", "s")
        await hands.on(SourcesScreen)
        await hands.shows("It wants a log-in.")
        shown = hands.frame()
        assert shown.index("blog") < shown.index("late") < shown.index("forum")
        assert "ok                               3m ago" in shown
        assert "not asked yet" in shown
        await hands.press("j", "k", "escape")
        await hands.on(QueueScreen)


async def test_leaving_with_a_draft_asks_and_stays_by_default(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        await write(hands, "We are sorry")
        await hands.press("q")
        await hands.on(LeaveDialog)
        await hands.press("q", "enter")
        await hands.on(QueueScreen)
        await hands.press("q")
        await hands.on(LeaveDialog)
        await hands.press("y")
        await hands.until(lambda: not hands.app.is_running, "gone")


async def write(hands: Hands, text: str) -> None:
    await hands.press("r")
    await hands.on(ComposerScreen)
    await hands.press(*text.replace(" ", "_"))
    await hands.press("escape")
    await hands.until(lambda: len(hands.world.store.drafts) == 1, "the draft kept")
    await hands.on(QueueScreen)


async def test_a_dialog_ignores_keys_that_come_too_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Dialog, "guard", 60.0)
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        await hands.press("x")
        dialog = await hands.on(LetGoDialog)
        await hands.press("1", "ctrl+o", "escape")
        assert hands.app.screen is dialog
        assert hands.world.kept(1).why is None


async def test_letters_typed_into_a_dialog_are_never_too_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Dialog, "guard", 60.0)
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        await hands.press("c")
        await hands.on(NoteDialog)
        await hands.press(*"seen")
        await hands.shows("seen")


async def test_redraw_paints_the_same_again(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.shows("Why first")
        before = hands.frame()
        await hands.press("ctrl+l")
        await hands.pilot.pause()
        assert hands.frame() == before


async def test_a_key_of_the_settings_takes_the_place_of_ours(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), keys={"case.claim": "ctrl+y"}) as hands:
        await hands.selects(1)
        await hands.press("a")
        hands.app.screen.query_one(KeyBar).lasts = 0.5
        await hands.press("ctrl+y")
        await hands.until(lambda: hands.world.kept(1).owner == "dana", "claimed")
        assert [each.act for each in hands.world.store.events()] == [Act.CLAIM]
        await hands.shows("ctrl+y claim")


async def test_a_pasted_text_triggers_nothing(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        hands.app.post_message(events.Paste("axq\nj"))
        await hands.pilot.pause()
        assert isinstance(hands.app.screen, QueueScreen)
        assert hands.world.kept(1).case is None
        assert not hands.app.screen.query_one(FilterLine).typing


async def test_two_keys_that_come_in_one_piece_are_two_keys(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        for key in ("g", "s"):
            hands.app.post_message(events.Key(key, key))
        await hands.on(SourcesScreen)


async def test_without_a_shell_above_ctrl_z_stays_and_says_so(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path) as hands:
        await hands.press("ctrl+z")
        await hands.shows("There is no shell to go back to.")
