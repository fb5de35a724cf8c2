"""What no dialog does: act on a slip, a repeated key, a paste or a stranger's words."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.widgets import Input, TextArea

from casebook.kinds import Aftermath, Blame
from desk import shelf
from playbooks.causes import Cause
from playbooks.playbook import Choice, load
from tests.at_the_desk import at_the_desk
from tests.desk_world import complaint
from tests.one_dialog import OPEN, Desktop, opened, said
from tests.pilot import until
from tui.screens.dialog import Dialog
from tui.screens.follow_up import FollowUpDialog
from tui.screens.heard import HeardDialog
from tui.screens.let_go import LetGoDialog
from tui.screens.note import NoteDialog
from tui.screens.posted import PostedDialog
from tui.screens.queue import QueueScreen
from tui.screens.resolve import ResolveDialog
from tui.widgets.choices import Choices
from tui.widgets.key_bar import KeyBar

NOW = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
PLAYBOOK = load()


async def test_esc_does_not_throw_typed_words_away_at_once() -> None:
    app = Desktop(NoteDialog())
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press(*"rang her", "escape")
        await until(pilot, lambda: "lost" in said(app))
        assert app.answer == OPEN
        await pilot.press(*" twice", "escape")
        await pilot.pause()
        assert app.answer == OPEN, "the words are others now: asked again"
        await pilot.press("escape")
        await until(pilot, lambda: app.answer is None)


async def test_esc_leaves_an_untouched_dialog_at_once() -> None:
    app = Desktop(FollowUpDialog(NOW))
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press("escape")
        await until(pilot, lambda: app.answer is None)


async def test_no_key_held_down_resolves_a_case() -> None:
    app = Desktop(ResolveDialog(PLAYBOOK.causes, PLAYBOOK.aftermath))
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press(*["x"] * 3, *["enter"] * 6, *["space"] * 6)
        await pilot.pause()
        assert app.answer == OPEN


async def test_a_pasted_text_types_words_and_presses_nothing() -> None:
    app = Desktop(PostedDialog())
    async with app.run_test() as pilot:
        await opened(app, pilot)
        app.post_message(Paste("1\n2\n\x0f"))
        await pilot.pause()
        assert app.dialog.query_one(Choices).chosen is None
        await pilot.press("tab")
        app.post_message(Paste("https://a.example/\x1b]52;c;eA==\x07\u202e1\n2"))
        await until(pilot, lambda: app.dialog.query_one(Input).value != "")
        assert app.dialog.query_one(Input).value == "https://a.example/1 2"
        assert app.answer == OPEN


async def test_a_note_takes_a_paste_with_its_lines_and_nothing_unseen() -> None:
    app = Desktop(NoteDialog())
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press(*"she says")
        app.post_message(Paste(" \x1b[2Jone\r\ntwo\u200b\n"))
        await until(pilot, lambda: "two" in app.dialog.query_one(TextArea).text)
        assert app.dialog.query_one(TextArea).text == "she says one\ntwo\n"


async def test_nothing_is_confirmed_or_left_before_anybody_can_have_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        monkeypatch.setattr(Dialog, "guard", 3600.0)
        await hands.press("b")
        dialog = await hands.on(HeardDialog)
        await hands.press("4", "ctrl+o", "escape")
        assert dialog.query_one(Choices).chosen == 3
        assert hands.app.screen is dialog
        monkeypatch.setattr(Dialog, "guard", 0.0)
        await hands.press("4", "ctrl+o")
        await hands.on(QueueScreen)
        await hands.until(lambda: shelf.case(hands.world.store, 1).blame is Blame.GREED)


async def test_letters_typed_early_into_a_field_are_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        monkeypatch.setattr(Dialog, "guard", 3600.0)
        await hands.press("c")
        dialog = await hands.on(NoteDialog)
        await hands.press(*"rang", "ctrl+o")
        await hands.until(lambda: dialog.query_one(TextArea).text == "rang")
        assert hands.app.screen is dialog


async def test_what_is_typed_ahead_fills_the_fields_it_was_meant_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        monkeypatch.setattr(Dialog, "guard", 3600.0)
        await hands.type_ahead("f", *"recap", "tab", *"3d", "tab", *"x", "backspace", *"http", "ctrl+o")
        dialog = await hands.on(FollowUpDialog)
        assert [each.value for each in dialog.query(Input)] == ["recap", "3d", "http"]
        await hands.press("escape", "escape")
        assert hands.app.screen is dialog


HOSTILE = ["[/foo] [red]x[/]", "[@click=app.quit]go[/]", "宽字符" * 60, "a\u0301" * 80, "x" * 100_000]


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_whatever_a_playbook_or_a_customer_says_is_shown_as_it_is(size: tuple[int, int]) -> None:
    causes = tuple(Cause(str(number), text) for number, text in enumerate(HOSTILE))
    for dialog in (
        ResolveDialog(causes, {Aftermath.QUIET: Choice(HOSTILE[0], HOSTILE[1])}),
        LetGoDialog(HOSTILE),
        HeardDialog(Blame.GREED, "\n".join(HOSTILE)),
    ):
        app = Desktop(dialog)
        async with app.run_test(size=size) as pilot:
            await opened(app, pilot)
            await pilot.press("1", "tab", "escape", "escape")
            await until(pilot, lambda app=app: app.answer is None)  # type: ignore[misc]


@pytest.mark.parametrize(
    "dialog",
    [
        NoteDialog,
        PostedDialog,
        HeardDialog,
        lambda: FollowUpDialog(NOW),
        lambda: LetGoDialog(PLAYBOOK.no_action),
        lambda: ResolveDialog(PLAYBOOK.causes, PLAYBOOK.aftermath),
    ],
)
async def test_every_dialog_fits_a_small_terminal_with_its_keys(dialog: Callable[[], Dialog[Any]]) -> None:
    app = Desktop(dialog())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        bar = app.dialog.query_one(KeyBar)
        await until(pilot, lambda: "ctrl+o" in str(bar.visual))
        assert "Esc leave" in str(bar.visual)
        box = app.dialog.query_one("#dialog").region
        assert box.height <= 24
        assert bar.region.bottom < box.bottom
