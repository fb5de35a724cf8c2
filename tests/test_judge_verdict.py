"""The top row is the right one, and it says why in the customer's own words."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from casebook.kinds import Blame, CustomerKind, MentionKind, Portal, ReachKind
from playbooks.around import Around
from playbooks.judge import judge
from playbooks.playbook import Playbook, load
from tests.playbook_samples import NOW, copied, judged, rewritten, said, why


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load()


def test_somebody_let_down_twice_comes_before_somebody_let_down_once(playbook: Playbook) -> None:
    once = judged(playbook, "My train was cancelled and nobody told me at the station.")
    twice = judged(
        playbook, "My train was cancelled. I called support on Monday and was told to wait; no reply since."
    )
    assert (once.double, twice.double) == (False, True)
    assert once.priority == 3
    assert twice.priority == 1
    assert 'double disappointment: they asked for help and got no answer "I called support' in why(twice)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Charged twice. I have been on hold for 50 minutes now.", "been on hold for 50 minutes"),
        ("Still no refund, and they never called back.", "Still no refund"),
        ("The replacement you sent is also broken.", "replacement you sent is also broken"),
        ("You promised a call yesterday. Nothing.", "You promised a call yesterday."),
        ("They refuse to refund the cancelled trip.", "They refuse to refund"),
        ("Ich habe dreimal angerufen, keine Antwort.", "angerufen, keine Antwort"),
        ("J’ai rempli le formulaire, aucune réponse.", "formulaire, aucune réponse"),
    ],
)
def test_the_second_failure_is_heard_in_many_ways(playbook: Playbook, text: str, words: str) -> None:
    verdict = judged(playbook, text)
    assert verdict.double
    assert words in why(verdict)


@pytest.mark.parametrize(
    "text",
    [
        "My bag is still missing. Where can I report that?"[:24],
        "I called and it works now, thanks for the quick help!",
        "Is there a way to change the seat after booking?",
        "The heating was off all night.",
        "I called my mother. "
        + "It was a long and lovely talk about everything and nothing. " * 3
        + "It still rains.",
    ],
)
def test_one_failure_or_none_is_no_double_disappointment(playbook: Playbook, text: str) -> None:
    assert not judged(playbook, text).double


@pytest.mark.parametrize(
    ("text", "blame"),
    [
        ("Greedy company, they only want our money.", Blame.GREED),
        ("This is a rip-off.", Blame.GREED),
        ("You lied to us about the delay.", Blame.INTENTIONAL),
        ("They don't care about their passengers.", Blame.INTENTIONAL),
        ("You forgot my breakfast, must be a mix-up.", Blame.UNINTENTIONAL),
        ("The train was three hours late.", Blame.NONE),
        ("The app refuses to download.", Blame.NONE),
        ("I don't care about my shoes, I want to travel.", Blame.NONE),
    ],
)
def test_a_motive_is_only_named_where_they_name_it(playbook: Playbook, text: str, blame: Blame) -> None:
    verdict = judged(playbook, text)
    assert verdict.blame is blame
    assert ("it sounds as if they believe" in why(verdict)) is (blame is not Blame.NONE)


def test_a_steady_customer_counts_more_once_we_know_it_is_them(playbook: Playbook) -> None:
    text = "My booking was cancelled."
    nobody = judged(playbook, text)
    perhaps = judged(playbook, text, CustomerKind.STEADY)
    known = judged(playbook, text, CustomerKind.STEADY, known=True)
    assert nobody.points < perhaps.points < known.points
    assert "perhaps a steady customer" in why(perhaps)
    assert "perhaps a steady" not in why(known)
    assert "steady customer" in why(known)
    assert judged(playbook, text, CustomerKind.CASUAL, known=True).points == nobody.points


def test_reach_counts_where_it_is_known_and_is_never_taken_for_nought(playbook: Playbook) -> None:
    text = "My booking was cancelled."
    unknown = judged(playbook, text)
    assert 'reach unknown "" 0' in why(unknown)
    followers = ReachKind.FOLLOWERS
    none = judged(playbook, said(text, author_reach=0, author_reach_kind=followers))
    many = judged(playbook, said(text, author_reach=42_000, author_reach_kind=followers))
    assert "reach 0 followers" in why(none)
    assert "reach 42 k followers" in why(many)
    assert many.points > none.points == unknown.points
    karma = judged(playbook, said(text, author_reach=42_000, author_reach_kind=ReachKind.KARMA))
    assert "reach unknown" in why(karma), "karma is no audience"


@pytest.mark.parametrize("many", [12_000, 250_000])
def test_followers_that_put_a_story_on_its_rung_count_once(playbook: Playbook, many: int) -> None:
    def counted(rung: int, **more: Any) -> list[tuple[int, str]]:
        loud = said(text, author_reach=many, author_reach_kind=ReachKind.FOLLOWERS, **more)
        told = judge(loud, playbook, NOW, Around(rung=rung)).reasons
        return [(each.points, each.key) for each in told if each.points and each.key in kept]

    text, weights = "My booking was cancelled.", playbook.weights
    kept = ("reach", "rung.3", "rung.4")
    reach = max(step.points for step in weights.reach if many >= step.at_least)
    heavier = (reach, "reach") if reach >= weights.rung[3] else (weights.rung[3], "rung.3")
    assert counted(3) == [heavier]
    assert set(counted(3, reposts=200)) == {(reach, "reach"), (weights.rung[3], "rung.3")}
    assert set(counted(4)) == {(reach, "reach"), (weights.rung[4], "rung.4")}


def test_what_a_post_has_set_off_counts(playbook: Playbook) -> None:
    quiet = judged(playbook, said("My booking was cancelled."))
    loud = judged(playbook, said("My booking was cancelled.", score=187, comments=64, reposts=-5))
    assert loud.points == quiet.points + playbook.weights.stir[-1].points
    assert "251 reactions so far" in why(loud)


def test_where_it_stands_counts(playbook: Playbook) -> None:
    points = {
        portal: judged(playbook, said("My booking was cancelled.", portal=portal)).points for portal in Portal
    }
    assert points[Portal.SOCIAL] < points[Portal.COMPLAINT] < points[Portal.AIMED]
    assert "on a site made against us" in why(judged(playbook, said("Voucher season.", portal=Portal.AIMED)))


def test_what_stands_where_people_complain_is_taken_for_a_complaint(playbook: Playbook) -> None:
    there = judged(playbook, said("One roll, one jam.", portal=Portal.COMPLAINT))
    here = judged(playbook, said("One roll, one jam."))
    assert (there.complaint, here.complaint) == (True, False)


@pytest.mark.parametrize(
    ("title", "rating", "stars"),
    [
        ("★☆☆☆☆ meh", None, 1),
        ("2/5 for effort", None, 2),
        ("1 star", None, 1),
        ("meh", 2, 2),
        ("★★★★★", 1, 1),
    ],
)
def test_few_stars_are_a_complaint_however_given(
    playbook: Playbook, title: str, rating: int | None, stars: int
) -> None:
    verdict = judged(playbook, said("The alarm on the phone.", title=title, rating=rating))
    assert verdict.complaint
    assert f"{stars} of 5 stars" in why(verdict)


def test_the_title_above_a_comment_is_not_its_author_s(playbook: Playbook) -> None:
    title = "Their refund form is a scam"
    story = judged(playbook, said("", title=title))
    comment = judged(playbook, said("I had soup.", title=title, kind=MentionKind.COMMENT))
    assert (story.complaint, story.blame) == (True, Blame.GREED)
    assert (comment.complaint, comment.blame) == (False, Blame.NONE)


def test_many_stars_are_none(playbook: Playbook) -> None:
    verdict = judged(
        playbook, said("Broken nights are over.", title="★★★★★ at last", portal=Portal.COMPLAINT)
    )
    assert (verdict.complaint, verdict.praise, verdict.priority) == (False, True, None)


@pytest.mark.parametrize(
    "text",
    [
        "My grandmother collapsed and is in hospital after the fall in coach 7.",
        "Still stranded in Basel with two kids, where do we sleep?",
        "Somebody hacked my account and I see someone else's booking in it.",
        "My insulin is in the lost bag.",
    ],
)
def test_somebody_in_danger_comes_first_whoever_it_is(playbook: Playbook, text: str) -> None:
    verdict = judged(playbook, said(text, minutes_ago=5, portal=Portal.COMPLAINT))
    assert verdict.priority == 1


def test_praise_is_praise_and_sarcasm_is_not(playbook: Playbook) -> None:
    praise = judged(playbook, "Huge thanks to Ines in coach 22, she made our day!")
    assert (praise.praise, praise.complaint, praise.priority) == (True, False, None)
    assert '"Huge thanks"' in why(praise)
    sarcasm = judged(playbook, "Oh great, another cancelled train. Thanks for nothing.")
    assert (sarcasm.praise, sarcasm.complaint) == (False, True)


def test_praise_that_carries_a_complaint_is_not_put_away_as_praise(playbook: Playbook) -> None:
    verdict = judged(
        playbook, "I love this train, but I was charged twice, called three times and nobody answers."
    )
    assert (verdict.praise, verdict.complaint, verdict.double) == (False, True, True)


def test_a_question_is_owed_an_answer_though_nothing_went_wrong(playbook: Playbook) -> None:
    verdict = judged(playbook, "Does anyone know what time the bar opens?")
    assert (verdict.complaint, verdict.priority) == (False, 3)


def test_abuse_is_noted_and_the_concern_inside_still_counts(playbook: Playbook) -> None:
    verdict = judged(
        playbook, "You idiots charged me twice, I called four times and nobody answers my emails."
    )
    assert verdict.abusive
    assert verdict.double
    assert verdict.priority == 1
    assert 'there is an insult in it "idiots" 0' in why(verdict)


def test_swearing_about_the_problem_is_no_abuse(playbook: Playbook) -> None:
    assert not judged(playbook, "This damn app is shit, it crashed again.").abusive


def test_blowing_off_steam_is_told_from_a_concern(playbook: Playbook) -> None:
    steam = judged(playbook, "You suck. Pathetic.")
    concern = judged(playbook, "Charged twice for booking 81, 64 € each.")
    assert (steam.specific, concern.specific) == (False, True)
    assert "blowing off steam" in why(steam)
    assert steam.points < concern.points


def test_nothing_for_us_is_said_as_nothing(playbook: Playbook) -> None:
    verdict = judged(playbook, "We packed cheese and a scarf.")
    assert (verdict.priority, verdict.reasons, verdict.points) == (None, (), 0)


def test_the_answer_is_due_from_when_they_wrote_not_from_when_we_saw(playbook: Playbook) -> None:
    mention = said("The lamp flickers. I called and nobody answered.", minutes_ago=200)
    verdict = judged(playbook, mention)
    assert verdict.priority == 2
    assert verdict.due_at == NOW - timedelta(minutes=200) + playbook.within(2)
    assert "seen 3 h after it was written" in why(verdict)
    praise = judged(playbook, said("Thank you so much!", minutes_ago=60))
    assert praise.due_at == NOW - timedelta(minutes=60) + playbook.clocks.look


def test_without_a_date_the_time_we_saw_it_stands_in(playbook: Playbook) -> None:
    mention = said("My booking was cancelled.")
    verdict = judged(playbook, type(mention)(source="feed", native_id="1", text=mention.text))
    assert verdict.due_at == NOW + playbook.within(verdict.priority)
    assert "does not say when it was written" in why(verdict)


def test_a_date_to_come_is_no_age_below_nought(playbook: Playbook) -> None:
    assert "seen 0 s after" in why(judged(playbook, said("My booking was cancelled.", minutes_ago=-90)))


def test_the_points_are_the_sum_of_the_reasons_heaviest_first(playbook: Playbook) -> None:
    verdict = judged(
        playbook, "Greedy thieves. Charged twice, called four times, nobody answers.", CustomerKind.STEADY
    )
    points = [reason.points for reason in verdict.reasons]
    assert sum(points) == verdict.points
    assert points == sorted(points, reverse=True)


def test_what_counts_for_how_much_is_the_company_s_to_say(tmp_path: Path) -> None:
    ours = copied(tmp_path)
    rewritten(ours / "playbook.toml", "double = 4 ", "double = 9 ")
    rewritten(ours / "rules" / "harm.toml", '"insulin"', '"rabbit"')
    playbook = load(ours)
    assert judged(playbook, "I called twice, nobody answered.").priority == 1
    assert "somebody's health" in why(judged(playbook, "Our rabbit is lost in coach 7."))
