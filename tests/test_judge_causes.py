"""What may be at the bottom of a complaint, guessed from the company's own list (rule R4)."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from playbooks.causes import Candidate, Cause, Sign, pointed, ranked, read_causes
from playbooks.errors import PlaybookError
from playbooks.playbook import load
from tests.playbook_samples import copied, ground_of, judged

PLAYBOOK = load()

PLAIN = [
    ("The reading lamp in our compartment flickers, very poor quality.", "product"),
    ("The booking site is down again, third evening in a row!", "outage"),
    ("My parcel never arrived and nobody knows where it is.", "delivery"),
    ("The 7:40 to Dunlin Bay was cancelled and we missed our connection.", "delivery"),
    ("I was charged twice for one berth.", "billing"),
    ("You owe me a refund of $80.", "billing"),
    ("I can't log in, it says my password is wrong.", "account"),
    ("On hold for two hours and then the agent hung up. Terrible customer service.", "support"),
    ("No announcement, no explanation, and the sign still says on time. Not good enough.", "information"),
    ("You lost my suitcase and the other one came back damaged.", "lost_damaged"),
    ("Hinge of the folding table gave way in a week, such shoddy work.", "product"),
    ("Ticket machines at Dunlin Bay all frozen, kiosk next to them as well.", "outage"),
    ("The coach was due at nine, nobody turned up, none left till Friday.", "delivery"),
    ("My season ticket has gone up to $140, a hike of a third. For what?", "billing"),
    ("A cleaning fee of $60 on my invoice for a berth nobody slept in.", "billing"),
    ("The recovery code never comes and now my wallet with you is frozen, account limited.", "account"),
    ("I rang, I chased, and the ticket was closed as resolved. It is not.", "support"),
    ("The leaflet promised us a quiet coach. Sold as quiet, it is next to the bar.", "information"),
    ("I cancelled in May and you are still billing me for the season ticket.", "billing"),
    ("No bars on the whole island since noon, is it only me?", "outage"),
    ("Ordered the green blanket, got a brown one. Not good enough.", "delivery"),
    ("The guard sighed at me and went back to his phone. Not good enough.", "support"),
    (
        "You have me down as somebody called Brown, the account is not mine at all. Not good enough.",
        "account",
    ),
    ("Six cups ordered, box caved in, pieces missing.", "lost_damaged"),
    ("The guard let everybody on but me, the only black man on the platform. Not acceptable.", "other"),
]


@pytest.mark.parametrize(
    ("text", "cause"), PLAIN, ids=[f"{cause} {at}" for at, (_, cause) in enumerate(PLAIN)]
)
def test_each_cause_is_guessed_from_plain_words(text: str, cause: str) -> None:
    verdict = judged(PLAYBOOK, text)
    assert verdict.labels.cause == cause
    assert verdict.causes[0][0] == cause


def test_the_likeliest_comes_first_and_says_which_words_it_rests_on() -> None:
    text = "I paid for one seat and was charged $40 for two, and the guard was rude and unhelpful."
    verdict = judged(PLAYBOOK, text)
    assert [key for key, _ in verdict.causes[:2]] == ["billing", "support"]
    assert verdict.causes[0][1] > verdict.causes[1][1] > 0
    assert sum(chance for _, chance in verdict.causes) <= 1.000001
    first = ground_of(verdict, "cause.billing")
    assert first.what == "perhaps: charged wrongly, or money not given back"
    assert first.start is not None
    assert text[first.start : first.end] == first.words == "was charged"
    assert first.points == 0


def candidates(causes: Sequence[Cause], signs: Sequence[Sign], text: str = "") -> tuple[Candidate, ...]:
    """Return the causes by these signs alone."""
    return ranked(pointed(causes, signs, text, specific=True))


def test_ringing_about_it_is_not_what_it_is_about() -> None:
    rang = "I rang three times, was on hold for ages, and emailed as well."
    assert judged(PLAYBOOK, rang).labels.cause == "support"
    assert judged(PLAYBOOK, f"The ticket gates are all frozen. {rang}").labels.cause == "outage"


def test_what_comes_after_counts_in_full_where_nothing_else_is_named() -> None:
    causes = (Cause("phones", "The phones"), Cause("heating", "The heating"))
    rang, cold = Sign("phones", 4, 0, 4, after=True), Sign("heating", 2, 10, 14)
    assert candidates(causes, [rang, cold])[0].key == "phones"
    freezing = Sign("heating", 4, 20, 28)
    assert candidates(causes, [rang, cold, freezing])[0].key == "heating"


def test_what_comes_after_has_to_be_among_the_words(tmp_path: Path) -> None:
    file = tmp_path / "causes.toml"
    file.write_text(
        '[[causes]]\nkey = "phones"\nlabel = "Phones"\nsome = ["rang"]\nafter = ["rung"]', encoding="utf-8"
    )
    with pytest.raises(PlaybookError, match='"rung" is none of the words of the cause'):
        read_causes(file)


def test_what_is_no_complaint_has_no_candidates_and_goes_with_the_rest() -> None:
    verdict = judged(PLAYBOOK, "Thank you for the lovely breakfast on the sleeper!")
    assert verdict.causes == ()
    assert verdict.labels.cause == "other"


def test_blowing_off_steam_goes_with_the_rest_too() -> None:
    assert judged(PLAYBOOK, "Worst company ever, never again.").labels.cause == "other"


OWN = """
[[causes]]
key = "berths"
label = "A berth sold twice"
strong = ["same berth", "sold twice"]

