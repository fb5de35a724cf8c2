"""Double disappointment, graded: how likely it is that they were let down twice, and why (rule J2)."""

from dataclasses import replace

import pytest

from playbooks.around import STRANGER
from playbooks.judge import judge
from playbooks.playbook import load
from tests.playbook_samples import NOW, ground_of, judged, said

PLAYBOOK = load()

TWICE = [
    ("I called about the berth and nobody has called back.", "I called about the berth"),
    ("My lamp is broken. Tried the other switch but it still flickers.", "Tried the other switch"),
    ("They told us the sleeper would wait, it was not there.", "told us the sleeper would wait"),
    ("45 minutes on hold with the night desk, then the line dropped.", "45 minutes on hold"),
    ("I keep getting hung up on at the refund line.", "getting hung up on"),
    ("That didn't work either, the seat map is still blank.", "didn't work either"),
    ("The second replacement pillow came torn as well.", "second replacement"),
    ("I filled in the claim form in May and have heard nothing.", "filled in the claim form"),
    ("The conductor refused to let us change compartments.", "refused to let us"),
    ("Heating dead again. Third engineer this month, each orders another part.", "Third engineer"),
    ("Emailed the night desk on the 1st, the 9th and the 20th. Not a peep.", "Not a peep"),
    ("The conductor says contact the desk, the desk says contact the conductor.", "says contact"),
    ("Asked for my money back, was told no by Corncrake.", "told no"),
    ("Complaint closed in six minutes: case closed, nothing was looked at.", "case closed"),
    ("You said the lamp would be mended by Monday. It isn't.", "would be mended by Monday. It isn't"),
    ("I am mailing since 15 days, no revert till now about the berth.", "no revert"),
    ("They sent a new lamp, and that one also flickers.", "a new lamp, and that one also"),
    ("I've been chasing the deposit for the berth since June.", "been chasing"),
    ("ive asked for the refund 3 times now and get the same link", "asked for the refund 3 times"),
    ("Asked the porter for the key and he looked the other way.", "looked the other way"),
    ("The fare desk closed my appeal within seconds.", "closed my appeal"),
    ("Returned the lamp, same crackle when it came home.", "same crackle"),
    ("We mailed the desk but they are not giving any answer.", "not giving"),
    ("Wrote to the desk on Monday, told the guard on Friday. The lamp is broken as ever.", "told the guard"),
    ("Sent it in for repair, they gave me a new one, the new one has no lid. Poor.", "gave me a new one"),
    ("A canned response is all the Corncrake desk can manage.", "canned response"),
    ("Paid for the berth twice and the help chat closed on me.", "closed on me"),
]

ONCE = [
    "I refuse to pay for a compartment without heating.",
    "Please hold the 7:40, I can see it from the bridge!",
    "The heating was off all night. Miserable trip.",
    "Your app crashes whenever I open the timetable.",
    "I called and the night desk was so helpful, refund came within the hour.",
    "Can you send me a DM?",
    "The 7:40 was cancelled again.",
    "Rang the night desk this morning and it was sorted in five minutes.",
    "Told the children we take the sleeper on Sunday.",
    "I asked for the window side and got it.",
    "The lamp lasts two hours. Rubbish.",
    "My second coffee of the night, and still tired.",
    "I asked the guard about the lamp in coach 7. It is broken.",
    "I asked the guard, then I rang the desk, and both were lovely.",
    "How long does a refund usually take?",
    "They said in the news that fares will rise again.",
]


@pytest.mark.parametrize(("text", "words"), TWICE, ids=[words for _, words in TWICE])
def test_a_second_failure_is_heard_and_its_words_are_shown(text: str, words: str) -> None:
    verdict = judged(PLAYBOOK, text)
    assert verdict.double
    ground = ground_of(verdict, "double")
    assert words in text[ground.start : ground.end]


@pytest.mark.parametrize("text", ONCE)
def test_one_failure_or_none_is_not_two(text: str) -> None:
    verdict = judged(PLAYBOOK, text)
    assert not verdict.double
    assert all(each.key != "double" for each in verdict.grounds)


def test_the_chance_grows_with_the_evidence() -> None:
    texts = [
        "The heating was off all night.",
        "The heating was off, the agent shrugged.",
        "The heating was off and the agent said nothing was to be done, useless.",
        "The heating is off still, I called twice and nobody called back; I was promised a call.",
    ]
    chances = [judged(PLAYBOOK, text).labels.double for text in texts]
    assert chances == sorted(chances)
    assert chances[0] < 0.1
    assert chances[-1] > 0.8


def test_halves_far_from_each_other_are_two_matters() -> None:
    near = "I asked the agent, and it was useless."
    between = "The view over the marshes is as fine as ever. " * 6
    far = f"I asked the agent for a pillow. {between}The lamp is useless."
    assert judged(PLAYBOOK, near).labels.double > judged(PLAYBOOK, far).labels.double
    assert not judged(PLAYBOOK, far).double


def test_a_complaint_after_our_answer_is_a_second_failure_with_certainty() -> None:
    text = "Nope, still freezing in coach 5."
    alone = judge(said(text), PLAYBOOK, NOW)
    after = judge(said(text), PLAYBOOK, NOW, replace(STRANGER, answers_us=True))
    assert not alone.double
    assert after.labels.double > 0.9
    ground = ground_of(after, "double")
    assert ground.what.endswith("we answered, and it is not put right")
    assert "still" in ground.words


def test_thanks_after_our_answer_are_none() -> None:
    after = replace(STRANGER, answers_us=True)
    assert not judge(said("It works now, thank you so much!"), PLAYBOOK, NOW, after).double


def test_a_text_full_of_halves_takes_no_longer_for_it() -> None:
    verdict = judged(PLAYBOOK, "I called, no reply. " * 900)
    assert verdict.double
