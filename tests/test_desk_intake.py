"""How mentions come in: each once, judged, and in the place where somebody will see it."""

from dataclasses import replace

import pytest
from tinydb import where

from casebook.kinds import Aftermath, CaseStatus, Completeness, Decision, Lane, Precision, ReachKind
from desk import shelf
from desk.answering import posted
from desk.closing import resolve
from desk.deciding import let_go
from desk.intake import State
from desk.opening import claim, open_case, reopen
from tests.desk_world import NOON, World, after, complaint, playbook, thanks


def opened(desk: World, native_id: str = "1") -> int:
    return open_case(desk.store, playbook(), desk.one(complaint(native_id)), by="dana", now=NOON)


def states(desk: World, *mentions: object) -> list[State]:
    return [each.state for each in desk.take(*mentions)]  # type: ignore[arg-type]  # Mentions, said short


def test_a_complaint_lands_on_the_desk_with_its_reasons(desk: World) -> None:
    kept = desk.kept(desk.one(complaint()))
    assert (kept.lane, kept.decision, kept.seen_at) == (Lane.DESK, Decision.UNDECIDED, NOON)
    assert kept.priority in (1, 2, 3)
    assert kept.reasons
    assert kept.due_at is not None
    assert kept.page == "https://forum.example/t/1"


def test_praise_has_a_lane_of_its_own(desk: World) -> None:
    assert desk.kept(desk.one(thanks())).lane is Lane.PRAISE


def test_the_same_mention_comes_in_once(desk: World) -> None:
    first, again = desk.take(complaint()), desk.take(complaint(), now=after(5))
    assert [each.state for each in (*first, *again)] == [State.NEW, State.KNOWN]
    assert first[0].id == again[0].id
    assert desk.store.mentions.count() == 1


def test_twice_in_one_answer_is_once_too(desk: World) -> None:
    assert states(desk, complaint(), complaint()) == [State.NEW, State.KNOWN]


def test_a_mention_without_a_date_is_dated_when_first_seen(desk: World) -> None:
    said = desk.kept(desk.one(complaint(created_at=None))).mention
    assert (said.created_at, said.created_precision) == (NOON, Precision.FIRST_SEEN)


def test_a_date_yet_to_come_is_not_believed(desk: World) -> None:
    said = desk.kept(desk.one(complaint(created_at=after(600)))).mention
    assert (said.created_at, said.created_precision) == (NOON, Precision.FIRST_SEEN)


def test_an_edit_changes_the_words_and_keeps_the_old_ones_as_evidence(desk: World) -> None:
    number = desk.one(complaint())
    done = desk.take(complaint(text="All sorted, thank you, you were wonderful!"), now=after(5))
    kept = desk.kept(number)
    assert done[0].state is State.EDITED
    assert kept.mention.text.startswith("All sorted")
    assert kept.mention.edited_at == after(5)
    assert kept.lane is Lane.PRAISE
    event = desk.store.events()[-1]
    assert (event.by, event.act) == ("collector", "mention.edited")
    assert event.changes[0].was is not None
    assert "charged me twice" in event.changes[0].was["text"]


def test_a_shorter_form_of_the_same_text_is_no_edit(desk: World) -> None:
    desk.one(complaint())
    snippet = complaint(text="You charged me twice…", completeness=Completeness.SNIPPET)
    assert states(desk, snippet) == [State.KNOWN]


def test_an_older_version_does_not_overwrite_a_newer_one(desk: World) -> None:
    desk.one(complaint(text="second", edited_at=after(-1)))
    assert states(desk, complaint(text="first", edited_at=after(-5))) == [State.KNOWN]


def test_stir_is_noted_each_time_it_doubles(desk: World) -> None:
    number = desk.one(complaint(comments=10))
    steps = [states(desk, complaint(comments=stir))[0] for stir in (11, 19, 20, 39, 40)]
    assert steps == [State.KNOWN, State.KNOWN, State.GROWN, State.KNOWN, State.GROWN]
    assert desk.kept(number).mention.comments == 40
    assert states(desk, *(complaint("2", comments=stir) for stir in (1, 5, 6))) == [
        State.NEW,
        State.KNOWN,
        State.GROWN,
    ]