[[causes]]
key = "heating"
label = "The heating"
strong = ["heating", "freezing"]
"""


def test_a_company_brings_its_own_list(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(OWN, encoding="utf-8")
    ours = PLAYBOOK.with_causes(read_causes(file))
    assert judged(ours, "Awful: two families with tickets for the same berth.").labels.cause == "berths"
    assert judged(ours, "It was freezing all night, the worst trip.").labels.cause == "heating"
    assert judged(ours, "Lovely trip, thank you!").labels.cause is None
    assert ours.cause("berths") == "A berth sold twice"
    assert judged(PLAYBOOK, "It was freezing all night.").labels.cause != "heating"


def test_a_copy_of_the_playbook_is_read_with_its_causes(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "causes.toml").write_text(OWN, encoding="utf-8")
    assert [each.key for each in load(folder).causes] == ["berths", "heating"]


def test_a_list_without_a_cause_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "none.toml"
    file.write_text("causes = []", encoding="utf-8")
    with pytest.raises(PlaybookError, match="one cause at least"):
        read_causes(file)


def test_what_is_told_first_counts_more_than_what_came_of_it() -> None:
    one, other = Cause("one", "One"), Cause("other", "Other")
    text = "a berth, and then the phone"
    late, early = Sign("one", 4, 18, 27), Sign("other", 4, 0, 7)
    assert candidates([one, other], [early, late], text)[0].key == "other"


def test_the_same_words_again_count_for_less() -> None:
    text = "a phone, a phone, a phone; cold, damp"
    phones = [Sign("one", 2, at, at + 7) for at in (0, 9, 18)]
    others = [Sign("other", 2, 27, 31), Sign("other", 2, 33, 37)]
    found = candidates([Cause("one", "One"), Cause("other", "Other")], [*phones, *others], text)
    assert found[0].chance < 0.7


def test_words_that_hardly_mean_anything_else_speak_for_a_complaint() -> None:
    told = "The berth I took has a hinge that moves, and the recovery code never comes."
    asked = "Do you know how long the recovery code takes? Is there a hinge at the berth?"
    assert judged(PLAYBOOK, told).complaint
    assert not judged(PLAYBOOK, asked).complaint


def test_words_within_a_longer_sign_of_another_cause_say_nothing() -> None:
    causes = (Cause("money", "Money"), Cause("late", "Late"))
    text = "A card through my door says they called."
    signs = [Sign("money", 2, 2, 6), Sign("late", 4, 2, 14)]
    assert candidates(causes, signs, text) == candidates(causes, signs[1:], text)
    weaker = [Sign("money", 4, 2, 6), Sign("late", 2, 2, 14)]
    assert len(candidates(causes, weaker, text)) == 2
    alike = [Sign("money", 2, 2, 14), Sign("late", 2, 2, 14)]
    assert len(candidates(causes, alike, text)) == 2


def test_of_equals_the_first_of_the_list_is_taken() -> None:
    found = candidates([Cause("one", "One"), Cause("two", "Two")], [])
    assert [each.key for each in found] == ["one", "two"]
    assert found[0].chance == found[1].chance == 0.5
