"""The bench cannot rot: a row of it runs, small, and its page tells of every row there is."""

import ast
from pathlib import Path

from bench.casebook import casebook
from bench.report import written
from bench.table import ROWS, chosen
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
    page = written({row.name: figures}, world)
    assert "| bytes while idle |" in page
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


def test_the_page_tells_of_every_row() -> None:
    page = (HOUSE / "bench" / "RESULTS.md").read_text(encoding="utf-8")
    assert [row.name for row in ROWS if f"## {row.says}\n" not in page] == []


def test_nothing_leans_on_the_bench() -> None:
    for path in FILES:
        for node in ast.walk(TREES[path]):
            if isinstance(node, ast.ImportFrom | ast.Import):
                names = [each.name for each in node.names] + [getattr(node, "module", None) or ""]
                assert not any(name.split(".")[0] == "bench" for name in names), name_of(path)
