"""Working on a case: words in public, words in preparation, what is owed, and what was learnt."""

from datetime import datetime

import pytest

from casebook.document import to_ms
from casebook.kinds import Aftermath, Blame, CaseStatus, Decision, FollowUpState, Lane
from desk import shelf
from desk.acts import Act
from desk.answering import copied, draft_of, note, posted, record, save_draft
from desk.closing import resolve
from desk.deciding import let_go, thank
from desk.errors import Missing, Refused
from desk.followups import finish_follow_up, follow_up
from desk.opening import claim, open_case, reopen
from desk.timeline import WORDS, timeline
from desk.undo import undo
from desk.views import case_view, follow_ups_owed, header_counts
from tests.desk_world import NOON, World, after, complaint, playbook, thanks


def opened(desk: World) -> int:
    return open_case(desk.store, playbook(), desk.one(complaint()), by="dana", now=NOON)


def test_an_acknowledgement_starts_the_clock_and_keeps_the_case_open(desk: World) -> None:
    case = opened(desk)
    posted(desk.store, playbook(), case, "https://forum.example/t/1#2", answer=False, by="dana", now=after(5))
    kept = shelf.case(desk.store, case)
    assert (kept.acknowledged_at, kept.answered_at, kept.status) == (after(5), None, CaseStatus.OPEN)
    assert kept.reply_url == "https://forum.example/t/1#2"


def test_an_answer_hands_the_turn_to_the_customer(desk: World) -> None:
    case = opened(desk)
    posted(desk.store, playbook(), case, "https://forum.example/a", answer=False, by="dana", now=after(5))
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=after(9))
    kept = shelf.case(desk.store, case)
    assert (kept.acknowledged_at, kept.answered_at, kept.status) == (after(5), after(9), CaseStatus.WAITING)
    assert kept.reply_url == "https://forum.example/a"
    assert desk.kept(kept.lead).lane is Lane.WAITING


def owed(desk: World, case: int) -> tuple[datetime | None, datetime | None, int]:
    """Return when the case says that a word is owed, when its row does, and what the header counts late."""
    kept = shelf.case(desk.store, case)
    late = header_counts(desk.store, after(24 * 60)).overdue
    return kept.due_at, desk.kept(kept.lead).due_at, late


def test_what_is_due_next_is_said_alike_by_case_row_and_header(desk: World) -> None:
    case = opened(desk)
    first = desk.kept(1).due_at
    assert owed(desk, case) == (first, first, 1)
    posted(desk.store, playbook(), case, None, answer=False, by="dana", now=after(5))
    answer_due = after(5) + playbook().within(desk.kept(1).priority)
    assert owed(desk, case) == (answer_due, answer_due, 1)
    assert header_counts(desk.store, answer_due).overdue == 0
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=after(9))
    assert owed(desk, case) == (None, shelf.case(desk.store, case).resolve_by, 0)
    undo(desk.store, by="dana", now=after(10))
    assert owed(desk, case) == (answer_due, answer_due, 1)
    undo(desk.store, by="dana", now=after(11))
    assert owed(desk, case) == (first, first, 1)


def test_a_case_taken_up_again_owes_a_word_again(desk: World) -> None:
    case = opened(desk)
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=after(9))
    reopen(desk.store, playbook(), case, by="dana", now=after(600))
    due = after(600) + playbook().within(desk.kept(1).priority)
    assert owed(desk, case) == (due, due, 1)
    resolve(desk.store, case, "billing", Aftermath.QUIET, by="dana", now=after(610))
    desk.take(complaint("2", thread_root_id="1", author_handle="kim", created_at=after(700)), now=after(701))
    reopen(desk.store, playbook(), case, by="dana", now=after(710))
    echo = desk.kept(2).due_at
    assert owed(desk, case)[:2] == (echo, echo)


def test_our_words_stand_at_a_web_address_or_nowhere(desk: World) -> None:
    case = opened(desk)
    with pytest.raises(Refused, match="no web address"):
        posted(desk.store, playbook(), case, "javascript:alert(1)", answer=True, by="dana", now=after(5))
    assert shelf.case(desk.store, case).acknowledged_at is None


def test_a_draft_is_kept_for_each_responder_and_leaves_no_event(desk: World) -> None:
    case = opened(desk)
    save_draft(desk.store, case, "I am", by="dana", now=after(1))
    fields = (("name", "Jane"),)
    save_draft(desk.store, case, "I am sorry", template="steady", fields=fields, by="dana", now=after(2))
    save_draft(desk.store, case, "Hello", by="eve", now=after(2))
    mine, hers = draft_of(desk.store, case, "dana"), draft_of(desk.store, case, "eve")
    assert mine is not None
    assert hers is not None
    assert (mine.text, mine.template, mine.fields, mine.at) == ("I am sorry", "steady", fields, after(2))
    assert hers.text == "Hello"
    assert [each.act for each in desk.store.events(case=case)] == [Act.OPEN]


