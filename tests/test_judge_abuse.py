"""Abuse: insults, slurs and threats aimed at people. Noted, never hidden; swearing at a lamp is none."""

import pytest

from playbooks.playbook import load
from tests.playbook_samples import judged

PLAYBOOK = load()

ABUSE = [
    ("You morons have cancelled the 7:40 again.", "morons"),
    ("Corncrake is run by idiots.", "idiots"),
    ("Fuck you and your railway.", "Fuck you"),
    ("f*ck you, Corncrake", "f*ck you"),
    ("Get lost you stupid clerk, you b*tches", "you stupid"),
    ("I know where you live.", "know where you live"),
    ("I hope you die on that train.", "hope you die"),
    ("That clerk at Dunlin Bay is a miserable cow.", "miserable cow"),
    ("Your guards are subhuman, the lot of them.", "subhuman"),
    ("I hope your kids freeze on a platform too.", "hope your kids"),
    ("Say that to me again and I'll break your legs.", "break your legs"),
    ("The whole night desk team is absolute shit.", "team is absolute shit"),
]

NONE = [
    "The fucking heating is off again!",
    "This shitty app crashes every damn morning.",
    "How the fuck you cancel a train at midnight is beyond me.",
    "Would it kill you to announce the delay?",
    "I was an idiot to leave my bag on the train. I feel like an idiot.",
    "Cockroaches in the dining car. Disgusting.",
    "What a pathetic excuse for a breakfast.",
    "I hate this timetable.",
    "It is a witch hunt against people who travel with dogs.",
    "Are animals allowed? There are rats under the platform.",
    "My old bag was still on the rack at Dunlin Bay.",
    "Hope your family is well, but the heating is off.",
    "Bought boots at Dick's and they already have a hole.",
]


@pytest.mark.parametrize(("text", "words"), ABUSE, ids=[words for _, words in ABUSE])
def test_what_is_aimed_at_people_is_noted_with_its_words(text: str, words: str) -> None:
    verdict = judged(PLAYBOOK, text)
    assert verdict.abusive
    assert any(words in text[each.start : each.end] for each in verdict.grounds)


@pytest.mark.parametrize("text", NONE)
def test_swearing_about_the_problem_is_no_abuse(text: str) -> None:
    assert not judged(PLAYBOOK, text).abusive


def test_rough_words_are_likelier_abuse_than_calm_ones() -> None:
    calm = judged(PLAYBOOK, "The heating is off again.").labels.abusive
    rough = judged(PLAYBOOK, "The damn heating is off again.").labels.abusive
    aimed = judged(PLAYBOOK, "The heating is off again, you morons.").labels.abusive
    assert calm < rough < 0.5 < aimed


def test_a_concern_inside_abuse_still_stands_in_the_queue() -> None:
    verdict = judged(PLAYBOOK, "You morons charged me twice for one berth, I want my money back.")
    assert verdict.abusive
    assert verdict.complaint
    assert verdict.specific
    assert verdict.priority is not None
    assert verdict.labels.cause == "billing"
