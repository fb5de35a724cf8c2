"""However much waits: no more rows are judged anew than stated, and many cost as a few do."""

import pytest
from tinydb import where

from casebook.kinds import Decision, Lane
from casebook.store.asking import found
from casebook.store.live import Window
from casebook.store.narrow import narrow
from desk import rejudging
from desk.acts import Act
from desk.deciding import let_go
from desk.rejudging import Moved, judge_some, moved_so_far
from tests.desk_world import World, after, complaint, playbook
from tests.learned_samples import decided
from tests.rejudged import BILL, SIGNED, by, judge, no_complaint, unknown

LOUDER = "asks for nothing, and an answer would make it louder"
"""A reason that teaches nothing."""


def test_no_more_than_the_highest_are_judged_a_few_in_a_turn(
    desk: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rejudging, "HIGHEST", {Lane.DESK: 5, Lane.PRAISE: 1})
    monkeypatch.setattr(rejudging, "LATEST", 0)
    monkeypatch.setattr(rejudging, "TOGETHER", 2)
    rows = [unknown(desk, f"n{each}", f"n{each}", created_at=after(-each)) for each in range(9)]
    decided(desk, 40)
    for each in desk.store.mentions.select(where("overruled") == True):  # noqa: E712 - a query
        let_go(desk.store, each.doc_id, LOUDER, playbook(), **SIGNED)
    known, turns = by(desk), 1
    while judge_some(desk.store, known, after(1)):
        turns += 1
    assert turns == 3
    assert moved_so_far(desk.store) == Moved(higher=5)
    assert [each for each in rows if desk.kept(each).priority] == rows[4:]
    assert (
        sorted(change.id for each in desk.store.events() if each.act == Act.JUDGED for change in each.changes)
        == rows[4:]
    )


def test_what_came_last_is_judged_too_however_low_it_stands(
    desk: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(desk, 40)
    monkeypatch.setattr(rejudging, "HIGHEST", {Lane.DESK: 2, Lane.PRAISE: 1})
    monkeypatch.setattr(rejudging, "LATEST", 3)
    rows = [unknown(desk, f"n{each}", f"n{each}") for each in range(5)]
    assert judge(desk) == Moved(higher=3)
    assert [each for each in rows if desk.kept(each).priority] == rows[2:]


def asked_for_a_round(desk: World) -> int:
    """Judge what waits anew, and return how many questions the store was asked for it."""
    said: list[str] = []
    known, connection = by(desk), desk.store.engine.connections.line().connection
    connection.set_trace_callback(said.append)
    judge(desk, known)
    connection.set_trace_callback(None)
    return len(said)


def test_a_round_asks_as_much_of_many_rows_as_of_a_few(desk: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rejudging, "HIGHEST", {Lane.DESK: 10, Lane.PRAISE: 1})
    monkeypatch.setattr(rejudging, "LATEST", 5)
    monkeypatch.setattr(rejudging, "TOGETHER", 4)
    asked = []
    for turn, many in enumerate((12, 24, 240)):
        names = (f"{turn} {each}" for each in range(many))
        desk.take(*(complaint(name, author_handle=name, text=f"{BILL}, {name}") for name in names))
        no_complaint(desk, unknown(desk, f"s{turn}", f"s{turn}", text=f"A booklet, photographed {turn}"))
        asked.append(asked_for_a_round(desk))
    assert asked[1] == asked[2]  # the first began the book of it


@pytest.mark.parametrize("lane", [Lane.DESK, Lane.PRAISE])
def test_the_highest_of_a_million_are_no_walk(desk: World, lane: Lane) -> None:
    query = (where("lane") == lane.value) & (where("decision") == Decision.UNDECIDED.value)
    asked = found("mentions", narrow(query), Window("rank", 400))
    plan = [str(each[3]) for each in desk.store.engine.ask(f"EXPLAIN QUERY PLAN {asked.sql}", asked.args)]
    assert any("lane,rank" in step for step in plan)
    assert not [step for step in plan if "TEMP B-TREE" in step or step.startswith("SCAN d")]
