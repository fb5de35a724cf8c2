"""Where a text breaks: between words, never wider than the line, and nothing is lost but spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.wrapping import breaks


def lines(text: str, width: int) -> list[str]:
    return [text[begin:end] for begin, end in breaks(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "said"),
    [
        ("", 5, [""]),
        ("hello world foo", 8, ["hello", "world", "foo"]),
        ("one two three", 7, ["one two", "three"]),
        ("a\n\nb", 3, ["a", "", "b"]),
        ("https://example.org/a b", 10, ["https://ex", "ample.org/", "a b"]),
        ("   indented words", 11, ["   indented", "words"]),
        ("中文字符测试 ab", 5, ["中文", "字符", "测试", "ab"]),
    ],
)
def test_where_it_breaks(text: str, width: int, said: list[str]) -> None:
    assert lines(text, width) == said


@given(st.text(alphabet="ab c中é\n", max_size=80), st.integers(2, 12))
def test_no_line_is_too_wide_and_no_word_is_lost(text: str, width: int) -> None:
    broken = lines(text, width)
    assert all(cell_len(line) <= width for line in broken)
    assert "".join("".join(broken).split()) == "".join(text.split())


@given(st.text(alphabet="abc.     ", max_size=80).map(str.strip), st.integers(2, 12))
def test_even_words_break_where_any_others_do(even: str, width: int) -> None:
    assert lines(even, width) == [line.rstrip("\u200b") for line in lines(f"{even}\u200b", width)]