def test_a_deleted_mention_stays_with_its_words(desk: World) -> None:
    number = desk.one(complaint())
    assert states(desk, complaint(text="", deleted=True)) == [State.DELETED]
    kept = desk.kept(number)
    assert kept.mention.deleted
    assert "charged me twice" in kept.mention.text
    assert kept.lane is Lane.DESK


def test_what_was_deleted_before_we_saw_it_asks_nobody(desk: World) -> None:
    kept = desk.kept(desk.one(complaint(text="", deleted=True)))
    assert (kept.decision, kept.why, kept.lane) == (Decision.NO_ACTION, "deleted before we saw it", None)


def test_the_same_page_from_another_source_stands_behind_the_first(desk: World) -> None:
    first = desk.one(complaint())
    copy = complaint(
        "x",
        source="alerts",
        via="alerts",
        author_handle=None,
        url="http://www.forum.example/t/1?utm_source=a",
    )
    done = desk.take(copy)
    assert done[0].state is State.COPY
    assert desk.kept(first).voices == 2
    behind = desk.kept(done[0].id)
    assert (behind.lane, behind.decision) == (None, Decision.UNDECIDED)


def test_a_copy_is_decided_with_its_first(desk: World) -> None:
    first = desk.one(complaint())
    copy = desk.one(complaint("x", via="alerts", author_handle=None, url="https://forum.example/t/1"))
    let_go(desk.store, first, "only venting", by="dana", now=after(1))
    assert (desk.kept(copy).decision, desk.kept(copy).why) == (Decision.NO_ACTION, "only venting")
    late = desk.one(complaint("y", via="news", author_handle=None, url="https://forum.example/t/1"))
    assert desk.kept(late).decision is Decision.NO_ACTION


def test_a_copy_of_a_case_is_one_voice_more_for_its_lead(desk: World) -> None:
    case = opened(desk)
    copy = desk.one(complaint("x", via="alerts", author_handle=None, url="https://forum.example/t/1"))
    assert (desk.kept(copy).case, desk.kept(copy).lane) == (case, None)
    assert desk.kept(shelf.case(desk.store, case).lead).voices == 2


def test_a_copy_is_counted_once_before_and_after_a_case_is_opened(desk: World) -> None:
    first = desk.one(complaint())
    desk.one(complaint("x", via="alerts", author_handle=None, url="https://forum.example/t/1"))
    assert desk.kept(first).voices == 2
    case = open_case(desk.store, playbook(), first, by="dana", now=after(1))
    assert desk.kept(first).voices == 2
    desk.one(complaint("y", via="news", author_handle=None, url="https://forum.example/t/1"))
    desk.take(complaint("2", thread_root_id="1", author_handle="kim"))
    assert desk.kept(first).voices == 4
    assert desk.store.mentions.count(where("case") == case) == 4


def test_reviews_that_share_a_page_are_no_thread(desk: World) -> None:
    first, second = desk.take(*(complaint(n, url="https://store.example/app", author_handle=n) for n in "ab"))
    open_case(desk.store, playbook(), first.id, by="dana", now=NOON)
    assert desk.kept(second.id).case is None


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({}, "one source gives all reviews of an app the same page"),
        ({"via": "other", "author_handle": "kim"}, "two people's words on one page"),
    ],
)
def test_what_only_shares_a_page_is_no_copy(desk: World, about: dict[str, str], why: str) -> None:
    desk.one(complaint("1", url="https://store.example/app"))
    assert states(desk, complaint("2", url="https://store.example/app", **about)) == [State.NEW], why


def test_a_voice_in_the_thread_of_an_open_case_joins_it(desk: World) -> None:
    case = opened(desk)
    lead = shelf.case(desk.store, case).lead
    done = desk.take(complaint("2", thread_root_id="1", author_handle="kim"))
    assert done[0].state is State.JOINED
    joined = desk.kept(done[0].id)
    assert (joined.case, joined.decision, joined.lane) == (case, Decision.IN_CASE, None)
    assert desk.kept(lead).voices == 2
    event = desk.store.events(case=case)[-1]
    assert (event.by, event.act) == ("collector", "case.joined")


