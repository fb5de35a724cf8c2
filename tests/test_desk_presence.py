"""Who else sits at the store, whose claim runs out, and letting one go."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from casebook.kinds import Aftermath
from casebook.presence import Presence
from desk import shelf
from desk.acts import Act
from desk.claims import claim_to_ask, ends_soon, release
from desk.closing import resolve
from desk.errors import Refused
from desk.opening import claim, open_case
from desk.presence import be_here, beside, leave, names, others
from desk.snoozing import snooze, wake_now
from desk.timeline import timeline
from desk.undo import redo, undo
from tests.desk_world import NOON, World, after, complaint, playbook, world

HOLDS = playbook().claim_minutes


def claimed(desk: World, by: str = "dana") -> int:
    case = open_case(desk.store, playbook(), desk.one(complaint()), by=by, now=NOON)
    claim(desk.store, playbook(), case, by=by, now=NOON)
    return case


def rows(desk: World) -> list[Presence]:
    return shelf.records(Presence, desk.store.presence.select())


def test_others_are_seen_and_oneself_is_not(desk: World) -> None:
    be_here(desk.store, by="dana", now=NOON)
    be_here(desk.store, 41, writing=True, by="eli", now=NOON)
    assert names(others(desk.store, "dana", NOON)) == ("eli",)
    assert beside(others(desk.store, "dana", NOON))[41].say == "eli is writing"
    assert names(others(desk.store, "eli", NOON)) == ("dana",)


def test_telling_again_keeps_one_row_and_since_when(desk: World) -> None:
    be_here(desk.store, by="eli", now=NOON)
    be_here(desk.store, 41, by="eli", now=after(3))
    (row,) = rows(desk)
    assert (row.since, row.seen_at, row.case) == (NOON, after(3), 41)


def test_who_was_not_heard_of_for_long_has_gone(desk: World) -> None:
    be_here(desk.store, by="eli", now=NOON)
    assert others(desk.store, "dana", after(2))
    assert not others(desk.store, "dana", after(2.6))


def test_who_died_has_gone_at_once(desk: World) -> None:
    be_here(desk.store, by="eli", now=NOON)
    (row,) = rows(desk)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    shelf.keep(desk.store.presence, replace(row, pid=ended.pid))
    assert not others(desk.store, "dana", NOON)
    shelf.keep(desk.store.presence, replace(row, pid=ended.pid, host="another"))
    assert others(desk.store, "dana", NOON)


def test_rows_of_the_dead_do_not_gather(desk: World) -> None:
    be_here(desk.store, by="eli", now=NOON)
    be_here(desk.store, by="dana", now=after(31))
    assert [row.name for row in rows(desk)] == ["dana"]


def test_who_leaves_is_gone_and_leaving_twice_does_no_harm(desk: World) -> None:
    be_here(desk.store, by="eli", now=NOON)
    leave(desk.store, by="eli", now=NOON)
    leave(desk.store, by="eli", now=NOON)
    assert rows(desk) == []


def test_presence_leaves_no_event(desk: World) -> None:
    be_here(desk.store, by="eli", now=NOON)
    leave(desk.store, by="eli", now=NOON)
    assert desk.store.events() == []


def test_several_at_one_case_are_one_line_and_who_writes_stands_first() -> None:
    row = Presence(0, "kim", 1, "h", NOON, NOON, case=7)
    here = [row, replace(row, name="eli", writing=True), replace(row, name="lee")]
    assert beside(here)[7].say == "eli is writing, and 2 more here"
    assert beside(here[:1])[7].short == "kim looking"


def test_one_is_asked_only_when_a_claim_is_about_to_run_out_or_just_has(desk: World) -> None:
    case = claimed(desk)
    asked = {
        minutes: claim_to_ask(desk.store, playbook(), "dana", after(minutes)) is not None
        for minutes in (0, HOLDS - 6, HOLDS - 5, HOLDS - 1, HOLDS, HOLDS + 5, HOLDS + 6)
    }
    assert list(asked.values()) == [False, False, True, True, True, True, False]
    found = shelf.case(desk.store, case)
    assert ends_soon(found, playbook(), after(HOLDS - 4))
    assert not ends_soon(found, playbook(), after(HOLDS + 1))
    assert not ends_soon(found, replace(playbook(), claim_minutes=6), after(HOLDS - 3))
    assert claim_to_ask(desk.store, playbook(), "eli", after(HOLDS - 1)) is None


def test_a_claim_that_is_kept_or_a_case_that_is_closed_is_asked_after_no_more(desk: World) -> None:
    case = claimed(desk)
    claim(desk.store, playbook(), case, by="dana", now=after(HOLDS - 2))
    assert claim_to_ask(desk.store, playbook(), "dana", after(HOLDS - 1)) is None
    assert claim_to_ask(desk.store, playbook(), "dana", after(2 * HOLDS - 1)) is not None
    resolve(desk.store, case, "billing", Aftermath.QUIET, by="dana", now=after(2 * HOLDS - 1))
    assert claim_to_ask(desk.store, playbook(), "dana", after(2 * HOLDS - 1)) is None


def test_a_case_that_is_set_aside_is_asked_after_once_it_is_back(desk: World) -> None:
    case = claimed(desk)
    lead = shelf.case(desk.store, case).lead
    snooze(desk.store, lead, after(HOLDS + 60), by="dana", now=after(1))
    assert claim_to_ask(desk.store, playbook(), "dana", after(HOLDS - 1)) is None
    wake_now(desk.store, lead, by="dana", now=after(HOLDS - 2))
    assert claim_to_ask(desk.store, playbook(), "dana", after(HOLDS - 1)) == shelf.case(desk.store, case)


def test_a_row_that_cannot_be_read_is_asked_after_all_the_same(desk: World) -> None:
    case = claimed(desk)
    with desk.store.act("dana", Act.NOTE, NOON, case=case):
        desk.store.mentions.update({"portal": "of another day"}, doc_ids=[shelf.case(desk.store, case).lead])
    assert claim_to_ask(desk.store, playbook(), "dana", after(HOLDS - 1)) == shelf.case(desk.store, case)


def test_of_several_the_claim_that_ends_first_is_asked_after_and_no_other_case_is_read(desk: World) -> None:
    said: list[str] = []
    cases = [
        open_case(desk.store, playbook(), desk.one(said), by="dana", now=NOON)
        for said in (complaint(str(number), author_handle=f"kim{number}") for number in range(3))
    ]
    for case, minute in zip(cases, (9, 1, 5), strict=True):
        claim(desk.store, playbook(), case, by="dana", now=after(minute))
    desk.store.engine.connections.line().connection.set_trace_callback(said.append)

    found = claim_to_ask(desk.store, playbook(), "dana", after(HOLDS + 2))

    assert found is not None
    assert found.id == cases[1]
    (asked,) = [each for each in said if "doc:cases" in each]
    (plan,) = [row[3] for row in desk.store.engine.ask(f"EXPLAIN QUERY PLAN {asked}") if "SEARCH" in row[3]]
    assert plan.endswith("(<expr>=? AND <expr>>? AND <expr><?)")


def test_the_row_knows_until_when_the_claim_holds(desk: World) -> None:
    case = claimed(desk)
    lead = shelf.case(desk.store, case).lead
    assert desk.kept(lead).claimed_until == NOON + timedelta(minutes=HOLDS)
    release(desk.store, case, by="dana", now=after(1))
    assert (desk.kept(lead).owner, desk.kept(lead).claimed_until) == (None, None)


def test_a_claim_is_let_go_and_that_is_taken_back_and_done_again(desk: World) -> None:
    case = claimed(desk)
    before = shelf.case(desk.store, case)
    release(desk.store, case, by="dana", now=after(1))
    assert shelf.case(desk.store, case).owner is None
    assert "let the claim go" in [line.words for line in timeline(desk.store.events(case=case))]
    undo(desk.store, by="dana", now=after(2))
    assert shelf.case(desk.store, case) == before
    redo(desk.store, by="dana", now=after(3))
    claim(desk.store, playbook(), case, by="eli", now=after(4))
    with pytest.raises(Refused, match="changed since"):
        undo(desk.store, by="dana", now=after(5))
    assert shelf.case(desk.store, case).owner == "eli"


def test_nobody_lets_go_of_what_another_holds(desk: World) -> None:
    case = claimed(desk)
    with pytest.raises(Refused, match="dana has case"):
        release(desk.store, case, by="eli", now=after(1))
    with pytest.raises(Refused, match="not in your hands"):
        release(desk.store, case, by="eli", now=after(HOLDS + 1))


def test_a_claim_that_ran_out_is_free_to_be_taken(desk: World) -> None:
    case = claimed(desk)
    claim(desk.store, playbook(), case, by="eli", now=after(HOLDS))
    assert shelf.case(desk.store, case).owner == "eli"
    with pytest.raises(Refused, match="changed since"):
        undo(desk.store, by="dana", now=after(HOLDS + 1))


def test_who_seems_to_come_from_another_time_is_not_here(tmp_path: Path) -> None:
    with world(tmp_path) as desk:
        shelf.keep(desk.store.presence, Presence(0, "eve", 1, "elsewhere", NOON, after(60 * 24)))
        assert others(desk.store, "dana", NOON) == ()
        assert [each.name for each in others(desk.store, "dana", after(60 * 24 - 1))] == ["eve"]
