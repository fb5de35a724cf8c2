"""The bench cannot rot: a row of it runs, small, and its page tells of every row there is."""

import ast
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.casebook import casebook
from bench.figures import Figure
from bench.home import CURSOR, Home, bare
from bench.kept import Measured, keep
from bench.processes import TooSlow, whole_cpu
from bench.report import written
from bench.rows import refresh
from bench.sites import serving
from bench.stories import leads, stories
from bench.table import ROWS, chosen
from bench.terminal import Terminal
from bench.world import World
from casebook.store.store import Store
from casebook.store.upkeep import check
from tests.test_laws import FILES, HOUSE, TREES, name_of


def test_a_row_finds_figures(tmp_path: Path) -> None:
    world = World(tmp_path, quick=True)
    (row,) = chosen(["idle"])
    try:
        figures = row.measure(world)
    finally:
        world.close()
    assert [each.what for each in figures if each.value is not None] == ["bytes while idle", "CPU while idle"]
    page = written({row.name: Measured(figures, "2026-11-22 03:00", 0.5, 2)}, world)
    assert "| bytes while idle |" in page
    assert "2026-11-22 03:00 UTC, load 0.5" in page
    assert str(tmp_path) not in page


def test_a_casebook_is_made_once_and_an_older_form_goes(tmp_path: Path) -> None:
    for name in ("casebook-300-0.5.db", "casebook-300-0.5.db-before-v2"):
        (tmp_path / name).touch()
    place = casebook(tmp_path, 300, in_queue=0.5)
    made = place.stat().st_ino
    assert casebook(tmp_path, 300, in_queue=0.5).stat().st_ino == made
    store = Store(place)
    try:
        assert check(store) == []
        assert (len(store.mentions), len(store.cases)) == (300, 1)
    finally:
        store.close()
    assert {each.name.partition(".db")[0] for each in tmp_path.iterdir()} == {place.stem}


def test_a_casebook_of_stories_has_what_they_and_storms_are_found_by(tmp_path: Path) -> None:
    store = Store(stories(tmp_path, 400))
    try:
        assert check(store) == []
        held = (store.traces, store.likenesses, store.hours, store.gauges, store.cases)
        assert all(map(len, held))
        assert [each.case for each in leads(store, 2)] == [1, 2]
    finally:
        store.close()


def test_what_was_found_stays_with_its_time_and_a_row_that_is_no_more_counts_for_nothing(
    tmp_path: Path,
) -> None:
    reached, missed = Figure("first", 1.0, "ms", 2.0), Figure("second", 3.0, "ms", 2.0)
    for name, figure, at in (
        ("idle", reached, "03:00"),
        ("gone", missed, "04:00"),
        ("bulk", missed, "05:00"),
    ):
        known = keep(tmp_path / "measured.json", {name: Measured([figure], at, 0.5, 5)})
    page = written(known, World(tmp_path, quick=True))
    assert "1 of 2 goals reached" in page
    assert ("03:00 UTC" in page, "04:00 UTC" in page, "05:00 UTC" in page) == (True, False, True)


@contextmanager
def played(code: str) -> Iterator[Terminal]:
    """Run a piece of Python that has the terminal in raw mode."""
    head = "import sys, time, tty; tty.setraw(0); write = lambda said: print(said, end='', flush=True)"
    with Terminal(bare(head, code), dict(os.environ)) as terminal:
        terminal.wait("Matter")
        yield terminal


def test_a_key_without_an_answer_is_no_figure() -> None:
    with (
        played("write('Matter'); time.sleep(600)") as terminal,
        pytest.raises(TooSlow, match="no answer to 'j'"),
    ):
        terminal.press("j", most=0.3)


def test_a_slow_key_counts_as_what_it_took_and_not_what_is_painted_meanwhile() -> None:
    desk = (
        "write('▸ Matter 1'); sys.stdin.read(1); write('\\x1b[5H1 new'); time.sleep(1.2); "
        "write('\\x1b[H▸ Matter 2'); time.sleep(600)"
    )
    with played(desk) as terminal:
        assert terminal.moves("j", CURSOR) > 1.1


def test_a_refresh_that_keeps_nothing_is_no_figure(tmp_path: Path) -> None:
    with serving(1, 2) as feeds, pytest.raises(TooSlow, match="0 mentions were kept"):
        refresh._keeping(lambda: 0.1, Home(tmp_path), feeds)()


def test_children_that_have_ended_are_counted() -> None:
    burn = "import time\nend = time.process_time() + .2\nwhile time.process_time() < end: pass"
    before = whole_cpu(os.getpid())
    subprocess.run(bare(burn), check=True)
    assert whole_cpu(os.getpid()) - before > 0.15


def test_the_page_tells_of_every_row() -> None:
    page = (HOUSE / "bench" / "RESULTS.md").read_text(encoding="utf-8")
    assert [row.name for row in ROWS if f"## {row.says}\n" not in page] == []


def test_nothing_leans_on_the_bench() -> None:
    for path in FILES:
        for node in ast.walk(TREES[path]):
            if isinstance(node, ast.ImportFrom | ast.Import):
                names = [each.name for each in node.names] + [getattr(node, "module", None) or ""]
                assert not any(name.split(".")[0] == "bench" for name in names), name_of(path)
