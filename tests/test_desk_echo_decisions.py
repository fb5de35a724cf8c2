"""How long a case listens for echoes, what is decided of them, and what hostile texts come to: nothing."""

import pytest
from tinydb import where

from casebook.kinds import Aftermath, CaseStatus, Decision, Lane
from desk import shelf
from desk.clocks import story_of
from desk.closing import resolve
from desk.deciding import let_go
from desk.engaging import engage, let_rest
from desk.errors import Refused
from desk.followups import finish_follow_up, follow_up
from desk.intake import State
from desk.merging import link
from desk.opening import claim
from desk.overruling import overrule
from desk.parting import part_echo
from desk.passing_time import pass_time
from desk.traces import forget_old, links_in
from desk.undo import undo
from playbooks.times import resolved_within
from tests.desk_world import World, after, playbook
from tests.echo_stories import (
    ARTICLE,
    DAY,
    OTHER,
    QUOTE,
    came,
    echo,
    elsewhere,
    last,
    story,
    why,
)

# How long


def test_a_case_listens_for_its_time_and_longer_while_it_owes_a_look(desk: World) -> None:
    case = story(desk, over=True)
    told = "Remember https://forum.example/t/story ?"
    assert came(desk, elsewhere(told, "a"), 89 * DAY)[0] is State.ECHO
    assert came(desk, elsewhere(told, "b", author_handle="b"), 91 * DAY)[0] is State.NEW
    number = follow_up(desk.store, case, "look again", after(200 * DAY), by="dana", now=after(91 * DAY))
    assert came(desk, elsewhere(told, "c", author_handle="c"), 92 * DAY)[0] is State.ECHO
    finish_follow_up(desk.store, number, by="dana", now=after(92 * DAY))
    assert came(desk, elsewhere(told, "d", author_handle="d"), 93 * DAY)[0] is State.NEW


def test_traces_are_forgotten_with_the_case_that_listens_no_more(desk: World) -> None:
    story(desk)
    desk.one(elsewhere(f"I saw {ARTICLE}"), now=after(10))
    case = story(desk, "story2", text=OTHER, author_handle="ole", over=True)
    assert case == 2
    forget_old(desk.store, after(95 * DAY))
    assert {each["mention"] for each in desk.store.traces.select()} == {1}
    state, _ = came(desk, elsewhere("See https://forum.example/t/story", "late"), 95 * DAY)
    assert state is State.JOINED


# Deciding


def test_engaging_opens_the_case_with_the_echo_and_is_undone(desk: World) -> None:
    case, number = echo(desk)
    assert engage(desk.store, playbook(), number, by="dana", now=after(61)) == case
    assert shelf.case(desk.store, case).status is CaseStatus.OPEN
    assert (desk.kept(number).decision, desk.kept(number).lane) == (Decision.IN_CASE, None)
    undo(desk.store, by="dana", now=after(62))
    assert (desk.kept(number).decision, desk.kept(number).lane) == (Decision.UNDECIDED, Lane.DESK)
    assert shelf.case(desk.store, case).status is CaseStatus.RESOLVED


def test_a_mild_echo_leaves_an_urgent_case_the_clocks_of_its_priority(desk: World) -> None:
    case = story(desk)
    overrule(desk.store, playbook(), 1, "severity", "3", by="dana", now=after(1))
    resolve(desk.store, case, "delivery", Aftermath.QUIET, by="dana", now=after(5))
    _, number = came(desk, elsewhere("Remember https://forum.example/t/story ?"))
    assert (desk.kept(1).priority, desk.kept(number).priority) == (1, None)
    engage(desk.store, playbook(), number, by="dana", now=after(61))
    found = shelf.case(desk.store, case)
    assert found.due_at == desk.kept(1).due_at == after(59) + playbook().within(1)
    assert found.resolve_by == after(59) + resolved_within(playbook().clocks, 1)
    assert not [
        each.say for each in story_of(desk.store, desk.kept(1), playbook(), after(62)) if "later" in each.say
    ]


def test_letting_it_rest_is_told_in_the_cases_timeline_and_is_undone(desk: World) -> None:
    case, number = echo(desk)
    copy = desk.one(
        elsewhere("Remember https://forum.example/t/story ?", via="alerts", source="alerts"), now=after(61)
    )
    assert desk.kept(copy).copy_of == number
    assert let_rest(desk.store, number, by="dana", now=after(62)) == case
    assert {desk.kept(each).decision for each in (number, copy)} == {Decision.NO_ACTION}
    assert last(desk, case) == f"let 2 go: let it rest: an echo of case #{case}"
    undo(desk.store, by="dana", now=after(63))
    assert (desk.kept(number).decision, desk.kept(number).lane) == (Decision.UNDECIDED, Lane.DESK)


def test_a_weak_echo_of_an_open_case_is_taken_in_by_the_same_key(desk: World) -> None:
    case = story(desk)
    claim(desk.store, playbook(), case, by="dana", now=after(1))
    number = came(desk, elsewhere(f"“{QUOTE}”"))[1]
    with pytest.raises(Refused, match="dana has case"):
        engage(desk.store, playbook(), number, by="eli", now=after(2))
    assert engage(desk.store, playbook(), number, by="dana", now=after(2)) == case
    assert desk.kept(number).decision is Decision.IN_CASE


