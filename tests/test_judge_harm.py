"""Danger, illness, theft and being stranded come first; the same words in thanks do not."""

import pytest

from tests.desk_world import playbook
from tests.playbook_samples import judged

HARM = (
    "The last train to Garrow was cancelled, the guard sent us out and the station is locked.",
    "We are still here on the platform, no taxi, and we can't get home.",
    "Somebody got into my Corncrake account and bought five tickets with my card.",
    "I did not make this booking, someone used my card.",
    "My grandmother collapsed in the Corncrake night train and is in hospital after the fall.",
    "The door of the carriage was open while we were moving, that is dangerous.",
)
NO_HARM = (
    "The refund form has made it to Hacker News. There is still no answer from the company.",
    "Well done to the team at Brenwick, so helpful with my mother's wheelchair.",
    "The conductor looked after my pregnant sister, thank you to all of you.",
)


@pytest.mark.parametrize("text", HARM)
def test_whoever_is_in_trouble_comes_first(text: str) -> None:
    verdict = judged(playbook(), text)
    assert (verdict.priority, verdict.labels.severity) == (1, 3)


@pytest.mark.parametrize("text", NO_HARM)
def test_a_word_of_harm_that_speaks_of_none_is_no_alarm(text: str) -> None:
    assert judged(playbook(), text).labels.severity < 3
