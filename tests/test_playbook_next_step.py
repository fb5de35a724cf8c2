"""At each moment of a case one sentence says what to do next, and by which act."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from casebook.case import Case
from casebook.kinds import Blame, CaseStatus, Decision, Lane
from casebook.mention import KeptMention
from playbooks.next_step import next_step, use_now
from playbooks.template import Use
from tests.playbook_samples import NOW, said

SOON, PAST = NOW + timedelta(minutes=20), NOW - timedelta(minutes=3)
KEPT = KeptMention(1, said("still no refund"), NOW, priority=1, lane=Lane.DESK, due_at=SOON)
CASE = Case(7, "still no refund", None, 1, CaseStatus.OPEN, NOW, "dana", NOW, NOW, due_at=SOON)
MINE = replace(CASE, owner="dana", claimed_until=SOON)
FIRST_WORD = replace(MINE, acknowledged_at=NOW)


def step(kept: KeptMention = KEPT, case: Case | None = None, draft: bool = False) -> str:
    todo = next_step(kept, case, draft=draft, now=NOW, me="dana")
    return re.sub(r"\{(\w+)\}", lambda found: todo.about[found[1]], todo.say)


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        (KEPT, "{queue.open} to open a case"),
        (replace(KEPT, due_at=PAST), "overdue: {queue.open} to open a case"),
        (replace(KEPT, due_at=None), "{queue.open} to open a case"),
        (replace(KEPT, priority=None), "read it and decide"),
        (replace(KEPT, lane=Lane.PRAISE, priority=None), "{case.template} for the words"),
        (replace(KEPT, decision=Decision.THANKED, lane=None), "nothing more is owed"),
        (replace(KEPT, decision=Decision.NO_ACTION, why="not about us", lane=None), "let go: not about us"),
    ],
)
def test_a_mention_without_a_case_asks_for_a_decision(kept: KeptMention, expected: str) -> None:
    assert expected in step(kept)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (CASE, "{case.claim} to claim it"),
        (MINE, "first word in public: {case.template}"),
        (replace(MINE, due_at=PAST), "overdue: first word in public"),
        (MINE, "then ask what would put it right"),
        (replace(MINE, wants="the money back"), "for an acknowledgement; what they want is noted"),
        (FIRST_WORD, "{case.template} to ask what would put it right"),
        (replace(FIRST_WORD, due_at=PAST), "overdue: listen before you offer"),
        (replace(FIRST_WORD, wants="the money back"), "{case.reply} to write"),
        (replace(MINE, status=CaseStatus.WAITING), "{case.resolve} to resolve"),
        (replace(MINE, status=CaseStatus.RESOLVED), "{case.reopen} to reopen"),
        (replace(CASE, owner="sam", claimed_until=SOON), "sam has it"),
        (replace(CASE, owner="sam", claimed_until=PAST), "{case.claim} to take it over"),
    ],
)
def test_a_case_leads_from_claim_to_resolve(case: Case, expected: str) -> None:
    assert expected in step(case=case)


PRAISE = replace(KEPT, lane=Lane.PRAISE, priority=None, due_at=None)


@pytest.mark.parametrize(
    ("kept", "case", "use", "said"),
    [
        (KEPT, MINE, Use.ACKNOWLEDGE, "{case.template} for an acknowledgement"),
        (KEPT, replace(MINE, blame=Blame.GREED, wants="the money"), Use.ACKNOWLEDGE, "first word in public"),
        (KEPT, FIRST_WORD, Use.ASK, "{case.template} to ask"),
        (KEPT, replace(FIRST_WORD, blame=Blame.GREED), Use.ASK, "listen before you offer"),
        (KEPT, replace(FIRST_WORD, wants="the money"), Use.APOLOGY, "{case.template} for an apology"),
        (KEPT, replace(MINE, status=CaseStatus.WAITING), Use.PUT_RIGHT, "when they say it is right"),
        (KEPT, replace(MINE, status=CaseStatus.RESOLVED), None, "resolved"),
        (PRAISE, MINE, Use.THANKS, "say thank you: {case.template}"),
        (PRAISE, None, Use.THANKS, "say thank you: {case.template}"),
        (KEPT, None, Use.ACKNOWLEDGE, "to open a case"),
    ],
)
def test_the_words_offered_are_those_of_the_step_that_is_said(
    kept: KeptMention, case: Case | None, use: Use | None, said: str
) -> None:
    assert use_now(kept, case) is use
    assert said in step(kept, case)


def test_words_in_preparation_come_before_new_ones() -> None:
    assert "finish your draft" in step(case=MINE, draft=True)
    assert "“it is posted”" in step(case=FIRST_WORD, draft=True)


def test_words_that_are_copied_are_posted_next() -> None:
    said = next_step(KEPT, MINE, draft=True, copied=True, now=NOW, me="dana").say
    assert said.startswith("your words are copied: post them, then {case.posted}")
    assert "{case.posted}" not in next_step(KEPT, MINE, draft=False, copied=True, now=NOW, me="dana").say


def test_what_is_due_this_very_moment_is_not_late_yet() -> None:
    assert "overdue" not in step(case=replace(MINE, due_at=NOW))


def test_what_somebody_is_called_or_writes_names_no_act() -> None:
    named = next_step(
        KEPT, replace(CASE, owner="{case.claim}", claimed_until=SOON), draft=False, now=NOW, me="dana"
    )
    let_go = replace(KEPT, decision=Decision.NO_ACTION, why="{case.claim} {why}", lane=None)
    assert named.say.startswith("{owner} has it")
    assert named.about == {"owner": "{case.claim}"}
    assert next_step(let_go, None, draft=False, now=NOW, me="dana").about == {"why": "{case.claim} {why}"}
