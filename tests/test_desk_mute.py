"""Muted mentions are kept, say who muted them and why, and stop being muted by themselves."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from casebook.kinds import Aftermath, Decision, Lane, MuteKind
from casebook.store.upkeep import check
from desk.closing import resolve
from desk.deciding import let_go
from desk.errors import Missing, Refused
from desk.intake import State
from desk.muted import has_word, mute_rows
from desk.muting import lift, lift_and_hear, mute
from desk.opening import open_case
from desk.undo import redo, undo
from desk.views import header_counts
from tests.desk_world import NOON, World, after, complaint, playbook, thanks

WEEK = NOON + timedelta(days=7)


def muting(desk: World, number: int, kind: MuteKind, *, word: str | None = None, why: str = "spam") -> int:
    return mute(desk.store, number, kind, why, WEEK, word=word, by="dana", now=after(1))


def state(desk: World, minute: float, native_id: str, **about: object) -> State:
    return desk.take(complaint(native_id, **about), now=after(minute))[0].state


@pytest.mark.parametrize(
    ("kind", "word", "like", "unlike"),
    [
        (MuteKind.AUTHOR, None, {}, {"author_handle": "ben"}),
        (MuteKind.THREAD, None, {"author_handle": "ben", "thread_root_id": "1"}, {"thread_root_id": "7"}),
        (MuteKind.WORD, "Charged Me", {"author_handle": "ben"}, {"text": "Overcharged melon."}),
        (MuteKind.WORD, "charged", {"author_handle": "ben"}, {"via": "another forum"}),
    ],
)
def test_what_is_like_it_is_let_go_with_the_reason_and_what_is_not_is_not(
    desk: World, kind: MuteKind, word: str | None, like: dict[str, object], unlike: dict[str, object]
) -> None:
    number = desk.one(complaint())
    held = muting(desk, number, kind, word=word)
    assert desk.kept(number).why == "muted by dana until 09 Mar: spam"
    taken = desk.take(complaint("2", **like), now=after(2))[0]
    kept = desk.kept(taken.id)
    assert (taken.state, kept.decision, kept.lane, kept.mute) == (
        State.MUTED,
        Decision.NO_ACTION,
        None,
        held,
    )
    assert kept.why == "muted by dana until 09 Mar: spam"
    assert state(desk, 3, "3", **unlike) is State.NEW
    assert header_counts(desk.store, after(4)).muted == 2
    assert [(row.id, row.muted) for row in mute_rows(desk.store, after(4))] == [(held, 2)]


def test_it_stops_by_itself(desk: World) -> None:
    muting(desk, desk.one(complaint()), MuteKind.AUTHOR)
    assert state(desk, 60 * 24 * 7 - 1, "2") is State.MUTED
    assert state(desk, 60 * 24 * 7, "3") is State.NEW
    assert mute_rows(desk.store, WEEK) == []
    assert header_counts(desk.store, WEEK).muted == 1


def test_it_can_be_lifted_and_that_taken_back(desk: World) -> None:
    held = muting(desk, desk.one(complaint()), MuteKind.AUTHOR)
    lift(desk.store, held, by="eve", now=after(2))
    assert state(desk, 3, "2") is State.NEW
    undo(desk.store, by="eve", now=after(4))
    assert state(desk, 5, "3") is State.MUTED
    with pytest.raises(Missing):
        lift(desk.store, 99, by="eve", now=after(6))


def test_muting_and_letting_go_are_one_step_of_undo(desk: World) -> None:
    number = desk.one(complaint())
    before = desk.kept(number)
    muting(desk, number, MuteKind.AUTHOR)
    away = desk.kept(number)
    undo(desk.store, by="dana", now=after(2))
    assert (desk.kept(number), mute_rows(desk.store, after(2))) == (before, [])
    assert state(desk, 3, "2") is State.NEW
    redo(desk.store, by="dana", now=after(4))
    assert (desk.kept(number), len(mute_rows(desk.store, after(4)))) == (away, 1)


def test_undo_brings_praise_back_to_the_praise(desk: World) -> None:
    held = muting(desk, desk.one(thanks("p", author_handle="jane_doe")), MuteKind.AUTHOR)
    taken = desk.take(thanks("q", author_handle="jane_doe"), now=after(2))[0]
    assert (taken.state, desk.kept(taken.id).mute) == (State.MUTED, held)
    undo(desk.store, playbook(), by="dana", now=after(3))
    assert [desk.kept(each).lane for each in (1, taken.id)] == [Lane.PRAISE, Lane.PRAISE]


def test_undo_brings_back_what_it_has_let_go_since(desk: World) -> None:
    held = muting(desk, desk.one(complaint()), MuteKind.AUTHOR)
    assert state(desk, 2, "2") is State.MUTED
    undo(desk.store, by="dana", now=after(3))
    kept = desk.kept(2)
    assert (kept.decision, kept.lane, kept.mute, kept.why) == (Decision.UNDECIDED, Lane.DESK, None, None)
    assert (kept.priority, header_counts(desk.store, after(3)).undecided) == (desk.kept(1).priority, 2)
    assert state(desk, 4, "3") is State.NEW
    redo(desk.store, by="dana", now=after(5))
    assert [desk.kept(each).mute for each in (1, 2, 3)] == [held, held, None]


def test_a_voice_in_an_open_case_is_never_swallowed(desk: World) -> None:
    number = desk.one(complaint())
    case = open_case(desk.store, playbook(), number, by="dana", now=NOON)
    muting(desk, number, MuteKind.AUTHOR)
    assert desk.kept(number).decision is Decision.IN_CASE
    assert state(desk, 2, "2", thread_root_id="1") is State.JOINED
    with pytest.raises(Refused, match="its voices are heard"):
        muting(desk, number, MuteKind.THREAD)
    resolve(desk.store, case, "billing", Aftermath.QUIET, by="dana", now=after(3))
    muting(desk, number, MuteKind.THREAD)
    assert state(desk, 4, "3", thread_root_id="1", author_handle="ben") is State.MUTED


def test_what_is_more_urgent_than_what_was_muted_is_shown(desk: World) -> None:
    number = desk.one(complaint(text="The page has a small error."))
    muting(desk, number, MuteKind.AUTHOR)
    assert state(desk, 2, "2", text="The page has a small error again.") is State.MUTED
    angry = "You charged me twice, I called support three times, nobody ever called back. A scam!"
    taken = desk.take(complaint("3", text=angry), now=after(3))[0]
    assert (taken.state, desk.kept(taken.id).lane) == (State.NEW, Lane.DESK)
    why = [each.what for each in desk.kept(taken.id).reasons]
    assert why[-1] == "dana has muted jane_doe on forum, but this is more urgent"


def test_that_we_found_it_late_makes_it_no_more_than_was_muted(desk: World) -> None:
    early, late = desk.one(complaint()), desk.one(complaint("2", author_handle="ben"), now=after(600))
    assert (desk.kept(early).priority, desk.kept(late).priority) == (2, 1)
    muting(desk, early, MuteKind.AUTHOR)
    assert state(desk, 600, "3") is State.MUTED


def test_a_copy_of_a_muted_page_is_muted_with_it(desk: World) -> None:
    held = muting(desk, desk.one(complaint()), MuteKind.AUTHOR)
    again = complaint("other", source="feed", via="a feed", url="https://forum.example/t/1")
    taken = desk.take(again, now=after(2))[0]
    assert (taken.state, desk.kept(taken.id).mute) == (State.COPY, held)


def test_the_same_again_prolongs_it(desk: World) -> None:
    first, other = desk.one(complaint()), desk.one(complaint("2"))
    held = muting(desk, first, MuteKind.AUTHOR)
    later = NOON + timedelta(days=20)
    assert mute(desk.store, other, MuteKind.AUTHOR, "again", later, by="eve", now=after(2)) == held
    assert [row.mute.until for row in mute_rows(desk.store, after(3))] == [later]
    assert desk.kept(other).mute == held


@pytest.mark.parametrize(
    ("kind", "why", "until", "says"),
    [
        (MuteKind.AUTHOR, " ", WEEK, "say why"),
        (MuteKind.AUTHOR, "spam", NOON, "30 days at most"),
        (MuteKind.AUTHOR, "spam", NOON + timedelta(days=31), "30 days at most"),
        (MuteKind.WORD, "spam", WEEK, "say which word"),
    ],
)
def test_what_is_missing_is_said(desk: World, kind: MuteKind, why: str, until: datetime, says: str) -> None:
    number = desk.one(complaint())
    with pytest.raises(Refused, match=says):
        mute(desk.store, number, kind, why, until, by="dana", now=after(1))
    assert desk.kept(number).lane is Lane.DESK


def test_a_bare_name_is_muted_where_it_stands_and_said_so(desk: World) -> None:
    bare: dict[str, Any] = {
        "author_handle": None,
        "author_name": "Jonas",
        "source": "feed",
        "via": "fairtrip",
    }
    muting(desk, desk.one(complaint(**bare)), MuteKind.AUTHOR)
    assert mute_rows(desk.store, after(2))[0].mute.name == "Jonas on fairtrip"
    assert state(desk, 3, "2", **(bare | {"via": "union"})) is State.NEW


def test_nobody_named_is_nobody_to_mute(desk: World) -> None:
    number = desk.one(complaint(author_handle=None))
    with pytest.raises(Refused, match="nobody is named"):
        muting(desk, number, MuteKind.AUTHOR)


@pytest.mark.parametrize(
    ("text", "word", "has"),
    [
        ("Free followers!", "followers", True),
        ("unfollowers", "followers", False),
        ("c++ rules", "c++", True),
        ("a.b", "axb", False),
        ("STRASSE", "straße", False),
        ("die STRAẞE", "strasse", True),
    ],
)
def test_a_word_is_a_whole_word(text: str, word: str, has: bool) -> None:
    assert has_word(text, word) is has


def test_lifting_brings_back_what_it_let_go_and_one_undo_takes_all_of_it_back(desk: World) -> None:
    number = desk.one(complaint())
    held = muting(desk, number, MuteKind.AUTHOR)
    others = [desk.take(complaint(name), now=after(2))[0].id for name in ("2", "3")]
    untouched = desk.one(complaint("4", author_handle="ben"))
    assert lift_and_hear(desk.store, playbook(), held, by="dana", now=after(3)) == 3
    rows = [desk.kept(each) for each in (number, *others)]
    assert [(row.decision, row.lane, row.why, row.mute) for row in rows] == [
        (Decision.UNDECIDED, Lane.DESK, None, None)
    ] * 3
    assert check(desk.store) == []
    undo(desk.store, by="dana", now=after(4))
    assert [desk.kept(each).mute for each in (number, *others, untouched)] == [held, held, held, None]
    assert mute_rows(desk.store, after(5))[0].muted == 3


def test_what_another_mute_lets_go_as_well_does_not_come_back(desk: World) -> None:
    number = desk.one(complaint())
    held = muting(desk, number, MuteKind.AUTHOR)
    other = desk.one(complaint("2", author_handle="ben", thread_root_id="1"))
    thread = muting(desk, other, MuteKind.THREAD)
    assert lift_and_hear(desk.store, playbook(), held, by="dana", now=after(3)) == 0
    assert (desk.kept(number).lane, desk.kept(number).mute) == (None, thread)


def test_what_another_mute_lets_go_does_not_come_back_for_being_found_late(desk: World) -> None:
    held = muting(desk, desk.one(complaint()), MuteKind.AUTHOR)
    thread = muting(desk, desk.one(complaint("2", author_handle="ben", thread_root_id="1")), MuteKind.THREAD)
    late = desk.take(complaint("3", thread_root_id="1"), now=after(600))[0].id
    assert desk.kept(late).mute == held
    assert lift_and_hear(desk.store, playbook(), held, by="dana", now=after(601)) == 0
    assert (desk.kept(late).lane, desk.kept(late).mute) == (None, thread)


def test_what_comes_back_is_heard_in_the_case_its_thread_has_got(desk: World) -> None:
    number = desk.one(complaint())
    held = muting(desk, number, MuteKind.AUTHOR)
    other = desk.one(complaint("2", author_handle="ben", thread_root_id="1"))
    case = open_case(desk.store, playbook(), other, by="dana", now=after(2))
    assert lift_and_hear(desk.store, playbook(), held, by="dana", now=after(3)) == 1
    assert (desk.kept(number).decision, desk.kept(number).case) == (Decision.IN_CASE, case)
    assert desk.kept(other).voices == 2


def test_what_a_person_decides_after_all_is_muted_no_more(desk: World) -> None:
    first, other = desk.one(complaint()), desk.one(complaint("2"))
    held = muting(desk, first, MuteKind.AUTHOR)
    muting(desk, other, MuteKind.AUTHOR)
    open_case(desk.store, playbook(), first, by="dana", now=after(2))
    let_go(desk.store, other, "answered by phone", by="dana", now=after(3))
    assert [desk.kept(each).mute for each in (first, other)] == [None, None]
    assert header_counts(desk.store, after(4)).muted == 0
    assert lift_and_hear(desk.store, playbook(), held, by="dana", now=after(5)) == 0
