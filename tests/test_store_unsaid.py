"""What is None of a mention is not spelled out in its text, and nobody who asks sees a difference."""

import json
import resource
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tinydb import where
from tinydb.queries import QueryInstance

from casebook.errors import NewerStore, StoreError
from casebook.keeping import UNSAID
from casebook.store.bring import bring
from casebook.store.export import export
from casebook.store.paper import dump, load
from casebook.store.store import Store
from casebook.store.upkeep import check
from tests.store_samples import NOON, mention, opened

SPELLED_OUT = """
    UPDATE "doc:mentions" SET doc = json_insert(doc, '$.owner', NULL, '$.case', NULL, '$.why', NULL)
"""


def by_hand(place: Path, statement: str) -> list[Any]:
    """Run a statement on a store nobody has open."""
    with closing(sqlite3.connect(place)) as connection, connection:
        return connection.execute(statement).fetchall()


def said_of(place: Path, number: int) -> dict[str, Any]:
    """What the text of a mention says."""
    ((text,),) = by_hand(place, f'SELECT doc FROM "doc:mentions" WHERE id = {number}')
    document: dict[str, Any] = json.loads(text)
    return document


def test_a_text_says_what_is_not_none_and_a_document_all_of_it(tmp_path: Path) -> None:
    whole = mention(1, owner="jane")
    with opened(tmp_path) as store:
        number = store.mentions.insert(whole)
        kept = store.mentions.get(doc_id=number)

    assert kept == whole
    assert said_of(store.place, number) == {name: each for name, each in whole.items() if each is not None}
    assert {name for name, each in whole.items() if each is None} <= UNSAID


def test_a_text_that_is_read_and_written_again_stays_the_same() -> None:
    text = dump(mention(1), UNSAID)

    assert dump(load(text, UNSAID), UNSAID) == text
    assert load(f" {text}\n", UNSAID) == load(text, UNSAID)
    with pytest.raises(ValueError, match="Extra data"):
        load(f"{text}x")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (where("owner") == None, [1, 3]),  # noqa: E711 - TinyDB's own way of asking
        (where("owner") != None, [2]),  # noqa: E711
        (where("owner").one_of([None, "kim"]), [1, 3]),
        (where("owner") != "kim", [1, 2, 3]),
        (where("owner").exists(), [1, 2, 3]),
        (~where("owner").exists(), []),
        (~(where("owner") == "jane"), [1, 3]),
        (where("owner").test(lambda owner: owner is None), [1, 3]),
        (where("snooze")["lane"].exists(), []),
        ((where("owner") == None) & (where("rank") < 0), []),  # noqa: E711
    ],
    ids=["none", "some", "none or kim", "not kim", "there", "not there", "not jane", "test", "deep", "both"],
)
def test_what_is_left_out_is_asked_for_as_none(
    tmp_path: Path, query: QueryInstance, found: list[int]
) -> None:
    with opened(tmp_path) as store:
        store.mentions.insert_multiple([mention(1), mention(2, owner="jane"), mention(3)])
        place = store.place
    by_hand(place, f"{SPELLED_OUT} WHERE id = 3")  # as an older version has written it

    with opened(tmp_path) as store:
        assert [each.doc_id for each in store.mentions.search(query)] == found
        assert store.mentions.count(query) == store.mentions.count(query, above=0) == len(found)
        assert [each.doc_id for each in store.mentions.select(query, order="rank", limit=5)] == found


def test_a_text_that_spells_it_out_is_not_changed_by_writing_the_same(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        number = store.mentions.insert(mention(1))
        place = store.place
    by_hand(place, SPELLED_OUT)

    with opened(tmp_path) as store:
        with store.act("jane", "noted", NOON):
            store.mentions.update({"owner": None}, doc_ids=[number])
        assert store.log.count() == 0
        with store.act("jane", "noted", NOON):
            store.mentions.update({"owner": "jane"}, doc_ids=[number])
        assert check(store) == []
    assert "why" not in said_of(place, number)


def test_who_expects_it_spelled_out_is_kept_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as store:
        store.mentions.insert(mention(1))
    monkeypatch.setattr("casebook.store.files.VERSION", 3)

    with pytest.raises(NewerStore):
        Store(store.place)


def test_an_export_says_that_it_leaves_out_and_one_that_does_not_comes_in(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with opened(tmp_path) as store:
        store.mentions.insert(mention(1))
        kept = store.mentions.all()
        export(store, out)
    casework, (lines,) = out / "casework.json", out.glob("mentions-*.jsonl")
    assert "owner" not in json.loads(lines.read_text())
    assert json.loads(casework.read_text())["amends"]["1"]["form"] == 2

    casework.write_text(casework.read_text().replace('"form": 2', '"form": 1'))
    lines.write_text(json.dumps({"id": 1, **mention(1)}))
    bring(out, tmp_path / "new" / "amends.db", NOON)

    with opened(tmp_path / "new") as store:
        assert store.mentions.all() == kept


def test_no_half_copy_stays_where_there_is_no_room_for_a_whole_one(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.mentions.insert(mention(1))
        place = store.place
    by_hand(place, "PRAGMA user_version = 3")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, limits[1]))
    try:
        with pytest.raises(StoreError):
            Store(place)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert list(tmp_path.glob("*-before-*")) == []
    assert by_hand(place, "PRAGMA user_version") == [(3,)]


def test_what_others_have_spoilt_can_be_written_over(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        number = store.drafts.insert({"case": 1, "by": "jane", "text": "We are sorry."})
        place = store.place
    by_hand(place, """UPDATE "doc:drafts" SET doc = '{"case":1,"by":"jane","text":"\\ud800"}'""")

    with opened(tmp_path) as store:
        store.drafts.update({"text": "We are truly sorry."}, doc_ids=[number])
        assert [each["text"] for each in store.drafts] == ["We are truly sorry."]
