"""Who judges sees to what waits: the dashboard as the minute turns, the collector, and of two of them one."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casebook.kinds import HealthKind, Sort
from casebook.store.scribe import Scribe
from casebook.store.upkeep import check
from desk.acts import Act
from desk.book import Book
from desk.desk import Desk
from desk.ours import rules_of
from desk.overruling import overrule
from desk.rejudging import Moved
from desk.settings import Company, Responder, Settings
from desk.source_settings import SourceSettings
from desk.undo import undo
from playbooks.playbook import Playbook
from sources.settings.feed import FeedSettings
from sources.source import Answer, Health
from tests.at_the_desk import NARROW, WIDE, at_the_desk
from tests.desk_processes import started
from tests.desk_world import NOON, World, after, complaint, playbook, world
from tests.learned_samples import UNKNOWN, decided
from tui.screens.why import WhyDialog
from tui.time_app import in_words

BILL = "They billed me twice for one month and the line is dead, nobody answers, a disgrace"
SOURCES = (SourceSettings("blog", "feed", FeedSettings(url="https://blog.example/")),)

JUDGE = """
import json, sys
from datetime import datetime, UTC
from pathlib import Path
from casebook.store.store import Store
from desk.learning import Learner
from desk.rejudging import By, judge_some
from playbooks.playbook import load

store, learner = Store(Path(sys.argv[2])), Learner(load(None))
learner.look(store)
by, turns = By(*learner.known), 0
sys.stdout.write("ready\\n"); sys.stdout.flush()
sys.stdin.readline()
while judge_some(store, by, datetime(2026, 3, 2, 12, 1, tzinfo=UTC)):
    turns += 1
store.close()
print(json.dumps(turns))
"""


@contextmanager
def both(folder: Path) -> Iterator[tuple[World, Desk, Callable[..., Book]]]:
    """Have a dashboard on a store, and what makes a collector's book beside it, by some rules."""
    with world(folder) as here:
        scribe = Scribe(here.store)
        desk = Desk(settings_of(here), playbook(), here.store, lambda: NOON)

        def book(known: Playbook | None = None, rules: str | None = None) -> Book:
            made = Book(here.store, scribe, known or playbook(), SOURCES, rules=rules)
            made.open(NOON)
            return made

        try:
            yield here, desk, book
        finally:
            desk.close()
            scribe.close()


def settings_of(here: World) -> Settings:
    """Return those of a desk on a store."""
    return Settings(store=here.store.place, responder=Responder("dana"))


