"""A line of JSON says everything, and nothing that a terminal acts on or a reader cannot see."""

import json

import pytest

from tui.commands.lines import as_json

TRICKS = ["\x7f", "\x85", "\x9b31m", "\u200b", "\u2028", "\u202e", "\u2066", "\ufeff", "\U000e0041", "\ue000"]


@pytest.mark.parametrize("trick", TRICKS, ids=ascii)
def test_a_trick_is_spelt_out_and_read_back_as_it_was(trick: str) -> None:
    line = as_json({"text": f"a{trick}b"})
    assert trick[0] not in line
    assert json.loads(line) == {"text": f"a{trick}b"}


def test_ordinary_words_stay_as_they_are() -> None:
    assert as_json({"text": "Zoë 👩\u200d🚀 数"}) == '{"text": "Zoë 👩\u200d🚀 数"}'
