"""Who only looks changes nothing: not by any key, not by any command, not by being there."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest

from casebook.document import to_ms
from casebook.errors import ReadOnly, StoreError
from casebook.kinds import HealthKind
from casebook.store.backup import backup
from casebook.store.store import Store
from casebook.store.upkeep import check
from desk.desk import Desk
from desk.errors import ONLY_LOOKS
from desk.health import name_sources, write
from desk.opening import claim, open_case
from desk.settings import Responder
from desk.source_settings import SourceSettings
from sources.settings.feed import FeedSettings
from tests.at_the_desk import Hands, frame, settings
from tests.desk_processes import amends
from tests.desk_world import NOON, World, complaint, playbook, thanks, world
from tests.prompting import say
from tui.app import AmendsApp
from tui.keys import CHANGES, changing, our_bindings, shown_keys
from tui.screens.base import DeskScreen
from tui.screens.case import CaseScreen
from tui.screens.command import CommandScreen
from tui.widgets.key_bar import KeyBar

STATE = ".local/state/amends"


def files(folder: Path) -> dict[str, bytes]:
    """Return what lies in a folder, byte by byte; SQLite's index of its log is no data."""
    return {each.name: each.read_bytes() for each in folder.iterdir() if not each.name.endswith("-shm")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a store: two complaints, one of them a claimed case, and a thank-you."""
    with world(tmp_path) as here:
        here.take(complaint("1"), complaint("2", author_handle="kim"), thanks())
        open_case(here.store, playbook(), 1, by="dana", now=NOON)
        claim(here.store, playbook(), 1, by="dana", now=NOON)
    return tmp_path


def test_nothing_can_be_written_and_no_file_is_made(folder: Path) -> None:
    before = files(folder)
    store = Store(folder / "amends.db", read_only=True)
    try:
        assert len(store.mentions) == 3
        with pytest.raises(ReadOnly, match="was opened to read only: nothing is changed"):
            open_case(store, playbook(), 2, by="dana", now=NOON)
        with pytest.raises(StoreError):
            store.engine.ask('DELETE FROM "doc:mentions"')
        assert check(store) == []
    finally:
        store.close()
    after = files(folder)
    assert {name: after[name] for name in before} == before


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store to read"):
        Store(tmp_path / "amends.db", read_only=True)
    assert not list(tmp_path.iterdir())


def test_a_backup_is_looked_into_as_it_lies(folder: Path, tmp_path: Path) -> None:
    with world(folder) as here:
        kept = backup(here.store, tmp_path / "kept.db").place
    before = kept.read_bytes()
    store = Store(kept, read_only=True)
    assert len(store.mentions) == 3
    store.close()
    assert kept.read_bytes() == before
    assert not list(tmp_path.glob("kept.db-*"))


def test_an_older_store_must_be_opened_to_write_first(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "amends.db")) as connection:
        connection.executescript('DROP TABLE "doc:notes"')
    with pytest.raises(StoreError, match="start amends once without --read-only to bring it up to date"):
        Store(folder / "amends.db", read_only=True)


NOT_ACTING = ("app.suspend", "queue.quit", "composer.leave")


def acting() -> list[str]:
    """Return every key that does something about a matter, and those that take back."""
    groups = ("case", "desk", "queue", "history", "follow_ups", "mention")
    ours = [each for each in our_bindings() if each.id and each.id.split(".")[0] in groups]
    return [key for each in ours if each.id not in NOT_ACTING for key in each.key.split(",")]


@asynccontextmanager
async def only_looking(folder: Path, *, first: bool = False, **about: Any) -> AsyncIterator[Hands]:
    """Sit down at a desk where nothing is changed."""
    store = Store(folder / "amends.db", read_only=True)
    mine = settings(folder, responder=Responder("dana", read_only=True), **about)
    desk = Desk(mine, playbook(), store, lambda: NOON)
    app = AmendsApp(desk, first=first)
    try:
        async with app.run_test(size=(120, 36), notifications=True) as pilot:
            hands = Hands(app, pilot, World(store))
            await hands.until(lambda: len(app.screen_stack) > 0, "the queue screen")
            await hands.until(lambda: hands.pane.read, "the first page")
            yield hands
    finally:
        desk.close()
        store.close()


async def test_no_key_changes_a_byte(folder: Path) -> None:
    before = files(folder)
    async with only_looking(folder) as hands:
        await hands.shows("read only · Corncrake")
        await hands.press("a")
        await hands.shows(ONLY_LOOKS)
        for key in acting():
            await hands.press(key, "ctrl+o", "escape")
            while len(hands.app.screen_stack) > 1 and not isinstance(hands.app.screen, CaseScreen):
                hands.app.pop_screen()
                await hands.pilot.pause()
        await hands.press("r")
        await hands.pilot.pause()
    after = files(folder)
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() <= {"amends.db-wal", "clipboard.txt"}


async def test_the_first_card_is_left_for_whoever_works_here(folder: Path) -> None:
    before = files(folder)
    async with only_looking(folder, first=True) as hands:
        await hands.shows("shows this again")
        await hands.press("j")
        await hands.until(lambda: "shows this again" not in frame(hands.app), "no card")
        assert [each.group for each in hands.app.workers if each.group == "welcome"] == []
    assert files(folder).keys() - before.keys() <= {"amends.db-wal"}


async def test_a_source_taken_out_of_the_settings_is_not_missed_though_nobody_collects(folder: Path) -> None:
    blog, news = (
        SourceSettings(name, "feed", FeedSettings(url=f"http://127.0.0.1:9/{name}"))
        for name in ("blog", "news")
    )
    with world(folder) as here:
        name_sources(here.store, (blog, news), NOON)
        write(here.store, "blog", {"health": HealthKind.ERROR.value, "asked_at": to_ms(NOON)})
    async with only_looking(folder, sources=(news,)) as hands:
        await hands.shows("sources 0/1")
        await hands.press("g", "s")
        await hands.shows("0 of 1 source answers")
        assert "blog" not in hands.frame()
    async with only_looking(folder) as hands:
        await hands.shows("! 1 of 2 sources unwell")


async def test_what_would_be_refused_is_not_offered_and_asks_nothing(folder: Path) -> None:
    async with only_looking(folder) as hands:
        for key in ("enter", "g s", "g f", "g p", "g m", "u"):
            await hands.press(*key.split(" "))
            screen = hands.app.screen
            assert isinstance(screen, DeskScreen)
            assert not {each.action for each in shown_keys(screen)} & changing(type(screen))
            for each in [each for each in screen.active_bindings.values() if each.binding.group == CHANGES]:
                screen.query_one(KeyBar)._spoken()
                await hands.press(each.binding.key)
                assert hands.app.screen is screen, f"{each.binding.key} asks something"
                await hands.shows(ONLY_LOOKS)
            await hands.press("escape")


async def test_no_sentence_names_a_key_that_is_refused(folder: Path) -> None:
    async with only_looking(folder) as hands:
        await hands.shows("Next  first word in public")
        await hands.press("j")
        await hands.shows("Next  nobody has it yet")
        await hands.shows("No case yet")
        await hands.press("k")
        for key in ("enter", "g s", "g f", "g p", "g m"):
            await hands.press(*key.split(" "))
            for said in ("to claim", "logs", "asks all", "mutes its", "opens one", "begins", "to ask before"):
                assert said not in hands.frame(), hands.frame()
            await hands.press("escape")


async def test_the_first_card_names_five_keys_that_look(folder: Path) -> None:
    async with only_looking(folder) as hands:
        await hands.press("f1")
        await hands.shows("Read only: nothing is changed from here.")
        await hands.shows("why it stands where it stands")
        assert "template" not in hands.frame()


@pytest.mark.parametrize("said", ["claim", "case.claim", "undo", "note they rang", "snooze 2h", "snooze"])
async def test_what_would_change_something_is_refused_by_its_name_too(folder: Path, said: str) -> None:
    async with only_looking(folder) as hands:
        await say(hands, said)
        await hands.shows(ONLY_LOOKS)
        assert isinstance(hands.app.screen, CommandScreen)
        await hands.press(*["backspace"] * len(said))
        await hands.shows("completes:")
        assert not {"claim", "note", "snooze"} & set(hands.frame().split())


@pytest.mark.parametrize(
    "words",
    [
        ("do", "claim", "1"),
        ("add", "--json", "/dev/null"),
        ("collect",),
        ("collect", "--listen", "0"),
        ("rules", "apply"),
        ("restore", "kept.db"),
        ("import", "casework", "out"),
        ("import", "customers", "c.csv", "--yes"),
    ],
)
def test_no_command_changes_anything(tmp_path: Path, words: tuple[str, ...]) -> None:
    with world(tmp_path / STATE) as here:
        here.take(complaint("1"))
    before = files(tmp_path / STATE)
    done = amends(tmp_path, "--read-only", *words)
    said = f"amends: {ONLY_LOOKS}\n"
    assert (done.returncode, done.stderr.decode()) == (1, said)
    (tmp_path / "s.toml").write_text(
        f'[responder]\nread_only = true\n[store]\nplace = "{tmp_path / STATE / "amends.db"}"\n',
        encoding="utf-8",
    )
    assert amends(tmp_path, "--settings", "s.toml", *words).stderr.decode() == said
    assert files(tmp_path / STATE) == before


@pytest.mark.parametrize(
    "words", [("list",), ("show", "1"), ("next",), ("check",), ("backup", "k"), ("export", "o")]
)
def test_what_only_looks_looks(tmp_path: Path, words: tuple[str, ...]) -> None:
    with world(tmp_path / STATE) as here:
        here.take(complaint("1"))
    done = amends(tmp_path, "--read-only", *words)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout
    assert b"amends do" not in done.stdout
