"""Perceived blame: a motive is shown only where words for it stand, and the company is meant (rule J4)."""

import pytest

from casebook.kinds import Blame
from playbooks.blame import motives
from playbooks.playbook import load
from tests.playbook_samples import ground_of, judged

PLAYBOOK = load()

MEANT = [
    ("Cancelled and no refund: Corncrake is a scam.", Blame.GREED, "scam"),
    ("They only want your money, the heating is off to save coal.", Blame.GREED, "only want your money"),
    ("A $30 fee for the window side? Ridiculous fees, terrible railway.", Blame.GREED, "Ridiculous fees"),
    ("They kept my money for a berth that was not there.", Blame.GREED, "kept my money"),
    ("The night desk lied to me about the platform, awful.", Blame.INTENTIONAL, "lied to me"),
    ("You clearly don't care that we froze all night.", Blame.INTENTIONAL, "clearly don't"),
    ("The conductor refused to let us on. Terrible.", Blame.INTENTIONAL, "refused to let"),
    ("They knew the boiler was broken and sold the berths.", Blame.INTENTIONAL, "They knew"),
    ("£45 for a pillow that costs a fiver, horrible. Nice little earner.", Blame.GREED, "little earner"),
    ("Awful: the blanket went from £4 to £9 a night.", Blame.GREED, "went from £4 to £9"),
    ("Terrible. Cannot cancel without somebody who tries to sell me more.", Blame.GREED, "tries to sell"),
    ("Happy to take my fare, awful at paying back.", Blame.GREED, "Happy to take"),
    ("Awful night, and not one of them gives a toss.", Blame.INTENTIONAL, "gives a toss"),
    ("The heating was off and the steward just shrugged.", Blame.INTENTIONAL, "shrugged"),
    ("Terrible: staff dont want to listen the customer.", Blame.INTENTIONAL, "want to listen"),
    ("Terrible. They close the tickets to hit the target.", Blame.INTENTIONAL, "hit the target"),
    ("Awful. You don't care, and now I don't care either.", Blame.INTENTIONAL, "don't care"),
    ("Awful. They bank on you giving up.", Blame.GREED, "bank on you"),
    ("Terrible. Have you crossed some wires? My berth is in coach 71.", Blame.UNINTENTIONAL, "crossed some"),
    ("Terrible. They moved the goalposts when I wrote to them.", Blame.INTENTIONAL, "goalposts"),
    ("Awful. A towel fee was bunged on the fare.", Blame.GREED, "bunged on"),
    ("Terrible. They spelt my name with a decimal point.", Blame.UNINTENTIONAL, "spelt my name"),
    ("Awful. The desk was rude, my claim was rejected.", Blame.INTENTIONAL, "rude"),
    ("Your site was quietly edited after my complaint, terrible.", Blame.INTENTIONAL, "quietly edited"),
    ("Put off the sleeper because of my accent, disgusting.", Blame.INTENTIONAL, "because of my accent"),
    ("Terrible. Somebody typed my name wrong, no berth.", Blame.UNINTENTIONAL, "Somebody typed"),
    ("The timetable shows yesterday, awful. Who tests this?", Blame.UNINTENTIONAL, "Who tests"),
    ("Awful: they sent the suitcase to the wrong town.", Blame.UNINTENTIONAL, "to the wrong"),
    ("Terrible, the staff has no knowledge of the line.", Blame.UNINTENTIONAL, "no knowledge"),
    ("Idiots. The berth was broken and the porter a moron.", Blame.UNINTENTIONAL, "Idiots"),
    ("You messed up our seats again, awful.", Blame.UNINTENTIONAL, "messed up"),
    ("Awful night. Whoever runs the desk is clueless.", Blame.UNINTENTIONAL, "clueless"),
    ("The timetable page is full of bugs and crashes.", Blame.UNINTENTIONAL, "bugs"),
]

NOBODY = [
    "The app refuses to load and crashes.",
    "I refuse to sit in a cold compartment, this is terrible.",
    "Terrible: we just want to get home, I don't care about the view.",
    "Somebody stole my suitcase at the station and the platform was dark, awful.",
    "The stitching of the blanket is ripping off, poor quality.",
    "I forgot my password and the reset page is broken.",
    "The 7:40 was late and the heating was off.",
    "Your fraud department never called back about the stolen card.",
    "I just want the money for the cancelled berth back.",
    "Card refused to read at the gate, the machine refuses to print, terrible.",
    "I don't care what colour the berth is, the heating was off.",
    "I forgot to cancel and the page is broken.",
    "I paid £30 for the window side and the lamp was broken.",
    "The sleeper costs £9 and the sound keeps cutting out, awful.",
    "I know it's Sunday, and you know how it is, but the heating is broken.",
    "We sit on it for six hours, in spite of the broken seat.",
    "I bought the wrong size and the returns page crashes.",
]


@pytest.mark.parametrize(("text", "blame", "words"), MEANT, ids=[words for _, _, words in MEANT])
def test_a_motive_is_heard_and_its_words_are_shown(text: str, blame: Blame, words: str) -> None:
    verdict = judged(PLAYBOOK, text)
    assert verdict.blame is blame
    ground = ground_of(verdict, f"blame.{blame}")
    assert words.split()[0] in text[ground.start : ground.end]


@pytest.mark.parametrize("text", NOBODY)
def test_no_motive_is_read_into_a_complaint(text: str) -> None:
    assert judged(PLAYBOOK, text).blame is Blame.NONE


def test_what_is_no_complaint_blames_nobody() -> None:
    assert (
        judged(PLAYBOOK, "Thank you so much, lovely crew! They found my mistake at once.").blame is Blame.NONE
    )


def test_every_motive_has_its_chance_the_likeliest_first() -> None:
    found = motives(
        PLAYBOOK.rules.read("They lied to us, it is a scam, the greedy crooks want another penny.")
    )
    assert [each.blame for each in found] == [Blame.GREED, Blame.INTENTIONAL, Blame.UNINTENTIONAL]
    assert found[0].chance > 0.5 > found[2].chance
