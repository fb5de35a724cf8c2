"""Tables answer as TinyDB's do, and hand out windows of long lists."""

import json
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import chain
from pathlib import Path

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document

from casebook.errors import BadRecord, StoreError
from casebook.kinds import Lane
from casebook.store.sqlite import SQLiteStorage
from casebook.store.store import Store
from casebook.store.tables import Database, LiveTable
from casebook.store.words import text
from tests.store_samples import NOON, Torn, a_case, mention, opened

DESK = where("lane") == "desk"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as found:
        yield found


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(tmp_path / "plain.db", storage=SQLiteStorage)) as found:
        yield found


def fill(store: Store, many: int = 20) -> list[int]:
    return store.mentions.insert_multiple(mention(number, priority=1 + number % 3) for number in range(many))


def ids(documents: list[Document]) -> list[int]:
    return [document.doc_id for document in documents]


def test_a_lane_is_read_in_windows_in_the_order_of_rank(store: Store) -> None:
    fill(store)
    whole = ids(store.mentions.select(DESK, order="rank"))
    windows = (store.mentions.select(DESK, order="rank", limit=6, offset=at) for at in range(0, 20, 6))

    assert ids(list(chain.from_iterable(windows))) == whole
    assert ids(sorted(store.mentions.all(), key=lambda found: found["rank"])) == whole


def test_one_can_go_on_behind_the_last_one_seen(store: Store) -> None:
    fill(store)
    page = store.mentions.select(DESK, order="-created_at", limit=7)
    last = page[-1]

    rest = store.mentions.select(DESK, order="-created_at", after=(last["created_at"], last.doc_id))

    assert ids(page) + ids(rest) == list(range(20, 0, -1))
    assert ids(store.mentions.select(DESK, order="+", after=(18,))) == [19, 20]
    assert ids(store.mentions.select(DESK, order="-", after=(3,))) == [2, 1]


def test_a_frozen_view_leaves_out_what_came_later(store: Store) -> None:
    fill(store, 5)
    seen = store.mentions.top()
    store.mentions.insert(mention(99))

    assert store.mentions.count(DESK) == 6
    assert store.mentions.count(DESK, upto=seen) == 5
    assert ids(store.mentions.select(DESK, order="-", upto=seen)) == [5, 4, 3, 2, 1]
    assert ids(store.mentions.select(text("parcel"), order="-", upto=2)) == [2, 1]
    assert store.mentions.count(text("parcel"), upto=2) == 2


def test_what_sql_cannot_say_is_windowed_all_the_same(store: Store) -> None:
    fill(store)
    odd = where("native_id").test(lambda number: str(number)[-1] in "13579")

    assert ids(store.mentions.select(DESK & odd, order="-", limit=3, offset=2)) == [16, 14, 12]
    assert store.mentions.count(DESK & odd, upto=10) == 5


def test_words_are_found_newest_first_and_follow_the_text(store: Store) -> None:
    fill(store, 3)
    number = store.mentions.insert(mention(50, "Still no reply, and no refund."))
    with store.act("collector", "mention.edit", NOON):
        store.mentions.update({"text": "They did reply: refunded."}, doc_ids=[number])

    assert ids(store.mentions.select(text("refund*"), order="-")) == [number]
    assert store.mentions.count(text('"no reply"')) == 0
    with store.act("collector", "mention.forget", NOON):
        store.mentions.remove(doc_ids=[number])
    assert store.mentions.count(text("refund*")) == 0


def test_a_uri_is_stored_once(store: Store) -> None:
    store.mentions.insert(mention(1))

    with pytest.raises(StoreError, match="uri"):
        store.mentions.insert(mention(1))
    assert len(store.mentions) == 1


def test_several_are_stored_all_or_none(store: Store) -> None:
    with pytest.raises(StoreError, match="uri"):
        store.mentions.insert_multiple([mention(1), mention(2), mention(1)])

    assert len(store.mentions) == 0
    assert store.mentions.count(text("parcel")) == 0


