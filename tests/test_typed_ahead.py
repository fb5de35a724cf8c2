"""Keys that come in one piece do what the same keys do one by one, on whatever they open or move to."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.events import Paste
from textual.widgets import Input, TextArea

from tests.at_the_desk import Hands, at_the_desk
from tests.pilot import key
from tests.test_marks import several
from tests.test_wire_line import desk
from tui.screens.dialog import Dialog
from tui.screens.note import NoteDialog

WALKS: dict[str, Sequence[str]] = {
    "queue": [*"jjjkGk", "g", "g", "j", "tab", "shift+tab"],
    "case": ["j", "enter", "a", "j", "escape", "j"],
    "opened and claimed": ["j", "enter", "a"],
    "case and dialog": ["j", "enter", "c"],
    "follow-up": ["f", *"look", "tab", "2", "h", "tab", *"courier"],
    "follow-up logged": ["f", *"look", "tab", *"2h", "ctrl+o", "j"],
    "note kept": ["c", *"rang", "ctrl+o", "j", "enter"],
    "composer": ["j", "t", "enter"],
    "words of our own": ["j", "r", *"so sorry", "enter", *"truly"],
    "filter": ["/", *"jane", "enter", "j", "enter"],
    "filter dropped": ["/", *"zzz", "escape", "j", "enter"],
    "marks": [" ", " ", "j", "v", "j", "v", "a"],
    "count": ["2", "j", " ", "k"],
    "there and back": ["enter", "w", "escape", "escape", "j", "w", "escape", "u"],
    "end": ["j", "x", "2", "ctrl+o"],
    "go": ["g", "s", "escape", "j", "o"],
}


@pytest.fixture(autouse=True)
def _no_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let keys into a dialog at once: the guard is on purpose, and proven elsewhere."""
    for kind in (Dialog, *_kinds(Dialog)):
        monkeypatch.setattr(kind, "guard", -1e9)


def _kinds(kind: type[Any]) -> list[type[Any]]:
    return [each for sub in kind.__subclasses__() for each in (sub, *_kinds(sub))]


def folders(folder: Path) -> tuple[Path, Path]:
    """Return a folder for each of two desks."""
    for each in (folder / "slowly", folder / "at once"):
        each.mkdir()
    return folder / "slowly", folder / "at once"


def seen(hands: Hands) -> tuple[Any, ...]:
    """Return what stands in front, with every field, and where the typing goes."""
    screen = hands.app.screen
    fields = [each.value for each in screen.query(Input)] + [each.text for each in screen.query(TextArea)]
    focus = screen.focused and (type(screen.focused).__name__, screen.focused.id)
    stack = [type(each).__name__ for each in hands.app.screen_stack]
    return stack, focus, fields, hands.pane.selected, sorted(hands.pane.marks)


async def after(folder: Path, keys: Sequence[str], *, in_one_piece: bool) -> tuple[Any, ...]:
    """Return what one sees after keys, and what the casework holds."""
    async with at_the_desk(folder, *several(6)) as hands:
        await hands.selects(1)
        if in_one_piece:
            await hands.type_ahead(*keys)
        else:
            for key in keys:
                await hands.press(key)
        log = [str(event.act) for event in hands.world.store.events()]
        return *seen(hands), log


@pytest.mark.parametrize("walk", WALKS)
async def test_in_one_piece_as_one_by_one(tmp_path: Path, walk: str) -> None:
    slowly, at_once = folders(tmp_path)
    seen_slowly = await after(slowly, WALKS[walk], in_one_piece=False)
    assert await after(at_once, WALKS[walk], in_one_piece=True) == seen_slowly


KEYS = ("j", "k", "enter", "escape", "tab", " ", "a", "c", "f", "w", "x", "t", "z", "/", "2", "h", "n")


@pytest.mark.parametrize("seed", range(6))
async def test_any_keys_in_one_piece_as_one_by_one(tmp_path: Path, seed: int) -> None:
    keys = Random(seed).choices(KEYS, k=14)
    slowly, at_once = folders(tmp_path)
    seen_slowly = await after(slowly, keys, in_one_piece=False)
    assert await after(at_once, keys, in_one_piece=True) == seen_slowly, keys


async def test_a_paste_waits_for_the_field_it_is_meant_for(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(2)) as hands:
        await hands.selects(1)
        for event in (key("c"), Paste("rang her"), key("!")):
            hands.app.post_message(event)
        dialog = await hands.on(NoteDialog)
        await hands.until(hands.app.all_done)
        assert [each.text for each in dialog.query(TextArea)] == ["rang her!"]


async def test_work_that_never_ends_holds_the_keys_only_once(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(6)) as hands:
        await hands.selects(1)
        hands.app.patience = 0.05
        with hands.world.store.batch():  # nobody else can write meanwhile
            await hands.type_ahead("a", *"jjj")
        assert hands.pane.cursor == 3
        await hands.until(lambda: hands.world.kept(1).owner == "dana", "claimed in the end")


def test_keys_that_come_in_one_write_over_a_terminal(tmp_path: Path) -> None:
    with desk(tmp_path) as line:
        line.press("f")
        line.shows("A follow-up")
        line.rests()
        line.press("look\t2h\tcourier")
        line.shows("courier")
        rows = line.screen.display
        assert [any(word in row for row in rows) for word in (" look ", " 2h ", " courier ")] == [True] * 3
        line.press("\x1b")
        line.shows("lost")
        line.press("\x1b")
        line.rests()
        line.press("jj\rw")
        line.shows("Why priority")
        line.rests()
        line.press("q")
        line.rests()
        line.press("q")
        line.shows("Why first")
