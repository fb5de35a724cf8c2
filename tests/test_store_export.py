"""What is exported comes in again as it was; what does not fit is named with its line, and nothing comes."""

import json
import stat
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from casebook.errors import CasebookError, StoreBusy, StoreError, Unsound
from casebook.kinds import Aftermath
from casebook.store.bring import bring
from casebook.store.carried import FIT
from casebook.store.export import export
from casebook.store.schema import KINDS
from casebook.store.store import Store
from casebook.store.upkeep import check
from desk.answering import note, save_draft
from desk.closing import resolve
from desk.deciding import let_go
from desk.followups import follow_up
from desk.health import write
from desk.opening import claim, open_case
from desk.presence import be_here
from desk.undo import undo
from desk.wishes import ask_now
from sources.text import clean
from tests.desk_world import NOON, World, after, complaint, playbook, world


def tables(store: Store) -> dict[str, list[tuple[int, dict[str, Any]]]]:
    return {name: [(each.doc_id, dict(each)) for each in getattr(store, name)] for name in KINDS}


def tops(store: Store) -> dict[str, int]:
    return {name: getattr(store, name).top() for name in KINDS}


def worked(here: World, number: int, way: int, text: str) -> None:
    """Let a responder do something about a mention."""
    store, book = here.store, playbook()
    by: dict[str, Any] = {"by": "dana", "now": after(number)}
    if way == 0:
        let_go(store, number, clean(text).strip() or "spam", **by)
        return
    case = open_case(store, book, number, **by)
    if way == 1:
        note(store, case, f"x{text}", **by)
        undo(store, **by)
    if way == 2:
        claim(store, book, case, **by)
        save_draft(store, case, text, fields=(("name", text),), **by)
    if way == 3:
        follow_up(store, case, f"x{text}", after(9999), **by)
        resolve(store, case, book.causes[0].key, Aftermath.QUIET, **by)


MONTH = 31 * 24 * 60


