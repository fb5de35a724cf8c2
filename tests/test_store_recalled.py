"""A record is read anew when its document has changed, and only then."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from tinydb import where

from casebook.keeping import kept_mention
from casebook.store import recalled
from casebook.store.live import Window
from casebook.store.recalled import Recalled
from casebook.store.store import Store
from tests.store_samples import NOON, mention, opened

DESK = where("lane") == "desk"


def number_of(document: Mapping[str, Any], number: int) -> int:
    return number


def keys_of(document: Mapping[str, Any], number: int) -> list[str]:
    return list(document)


def test_what_has_not_changed_is_the_same_record_and_what_has_is_another(tmp_path: Path) -> None:
    with opened(tmp_path) as store, closing(Store(store.place)) as elsewhere:
        store.mentions.insert_multiple(mention(number) for number in range(3))
        before = store.mentions.records(kept_mention, DESK, Window("rank"))
        with elsewhere.act("jane", "noted", NOON):
            elsewhere.mentions.update({"voices": 2}, doc_ids=[2])
        after = store.mentions.records(kept_mention, DESK, Window("rank"))

        assert [one is other for one, other in zip(before, after, strict=True)] == [True, False, True]
        assert [each.voices for each in after] == [1, 2, 1]
        assert after == [
            kept_mention(each, each.doc_id) for each in store.mentions.select(DESK, order="rank")
        ]


def test_what_was_taken_back_is_not_recalled(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.mentions.insert(mention(1))
        try:
            with store.act("jane", "noted", NOON):
                store.mentions.update({"voices": 2}, doc_ids=[1])
                assert [each.voices for each in store.mentions.records(kept_mention, DESK)] == [2]
                raise KeyError
        except KeyError:
            assert [each.voices for each in store.mentions.records(kept_mention, DESK)] == [1]


def test_only_so_many_are_kept_and_each_reader_has_its_own() -> None:
    kept = Recalled()
    for number in range(recalled.MOST + 50):
        kept.records(number_of, [(number, '{"a":1}')])
    assert len(kept) == recalled.MOST
    assert kept.records(number_of, [(1, '{"a":1}')]) == [1]
    assert kept.records(keys_of, [(1, '{"a":1}')]) == [["a"]]


def test_of_what_is_found_only_what_is_shown_is_read(tmp_path: Path) -> None:
    with opened(tmp_path) as store, closing(Store(store.place)) as elsewhere:
        store.mentions.insert_multiple(mention(number) for number in range(5))
        found = store.mentions.texts(DESK, Window("rank", 9))
        shown = store.mentions.recall(kept_mention, found[1:3])

        assert [number for number, _ in found] == [each.doc_id for each in store.mentions.select(DESK)]
        assert shown == store.mentions.records(kept_mention, DESK, Window("rank"))[1:3]
        with elsewhere.act("jane", "noted", NOON):
            elsewhere.mentions.update({"voices": 2}, doc_ids=[3])
        again = store.mentions.recall(kept_mention, store.mentions.texts(DESK, Window("rank", 9))[1:3])
        assert [each.voices for each in again] == [1, 2]
        assert again[0] is shown[0]
