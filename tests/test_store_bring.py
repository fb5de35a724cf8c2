"""An import may be killed whenever: the store is as it was, and the next throws away what was half made."""

from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from casebook.store import bring as bringing
from casebook.store import files
from casebook.store.bring import bring
from casebook.store.export import export
from casebook.store.store import Store
from casebook.store.upkeep import check
from casebook.store.words import text
from tests.desk_processes import started, until
from tests.store_samples import NOON, a_case, mention, opened

MANY = 3_000
OPENED = {"opened_at": 0, "opened_by": "jane", "posted_at": 0, "seen_at": 0}
BRING = """
import sys
from pathlib import Path
from casebook.clock import utc_now
from casebook.store.bring import bring
bring(Path(sys.argv[1]), Path(sys.argv[2]), utc_now())
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of some thousand mentions and a case."""
    folder = tmp_path_factory.mktemp("carried")
    with opened(folder) as store:
        store.mentions.insert_multiple(mention(number) for number in range(MANY))
        with store.act("jane", "case.open", NOON) as act:
            act.case = store.cases.insert(a_case(lead=1, **OPENED))
            store.mentions.update({"case": act.case}, doc_ids=[1])
        return export(store, folder / "out").folder


def half_made(place: Path) -> list[Path]:
    return list(place.parent.glob(f".{place.name}.new-*/{place.name}"))


def schema(store: Store) -> list[tuple[str, str]]:
    return sorted(store.engine.ask("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


@pytest.mark.parametrize("size", [1, 500_000, 2_000_000])
def test_killed_half_way_it_leaves_the_store_as_it_was(tmp_path: Path, out: Path, size: int) -> None:
    place = tmp_path / "amends.db"
    with opened(tmp_path) as store:
        store.sources.insert({"name": "news"})
    with started(tmp_path, str(out), str(place), code=BRING):
        until(lambda: any(each.stat().st_size >= size for each in half_made(place)), "the new file")
    assert half_made(place)
    with opened(tmp_path) as store:
        assert [each["name"] for each in store.sources] == ["news"]
        assert len(store.mentions) == 0

    assert bring(out, place, NOON).copy.counts["mentions"] == MANY
    assert not half_made(place)
    with opened(tmp_path) as store:
        assert check(store) == []


def _open_cases(place: Path, over: Event) -> None:
    """Open a case on one mention after the other, as long as nobody calls it over."""
    store, number = Store(place), 0
    while not over.is_set() and number < MANY:
        number += 1
        with store.act("jane", "case.open", NOON) as act:
            act.case = store.cases.insert(a_case(lead=number, **OPENED))
            store.mentions.update({"case": act.case}, doc_ids=[number])
    store.close()


def test_an_export_made_while_others_work_fits_together(tmp_path: Path) -> None:
    with opened(tmp_path / "a") as store:
        store.mentions.insert_multiple(mention(number) for number in range(MANY))
        over = Event()
        other = Thread(target=_open_cases, args=(store.place, over))
        other.start()
        try:
            outs = [export(store, tmp_path / f"out{turn}").folder for turn in range(3)]
        finally:
            over.set()
            other.join()
    counts = [bring(each, tmp_path / each.name / "a.db", NOON).copy.counts["cases"] for each in outs]
    assert counts == sorted(counts)
    assert counts[-1] > 0


def test_what_was_brought_is_laid_out_like_any_other(tmp_path: Path, out: Path) -> None:
    bring(out, tmp_path / "amends.db", NOON)
    with opened(tmp_path) as brought, opened(tmp_path / "new") as new:
        assert schema(brought) == schema(new)
        assert len(brought.mentions.select(text("parcel"), order="-", limit=7)) == 7
        assert brought.mentions.insert(mention(MANY)) == MANY + 1


def test_what_takes_long_is_told(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    bring(out, tmp_path / "a" / "amends.db", NOON, said.append)
    assert said == []
    for module in (bringing, files):
        monkeypatch.setattr(module, "MANY", 1_000)
    bring(out, tmp_path / "b" / "amends.db", NOON, said.append)
    assert said[0] == "reading 3,000 mentions …"
    assert said[-1] == "looking whether all of it fits together …"
    assert "building the search index over 3,000 mentions …" in said
    with closing(Store(tmp_path / "b" / "amends.db")) as store:
        assert len(store.mentions) == MANY
