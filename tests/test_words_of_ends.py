"""How a case ended stands everywhere in the playbook's words, and nowhere as the key it is kept under."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casebook.kinds import Aftermath
from casebook.store.store import Store
from desk.closing import resolve
from desk.opening import open_case
from desk.settings import Responder, Settings
from tests.at_the_desk import at_the_desk
from tests.desk_world import NOON, World, after, complaint, playbook, world
from tui.commands.matters import plain, told
from tui.commands.target import target_of
from tui.screens.case import CaseScreen
from tui.screens.history import HistoryScreen

CAUSE = playbook().causes[3]
END = playbook().aftermath[Aftermath.QUIET].label


def ended(store: Store) -> None:
    """Let one author have a case that is closed, and one that is open."""
    for number in (1, 2):
        open_case(store, playbook(), number, by="dana", now=NOON)
    resolve(store, 1, CAUSE.key, Aftermath.QUIET, by="dana", now=after(5))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        made.take(complaint("1"), complaint("2"))
        ended(made.store)
        yield made


def test_plain_facts_name_cause_and_end(desk: World, tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "amends.db", responder=Responder("dana"))
    closed, other = (
        plain(told(desk.store, settings, playbook(), target_of(desk.store, each), after(9)))
        for each in ("c1", "c2")
    )
    assert f"cause: {CAUSE.label}\naftermath: {END}\n" in closed
    assert f"resolved; cause: {CAUSE.label}; aftermath: {END}" in closed
    assert f"cause {CAUSE.label}: " in other
    assert CAUSE.key not in (closed + other).split()


def test_a_key_that_is_gone_from_the_playbook_is_told_as_it_is() -> None:
    assert playbook().cause("of_old") == "of_old"
    assert playbook().end("of_old") == "of_old"
    assert (playbook().cause(None), playbook().end(None)) == ("no cause", "none")


async def test_the_screens_name_it_too(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint("1"), complaint("2")) as hands:
        ended(hands.world.store)
        hands.app.push_screen(CaseScreen(hands.app.desk, 1))
        await hands.shows(f"Case #1 · resolved · 12:05 · {CAUSE.label}")
        hands.app.pop_screen()
        hands.app.push_screen(CaseScreen(hands.app.desk, 2))
        await hands.shows(f"cause: {CAUSE.label[:12]}")
        hands.app.push_screen(HistoryScreen(hands.app.desk, hands.world.kept(2)))
        await hands.shows(f"cause: {CAUSE.label} · ")
