"""A reason shows the customer's own sentence, whole where it fits."""

from hypothesis import given
from hypothesis import strategies as st

from playbooks.quote import QUOTE, in_line, place_around


def shown(text: str, words: str) -> str:
    start = text.index(words)
    first, last = place_around(text, start, start + len(words))
    return text[first:last]


def test_a_short_sentence_is_shown_whole() -> None:
    text = "It was late. I called twice, nobody answered! We went home."
    assert shown(text, "called twice") == "I called twice, nobody answered!"
    assert shown(text, "late") == "It was late."
    assert shown(text, "went home") == "We went home."


def test_a_line_ends_a_sentence_too() -> None:
    assert shown("Charged twice\nI called on Monday", "called") == "I called on Monday"


def test_of_a_long_sentence_whole_words_around_are_shown() -> None:
    text = "one two three four five " * 10 + "my insulin pen " + "six seven eight nine " * 10
    words = shown(text, "insulin")
    assert "my insulin pen" in words
    assert len(words) <= QUOTE
    assert set(words.split()) <= set(text.split())


def test_words_that_are_too_many_are_shown_by_their_ends() -> None:
    line = in_line("begin " + "middle " * 40 + "end")
    assert line.startswith("begin middle")
    assert line.endswith("middle end")
    assert " … " in line
    assert in_line("two\n  lines") == "two lines"


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 60))
def test_whatever_is_shown_holds_the_words(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    first, last = place_around(text, start, end)
    words = text[first:last]
    assert text[start:end].strip() in words
