"""Trouble with the store while one sits at the desk: it is said, nothing is lost, and one goes on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import TextArea

from casebook.errors import StoreBusy
from desk.answering import draft_of
from desk.presence import be_here
from tests.at_the_desk import NARROW, WIDE, Hands, at_the_desk
from tests.desk_world import complaint
from tests.test_marks import several
from tui import moment
from tui.around import Around, read_around
from tui.screens import seeing
from tui.screens.case import CaseScreen
from tui.screens.composer import ComposerScreen
from tui.screens.note import NoteDialog
from tui.screens.queue import QueueScreen
from tui.screens.sources import SourcesScreen
from tui.widgets.key_bar import KeyBar


@contextmanager
def moved_aside(place: Path, table: str) -> Iterator[None]:
    """Let another program take a table away for the block."""
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute(f'ALTER TABLE "doc:{table}" RENAME TO aside')
        try:
            yield
        finally:
            other.execute(f'ALTER TABLE aside RENAME TO "doc:{table}"')


@contextmanager
def no_room(hands: Hands) -> Iterator[None]:
    """Let the disk be full for the block, for whatever the desk writes."""
    write, ask = hands.app.desk._scribe.write, hands.world.store.engine.ask
    write(ask, "PRAGMA max_page_count = 1").result()
    try:
        yield
    finally:
        write(ask, "PRAGMA max_page_count = 1000000").result()


def header(hands: Hands) -> str:
    """Return the top line."""
    return hands.frame().splitlines()[0]


async def test_what_cannot_be_read_is_said_and_the_screen_stays_as_it_was(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(3)) as hands:
        await hands.selects(1)
        await hands.shows("Why first")
        with moved_aside(hands.world.store.place, "mentions"):
            await hands.shows("no such table")
            await hands.press("j", "k", "tab", "shift+tab", "enter", "a", "/", "x", "escape")
            assert isinstance(hands.app.screen, QueueScreen)
            await hands.shows("c1")
        hands.world.one(complaint("new", author_handle="kim"))
        await hands.shows("kim")
        await hands.press("home", "a")
        await hands.shows("#1 dana")
        assert len(hands.world.store.mentions) == 4


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_header_says_so_until_the_store_can_be_read_again(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_the_desk(tmp_path, *several(3), size=size) as hands:
        await hands.selects(1)
        with moved_aside(hands.world.store.place, "mentions"):
            await hands.shows("no such table")
            await hands.until(lambda: "! store trouble" in header(hands), "told in the header")
            await hands.press("o", "escape")
            for each in hands.app.screen.query(KeyBar):
                each.hush()
            assert "! store trouble" in header(hands)
            await hands.press("g", "s")
            await hands.on(SourcesScreen)
            await hands.until(lambda: "! store trouble" in header(hands), "told on another screen")
            await hands.press("escape")
        hands.world.one(complaint("new", author_handle="kim"))
        await hands.shows("kim")
        await hands.until(lambda: "trouble" not in header(hands), "well again")
        assert "4 undecided" in header(hands)


async def test_a_store_that_is_well_again_is_found_so_though_nothing_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeing, "AGAIN", 0.05)
    async with at_the_desk(tmp_path, *several(3)) as hands:
        await hands.selects(1)
        screen, store, torn = await hands.on(QueueScreen), hands.world.store, [1]

        def held(*args: Any) -> Around:
            if torn:
                raise StoreBusy(f"{store.place}: another program holds the store")
            return read_around(*args)

        monkeypatch.setattr(moment, "read_around", held)
        screen.read_again()
        await hands.until(lambda: "! store locked" in header(hands), "told in the header")
        torn.clear()
        await hands.until(lambda: "locked" not in header(hands), "well again")


async def test_words_that_cannot_be_kept_stay_until_they_can(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.press("r")
        composer = await hands.on(ComposerScreen)
        with moved_aside(hands.world.store.place, "drafts"):
            await hands.press(*"so sorry", "escape")
            await hands.shows("no such table")
            assert hands.app.screen is composer
            assert "so sorry" in composer.query_one(TextArea).text
        await hands.press("escape")
        await hands.until(lambda: hands.app.screen is not composer, "kept and left")
        draft = draft_of(hands.world.store, 1, "dana")
        assert draft is not None
        assert "so sorry" in draft.text


async def test_a_full_disk_is_said_and_an_act_is_done_when_there_is_room(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.press("enter")
        await hands.on(CaseScreen)
        with no_room(hands):
            before = list(hands.world.store.log)
            await hands.press("c")
            note = await hands.on(NoteDialog)
            note.query_one(TextArea).text = "x" * 50_000
            await hands.press("ctrl+o")
            await hands.shows("the disk is full")
            assert list(hands.world.store.log) == before
            await hands.until(lambda: "! disk full" in header(hands), "told in the header")
            await hands.app.desk.sit(be_here)  # small, and written in the place of what was there
            await hands.app.desk.keep_time()  # nothing is due
            await hands.press("escape")
            await hands.on(QueueScreen)
            await hands.until(lambda: "! disk full" in header(hands), "told on another screen")
        await hands.press("a")
        await hands.shows("claimed")
        await hands.until(lambda: "full" not in header(hands), "well again")
