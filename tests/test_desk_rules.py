"""What fits which status, and whose hands a case is in: the one table, asked without any store."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casebook.case import Case
from casebook.kinds import CaseStatus, Lane
from casebook.mention import KeptMention
from desk import lanes
from desk.acts import Act
from desk.errors import Refused
from desk.rules import RULES, check, held_by
from tests.desk_world import NOON, after, complaint

CASE = Case(
    7, "Charged twice", "forum:1", 1, CaseStatus.OPEN, NOON, "dana", after(-10), NOON, due_at=after(30)
)
HELD = replace(CASE, owner="dana", claimed_until=after(20))


def allowed(act: Act, case: Case, by: str = "dana") -> bool:
    try:
        check(act, case, by, NOON)
    except Refused as refusal:
        return f"case #{case.id}" not in str(refusal)
    return True


@pytest.mark.parametrize(
    ("act", "open_", "waiting", "resolved"),
    [
        (Act.CLAIM, True, True, False),
        (Act.NOTE, True, True, True),
        (Act.FOLLOW_UP, True, True, True),
        (Act.POST, True, True, False),
        (Act.RECORD, True, True, True),
        (Act.RESOLVE, True, True, False),
        (Act.LINK, True, True, False),
        (Act.PROMISE, True, True, False),
        (Act.SNOOZE, True, True, False),
        (Act.WAKE, True, True, False),
        (Act.REOPEN, False, True, True),
    ],
)
def test_each_act_fits_its_statuses(act: Act, open_: bool, waiting: bool, resolved: bool) -> None:
    statuses = (CaseStatus.OPEN, CaseStatus.WAITING, CaseStatus.RESOLVED)
    fits = [allowed(act, replace(CASE, status=each)) for each in statuses]
    assert fits == [open_, waiting, resolved]


@pytest.mark.parametrize("act", RULES)
def test_of_a_part_only_what_is_known_may_grow(act: Act) -> None:
    part = replace(CASE, status=CaseStatus.MERGED, merged_into=9)
    assert allowed(act, part) is (act in (Act.NOTE, Act.FOLLOW_UP, Act.RECORD))


BY_ITSELF = {Act.JOINED, Act.ECHOED, Act.CLIMBED, Act.OUT_OF_REACH}
"""What happens to a case and nobody does: it is not asked whether they may."""


def test_no_act_on_a_case_is_without_a_rule() -> None:
    acts = {each for each in Act if each.startswith("case.")}
    assert set(RULES) == acts - BY_ITSELF - {Act.OPEN, Act.FINISH, Act.CUT}


@pytest.mark.parametrize("act", RULES)
def test_somebody_else_s_claim_keeps_hands_off_but_not_eyes_and_notes(act: Act) -> None:
    held = replace(HELD, status=CaseStatus.WAITING)
    assert allowed(act, held, "dana")
    hands_off = act in (Act.CLAIM, Act.POST, Act.RESOLVE, Act.RELEASE, Act.LINK, Act.SNOOZE, Act.WAKE)
    assert allowed(act, held, "eve") is not hands_off


def test_a_claim_that_ran_out_holds_nothing() -> None:
    assert held_by(HELD, NOON) == "dana"
    assert held_by(HELD, after(20)) is None
    assert held_by(CASE, NOON) is None


@pytest.mark.parametrize(
    ("left", "words"), [(61, "2 minutes"), (60, "minute"), (1, "minute"), (1200, "20 minutes")]
)
def test_a_refusal_says_how_long_it_will_last(left: int, words: str) -> None:
    held = replace(HELD, claimed_until=NOON + timedelta(seconds=left))
    with pytest.raises(Refused, match=f"dana has case #7 for another {words}$"):
        check(Act.CLAIM, held, "eve", NOON)


@pytest.mark.parametrize(
    ("status", "lane", "owner"),
    [
        (CaseStatus.OPEN, Lane.DESK, "dana"),
        (CaseStatus.WAITING, Lane.WAITING, "dana"),
        (CaseStatus.RESOLVED, None, None),
        (CaseStatus.MERGED, None, None),
    ],
)
def test_a_case_s_row_follows_its_status(status: CaseStatus, lane: Lane | None, owner: str | None) -> None:
    kept = KeptMention(1, complaint(), NOON, priority=1)
    row = lanes.lead(kept, replace(HELD, status=status), voices=3)
    assert (row.lane, row.owner, row.voices, row.due_at) == (lane, owner, 3, after(30))


def test_a_calmer_voice_changes_nothing_about_a_row() -> None:
    row, voice = (KeptMention(n, complaint(str(n)), NOON, priority=n) for n in (1, 2))
    assert lanes.more_urgent(row, voice) == row
    assert lanes.more_urgent(row, replace(voice, priority=None)) == row
    assert lanes.more_urgent(replace(row, priority=None), voice).priority == 2
