"""A story climbs by what joins it, copies it or grows in it, and brings its row back; it never falls (J5)."""

from dataclasses import replace

import pytest

from casebook.kinds import Aftermath, CaseStatus, Decision, Lane, MentionKind
from desk.answering import posted
from desk.climbing import climb
from desk.closing import resolve
from desk.parting import part
from desk.redirects import answered, to_ask
from desk.snoozing import snooze
from desk.undo import undo
from tests.desk_world import NOON, World, after, complaint, playbook
from tests.ladder_steps import LOUD, PRESS, answer, article, case, higher, opened, row, told


def test_a_mention_has_the_rung_it_puts_its_story_on_alone(desk: World) -> None:
    numbers = [desk.one(each) for each in (complaint("1"), complaint("2", **LOUD), complaint("3", url=PRESS))]
    message = complaint("4", url=None, kind=MentionKind.MESSAGE)
    assert [desk.kept(each).rung for each in (*numbers, desk.one(message))] == [None, 3, 5, 0]


def test_a_rung_raises_the_priority_of_a_mention(desk: World) -> None:
    low, high = desk.one(complaint("1")), desk.one(complaint("2", url=PRESS))
    assert "on rung 5 of 5" in {each.what for each in desk.kept(high).reasons}
    assert (desk.kept(high).priority, desk.kept(low).priority) == (1, 2)


def test_a_case_begins_on_the_rung_of_what_it_is_opened_on(desk: World) -> None:
    found = case(desk, opened(desk, complaint(**LOUD)))
    assert (found.rung, found.rung_why, found.rung_at) == (3, "mention #1: 40,000 followers", NOON)
    assert row(desk, found.id).rung == 3
    assert told(desk, found.id) == ["opened the case; the story of case #1 is on rung 3 of 5, a bigger voice"]


def test_a_case_nobody_else_heard_of_begins_below(desk: World) -> None:
    found = case(desk, opened(desk, complaint(url=None, kind=MentionKind.MESSAGE)))
    assert (found.rung, found.rung_why, row(desk, found.id).rung) == (0, None, 0)


def test_a_case_climbs_by_a_voice_that_joins_it_and_says_why(desk: World) -> None:
    number = opened(desk)
    desk.take(article(), now=after(5))
    found = case(desk, number)
    assert (found.rung, found.rung_at) == (5, after(5))
    assert found.rung_why == "mention #2: on bbc.co.uk: the mainstream press"
    assert told(desk, number)[-1] == (
        "the story climbed to rung 5 of 5, the press (it was on 1): "
        "mention #2: on bbc.co.uk: the mainstream press"
    )
    assert row(desk, number).rung == 5


def test_a_case_never_falls_and_a_lower_voice_is_no_event(desk: World) -> None:
    number = opened(desk)
    desk.take(article(), now=after(5))
    desk.take(answer("10", **LOUD), now=after(6))
    assert case(desk, number).rung == 5
    assert sum("climbed" in each for each in told(desk, number)) == 1


def test_a_case_climbs_as_its_mention_grows_and_stays_when_it_shrinks(desk: World) -> None:
    number = opened(desk, complaint(likes=1))
    for minute, likes, rung in ((1, 25, 2), (2, 3_000, 3), (3, 2, 3)):
        desk.take(complaint(likes=likes), now=after(minute))
        assert case(desk, number).rung == rung
    assert case(desk, number).rung_why == "mention #1: 3,000 likes"


def test_a_case_climbs_by_copies_elsewhere(desk: World) -> None:
    number = opened(desk)
    for index, place in enumerate(("reddit", "mastodon", "blog")):
        url = f"https://{place}.example/x"
        desk.take(complaint("1", source=place, via=place, url=url), now=after(index))
    assert (case(desk, number).rung, case(desk, number).rung_why) == (2, "2 other places say the same")


def test_a_case_climbs_by_the_people_who_speak_in_it(desk: World) -> None:
    number = opened(desk)
    for index in range(2, 6):
        desk.take(answer(str(index)), now=after(index))
    assert (case(desk, number).rung, case(desk, number).rung_why) == (2, "5 people speak in it")


