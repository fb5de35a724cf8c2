"""A story comes back: by a link, a quote, its author, its thread; what only looks alike stays apart."""

from dataclasses import replace

import pytest

from casebook.customer import Customer, Handle
from casebook.kinds import CaseStatus, Decision, Lane, LinkState, MentionKind
from desk import shelf
from desk.intake import State, take_in
from desk.merging import link
from desk.opening import open_case
from desk.timeline import timeline
from tests.desk_world import NOON, World, after, complaint, playbook
from tests.echo_stories import (
    ARTICLE,
    DAY,
    OTHER,
    QUOTE,
    STORY,
    came,
    crowd,
    elsewhere,
    story,
    why,
)

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
    assert why(desk, number).startswith(
        f"perhaps an echo of case #{case}, resolved 55 min before: the same author"
    )
    assert "it says that it goes on (Update)" in why(desk, number)


def test_the_cause_for_what_fits_no_other_ties_nothing_whatever_its_name(desk: World) -> None:
    theirs = [replace(each, key="misc") if each.rest else each for each in playbook().causes]
    ours = playbook().with_causes(theirs)
    vague = complaint("v1", text="The worst railway there is, Corncrake.")
    first = take_in(desk.store, ours, [vague], NOON)[0].id
    open_case(desk.store, ours, first, by="dana", now=NOON)
    more = complaint("v2", text="Just awful, what a joke of a company, Corncrake.", url=None)
    second = take_in(desk.store, ours, [more], after(60))[0].id
    assert [desk.kept(each).cause for each in (first, second)] == ["misc", "misc"]
    assert "the same author" in why(desk, second)
    assert "the same cause" not in why(desk, second)


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
    assert "both say the same (TR9417 … Harrogate)" in why(desk, number)
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
