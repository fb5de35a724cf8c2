"""One story, one row: copies stand behind it, each with its own link, and a wrong one is parted again."""

from typing import Any

import pytest
from tinydb import where

from casebook.kinds import Aftermath, Decision, Lane, MuteKind, ReachKind
from casebook.mention import Mention
from casebook.store.asking import found
from casebook.store.live import Window
from casebook.store.narrow import narrow
from desk import shelf
from desk.closing import resolve
from desk.copies import copies_of, forget_old
from desk.deciding import let_go
from desk.errors import Refused
from desk.intake import State
from desk.likeness import Said, keys
from desk.merging import link
from desk.muting import mute
from desk.opening import claim, open_case
from desk.parting import part
from desk.undo import undo
from tests.desk_world import NOON, World, after, complaint, playbook

DAYS = 24 * 60


def elsewhere(where: str, **about: Any) -> Mention:
    """Return the same complaint by the same name on another platform."""
    told = {"source": where, "via": where, "url": f"https://{where}.example/{where}"}
    return complaint(where, **{**told, **about})


def told(desk: World, mention: Mention, minutes: float = 1) -> tuple[int, State]:
    taken = desk.take(mention, now=after(minutes))[0]
    return taken.id, taken.state


def test_a_cross_post_stands_behind_the_first_with_its_own_link(desk: World) -> None:
    first = desk.one(complaint())
    copies = [told(desk, elsewhere(each)) for each in ("reddit", "bluesky")]
    assert [state for _, state in copies] == [State.COPY, State.COPY]
    row = desk.kept(first)
    assert (row.voices, row.lane) == (3, Lane.DESK)
    behind = copies_of(desk.store, row)
    assert [each.mention.url for each in behind] == [
        "https://reddit.example/reddit",
        "https://bluesky.example/bluesky",
    ]
    assert {each.copy_of for each in behind} == {first}
    assert behind[0].reasons[0].what == f"a copy of mention #{first}: the same words by the same name"


def test_a_copy_of_a_copys_page_stands_behind_the_first_of_all(desk: World) -> None:
    first = desk.one(complaint())
    told(desk, elsewhere("reddit"))
    again = complaint(
        "a", via="alerts", author_handle=None, text="Something", url="https://reddit.example/reddit"
    )
    number, state = told(desk, again)
    assert (state, desk.kept(number).copy_of, desk.kept(first).voices) == (State.COPY, first, 3)


def test_two_customers_with_one_complaint_have_two_rows(desk: World) -> None:
    desk.one(complaint())
    number, state = told(desk, elsewhere("reddit", author_handle="kim"))
    assert (state, desk.kept(number).lane) == (State.NEW, Lane.DESK)


def test_a_copy_that_weighs_more_makes_the_row_more_urgent_until_it_is_parted(desk: World) -> None:
    words = "Acme never answers my letters about the broken gate, and I wrote three times."
    first = desk.one(complaint(text=words, author_reach=3, author_reach_kind=ReachKind.FOLLOWERS))
    assert desk.kept(first).priority == 2
    loud = {"author_reach": 4_000_000, "author_reach_kind": ReachKind.FOLLOWERS}
    number, _ = told(desk, elsewhere("reddit", text=words, **loud))
    assert [desk.kept(each).priority for each in (first, number)] == [1, 1]
    part(desk.store, number, playbook(), by="dana", now=after(2))
    assert [desk.kept(each).priority for each in (first, number)] == [2, 1]


def test_what_was_let_go_keeps_its_copies_out_and_a_closed_case_does_not(desk: World) -> None:
    let_go(desk.store, desk.one(complaint()), "only venting", by="dana", now=NOON)
    number, state = told(desk, elsewhere("reddit"))
    assert (state, desk.kept(number).decision, desk.kept(number).why) == (
        State.COPY,
        Decision.NO_ACTION,
        "only venting",
    )
    words = "My parcel was left in the rain again and the whole order of books is ruined."
    case = open_case(desk.store, playbook(), desk.one(complaint("2", text=words)), by="dana", now=NOON)
    resolve(desk.store, case, "billing", Aftermath.QUIET, by="dana", now=NOON)
    number, state = told(desk, elsewhere("bluesky", text=words))
    assert (state, desk.kept(number).lane) == (State.NEW, Lane.DESK)


def test_a_mute_holds_where_it_was_meant_to(desk: World) -> None:
    first, until = desk.one(complaint()), after(7 * DAYS)
    mute(desk.store, first, MuteKind.WORD, "spam", until, word="charged", by="dana", now=NOON)
    assert desk.kept(first).decision is Decision.NO_ACTION
    assert told(desk, elsewhere("reddit"))[1] is State.NEW


def test_a_parted_copy_is_heard_by_itself(desk: World) -> None:
    first = desk.one(complaint())
    number, _ = told(desk, elsewhere("reddit"))
    assert part(desk.store, number, playbook(), by="dana", now=after(2)) == first
    alone = desk.kept(number)
    assert (alone.lane, alone.copy_of, alone.apart, alone.decision) == (
        Lane.DESK,
        None,
        True,
        Decision.UNDECIDED,
    )
    assert alone.thread != desk.kept(first).thread
    assert desk.kept(first).voices == 1
    late, state = told(desk, elsewhere("bluesky"), 3)
    assert (state, desk.kept(late).copy_of) == (State.COPY, first)


