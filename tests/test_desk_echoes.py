"""A story comes back: by a link, a quote, its author, its thread; what only looks alike stays apart."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tinydb import where

from casebook.customer import Customer, Handle
from casebook.kinds import Aftermath, CaseStatus, Decision, Lane, LinkState, MentionKind
from casebook.mention import Mention
from casebook.store.upkeep import check
from desk import shelf
from desk.closing import resolve
from desk.deciding import let_go
from desk.engaging import engage, let_rest
from desk.errors import Refused
from desk.followups import finish_follow_up, follow_up
from desk.intake import State
from desk.merging import link
from desk.opening import claim, open_case
from desk.parting import part_echo
from desk.passing_time import pass_time
from desk.timeline import timeline
from desk.traces import forget_old, links_in
from desk.undo import undo
from tests.desk_world import NOON, World, after, complaint, playbook, world

DAY = 24 * 60
STORY = (
    "The Corncrake night train to Harrogate left without our sleeping car and the guard told forty of us to "
    "wait on an unlit platform until morning."
)
QUOTE = "the guard told forty of us to wait on an unlit platform until morning"
OTHER = "My seat was wet on the way to work. Nobody at the station wanted to hear about it."
ARTICLE = "https://herald.example/2026/night-train-left-without-car"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made
        assert check(made.store) == []


def story(desk: World, number: str = "story", *, over: bool = False, **about: Any) -> int:
    """Let a story come in, open its case, and resolve it where it is to be over."""
    told = complaint(number, **{"text": STORY, "author_handle": "jane_doe", **about})
    case = open_case(desk.store, playbook(), desk.one(told), by="dana", now=NOON)
    if over:
        resolve(desk.store, case, "delivery", Aftermath.QUIET, by="dana", now=after(5))
    return case


def elsewhere(text: str, number: str = "new", **about: Any) -> Mention:
    """Return what somebody else says at another place."""
    told = {"source": "blog", "via": "blogs", "url": f"https://blog.example/{number}", "author_handle": "kim"}
    return complaint(number, text=text, **{**told, **about})


def came(desk: World, mention: Mention, minutes: float = 60) -> tuple[State, int]:
    taken = desk.take(replace(mention, created_at=after(minutes - 1)), now=after(minutes))[0]
    return taken.state, taken.id


def why(desk: World, number: int) -> str:
    signs = (each for each in desk.kept(number).reasons if each.key.startswith("echoes."))
    return " · ".join(f"{each.what} ({each.words})" for each in signs)


def last(desk: World, case: int) -> str:
    return timeline(desk.store.events(case=case), playbook())[-1].words


def crowd(desk: World, many: int = 20) -> None:
    """Let many others say what everybody says."""
    for each in range(many):
        desk.one(elsewhere("Corncrake was late, the train was full.", f"f{each}", author_handle=f"f{each}"))


# Links


@pytest.mark.parametrize(
    "link",
    [
        "https://forum.example/t/story",
        "http://www.forum.example/t/story/?utm_source=x&fbclid=1#top",
        "https://m.forum.example/t/story/amp/",
    ],
)
def test_a_link_to_its_page_joins_an_open_case_however_it_is_dressed(desk: World, link: str) -> None:
    case = story(desk)
    state, number = came(desk, elsewhere(f"Has anybody seen this ({link})? Unbelievable."))
    assert (state, desk.kept(number).case, desk.kept(number).lane) == (State.JOINED, case, None)
    assert why(desk, number) == f"an echo of case #{case}: it links to where the story stands ({link})"
    assert shelf.mention(desk.store, shelf.case(desk.store, case).lead).voices == 2


def test_a_link_to_its_page_wakes_a_case_that_is_over_with_a_decision_to_make(desk: World) -> None:
    case = story(desk, over=True)
    state, number = came(desk, elsewhere("Remember https://forum.example/t/story ?"), DAY + 125)
    kept = desk.kept(number)
    assert (state, kept.decision, kept.lane, kept.case) == (State.ECHO, Decision.UNDECIDED, Lane.DESK, case)
    assert kept.reasons[0].what == (
        f"an echo of case #{case}, resolved 1 d before: it links to where the story stands"
    )
    assert shelf.case(desk.store, case).status is CaseStatus.RESOLVED
    assert (
        timeline(desk.store.events(case=case), playbook())[-1].words
        == f"an echo came in: {kept.reasons[0].what}"
    )


def test_a_rare_link_both_have_puts_it_to_the_case_for_a_person_to_decide(desk: World) -> None:
    case = story(desk, text=f"{OTHER} The paper had it: {ARTICLE}")
    state, number = came(desk, elsewhere(f"Reading {ARTICLE}?utm_campaign=a with my tea."))
    kept = desk.kept(number)
    assert (state, kept.case, kept.decision, kept.lane) == (State.ECHO, case, Decision.UNDECIDED, Lane.DESK)
    assert "perhaps an echo of case" in why(desk, number)


def test_the_article_a_story_links_to_is_an_echo_of_it(desk: World) -> None:
    case = story(desk, text=f"{OTHER} {ARTICLE}")
    paper = elsewhere(
        "Night train leaves forty behind.", url=ARTICLE, kind=MentionKind.ARTICLE, author_handle=None
    )
    state, number = came(desk, paper)
    assert (state, desk.kept(number).case) == (State.ECHO, case)


def test_a_link_that_everybody_posts_ties_nothing(desk: World) -> None:
    for number in range(playbook().echoes.rare_in + 1):
        desk.one(elsewhere(f"Late again, see {ARTICLE}", f"late{number}", author_handle=f"rider{number}"))
    story(desk, text=f"{OTHER} {ARTICLE}")
    state, _ = came(desk, elsewhere(f"I read {ARTICLE} today"))
    assert state is State.NEW


@pytest.mark.parametrize(
    "link", ["https://corncrake.example/", "https://www.corncrake.example", "not a link"]
)
def test_the_front_page_of_a_site_ties_nothing(desk: World, link: str) -> None:
    story(desk, text=f"{OTHER} {link}")
    assert came(desk, elsewhere(f"Go to {link} and see"))[0] is State.NEW


def test_a_page_that_holds_the_reviews_of_all_is_nobodys_story(desk: World) -> None:
    app = "https://store.example/app/corncrake"
    desk.one(complaint("r1", text="Cannot pay.", author_handle="a", url=app, kind=MentionKind.REVIEW))
    desk.one(complaint("r2", text="Cannot log in.", author_handle="b", url=app, kind=MentionKind.REVIEW))
    open_case(desk.store, playbook(), 1, by="dana", now=NOON)
    assert came(desk, elsewhere(f"Do not install {app} at all"))[0] is State.NEW


# Words


def test_a_quote_with_its_author_joins_and_without_waits_for_a_person(desk: World) -> None:
    case = story(desk)
    state, number = came(desk, elsewhere(f"“{QUOTE}”, writes @jane_doe, and I believe it."))
    assert (state, desk.kept(number).case) == (State.JOINED, case)
    assert "it quotes 14 of its words in a row" in why(desk, number)
    state, number = came(
        desk, elsewhere(f'They say "{QUOTE}" and nothing more.', "q2", author_handle="lee"), 61
    )
    assert (state, desk.kept(number).case) == (State.ECHO, case)
    assert desk.kept(number).reasons[0].words.startswith("the guard told forty")


def test_a_quoted_letter_is_a_quote(desk: World) -> None:
    case = story(desk, over=True)
    letter = f"What is this?\n> {QUOTE[:30]}\n> {QUOTE[30:]}\nI mean it."
    state, number = came(desk, elsewhere(letter))
    assert (state, desk.kept(number).case) == (State.ECHO, case)


def test_two_people_with_the_same_complaint_are_two_complaints(desk: World) -> None:
    story(desk)
    state, number = came(desk, elsewhere(STORY))
    assert (state, desk.kept(number).case) == (State.NEW, None)


def test_the_same_words_under_nobodys_name_may_be_an_echo(desk: World) -> None:
    case = story(desk, over=True)
    state, number = came(desk, elsewhere(f"Seen at the station: {QUOTE}!", author_handle=None))
    assert (state, desk.kept(number).case) == (State.ECHO, case)
    assert "one of the two bears no customer’s name" in why(desk, number)


def test_few_words_in_common_are_chance(desk: World) -> None:
    story(desk)
    assert (
        came(desk, elsewhere("“the guard told forty of us to” sit down", author_handle=None))[0] is State.NEW
    )
    no = "no no no no no no no no no no no no"
    desk.one(complaint("no", text=no, author_handle="nils"))
    open_case(desk.store, playbook(), 3, by="dana", now=NOON)
    assert came(desk, elsewhere(f"“{no}”", "no2", author_handle=None), 61)[0] is State.NEW


# Authors


def test_its_author_writing_on_is_tied_by_a_word_a_cause_or_rare_words(desk: World) -> None:
    case = story(desk, over=True)
    jane = {"author_handle": "jane_doe", "source": "forum", "via": "the forum"}
    state, number = came(desk, elsewhere("Update: no letter from the railway in the post today.", **jane))
    assert (state, desk.kept(number).case) == (State.ECHO, case)
    assert why(desk, number).startswith(f"an echo of case #{case}, resolved 55 min before: the same author")
    assert "it says that it goes on (Update)" in why(desk, number)


def test_its_author_with_another_matter_is_only_said_to_have_a_case(desk: World) -> None:
    case = story(desk, over=True)
    state, number = came(desk, complaint("b", text="Your new blue seats look nice on the photo.", url=None))
    assert (state, desk.kept(number).case) == (State.NEW, None)
    assert why(desk, number) == (
        f"perhaps of case #{case}, resolved 55 min before: the same author, which alone ties nothing ()"
    )


def test_its_author_counts_for_a_time_only(desk: World) -> None:
    story(desk, over=True)
    text = "Update: no letter from the railway in the post today."
    assert came(desk, complaint("b", text=text, url=None), 15 * DAY)[0] is State.NEW


def test_another_account_of_the_same_customer_counts_once_confirmed(desk: World) -> None:
    case = story(desk)
    jane = shelf.keep(desk.store.customers, Customer(id=0, ref="C-1", name="Jane"))
    with desk.store.act("dana", "handle.confirm", NOON):
        for account in ("forum:jane_doe", "blog:jane_writes"):
            shelf.keep(
                desk.store.handles, Handle(0, account, jane.id, LinkState.CONFIRMED, "she said so", NOON)
            )
        shelf.keep(desk.store.cases, replace(shelf.case(desk.store, case), customer=jane.id))
    said = elsewhere("Update: still no letter about the platform.", author_handle="jane_writes")
    state, number = came(desk, said)
    assert (state, desk.kept(number).case) == (State.ECHO, case)
    assert "another account of the same customer" in why(desk, number)


def test_whoever_names_its_author_and_says_rare_words_may_echo_it(desk: World) -> None:
    crowd(desk)
    case = story(desk, text=f"{STORY} It was TR9417.")
    alone = elsewhere("Poor @jane_doe, what a railway, Corncrake.", "one", author_handle="ole")
    assert came(desk, alone)[0] is State.NEW
    rare = elsewhere("Poor @jane_doe in Harrogate, with TR9417 gone.", "two", author_handle="ole")
    state, number = came(desk, rare, 61)
    assert (state, desk.kept(number).case) == (State.ECHO, case)
    assert "both say TR9417, Harrogate" in why(desk, number)
    unnamed = elsewhere("Poor people in Harrogate, with TR9417 gone.", "three", author_handle="pia")
    assert came(desk, unnamed, 62)[0] is State.NEW


# Threads


def test_an_answer_in_the_thread_of_a_voice_that_was_put_there_joins(desk: World) -> None:
    case = story(desk)
    post = desk.one(elsewhere("A word on trains.", "t1", author_handle="ole"), now=after(1))
    link(desk.store, post, case, by="dana", now=after(2))
    state, number = came(
        desk, elsewhere("So true.", "t2", author_handle="pia", thread_root_id="t1", reply_to_id="t1")
    )
    assert (state, desk.kept(number).case) == (State.JOINED, case)


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


def echo(desk: World) -> tuple[int, int]:
    case = story(desk, over=True)
    return case, came(desk, elsewhere("Remember https://forum.example/t/story ?"))[1]


def test_engaging_opens_the_case_with_the_echo_and_is_undone(desk: World) -> None:
    case, number = echo(desk)
    assert engage(desk.store, playbook(), number, by="dana", now=after(61)) == case
    assert shelf.case(desk.store, case).status is CaseStatus.OPEN
    assert (desk.kept(number).decision, desk.kept(number).lane) == (Decision.IN_CASE, None)
    undo(desk.store, by="dana", now=after(62))
    assert (desk.kept(number).decision, desk.kept(number).lane) == (Decision.UNDECIDED, Lane.DESK)
    assert shelf.case(desk.store, case).status is CaseStatus.RESOLVED


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