def test_a_waiting_case_is_open_again_when_somebody_writes(desk: World) -> None:
    case = opened(desk)
    claim(desk.store, playbook(), case, by="dana", now=after(1))
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=after(2))
    lead = shelf.case(desk.store, case).lead
    assert desk.kept(lead).lane is Lane.WAITING
    again = complaint("2", thread_root_id="1", created_at=after(30))
    answer = desk.take(again, now=after(31))[0]
    assert shelf.case(desk.store, case).status is CaseStatus.OPEN
    assert shelf.case(desk.store, case).due_at == desk.kept(answer.id).due_at
    assert (desk.kept(lead).lane, desk.kept(lead).owner) == (Lane.DESK, "dana")


def test_an_echo_of_a_resolved_case_waits_for_a_person(desk: World) -> None:
    case = opened(desk)
    resolve(desk.store, case, "billing", Aftermath.QUIET, by="dana", now=after(5))
    echo = desk.take(complaint("2", thread_root_id="1"), now=after(60))[0]
    kept = desk.kept(echo.id)
    assert echo.state is State.ECHO
    assert (kept.case, kept.decision, kept.lane) == (case, Decision.UNDECIDED, Lane.DESK)
    assert kept.reasons[0].what == (
        f"an echo of case #{case}, resolved 55 min before: it stands in the same thread"
    )
    assert shelf.case(desk.store, case).status is CaseStatus.RESOLVED
    assert open_case(desk.store, playbook(), echo.id, by="dana", now=after(61)) == case


def test_reopening_takes_the_echoes_in(desk: World) -> None:
    case = opened(desk)
    resolve(desk.store, case, "billing", Aftermath.QUIET, by="dana", now=after(5))
    echo = desk.one(complaint("2", thread_root_id="1"), now=after(60))
    reopen(desk.store, playbook(), case, by="dana", now=after(61))
    assert (desk.kept(echo).decision, desk.kept(echo).lane) == (Decision.IN_CASE, None)
    assert desk.kept(shelf.case(desk.store, case).lead).voices == 2


def test_an_echo_can_be_let_rest(desk: World) -> None:
    case = opened(desk)
    resolve(desk.store, case, "billing", Aftermath.QUIET, by="dana", now=after(5))
    echo = desk.one(complaint("2", thread_root_id="1"), now=after(60))
    let_go(desk.store, echo, "let it rest", by="dana", now=after(61))
    assert desk.kept(echo).lane is None
    assert desk.store.events(case=case)[-1].act == "mention.let_go"


def test_an_answer_may_come_in_before_the_post_it_answers(desk: World) -> None:
    answer = complaint(
        "2", thread_root_url="https://forum.example/t/1", url="https://forum.example/t/1#comment-2"
    )
    case = open_case(desk.store, playbook(), desk.one(answer), by="dana", now=NOON)
    root = desk.take(complaint("1", author_handle="kim"))[0]
    third = desk.take(complaint("3", thread_root_id="1", author_handle="lee"))[0]
    assert [root.state, third.state] == [State.JOINED, State.JOINED]
    assert {desk.kept(each.id).case for each in (root, third)} == {case}


def test_a_more_urgent_voice_makes_its_case_more_urgent(desk: World) -> None:
    mild = complaint("1", text="The invoice page shows an error, could somebody look into it?")
    case = open_case(desk.store, playbook(), desk.one(mild), by="dana", now=NOON)
    lead = shelf.case(desk.store, case).lead
    before = desk.kept(lead).priority
    angry = "They lied and kept our money on purpose, a scam. I called support three times and was ignored."
    reach = {"author_reach": 90_000, "author_reach_kind": ReachKind.FOLLOWERS}
    desk.take(complaint("2", thread_root_id="1", author_handle="kim", text=angry, **reach))
    row = desk.kept(lead)
    assert row.priority is not None
    assert before is not None
    assert row.priority < before
    assert f"kim in the same story is priority {row.priority}" in [each.what for each in row.reasons]


def test_one_answer_lands_whole_or_not_at_all(desk: World) -> None:
    broken = replace(complaint("2"), text="\x00")
    with pytest.raises(Exception, match="NUL"):
        desk.take(complaint("1"), broken)
    assert desk.store.mentions.count() == 0