def test_words_are_copied_until_they_are_others_or_up(desk: World) -> None:
    case = opened(desk)
    save_draft(desk.store, case, "We are sorry.", by="dana", now=after(1))
    copied(desk.store, case, "We were sorry.", by="dana", now=after(2))
    assert copied_at(desk, case) is None
    copied(desk.store, case, "We are sorry.", by="dana", now=after(3))
    save_draft(desk.store, case, "We are sorry.", fields=(("me", "dana"),), by="dana", now=after(4))
    assert copied_at(desk, case) == after(3)
    posted(desk.store, playbook(), case, None, answer=False, by="dana", now=after(5))
    undo(desk.store, by="dana", now=after(6))
    assert copied_at(desk, case) == after(3)
    save_draft(desk.store, case, "We are sorry!", by="dana", now=after(7))
    assert copied_at(desk, case) is None


def copied_at(desk: World, case: int) -> datetime | None:
    draft = draft_of(desk.store, case, "dana")
    assert draft is not None
    return draft.copied_at


def test_a_draft_written_before_any_was_known_to_be_copied_is_read(desk: World) -> None:
    case = opened(desk)
    older = {"case": case, "by": "dana", "at": to_ms(NOON), "text": "sorry", "template": None, "fields": []}
    desk.store.drafts.insert(older)
    draft = draft_of(desk.store, case, "dana")
    assert draft is not None
    assert (draft.text, draft.up_at, draft.copied_at, draft.unchecked) == ("sorry", None, None, ())


def test_a_draft_needs_a_case(desk: World) -> None:
    with pytest.raises(Missing, match="there is no case #7"):
        save_draft(desk.store, 7, "I am sorry", by="dana", now=NOON)


def test_what_is_owed_is_kept_until_it_is_done(desk: World) -> None:
    case = opened(desk)
    later = follow_up(desk.store, case, "look at the comments", after(600), by="dana", now=after(1))
    sooner = follow_up(
        desk.store,
        case,
        "answer the recap",
        after(60),
        url="https://blog.example/recap",
        by="dana",
        now=after(1),
    )
    assert [each.id for each in follow_ups_owed(desk.store)] == [sooner, later]
    finish_follow_up(desk.store, sooner, by="dana", now=after(30))
    finish_follow_up(desk.store, sooner, by="eve", now=after(31))
    assert [each.id for each in follow_ups_owed(desk.store)] == [later]
    done = case_view(desk.store, case, "dana").follow_ups[1]
    assert (done.state, done.url) == (FollowUpState.DONE, "https://blog.example/recap")


def test_a_resolved_case_may_still_owe_something(desk: World) -> None:
    case = opened(desk)
    resolve(desk.store, case, "billing", Aftermath.FOLLOW_UP, by="dana", now=after(5))
    follow_up(desk.store, case, "post what changed", after(600), by="dana", now=after(6))
    assert [each.what for each in follow_ups_owed(desk.store)] == ["post what changed"]


@pytest.mark.parametrize("words", ["", "  \n"])
def test_nothing_empty_is_kept(desk: World, words: str) -> None:
    case, other = opened(desk), desk.one(complaint("2", author_handle="kim"))
    with pytest.raises(Refused, match="the note is empty"):
        note(desk.store, case, words, by="dana", now=NOON)
    with pytest.raises(Refused, match="say what is to be"):
        follow_up(desk.store, case, words, after(1), by="dana", now=NOON)
    with pytest.raises(Refused, match="say why"):
        let_go(desk.store, other, words, by="dana", now=NOON)
    with pytest.raises(Refused, match="name the cause"):
        resolve(desk.store, case, words, Aftermath.QUIET, by="dana", now=NOON)


def test_what_is_part_of_a_case_is_decided_there(desk: World) -> None:
    case = opened(desk)
    lead = shelf.case(desk.store, case).lead
    with pytest.raises(Refused, match=f"mention #{lead} is part of case #{case}"):
        let_go(desk.store, lead, "only venting", by="dana", now=NOON)


def test_praise_is_thanked_for_and_leaves_the_queue(desk: World) -> None:
    number = desk.one(thanks())
    thank(desk.store, number, by="dana", now=after(1))
    assert (desk.kept(number).decision, desk.kept(number).lane) == (Decision.THANKED, None)


def test_resolving_takes_the_row_away_and_keeps_why(desk: World) -> None:
    case = opened(desk)
    resolve(desk.store, case, "billing", Aftermath.STAND, by="dana", now=after(5))
    kept = shelf.case(desk.store, case)
    assert (kept.status, kept.cause, kept.aftermath) == (CaseStatus.RESOLVED, "billing", Aftermath.STAND)
    assert kept.resolved_at == after(5)
    assert desk.kept(kept.lead).lane is None