def bill(author: str, minutes: float = -10) -> Any:
    return complaint(author, text=BILL, author_handle=author, created_at=after(minutes))


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_an_overrule_moves_another_row_within_the_minute_and_says_so(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    rows = (bill("ann", -30), bill("bob", -20), complaint("3", author_handle="eve"))
    async with at_the_desk(tmp_path, *rows, size=size) as hands:
        first, second, third = range(1, 4)
        before = hands.world.kept(second)
        await hands.selects(first)
        hands.elsewhere(overrule, playbook(), first, "complaint", "no")
        hands.pane.select(second)
        await hands.selects(second)
        hands.app.keep_time()
        await hands.shows("1 row judged anew: 1 lower")
        await hands.until(lambda: hands.pane.row == hands.world.kept(second), "the row as it is now")
        assert hands.pane.selected == second
        assert hands.world.kept(second).priority is None
        assert hands.world.kept(third).priority is not None
        await hands.press("w")
        await hands.on(WhyDialog)
        await hands.shows("the same words were decided before: not a")
        await hands.press("escape")
        hands.elsewhere(undo, playbook())
        hands.app.keep_time()
        await hands.shows("1 row judged anew: 1 higher")
        assert hands.world.kept(second) == before


async def test_the_collector_sees_to_what_waits_and_the_dashboards_tell_of_it(tmp_path: Path) -> None:
    with both(tmp_path) as (here, desk, book_of):
        book = book_of(rules=rules_of(settings_of(here)))
        waits = here.one(complaint("new", text=UNKNOWN, author_handle="kim"))
        await book.judge_waiting(NOON)
        await desk.learn()
        assert await desk.judge_waiting() == Moved()
        decided(here, 40)
        await book.learn()
        await book.judge_waiting(NOON)
        assert here.kept(waits).sort is Sort.COMPLAINT
        log = here.store.log.top()
        await desk.learn()
        assert await desk.judge_waiting() == Moved(higher=1)
        assert await desk.judge_waiting() == Moved()
        await book.judge_waiting(NOON)
        assert here.store.log.top() == log


async def test_what_came_in_while_the_collector_had_not_learned_is_judged_anew_once_it_has(
    tmp_path: Path,
) -> None:
    with both(tmp_path) as (here, desk, book_of):
        book = book_of()
        decided(here, 40)
        await desk.learn()
        await desk.judge_waiting()
        said = complaint("new", text=UNKNOWN, author_handle="kim")
        (taken,) = await book.delivered("blog", Answer((said,), {}, Health(HealthKind.OK)), NOON)
        assert here.kept(taken.id).sort is not Sort.COMPLAINT
        await book.learn()
        await book.judge_waiting(NOON)
        assert here.kept(taken.id).sort is Sort.COMPLAINT


async def test_a_collector_with_another_playbook_judges_what_waits_by_it_and_no_dashboard_turns_it_back(
    tmp_path: Path,
) -> None:
    with both(tmp_path) as (here, desk, book_of):
        heavy = replace(playbook(), weights=replace(playbook().weights, first=1))
        row = here.one(complaint("new", text=BILL, author_handle="kim"))
        before = here.kept(row).priority
        for known, rules in ((playbook(), rules_of(settings_of(here))), (heavy, "edited")):
            book = book_of(known, rules)
            await book.learn()
            await book.judge_waiting(NOON)
        assert (before, here.kept(row).priority) == (2, 1)
        decided(here, 4)
        await desk.learn()
        await desk.judge_waiting()
        assert here.kept(row).priority == 1


async def test_who_only_looks_judges_nothing(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        looking = Settings(store=here.store.place, responder=Responder("wall", read_only=True))
        here.one(complaint("new", text=UNKNOWN, author_handle="kim"))
        decided(here, 40)
        before = here.store.log.top()
        desk = Desk(looking, playbook(), here.store, lambda: NOON)
        try:
            await desk.learn()
            assert await desk.judge_waiting() == Moved()
            assert here.store.log.top() == before
        finally:
            desk.close()


def test_two_processes_judge_each_row_once(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        rows = [
            here.one(complaint(f"u{each}", text=UNKNOWN, author_handle=f"u{each}")) for each in range(120)
        ]
        decided(here, 40)
        place = str(here.store.place)
        with (
            started(tmp_path, "dana", place, code=JUDGE) as dana,
            started(tmp_path, "eve", place, code=JUDGE) as eve,
        ):
            for each in (dana, eve):
                assert each.stdout is not None
                assert each.stdout.readline() == b"ready\n"
            for each in (dana, eve):
                assert each.stdin is not None
                each.stdin.write(b"go\n")
                each.stdin.flush()
            turns = [json.loads(each.communicate()[0]) for each in (dana, eve)]
        moved = [
            change.id for event in here.store.events() if event.act == Act.JUDGED for change in event.changes
        ]
        assert sorted(moved) == rows
        assert sum(turns) == 6
        assert check(here.store) == []


def test_the_rules_of_a_playbook_are_told_apart_by_what_its_files_say(tmp_path: Path) -> None:
    folder = tmp_path / "playbook" / "rules"
    folder.mkdir(parents=True)
    here = Settings(store=tmp_path / "amends.db", playbook=folder.parent)
    first = rules_of(here)
    assert first == rules_of(here)
    (folder / "us.toml").write_text("# ours\n")
    second = rules_of(here)
    assert second != first
    named = Settings(store=here.store, playbook=folder.parent, company=Company("Corncrake"))
    assert rules_of(named) != second
    assert rules_of(Settings(store=here.store)) is not None


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        (Moved(), ""),
        (Moved(alike=4), ""),
        (Moved(higher=1), "1 row judged anew: 1 higher"),
        (Moved(1, 2, 3), "3 rows judged anew: 1 higher, 2 lower"),
    ],
)
def test_what_has_moved_is_told_in_one_short_line(moved: Moved, said: str) -> None:
    assert in_words(moved) == said
    assert len(said) < 80
