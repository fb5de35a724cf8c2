"""However much is stored: what a story and a storm are found by is looked up along an index, never walked."""

import pytest
from tinydb import where
from tinydb.queries import QueryInstance

from casebook.store.asking import found
from casebook.store.live import EVERYTHING, Window
from casebook.store.narrow import narrow
from tests.desk_world import World


@pytest.mark.parametrize(
    ("table", "query", "window"),
    [
        ("traces", where("key") == 7, Window("-", 9)),
        ("traces", where("mention") == 7, EVERYTHING),
        ("mentions", where("page") == "https://a.example/", Window("-", 40)),
        ("mentions", where("author") == "feed:jane", Window("-created_at", 8)),
        ("cases", where("customer") == 7, Window("-", 4)),
        ("cases", where("thread") == "t", Window("-", 1)),
        ("redirects", where("link").one_of(["a", "b"]), EVERYTHING),
        ("hours", where("hour").one_of([1, 2, 3]), EVERYTHING),
        ("lessons", where("mention") == 7, Window("+")),
    ],
)
def test_a_million_mentions_are_no_walk(
    desk: World, table: str, query: QueryInstance, window: Window
) -> None:
    asked = found(table, narrow(query), window)
    plan = [str(each[3]) for each in desk.store.engine.ask(f"EXPLAIN QUERY PLAN {asked.sql}", asked.args)]
    assert any(f"index:{table}:" in step for step in plan)
    assert not [step for step in plan if step.startswith("SCAN d")]