def test_a_parted_echo_stands_alone_and_joins_nothing_again(desk: World) -> None:
    case, number = echo(desk)
    assert part_echo(desk.store, number, playbook(), by="dana", now=after(61)) == case
    kept = desk.kept(number)
    assert (kept.case, kept.lane, kept.apart, why(desk, number)) == (None, Lane.DESK, True, "")
    again = elsewhere("Remember https://forum.example/t/story ? I mean it.", edited_at=after(62))
    assert came(desk, again, 62)[0] is State.EDITED
    assert desk.kept(number).case is None


def test_parting_is_undone(desk: World) -> None:
    case, number = echo(desk)
    part_echo(desk.store, number, playbook(), by="dana", now=after(61))
    undo(desk.store, by="dana", now=after(62))
    assert (desk.kept(number).case, desk.kept(number).apart) == (case, None)


def test_a_voice_that_joined_by_itself_is_parted_from_its_case(desk: World) -> None:
    case = story(desk)
    number = came(desk, elsewhere("See https://forum.example/t/story"))[1]
    part_echo(desk.store, number, playbook(), by="dana", now=after(61))
    assert (desk.kept(number).case, desk.kept(number).lane) == (None, Lane.DESK)
    assert desk.kept(shelf.case(desk.store, case).lead).voices == 1


def test_what_was_put_there_by_hand_is_no_echo(desk: World) -> None:
    case = story(desk)
    number = desk.one(elsewhere("A word on trains."), now=after(1))
    link(desk.store, number, case, by="dana", now=after(2))
    with pytest.raises(Refused, match="no echo"):
        part_echo(desk.store, number, playbook(), by="dana", now=after(3))
    with pytest.raises(Refused, match="no echo"):
        engage(desk.store, playbook(), number, by="dana", now=after(3))
    with pytest.raises(Refused, match="no echo"):
        let_rest(desk.store, number, by="dana", now=after(3))


# Besides


def test_an_edit_that_links_to_a_story_puts_it_there(desk: World) -> None:
    case = story(desk)
    number = came(desk, elsewhere("A word on trains."))[1]
    assert desk.kept(number).case is None
    edited = elsewhere("A word on trains. Edit: see https://forum.example/t/story", edited_at=after(70))
    assert came(desk, edited, 70)[0] is State.EDITED
    assert (desk.kept(number).case, desk.kept(number).decision) == (case, Decision.IN_CASE)


def test_an_echo_that_was_let_go_is_still_part_of_the_story(desk: World) -> None:
    case, number = echo(desk)
    let_go(desk.store, number, "asks for nothing", by="dana", now=after(61))
    state, second = came(
        desk, elsewhere("As https://blog.example/new says", "third", author_handle="lee"), 62
    )
    assert (state, desk.kept(second).case) == (State.ECHO, case)


def test_a_store_from_before_finds_its_cases_too(desk: World) -> None:
    story(desk, over=True)
    desk.store.traces.remove(where("key") >= 0)
    desk.store.engine.ask("DELETE FROM sqlite_sequence WHERE name = 'doc:traces'")
    pass_time(desk.store, after(10), playbook())
    state, _ = came(desk, elsewhere("Remember https://forum.example/t/story ?"))
    assert state is State.ECHO


# Hostile


def test_a_text_of_ten_thousand_links_leaves_few_traces(desk: World) -> None:
    story(desk)
    many = " ".join(f"https://spam.example/{number}" for number in range(10_000))
    state, number = came(desk, elsewhere(many))
    assert state is State.NEW
    assert desk.store.traces.count(where("mention") == number) <= 8
    assert came(desk, elsewhere("https://" * 5000, "two"), 61)[0] is State.NEW


@pytest.mark.parametrize(
    "text",
    [
        "“" * 50_000,
        '"' * 50_000,
        ">" * 50_000,
        "@" * 50_000,
        "no " * 50_000,
        "u/" * 30_000,
        "(https://a.example/b" * 5000,
    ],
)
def test_no_text_breaks_or_ties_anything(desk: World, text: str) -> None:
    story(desk)
    assert came(desk, elsewhere(text))[0] is State.NEW


def test_a_long_text_with_the_quote_in_its_midst_is_found(desk: World) -> None:
    case = story(desk, over=True)
    filler = " ".join(f"word{number} and other things" for number in range(300))
    state, number = came(desk, elsewhere(f"{filler} “{QUOTE}” {filler}"))
    assert (state, desk.kept(number).case) == (State.ECHO, case)


def test_a_link_in_brackets_ends_where_a_person_ends_it() -> None:
    text = "see (https://a.example/x_(y)), [this](http://www.b.example/c). www.d.example/e…"
    assert list(links_in(text)) == ["https://a.example/x_(y)", "https://b.example/c", "https://d.example/e"]
