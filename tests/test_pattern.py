"""Late patterns are what compiled ones are, only later."""

import re

import pytest

from casebook.pattern import pattern


@pytest.mark.parametrize("text", ["Day 12 of 30", "none", ""])
def test_a_late_pattern_finds_what_a_compiled_one_does(text: str) -> None:
    late, at_once = pattern(r"(\d+)"), re.compile(r"(\d+)")
    for _ in range(2):
        assert late.findall(text) == at_once.findall(text)
        assert late.sub("#", text) == at_once.sub("#", text)
        assert (late.search(text) is None) == (at_once.search(text) is None)
    assert late.pattern == at_once.pattern


def test_flags_count_and_what_is_no_pattern_fails_at_its_first_use() -> None:
    assert pattern("a", re.IGNORECASE).fullmatch("A")
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.search("x")
