"""Danger, illness, theft and being stranded come first; the same words in thanks do not."""

import pytest

from playbooks.learner import Decision
from tests.desk_world import playbook
from tests.learned_samples import decisions, taught
from tests.playbook_samples import judged, said

HARM = (
    "The last train to Garrow was cancelled, the guard sent us out and the station is locked.",
    "We are still here on the platform, no taxi, and we can't get home.",
    "Somebody got into my Corncrake account and bought five tickets with my card.",
    "I did not make this booking, someone used my card.",
    "My grandmother collapsed in the Corncrake night train and is in hospital after the fall.",
    "The door of the carriage was open while we were moving, that is dangerous.",
    "Nobody was helpful. My daughter is bleeding on your platform.",
    "No one looked after us when the smoke from the engine filled the coach.",
)
DANGER = (
    "Is there anyone at Corncrake? My son is having a seizure on the 18:40.",
    "How do I get out? The doors are locked and I am alone at night.",
    "A man with a knife is in coach 4.",
    "Great train, love the seats, but there is a fire in the buffet car right now.",
    "The heater caught fire and burned my hand.",
)
NO_HARM = (
    "The refund form has made it to Hacker News. There is still no answer from the company.",
    "Well done to the team at Brenwick, so helpful with my mother's wheelchair.",
    "The conductor looked after my pregnant sister, thank you to all of you.",
    "Do you have wheelchair access?",
)


@pytest.mark.parametrize("text", HARM)
def test_whoever_is_in_trouble_comes_first(text: str) -> None:
    verdict = judged(playbook(), text)
    assert (verdict.priority, verdict.labels.severity) == (1, 3)


@pytest.mark.parametrize("stars", [None, 1, 3, 4, 5])
@pytest.mark.parametrize("text", DANGER)
def test_danger_comes_first_whether_they_ask_give_thanks_or_give_five_stars(
    text: str, stars: int | None
) -> None:
    verdict = judged(playbook(), said(text, rating=stars))
    assert (verdict.priority, verdict.labels.severity) == (1, 3)


def test_what_was_learned_of_other_words_hides_nobody_in_danger() -> None:
    words = [f"Smoke in the carriage, a photograph, q{one}{other}" for one in "abcdef" for other in "ghijkl"]
    calm = [Decision(said(text), {"complaint": False}) for text in words]
    wise = taught(playbook(), [*decisions(80), *calm])
    assert judged(wise, "Smoke in the carriage, a photograph from the 18:40").priority == 1
    assert not judged(wise, words[0]).complaint, "these very words were looked at"


@pytest.mark.parametrize("text", NO_HARM)
def test_a_word_of_harm_that_speaks_of_none_is_no_alarm(text: str) -> None:
    assert judged(playbook(), text).labels.severity < 3