@given(st.lists(st.tuples(st.text(max_size=60), st.integers(0, 4), st.integers(0, 2)), max_size=12))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_exported_comes_in_again_as_it_was(story: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        with world(Path(folder)) as here:
            for number, (text, way, months) in enumerate(story, start=1):
                seen = after(months * MONTH)
                here.take(complaint(str(number), text=clean(text), title=clean(text) or None), now=seen)
                worked(here, number, way, text)
            before, given_out = tables(here.store), tops(here.store)
            export(here.store, Path(folder, "out"))
        bring(Path(folder, "out"), Path(folder, "other/amends.db"), NOON)
        with world(Path(folder, "other")) as here:
            assert (tables(here.store), tops(here.store)) == (before, given_out)
            assert check(here.store) == []


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An export of three mentions of two months, two of them cases, one case taken back."""
    with world(tmp_path) as here:
        here.take(complaint("1"), complaint("2", author_handle="kim"))
        here.take(complaint("3"), now=after(2 * MONTH))
        for number in (1, 2, 3):
            open_case(here.store, playbook(), number, by="dana", now=NOON)
        undo(here.store, by="dana", now=NOON)
        write(here.store, "news", {"named": True, "health": "ok", "cursor": {"etag": "7"}})
        ask_now(here.store, by="dana", now=NOON)
        be_here(here.store, 1, by="dana", now=NOON)
        done = export(here.store, tmp_path / "out")
        assert done.files == ("casework.json", "mentions-2026-03.jsonl", "mentions-2026-05.jsonl")
        assert done.mentions == 3
    return done.folder


def test_every_table_is_looked_at_on_its_way_in() -> None:
    assert set(FIT) == set(KINDS)


def test_any_tinydb_opens_the_casework(tmp_path: Path, out: Path) -> None:
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in out.iterdir()} == {0o600}
    with world(tmp_path) as here, TinyDB(out / "casework.json") as stock:
        for name in set(KINDS) - {"mentions"}:
            assert [(each.doc_id, dict(each)) for each in stock.table(name)] == tables(here.store)[name]
        stock.table("notes").insert({"never": "mind"})
        stock.table("notes").truncate()
    bring(out, tmp_path / "other/amends.db", NOON)
    with world(tmp_path / "other") as here:
        assert open_case(here.store, playbook(), 3, by="dana", now=NOON) == 4, "3 was given before"


def test_nothing_is_mixed_and_nothing_overwritten(tmp_path: Path, out: Path) -> None:
    place = tmp_path / "amends.db"
    with world(tmp_path) as here:
        with pytest.raises(StoreError, match="is there already"):
            export(here.store, out)
        with pytest.raises(StoreBusy):
            bring(out, place, NOON)
    with pytest.raises(StoreError, match=r"is not empty \(3 mentions, 2 cases, \d+ log\): nothing is mixed"):
        bring(out, place, NOON)
    with world(tmp_path / "fresh") as here:
        here.store.sources.insert({"name": "news"})
    bring(out, tmp_path / "fresh/amends.db", NOON)
    with world(tmp_path / "fresh") as here:
        assert len(here.store.mentions) == 3


def in_casework(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def spoil(out: Path) -> None:
        file = out / "casework.json"
        said = json.loads(file.read_text())
        change(said)
        file.write_text(json.dumps(said))

    return spoil


def in_line(number: int, change: Callable[[str], str]) -> Callable[[Path], None]:
    def spoil(out: Path) -> None:
        file = out / "mentions-2026-03.jsonl"
        lines = file.read_text().splitlines(keepends=True)
        lines[number - 1] = change(lines[number - 1])
        file.write_text("".join(lines))

    return spoil


HERE = {"name": "eve", "pid": 7, "host": "h", "since": 0, "seen_at": 0}
SPOILT: list[tuple[Callable[[Path], Any], str]] = [
    (lambda out: (out / "casework.json").unlink(), r"casework.json: cannot be read \(No such file"),
    (
        lambda out: (out / "casework.json").write_text('{\n"cases": {\n"1": }'),
        r"casework.json, line 3: is no JSON",
    ),
    (lambda out: (out / "casework.json").write_text("[" * 10**6), r"casework.json: is no JSON of ours"),
    (lambda out: (out / "casework.json").write_bytes(b'{"\xff": 1}'), r"casework.json: is no JSON of ours"),
    (lambda out: (out / "casework.json").write_text("[1]"), r"casework.json: is no TinyDB file"),
    (lambda out: (out / "casework.json").write_text("{}"), r"this is no export of ours"),
    (
        in_casework(lambda said: said["amends"]["1"].update(form=3)),
        r"is of the form 3, and this amends reads 1 to 2",
    ),
    (in_casework(lambda said: said["amends"]["1"].update(given="x")), r"casework.json: About.given"),
    (
        in_casework(lambda said: said["amends"]["1"].update(given=[["cases", 2**70]])),
        r'casework.json: amends: "given" holds what is no id',
    ),
    (in_casework(lambda said: said.update(songs={"1": {}})), r"'songs' is no table of ours"),
    (in_casework(lambda said: said["cases"].update(one={})), r"casework.json: cases one: 'one' is no id"),
    (in_casework(lambda said: said["cases"].update({"0": {}})), r"casework.json: cases 0: 0 is no id"),
    (in_casework(lambda said: said["cases"].update({"7": []})), r"casework.json: cases 7: is no object"),
    (
        in_casework(lambda said: said["cases"]["1"].update(status="odd")),
        r"cases 1: Case.status: 'odd' does not fit",
    ),
    (
        in_casework(lambda said: said["cases"]["1"].update(title="\x1b[2J")),
        r"cases 1: holds characters that act on a",
    ),
    (in_casework(lambda said: said["sources"]["1"].update(name=7)), r"sources 1: SourceRow.name: 7 does not"),
    (
        in_casework(lambda said: said["sources"]["1"].update(asked_at="noon")),
        r"casework.json: sources 1: SourceRow.asked_at: 'noon' does not fit",
    ),
    (
        in_casework(lambda said: said["sources"]["1"].update(health="fine")),
        r"sources 1: SourceRow.health: 'fine' does not fit",
    ),
    (in_casework(lambda said: said["sources"]["1"].update(cursor=[])), r"sources 1: cursor: is no object"),
    (
        in_casework(lambda said: said["sources"]["1"].update(times="often")),
        r"sources 1: Source.times: 'often' does not fit",
    ),
    (
        in_casework(lambda said: said["presence"].update({"7": {"name": "eve"}})),
        r"casework.json: presence 7: Presence: .* missing",
    ),
    (
        in_casework(lambda said: said["presence"].update({"7": HERE | {"case": "one"}})),
        r"presence 7: Presence.case: 'one' does not fit",
    ),
    (
        in_casework(lambda said: said["presence"].update({"7": HERE | {"pid": 10**12}})),
        r"presence 7: pid: 1000000000000 is no process",
    ),
    (in_casework(lambda said: said["log"]["1"].update(table="x")), r"log 1: table: 'x' is none of ours"),
    (in_line(2, lambda line: "{oops\n"), r"mentions-2026-03.jsonl, line 2: is no JSON"),
    (in_line(2, lambda line: "\n"), r"mentions-2026-03.jsonl, line 2: is no JSON"),
    (in_line(2, lambda line: "[]\n"), r"line 2: is no object"),
    (in_line(2, lambda line: line.replace('"id":2', '"id":1')), r"line 2: mentions 1 is there already"),
    (in_line(2, lambda line: line.replace('"id":2', '"id":true')), r"line 2: True is no id"),
    (
        in_line(2, lambda line: line.replace('"native_id":"2"', '"native_id":"1"')),
        r"line 2: uri: 'forum:2' does not fit",
    ),
    (
        in_line(2, lambda line: line.replace("forum:2", "forum:1").replace('id":"2"', 'id":"1"')),
        r"line 2: .*UNIQUE",
    ),
    (
        in_line(2, lambda line: line.replace("charged", "\\u202echarged")),
        r"line 2: holds characters that act on a",
    ),
    (
        in_line(2, lambda line: line.replace('"charged', '"\\ud800')),
        r"line 2|does not fit|cannot be kept|index",
    ),
    (in_line(2, lambda line: ""), r"2 of 3 mentions are there: a file is missing"),
]


@pytest.mark.parametrize(("spoil", "said"), SPOILT, ids=[str(number) for number in range(len(SPOILT))])
def test_what_does_not_fit_is_named_and_nothing_comes_in(
    tmp_path: Path, out: Path, spoil: Callable[[Path], Any], said: str
) -> None:
    spoil(out)
    with pytest.raises(CasebookError, match=said):
        bring(out, tmp_path / "other/amends.db", NOON)
    left = {each.name for each in (tmp_path / "other").glob("*")}
    assert left <= {"amends.db", "amends.db-open"}
    with world(tmp_path / "other") as here:
        assert len(here.store.mentions) == len(here.store.cases) == 0


def test_what_does_not_fit_together_is_told_by_the_check(tmp_path: Path, out: Path) -> None:
    in_casework(lambda said: said["cases"]["1"].update(owner="eve"))(out)
    with pytest.raises(Unsound) as caught:
        bring(out, tmp_path / "other/amends.db", NOON)
    assert caught.value.faults == ("cases 1 is not as the log tells",)


def test_an_export_that_cannot_be_written_leaves_nothing(tmp_path: Path, out: Path) -> None:
    with world(tmp_path) as here, pytest.raises(StoreError, match="cannot be written"):
        export(here.store, tmp_path / "no" / "out")
    assert not list(tmp_path.glob(".*part*"))
