"""The help says what each key does, and its id where there is room for both."""

from textual.dom import DOMNode

from tui.help_text import help_text
from tui.keys import Shown

KEYS = [
    Shown("case.half_down", "ctrl+d PgDn", "half a page down", "leap(1)", DOMNode(), False, ""),
    Shown("case.claim", "a", "claim", "claim", DOMNode(), True, "take it; again, to keep it longer"),
]


def test_what_a_key_does_is_said_in_any_window() -> None:
    narrow, wide = help_text(KEYS, 33).plain, help_text(KEYS, 73).plain
    assert "half a page down" in narrow
    assert "claim: take it;" in narrow
    assert "case.claim" not in narrow
    assert "case.claim" in wide
    assert "to keep it longer" in wide
    assert all(len(line) <= 33 for line in narrow.splitlines())
