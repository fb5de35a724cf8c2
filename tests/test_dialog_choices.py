"""A list of choices is a radio: what the cursor moves to is what is chosen, and nothing is by itself."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from casebook.kinds import Aftermath, Blame
from playbooks.playbook import load
from tests.at_the_desk import NARROW, frame
from tests.desk_world import NOON
from tests.one_dialog import OPEN, Desktop, opened, said
from tests.pilot import until
from tui.screens.dialog import Dialog
from tui.screens.follow_up import FollowUpDialog
from tui.screens.heard import Heard, HeardDialog
from tui.screens.let_go import LetGoDialog
from tui.screens.note import NoteDialog
from tui.screens.posted import Posted, PostedDialog
from tui.screens.resolve import Resolution, ResolveDialog

PLAYBOOK = load()
CAUSES, AFTERMATHS = PLAYBOOK.causes, list(PLAYBOOK.aftermath)


def resolve() -> ResolveDialog:
    return ResolveDialog(CAUSES, PLAYBOOK.aftermath)


@asynccontextmanager
async def asked(dialog: Dialog[Any]) -> AsyncIterator[tuple[Desktop, Pilot[None]]]:
    """Open a dialog on a small terminal."""
    app = Desktop(dialog)
    async with app.run_test(size=NARROW) as pilot:
        await opened(app, pilot)
        yield app, pilot


async def answered(dialog: Dialog[Any], *keys: str) -> Any:
    """Press keys in a dialog, then the one that confirms, and return its answer."""
    async with asked(dialog) as (app, pilot):
        await pilot.press(*keys, "ctrl+o")
        await until(pilot, lambda: app.answer != OPEN, frame(app))
        return app.answer


@pytest.mark.parametrize("on", ["tab", "enter"])
async def test_a_number_chooses_and_stays_so_that_the_next_key_answers_the_next_question(on: str) -> None:
    assert await answered(resolve(), "4", on, "2") == Resolution(CAUSES[3].key, AFTERMATHS[1])


async def test_a_second_number_corrects_the_first_and_touches_no_other_question() -> None:
    assert await answered(resolve(), "4", "3", "tab", "1") == Resolution(CAUSES[2].key, AFTERMATHS[0])


@pytest.mark.parametrize(
    ("keys", "believed"),
    [
        (["j"], Blame.UNINTENTIONAL),
        (["down", "j"], Blame.INTENTIONAL),
        (["4", "k"], Blame.INTENTIONAL),
        (["end"], Blame.GREED),
        (["end", "home"], Blame.NONE),
        (["space"], Blame.NONE),
        (["k"], Blame.NONE),
    ],
)
async def test_what_is_moved_to_is_what_is_recorded(keys: list[str], believed: Blame) -> None:
    assert await answered(HeardDialog(), *keys) == Heard(believed, None)


@pytest.mark.parametrize(("keys", "cause"), [(["9", "j", "j"], 8), (["1", "k", "up"], 0)])
async def test_moving_stops_at_both_ends(keys: list[str], cause: int) -> None:
    end = await answered(resolve(), *keys, "tab", "1")
    assert end.cause == CAUSES[cause].key


async def test_nothing_is_chosen_by_looking_and_walking_on() -> None:
    async with asked(resolve()) as (app, pilot):
        assert "▸ 1 ( )" in frame(app)
        assert "(•)" not in frame(app)
        await pilot.press("tab", "shift+tab", "enter", "ctrl+o")
        await until(pilot, lambda: "Choose what was at the bottom" in said(app))
        assert "(•)" not in frame(app)
        assert app.answer == OPEN


async def test_the_pointer_and_the_mark_stand_on_one_line() -> None:
    async with asked(HeardDialog(Blame.GREED)) as (app, pilot):
        for key in ("k", "1", "j", "down"):
            await pilot.press(key)
            pointed = [line for line in frame(app).splitlines() if "▸" in line]
            assert len(pointed) == 1
            assert "(•)" in pointed[0]
            assert frame(app).count("(•)") == 1


async def test_a_number_without_a_line_chooses_nothing() -> None:
    assert await answered(PostedDialog(), "2", "7") == Posted(None, answer=True)


async def test_before_the_first_question_there_is_none() -> None:
    async with asked(resolve()) as (app, pilot):
        await pilot.press("tab", "shift+tab")
        assert said(app) == ""
        first = app.focused
        await pilot.press("shift+tab")
        await until(pilot, lambda: "That is the first question." in said(app))
        assert app.focused is first


@pytest.mark.parametrize("key", ["tab", "enter"])
async def test_the_last_question_is_not_followed_by_the_first(key: str) -> None:
    async with asked(resolve()) as (app, pilot):
        await pilot.press("4", "tab", "3", key, key)
        await until(pilot, lambda: "That was the last question" in said(app))
        assert "ctrl+o: resolve" in said(app)
        assert app.focused is app.dialog.query_one("#resolve-aftermath")
        await pilot.press("2", "ctrl+o")
        await until(pilot, lambda: app.answer != OPEN)
    assert app.answer == Resolution(CAUSES[3].key, Aftermath(AFTERMATHS[1]))


async def test_there_is_no_question_before_the_first() -> None:
    async with asked(PostedDialog()) as (app, pilot):
        await pilot.press("shift+tab", "2", "tab", "shift+tab", "shift+tab", "1", "ctrl+o")
        await until(pilot, lambda: app.answer != OPEN)
    assert app.answer == Posted(None, answer=False)


DIALOGS: list[Callable[[], Dialog[Any]]] = [
    NoteDialog,
    PostedDialog,
    HeardDialog,
    resolve,
    lambda: FollowUpDialog(NOON),
    lambda: LetGoDialog(PLAYBOOK.no_action),
]


@pytest.mark.parametrize("make", DIALOGS)
@pytest.mark.parametrize("who", ["C. Baptiste", "[red]x[/] [@click=app.quit]go[/]"])
async def test_a_dialog_names_whom_it_acts_on(make: Callable[[], Dialog[Any]], who: str) -> None:
    dialog = make()
    dialog.about = f"#2 · {who}"
    async with asked(dialog) as (app, _):
        title = frame(app).splitlines()[dialog.query_one("#dialog-title").region.y]
        assert f" · #2 · {who} " in title


@pytest.mark.parametrize("who", ["宽" * 500, "line\nbreak " * 90, "x" * 100_000])
async def test_a_name_of_any_length_takes_one_line(who: str) -> None:
    dialog = resolve()
    dialog.about = f"#2 · {who}"
    async with asked(dialog) as (app, _):
        assert dialog.query_one("#dialog-title").region.height == 1
        assert "Resolve · #2 · " in frame(app)
        assert dialog.query_one("#dialog").region.height <= NARROW[1]
