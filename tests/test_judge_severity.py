"""How bad it is for them: an annoyance, a loss, or harm; and the words it rests on."""

from dataclasses import replace

import pytest

from playbooks.playbook import load
from tests.playbook_samples import ground_of, judged

PLAYBOOK = load()

BAD = [
    ("Thank you for the lovely trip!", 0),
    ("When does the dining car open?", 0),
    ("The coffee on the 7:40 was cold and the staff rude.", 1),
    ("The app is a bit slow, disappointing.", 1),
    ("The announcements are annoying.", 1),
    ("I was charged $80 twice and nobody refunds it.", 2),
    ("You lost my suitcase, three days without clothes.", 2),
    ("The 7:40 was cancelled and we missed our connection.", 2),
    ("The app won't open since the update, completely unusable.", 2),
    ("We are stranded in Dunlin Bay, nowhere to sleep.", 3),
    ("My son had an allergic reaction to the breakfast, nobody was told.", 3),
    ("My account was hacked and the card details changed.", 3),
    ("The conductor was racist to my mother.", 3),
    ("Smoke in the compartment and the doors were locked.", 3),
    ("The poster promised tea, there was no tea. Poor.", 1),
    ("Rang on Monday, emailed on Thursday, filled in the form, and the seat is not mended.", 2),
    ("A letter wants $75 for a stain that was there before us. Not on.", 2),
    ("They binned the coat I left in coach 7. Careless.", 2),
    ("The carriage doors shut on my father's arm, he is black and blue.", 3),
    ("You sold a faulty lamp: it gives you a shock when you touch it.", 3),
    ("The guard checked one ticket, mine, the only black man in the coach. Unacceptable.", 3),
    ("You were breached in May and I read of it in the paper, terrible.", 3),
    ("They put $90 on my bill for a towel. Poor.", 2),
    ("They put $9 on my bill for a towel. Poor.", 1),
    ("The lamp by the bed got so hot it melted. Terrible.", 3),
    ("The sleeper left for Wrenfield without us, terrible.", 2),
    ("The lift was broken, I was late for a hospital appointment.", 1),
]


@pytest.mark.parametrize(("text", "severity"), BAD, ids=[text for text, _ in BAD])
def test_how_bad_it_is(text: str, severity: int) -> None:
    assert judged(PLAYBOOK, text).labels.severity == severity


def test_the_words_a_loss_rests_on_are_shown_and_count() -> None:
    text = "Nice crew. You lost my suitcase, and it held my only coat. The tea was good."
    ground = ground_of(judged(PLAYBOOK, text), "severity.2")
    assert text[ground.start : ground.end] == "You lost my suitcase, and it held my only coat."
    assert ground.points == PLAYBOOK.weights.severity[2]


def test_harm_weighs_more_than_all_else_in_words() -> None:
    harm = judged(PLAYBOOK, "We are stranded in Dunlin Bay, nowhere to sleep.")
    twice = judged(PLAYBOOK, "Charged twice. I called four times, they refuse to refund, the greedy crooks.")
    assert harm.points > twice.points
    assert ground_of(harm, "severity.3").points > 0


def test_a_cause_of_the_companys_own_may_be_a_loss_sooner() -> None:
    text = "The berth was not what we had booked, disappointing."
    plain = judged(PLAYBOOK, text)
    assert plain.labels.severity == 1
    causes = [replace(each, loss=3) if each.key == plain.labels.cause else each for each in PLAYBOOK.causes]
    assert judged(PLAYBOOK.with_causes(causes), text).labels.severity == 2