def test_the_timeline_tells_the_story_in_words(desk: World) -> None:
    case = opened(desk)
    claim(desk.store, playbook(), case, by="dana", now=after(1))
    claim(desk.store, playbook(), case, by="dana", now=after(2))
    note(desk.store, case, "charged by the old system", by="dana", now=after(4))
    record(desk.store, case, blame=Blame.GREED, wants="the money back", by="dana", now=after(5))
    posted(desk.store, playbook(), case, "https://forum.example/a", answer=False, by="dana", now=after(6))
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=after(7))
    follow_up(desk.store, case, "look again", after(99), by="dana", now=after(8))
    desk.take(complaint("2", thread_root_id="1", author_handle="kim"), now=after(9))
    resolve(desk.store, case, "billing", Aftermath.FOLLOW_UP, by="dana", now=after(10))
    undo(desk.store, by="dana", now=after(11))
    lines = timeline(case_view(desk.store, case, "dana").events)
    assert [(each.at, each.by) for each in lines][:2] == [(NOON, "dana"), (after(1), "dana")]
    assert [each.words for each in lines] == [
        "opened the case",
        "claimed it",
        "claimed it for longer",
        "noted: charged by the old system",
        "noted they believe: it was meant, for our own gain, what would put it right: the money back",
        "acknowledged in public: https://forum.example/a",
        "answered in public: https://forum.example/a",
        "logged a follow-up: look again",
        "somebody wrote again in the thread",
        "resolved; cause: billing, aftermath: follow up",
        "took back: resolved; cause: billing, aftermath: follow up",
    ]


def test_the_timeline_names_the_end_as_the_dialog_does(desk: World) -> None:
    case = open_case(desk.store, playbook(), desk.one(complaint()), by="dana", now=NOON)
    resolve(desk.store, case, "support", Aftermath.QUIET, by="dana", now=after(1))
    said = "resolved; cause: Asking us for help went badly; aftermath: Let it rest"
    assert timeline(desk.store.events(case=case), playbook())[-1].words == said
    undo(desk.store, by="dana", now=after(2))
    assert timeline(desk.store.events(case=case), playbook())[-1].words == f"took back: {said}"
    resolve(desk.store, case, "of_old", Aftermath.QUIET, by="dana", now=after(3))
    assert "cause: of_old;" in timeline(desk.store.events(case=case), playbook())[-1].words


def test_the_timeline_tells_how_many_voices_a_case_was_opened_on(desk: World) -> None:
    first, second, third = desk.take(
        complaint("1"), complaint("2", thread_root_id="1"), complaint("3", thread_root_id="1")
    )
    let_go(desk.store, third.id, "only venting", by="dana", now=NOON)
    case = open_case(desk.store, playbook(), first.id, by="dana", now=NOON)
    open_case(desk.store, playbook(), third.id, by="dana", now=after(1))
    assert desk.kept(second.id).case == case
    assert [each.words for each in timeline(desk.store.events(case=case))] == [
        "opened the case on 2 mentions",
        "put a mention of the same thread to the case",
    ]


@pytest.mark.parametrize("act", list(Act))
def test_every_act_has_words(act: Act) -> None:
    assert act in WORDS


def test_words_that_are_up_are_no_longer_in_preparation(desk: World) -> None:
    case = opened(desk)
    save_draft(desk.store, case, "We are sorry, Jane.", by="dana", now=after(1))
    posted(desk.store, playbook(), case, None, answer=True, by="dana", now=after(5))
    draft = draft_of(desk.store, case, "dana")
    assert draft is not None
    assert (draft.text, draft.up_at) == ("We are sorry, Jane.", after(5))
    save_draft(desk.store, case, "And once more:", by="dana", now=after(9))
    again = draft_of(desk.store, case, "dana")
    assert again is not None
    assert again.up_at is None


def test_what_a_responder_pastes_is_cleaned_like_a_strangers_words(desk: World) -> None:
    case = opened(desk)
    pasted = "ring \x1b[31mher\x1b[0m\u202e back\x00"
    note(desk.store, case, pasted, by="dana", now=after(1))
    follow_up(desk.store, case, pasted, after(60), by="dana", now=after(1))
    record(desk.store, case, wants=pasted, by="dana", now=after(1))
    save_draft(desk.store, case, pasted, fields=(("name", pasted),), by="dana", now=after(1))
    view = case_view(desk.store, case, "dana")
    assert view.draft is not None
    said = [view.notes[0].text, view.follow_ups[0].what, str(view.case.wants), view.draft.text]
    assert {*said, view.draft.fields[0][1]} == {"ring her back"}
