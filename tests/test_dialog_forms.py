"""The dialogs, pressed key by key as a responder would."""

from datetime import UTC, datetime, timedelta

import pytest
from textual.widgets import Input

from casebook.kinds import Aftermath, Blame
from playbooks.playbook import load
from tests.one_dialog import OPEN, Desktop, opened, said
from tests.pilot import until
from tui.screens.follow_up import FollowUpDialog, FollowUpWanted
from tui.screens.heard import Heard, HeardDialog
from tui.screens.let_go import LetGoDialog
from tui.screens.note import NoteDialog
from tui.screens.posted import Posted, PostedDialog
from tui.screens.resolve import Resolution, ResolveDialog
from tui.widgets.lines import Line

NOW = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
PLAYBOOK = load()


async def test_a_note_is_typed_and_kept_with_its_lines() -> None:
    app = Desktop(NoteDialog())
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press(*"rang", "enter", *"her", "ctrl+o")
        await until(pilot, lambda: app.answer != OPEN)
    assert app.answer == "rang\nher"


async def test_an_empty_note_is_not_kept() -> None:
    app = Desktop(NoteDialog())
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press("space", "ctrl+o")
        await until(pilot, lambda: "nothing in it" in said(app))
        assert app.answer == OPEN


async def test_a_follow_up_says_what_when_and_where() -> None:
    app = Desktop(FollowUpDialog(NOW))
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press(*"recap", "enter", *"3d", "enter", *"https://a.example/1", "ctrl+o")
        await until(pilot, lambda: app.answer != OPEN)
    assert app.answer == FollowUpWanted("recap", NOW + timedelta(days=3), "https://a.example/1")


async def test_a_follow_up_offers_the_next_day_week_and_month() -> None:
    app = Desktop(FollowUpDialog(NOW))
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press(*"recap", "tab", *["pagedown"] * 3, "pageup", "ctrl+o")
        await until(pilot, lambda: app.answer != OPEN)
    assert app.answer == FollowUpWanted("recap", NOW + timedelta(days=7), None)


async def test_a_follow_up_shows_how_it_understands_the_time() -> None:
    app = Desktop(FollowUpDialog(NOW))
    async with app.run_test() as pilot:
        await opened(app, pilot)
        due = app.dialog.query_one("#follow-up-due", Line)
        await pilot.press("tab", *"2h")
        await until(pilot, lambda: "in 2h" in str(due.visual))
        await pilot.press(*"xy")
        await until(pilot, lambda: "?" in str(due.visual))


@pytest.mark.parametrize(
    ("typed", "where", "why"),
    [
        (["", "2h", ""], "follow-up-what", "what is to be looked at"),
        (["recap", "whenever", ""], "follow-up-when", "when"),
        (["recap", "2h", "javascript:alert(1)"], "follow-up-url", "no web address"),
    ],
)
async def test_a_follow_up_puts_the_cursor_where_something_is_missing(
    typed: list[str], where: str, why: str
) -> None:
    app = Desktop(FollowUpDialog(NOW))
    async with app.run_test() as pilot:
        await opened(app, pilot)
        for field, text in zip(app.dialog.query(Input), typed, strict=True):
            field.value = text
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.focused is not None and app.focused.id == where)
        assert why in said(app)
        assert app.answer == OPEN


async def test_a_case_is_resolved_with_cause_and_aftermath() -> None:
    app = Desktop(ResolveDialog(PLAYBOOK.causes, PLAYBOOK.aftermath))
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press("j", "enter", "2", "ctrl+o")
        await until(pilot, lambda: app.answer != OPEN)
    second = list(PLAYBOOK.aftermath)[1]
    assert app.answer == Resolution(PLAYBOOK.causes[1].key, second)


@pytest.mark.parametrize(("first", "where"), [([], "resolve-cause"), (["1"], "resolve-aftermath")])
async def test_a_case_is_not_resolved_by_halves(first: list[str], where: str) -> None:
    app = Desktop(ResolveDialog(PLAYBOOK.causes, PLAYBOOK.aftermath))
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press(*first, "ctrl+o")
        await until(pilot, lambda: app.focused is not None and app.focused.id == where)
        assert said(app)
        assert app.answer == OPEN


async def test_the_meaning_of_an_aftermath_stands_below_it() -> None:
    app = Desktop(ResolveDialog(PLAYBOOK.causes, PLAYBOOK.aftermath))
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press("tab", "j", "j")
        meaning = app.dialog.query_one("#resolve-meaning")
        stand = PLAYBOOK.aftermath[Aftermath.STAND].say
        await until(pilot, lambda: stand in str(meaning.render()))


async def test_the_first_word_needs_no_address() -> None:
    app = Desktop(PostedDialog())
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press("1", "ctrl+o")
        await until(pilot, lambda: app.answer != OPEN)
    assert app.answer == Posted(None, answer=False)


async def test_the_answer_is_noted_with_its_address() -> None:
    app = Desktop(PostedDialog())
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press("2", "tab", *"HTTPS://a.example/9", "ctrl+o")
        await until(pilot, lambda: app.answer != OPEN)
    assert app.answer == Posted("https://a.example/9", answer=True)


async def test_what_was_heard_is_recorded_in_the_customers_words() -> None:
    app = Desktop(HeardDialog())
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press("4", "tab", *"my 43", "ctrl+o")
        await until(pilot, lambda: app.answer != OPEN)
    assert app.answer == Heard(Blame.GREED, "my 43")


async def test_what_is_known_already_stands_there_and_stays() -> None:
    app = Desktop(HeardDialog(Blame.INTENTIONAL, "a person"))
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.answer != OPEN)
    assert app.answer == Heard(Blame.INTENTIONAL, "a person")


async def test_nothing_heard_says_nothing() -> None:
    app = Desktop(HeardDialog())
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.answer != OPEN)
    assert app.answer == Heard(None, None)


@pytest.mark.parametrize(
    ("keys", "why"),
    [(["2"], PLAYBOOK.no_action[1]), (["2", "tab", *"a bot"], "a bot"), (["tab", *"a bot"], "a bot")],
)
async def test_letting_go_gives_its_reason(keys: list[str], why: str) -> None:
    app = Desktop(LetGoDialog(PLAYBOOK.no_action))
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press(*keys, "ctrl+o")
        await until(pilot, lambda: app.answer != OPEN)
    assert app.answer == why


async def test_letting_go_without_a_reason_is_refused() -> None:
    app = Desktop(LetGoDialog(PLAYBOOK.no_action))
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "Say why" in said(app))
        assert app.answer == OPEN
