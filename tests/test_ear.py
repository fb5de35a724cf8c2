"""What the terminal sends: no byte ends the desk, and a paste presses no key."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from tui.ear import BEGIN, END, Ear


def said(*pieces: bytes) -> str:
    ear = Ear()
    return "".join(ear.heard(piece) for piece in pieces)


def pressed(text: str) -> Iterable[str]:
    """Return the keys Textual makes of a text."""
    parser = XTermParser()
    found = [*parser.feed(text), *parser.tick()]
    return [each.key for each in found if isinstance(each, events.Key)]


def test_keys_pass_as_they_are() -> None:
    typed = "jk\x1b[A\x1b\x1bOP\x01é"
    assert said(typed.encode()) == typed


@pytest.mark.parametrize("byte", [b"\xe9", b"\x9b", b"\xff\xfe", b"caf\xe9"])
def test_a_byte_that_is_no_utf_8_is_no_end(byte: bytes) -> None:
    assert "\ufffd" in said(byte, b"j")


def test_a_character_may_come_in_two_reads() -> None:
    assert said("é".encode()[:1], "é".encode()[1:]) == "é"


@pytest.mark.parametrize(
    "paste", ["\x1b]0;q" + "." * 40, "see \x1b]0;c" + "." * 40, "a\x0fb\x1b[31mred", "\x9b5n"]
)
def test_a_paste_presses_no_key(paste: str) -> None:
    heard = said((BEGIN + paste + END).encode())
    assert heard.startswith(BEGIN)
    assert heard.endswith(END)
    assert pressed(heard) == []
    parsed = [each for each in XTermParser().feed(heard) if isinstance(each, events.Paste)]
    assert [each.text for each in parsed] == [heard.removeprefix(BEGIN).removesuffix(END)]


def test_words_lines_and_tabs_of_a_paste_stay() -> None:
    assert said(f"{BEGIN}one\ttwo\nthree é{END}x".encode()) == f"{BEGIN}one\ttwo\nthree é{END}x"


@given(st.text(alphabet="ab\x1b[20~1\x0f\n;"), st.integers(1, 7))
def test_it_makes_no_difference_where_a_read_breaks_off(paste: str, size: int) -> None:
    words = paste.replace("\x1b[201~", "").replace("\x1b[200~", "")
    sent = f"j{BEGIN}{words}{END}k".encode()
    pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    assert said(*pieces) == said(sent)
    assert "\x1b" not in said(sent).removeprefix(f"j{BEGIN}").removesuffix(f"{END}k")