def test_an_id_is_never_given_twice(store: Store, tmp_path: Path) -> None:
    store.sources.insert_multiple([{"name": "one"}, {"name": "two"}])
    store.sources.remove(where("name") == "two")
    store.close()

    with opened(tmp_path) as again:
        assert again.sources.insert({"name": "three"}) == 3
        again.sources.truncate()
        assert again.sources.insert({"name": "four"}) == 4


def test_opening_with_persist_empty_empties_nothing(database: Database) -> None:
    database.table("kept").insert({"a": 1})

    again = LiveTable(database.storage, "kept", persist_empty=True)
    fresh = LiveTable(database.storage, "fresh", persist_empty=True)

    assert again.all() == [{"a": 1}]
    assert fresh.all() == []
    assert database.tables() == {"kept", "fresh"}


def test_what_was_rolled_back_is_never_found_again(store: Store) -> None:
    fill(store, 3)
    before = store.mentions.search(DESK)
    with suppress(Torn), store.batch():
        store.mentions.insert(mention(9))
        inside = store.mentions.search(DESK)
        raise Torn

    assert len(inside) == 4
    assert store.mentions.search(DESK) == before


def test_a_search_sees_what_another_connection_commits(store: Store, tmp_path: Path) -> None:
    fill(store, 2)
    assert len(store.mentions.search(DESK)) == 2

    with opened(tmp_path) as other:
        other.mentions.insert(mention(7, lane=Lane.DESK))

    assert len(store.mentions.search(DESK)) == 3


def test_a_document_changed_in_the_hand_is_not_changed_in_the_store(store: Store) -> None:
    store.sources.insert({"name": "news", "health": {"kind": "ok"}})
    found = store.sources.get(doc_id=1)
    assert found is not None
    found["health"]["kind"] = "error"

    assert store.sources.get(doc_id=1) == {"name": "news", "health": {"kind": "ok"}}


def test_documents_are_had_by_their_ids(store: Store) -> None:
    fill(store, 5)

    assert [found.doc_id for found in store.mentions.get(doc_ids=[4, 2, 2, 99])] == [2, 4]
    assert store.mentions.get(doc_id=99) is None
    assert store.mentions.contains(doc_id=3)


@pytest.mark.parametrize(
    "foul",
    [{"text": "a\0b"}, {"text": "\\\0"}, {"text": "\ud800"}, {"score": float("nan")}, {"a\0": 1}],
)
def test_what_sql_would_misread_is_refused(store: Store, foul: dict[str, object]) -> None:
    with pytest.raises(BadRecord, match="cannot be kept"):
        store.mentions.insert({"uri": "a:1", **foul})


def test_what_only_looks_like_a_nul_is_kept(store: Store) -> None:
    said = {"uri": "a:1", "text": r"\u0000 and \\u0000"}

    assert store.drafts.get(doc_id=store.drafts.insert(said)) == said


def test_an_id_may_be_any_number(database: Database) -> None:
    database.insert_multiple(Document({"n": number}, number) for number in (7, -3, 0))

    assert ids(database.all()) == [-3, 0, 7]
    assert database.insert({"n": 8}) == 8


def test_many_documents_change_in_one_update(database: Database) -> None:
    table = database.live("many")
    table.insert_multiple({"n": number} for number in range(1200))

    assert len(table.update({"seen": True})) == 1200
    assert table.count(where("seen") == True) == 1200  # noqa: E712  # a query, not a truth


def test_a_stock_tinydb_file_comes_in_and_goes_out_again(tmp_path: Path, database: Database) -> None:
    stock = TinyDB(tmp_path / "stock.json")
    stock.table("cases").insert_multiple([a_case(), Document(a_case(owner="jane"), doc_id=7)])
    stock.table("notes").insert({"text": "naïve 日本 \U0001f600"})

    database.storage.write(stock.storage.read() or {})
    with closing(TinyDB(tmp_path / "back.json")) as back:
        back.storage.write(
            {name: {str(one.doc_id): one for one in database.table(name)} for name in database.tables()}
        )
    stock.close()

    files = [json.loads((tmp_path / name).read_text()) for name in ("stock.json", "back.json")]
    assert files[0] == files[1]
    assert database.table("cases").insert(a_case()) == 8