def test_nothing_stands_behind_what_was_parted(desk: World) -> None:
    desk.one(complaint())
    number, _ = told(desk, elsewhere("reddit"))
    part(desk.store, number, playbook(), by="dana", now=after(2))
    desk.take(complaint(text="You charged me once only, and that was wrong as well."), now=after(3))
    assert told(desk, elsewhere("bluesky"), 4)[1] is State.NEW


def test_parting_is_one_act_to_take_back(desk: World) -> None:
    first = desk.one(complaint())
    number, _ = told(desk, elsewhere("reddit"))
    before = desk.kept(first), desk.kept(number)
    part(desk.store, number, playbook(), by="dana", now=after(2))
    undo(desk.store, playbook(), by="dana", now=after(3))
    assert (desk.kept(first), desk.kept(number)) == before


def test_a_copy_leaves_the_case_of_the_one_it_is_none_of(desk: World) -> None:
    first = desk.one(complaint())
    number, _ = told(desk, elsewhere("reddit"))
    case = open_case(desk.store, playbook(), first, by="dana", now=after(1))
    claim(desk.store, playbook(), case, by="dana", now=after(1))
    with pytest.raises(Refused, match=f"dana has case #{case}"):
        part(desk.store, number, playbook(), by="eve", now=after(2))
    part(desk.store, number, playbook(), by="dana", now=after(2))
    assert (desk.kept(number).case, desk.kept(number).lane) == (None, Lane.DESK)
    assert desk.kept(first).voices == 1
    assert desk.store.mentions.count(where("case") == case) == 1


def test_a_copy_that_speaks_for_a_case_stays_in_it(desk: World) -> None:
    desk.one(complaint())
    number, _ = told(desk, elsewhere("reddit"))
    open_case(desk.store, playbook(), number, by="dana", now=after(1))
    words = "My parcel was left in the rain, and all of the books in it are ruined."
    other = open_case(desk.store, playbook(), desk.one(complaint("2", text=words)), by="dana", now=after(1))
    link(desk.store, number, other, by="dana", now=after(2))
    with pytest.raises(Refused, match=f"mention #{number} speaks for case"):
        part(desk.store, number, playbook(), by="dana", now=after(3))


def test_what_is_no_copy_cannot_be_parted(desk: World) -> None:
    first = desk.one(complaint())
    with pytest.raises(Refused, match="is no copy of another"):
        part(desk.store, first, playbook(), by="dana", now=NOON)


def test_a_copy_by_page_is_parted_too(desk: World) -> None:
    first = desk.one(complaint())
    page = desk.kept(first).mention.url
    number, other = (
        told(desk, complaint(via, via=via, author_handle=None, text=f"Acme in {via}", url=page))[0]
        for via in ("alerts", "news")
    )
    told(desk, complaint("kim", via="web", author_handle="kim", text="Somebody else says so", url=page))
    part(desk.store, number, playbook(), by="dana", now=after(2))
    assert (desk.kept(number).lane, desk.kept(first).voices) == (Lane.DESK, 2)
    let_go(desk.store, number, "venting", by="dana", now=after(3))
    assert [each.id for each in copies_of(desk.store, desk.kept(first))] == [other]


def test_a_copy_kept_before_copies_said_of_what_is_still_one(desk: World) -> None:
    first = desk.one(complaint())
    page = desk.kept(first).mention.url
    number, _ = told(desk, complaint("x", via="alerts", author_handle=None, text="Acme again", url=page))
    with desk.store.act("test", "as it was", NOON):
        desk.store.mentions.update({"copy_of": None}, doc_ids=[number])
    assert [each.id for each in copies_of(desk.store, desk.kept(first))] == [number]
    let_go(desk.store, first, "venting", by="dana", now=after(1))
    assert desk.kept(number).decision is Decision.NO_ACTION


def test_only_what_may_still_have_copies_is_remembered(desk: World) -> None:
    first = desk.one(complaint())
    assert desk.store.likenesses.count(where("mention") == first) >= 1
    desk.take(
        complaint(text="Your app ate my whole holiday booking and nobody at all answers."), now=after(1)
    )
    told(desk, elsewhere("reddit", text="Something else entirely, at some length, about the weather."))
    forget_old(desk.store, after(13 * DAYS))
    assert desk.store.likenesses.count() > 0
    forget_old(desk.store, after(15 * DAYS))
    assert desk.store.likenesses.count() == 0


def test_a_million_keys_are_no_walk(desk: World) -> None:
    ask = desk.store.engine.ask
    plan = ask(
        "EXPLAIN QUERY PLAN " + found("likenesses", narrow(where("key") == 7), Window("-", 8)).sql, (7, 8, 0)
    )
    assert [each[3] for each in plan] == ["SEARCH d USING INDEX index:likenesses:key (<expr>=?)"]
    plan = ask(
        "EXPLAIN QUERY PLAN " + found("mentions", narrow(where("copy_of") == 7), Window("+")).sql, (7,)
    )
    assert [each[3] for each in plan] == ["SEARCH d USING INDEX sparse index:mentions:copy_of (<expr>=?)"]
    desk.one(complaint())


def test_edited_words_are_looked_for_and_the_old_ones_are_not(desk: World) -> None:
    desk.one(complaint())
    words = "Your app ate my whole holiday booking and nobody at all answers."
    desk.take(complaint(text=words), now=after(1))
    kept = {each["key"] for each in desk.store.likenesses.select(where("mention") == 1)}
    assert kept == set(keys(Said(complaint(text=words))))
    assert told(desk, elsewhere("reddit"))[1] is State.NEW
    assert told(desk, elsewhere("bluesky", text=words))[1] is State.COPY
    assert shelf.mention(desk.store, 1).voices == 2