def test_an_undecided_row_climbs_by_its_copies_and_comes_down_with_one_that_is_none(desk: World) -> None:
    first = desk.one(complaint())
    copy = desk.one(complaint("7", source="alerts", via="alerts", **LOUD))
    assert [desk.kept(each).rung for each in (first, copy)] == [3, 3]
    part(desk.store, copy, playbook(), by="dana", now=after(1))
    assert [desk.kept(each).rung for each in (first, copy)] == [None, 3]
    undo(desk.store, playbook(), by="dana", now=after(2))
    assert desk.kept(first).rung == 3


def test_an_undecided_row_climbs_as_it_grows(desk: World) -> None:
    first = desk.one(complaint(reposts=0))
    desk.take(complaint(reposts=200), now=after(2))
    assert desk.kept(first).rung == 3


def test_a_row_climbs_as_a_copy_behind_it_grows(desk: World) -> None:
    first = desk.one(complaint())
    elsewhere = complaint("7", source="alerts", via="alerts", reposts=0)
    desk.take(elsewhere)
    desk.take(replace(elsewhere, reposts=200), now=after(2))
    assert desk.kept(first).rung == 3


@pytest.mark.parametrize("grows", [False, True])
def test_a_climb_brings_a_row_back_that_was_set_aside(desk: World, grows: bool) -> None:
    number = opened(desk)
    lead = case(desk, number).lead
    snooze(desk.store, lead, after(600), on=None, why="the courier calls", by="dana", now=NOON)
    assert desk.kept(lead).lane is Lane.SNOOZED
    desk.take(complaint(reposts=150) if grows else article(), now=after(5))
    back = desk.kept(lead)
    assert (back.lane, back.snooze) == (Lane.DESK, None)
    assert (back.back or "").startswith(f"the story is on rung {3 if grows else 5} of 5 now, ")
    assert (back.back or "").endswith("(dana: the courier calls)")


def test_an_undecided_row_set_aside_comes_back_as_it_climbs(desk: World) -> None:
    first = desk.one(complaint(reposts=0))
    snooze(desk.store, first, after(600), on=None, why=None, by="dana", now=NOON)
    desk.take(complaint(reposts=200), now=after(2))
    assert desk.kept(first).lane is Lane.DESK
    assert desk.kept(first).back == "the story is on rung 3 of 5 now, a bigger voice"


def test_a_climb_brings_a_case_back_that_waited_for_its_customer(desk: World) -> None:
    number = opened(desk)
    posted(desk.store, playbook(), number, None, answer=True, by="dana", now=after(1))
    assert case(desk, number).status is CaseStatus.WAITING
    desk.take(complaint(reposts=150), now=after(60))
    found = case(desk, number)
    assert (found.status, row(desk, number).lane) == (CaseStatus.OPEN, Lane.DESK)
    assert "rung 3 of 5" in row(desk, number).back
    assert found.due_at is not None
    assert found.due_at > after(60)


def test_a_climb_makes_the_row_as_urgent_as_the_story(desk: World) -> None:
    number = opened(desk, complaint(text="The page has a small error."))
    before = row(desk, number).priority or 9
    higher(desk, number, 5)
    assert (row(desk, number).priority or 9) < before
    assert "on rung 5 of 5" in {each.what for each in row(desk, number).reasons}


def test_a_resolved_case_climbs_and_stays_resolved(desk: World) -> None:
    number = opened(desk)
    resolve(desk.store, number, "billing", Aftermath.QUIET, by="dana", now=after(1))
    desk.take(article(), now=after(60))
    assert (case(desk, number).rung, case(desk, number).status) == (5, CaseStatus.RESOLVED)
    assert desk.kept(2).decision is Decision.UNDECIDED


def test_whoever_seats_a_mention_may_have_its_case_climb(desk: World) -> None:
    number, other = opened(desk), desk.one(complaint("5", author_handle="kim", text="Else.", **LOUD))
    found = climb(desk.store, playbook(), case(desk, number), desk.kept(other), after(1))
    assert found == case(desk, number)
    assert found.rung == 3
    assert climb(desk.store, playbook(), found, desk.kept(other), after(2)) == found


def test_a_short_link_that_leads_to_the_press_lifts_its_story_once_it_is_followed(desk: World) -> None:
    first = desk.one(complaint(url="https://bit.ly/abc", kind=MentionKind.ARTICLE))
    assert desk.kept(first).rung is None
    (asked,) = to_ask(desk.store, after(1), 5)
    answered(desk.store, asked, PRESS, after(1), playbook())
    assert desk.kept(first).rung == 5
