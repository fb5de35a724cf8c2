"""Until when a customer is within reach (J6), and what would put it right (A3), read from their words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from casebook.kinds import Portal
from casebook.mention import Mention
from playbooks.around import STRANGER, Answer
from playbooks.judge import judge
from playbooks.playbook import Playbook, load
from playbooks.verdict import Verdict
from playbooks.wants import wanted
from playbooks.within_reach import FACET, OVER, within_reach
from tests.playbook_samples import ground_of

WEDNESDAY = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)
SOON = WEDNESDAY + timedelta(minutes=5)


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load()


def heard(text: str, playbook: Playbook, now: datetime = SOON, *said: Answer) -> Verdict:
    """Judge what was written on a Wednesday at two."""
    mention = Mention(source="feed", native_id="1", text=text, created_at=WEDNESDAY, portal=Portal.SOCIAL)
    return judge(mention, playbook, now, replace(STRANGER, said=said))


def until(text: str, playbook: Playbook) -> str:
    """Return until when its author is within reach, by UTC, or nothing."""
    found = within_reach(playbook.rules.read(text), playbook.clocks, WEDNESDAY)
    return "" if found is None else f"{found.until:%a %H:%M}"


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("I'm still here at Corncrake station and the lift is broken", "Wed 17:00"),
        ("still standing on platform 4, no train, no staff, nothing works", "Wed 17:00"),
        ("Boarding now and the bag is still not refunded", "Wed 15:00"),
        ("boarding at 15:40 and the refund never came", "Wed 15:40"),
        ("Please cancel the order before it ships, it is the wrong one again", "Thu 02:00"),
        ("the heating is broken, will anybody come tonight?", "Wed 22:00"),
        ("Filthy room. We check out tomorrow and nobody has apologised", "Thu 11:00"),
        ("you cancelled my seat and my train leaves at 6", "Wed 18:00"),
        ("you cancelled my seat and my train leaves at 6 am", "Thu 06:00"),
        ("my train leaves in 20 minutes and the app does not work", "Wed 14:20"),
        ("no refund for the broken cake, and our event is on Friday!", "Fri 09:00"),
        ("the wedding is on Friday at 3 pm and the dress is torn", "Fri 15:00"),
        ("our party is at 8 tonight and the delivery never came", "Wed 20:00"),
        ("broken shower, and we are here until Sunday", "Sun 09:00"),
        ("room was never cleaned, checking out at noon tomorrow", ""),  # told as what is over
        ("the room is never cleaned, checking out at noon tomorrow", "Thu 12:00"),
    ],
)
def test_a_time_ahead_is_read_from_their_words(playbook: Playbook, text: str, by: str) -> None:
    assert until(text, playbook) == by


@pytest.mark.parametrize(
    "text",
    [
        "still no refund after three weeks",
        "the show last night was ruined by your app",
        "we were stuck at the airport for five hours, what a mess",
        "I was stuck at the gate yesterday and nobody helped",
        "my train on Friday was cancelled, no refund",
        "tonight's episode was terrible, the stream failed",
        "flight in 2019 was terrible and the refund never came",
        "the bug is still there, app crashes at 100%",
        "at 5 I called, nobody answered, broken again",
    ],
)
def test_what_is_over_or_never_ends_is_no_such_time(playbook: Playbook, text: str) -> None:
    assert until(text, playbook) == ""


def test_they_come_before_others_and_the_ground_says_until_when_and_why(playbook: Playbook) -> None:
    verdict = heard("I'm still here at Corncrake station and the lift is broken", playbook)
    assert verdict.priority == 2
    ground = ground_of(verdict, "reachable")
    assert ground.what == "still within reach until Wed 04 Mar 17:00 UTC: they are still there"
    assert (ground.words, ground.points) == ("I'm still here", playbook.weights.reachable)


def test_once_it_is_over_it_counts_no_more_and_says_so(playbook: Playbook) -> None:
    text = "I'm still here at Corncrake station and the lift is broken"
    late = heard(text, playbook, WEDNESDAY + timedelta(hours=4))
    assert (late.priority, late.reach_by) == (3, None)
    assert any(each.what.startswith("was within reach until Wed 04 Mar 17:00") for each in late.grounds)


@pytest.mark.parametrize(
    "text",
    ["you charged my card twice tonight", "just saw at my bank: the sum was taken two times this evening"],
)
def test_what_happened_tonight_says_nothing_of_reach(playbook: Playbook, text: str) -> None:
    assert heard(text, playbook).reach_by is None


def test_what_is_days_ahead_is_told_and_does_not_press(playbook: Playbook) -> None:
    near = heard("my seat is gone, nobody answers, and the train leaves tomorrow at 9", playbook)
    far = heard("my seat is gone, nobody answers, and we leave on Saturday at 9", playbook)
    (told,) = [each for each in far.grounds if each.what.startswith("still within reach until Sat")]
    assert near.reach_by is not None
    assert (far.reach_by, told.points) == (None, 0)


def test_the_playbooks_zone_says_whose_tonight_it_is(playbook: Playbook) -> None:
    hours = replace(playbook.clocks.hours, zone="America/New_York")
    there = replace(playbook, clocks=replace(playbook.clocks, hours=hours))
    verdict = heard("the heating is broken, will anybody come tonight?", there)
    assert verdict.reach_by == datetime(2026, 3, 5, 3, 0, tzinfo=UTC)
    assert any("22:00 America/New_York" in each.what for each in verdict.grounds)


def test_a_persons_word_on_it_stands_above_theirs(playbook: Playbook) -> None:
    text = "I'm still here at Corncrake station and the lift is broken"
    six = Answer(FACET, "2026-03-04T18:00:00+00:00", "dana")
    said = heard(text, playbook, SOON, six)
    assert said.reach_by == datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
    assert any("dana says so" in each.what for each in said.grounds)
    assert heard(text, playbook, SOON, six, Answer(FACET, OVER, "dana")).reach_by is None


def test_a_question_of_somebody_about_to_go_is_priority_2(playbook: Playbook) -> None:
    verdict = heard("Can I get my ticket printed? My train leaves at 15:10", playbook)
    assert (verdict.priority, until("do you sell mugs?", playbook)) == (2, "")


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Charged twice. I just want my money back! Corncrake is a joke.", "I just want my money back"),
        ("Late again. All I ask is a working key. Please help", "All I ask is a working key"),
        ("no answer for days, please call me on my mobile", "please call me on my mobile"),
        ("The app crashed again, just tell me\nwhen it works again", "just tell me"),
        ("train cancelled, can you refund my ticket?", "can you refund my ticket"),
        ("I want to cry, it crashed again", ""),
        ("broken again, I would like to thank nobody", ""),
        ("the worst app, never works", ""),
    ],
)
def test_what_they_ask_for_is_kept_in_their_words(playbook: Playbook, text: str, wish: str) -> None:
    found = wanted(playbook.rules.read(text))
    assert (text[slice(*found)] if found else "") == wish


def test_the_verdict_has_their_wish_and_a_ground_with_its_place(playbook: Playbook) -> None:
    text = "Charged twice, no refund. I just want my money back! Corncrake never answers."
    verdict = heard(text, playbook)
    assert verdict.wants == "I just want my money back"
    ground = ground_of(verdict, "wants")
    assert (text[ground.start : ground.end], ground.points) == ("I just want my money back", 0)


def test_a_long_wish_is_cut_behind_a_whole_word(playbook: Playbook) -> None:
    text = f"It broke. I want {'a refund and ' * 40}peace"
    found = wanted(playbook.rules.read(text))
    assert found is not None
    wish = text[slice(*found)]
    assert len(wish) <= 160
    assert wish.split()[-1] in {"a", "refund", "and"}
