"""The little language of the word lists, and that no text can make it slow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.phrases import Finder
from playbooks.tokens import Tokens
from tests.costs import growth


def found(phrase: str, text: str) -> list[str]:
    finder = Finder(
        [(phrase, 0)], ["you", "they’re", "Corncrake"], {"good": ("good", "great"), "no": ("not",)}
    )
    return [text[start:end] for _, start, end in finder.find(Tokens(text))]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("no reply", "There was NO\n  reply", []),
        ("no reply", "There was NO  reply", ["NO  reply"]),
        ("refund*", "refunds, refunded, refund", ["refunds", "refunded", "refund"]),
        ("refund", "refunds", []),
        ("didn't answer", "didnt answer; didn’t answer", ["didnt answer", "didn’t answer"]),
        ("told .. never", "told me you never", ["told me you never"]),
        ("told .. never", "told never", ["told never"]),
        ("told .. never", "told me that you would never", []),
        ("told .. never", "told me. Never", []),
        (
            "<us> lied",
            "Corncrake lied, they're liars, you lied, @corncrake lied",
            ["Corncrake lied", "you lied", "@corncrake lied"],
        ),
        ("<number> hours", "50 hours, two hours, 1.5 hours", ["50 hours", "1.5 hours"]),
        ("<money> fee", "a $15 fee, a 40€ fee, 3 fee", ["$15 fee", "40€ fee"]),
        (
            "<sum> fine",
            "£50 fine, £49.99 fine, €1.150 fine, 80€ fine, $ fine, £9 fine, $1,5 fine",
            ["£50 fine", "€1.150 fine", "80€ fine"],
        ),
        ("no .. no", "no no no", ["no no", "no no no", "no no"]),
        ("<no> .. <good>", "not so great. Good! Not bad. Not good", ["not so great", "Not good"]),
        ("^ why", "@corncrake @rail Why? And why not?", ["Why"]),
        ("^ why", "So why", []),
        ("^ <us> lied", "You lied, you lied", ["You lied"]),
        (". rang", "@corncrake Rang. Rang twice? Rang!\nRang, and rang", ["Rang", "Rang", "Rang", "Rang"]),
        (". rang .. twice", "We rang them twice. Rang them twice", ["Rang them twice"]),
        (
            "nothing .",
            "Nothing. Nothing! Nothing? Nothing: nothing done; nothing",
            ["Nothing"] * 3 + ["nothing"],
        ),
        ("help ?", "Help? Can you help?! Help! help ,?", ["Help?", "help?!", "help ,?"]),
        ("help !", "Help! Help.", ["Help!"]),
        ("?", "One? Two?? Three.", ["?", "??"]),
        ("and …", "And… and ... and.", ["And…"]),
        ("see <link>", "See https://a.example/b?c=1 or www.a.example", ["See https://a.example/b?c=1"]),
        ("<emoji>", "Late ☹ again 🚂!", ["☹", "🚂"]),
        ("👍", "fine 👍", ["👍"]),
        (":(", "gone :( gone :-( gone :) (gone)", [":(", ":-("]),
        ("# fail", "Late. #Fail", ["#Fail"]),
    ],
)
def test_a_phrase_finds_what_it_says(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


@given(st.text())
def test_every_word_stands_where_it_says(text: str) -> None:
    cut = Tokens(text)

    assert all(0 <= start < end <= len(text) for start, end in cut.spans)
    assert len(cut.words) == len(cut.spans)
    assert all(cut.words)


@pytest.mark.parametrize(
    "hostile",
    [
        "a" * 100_000,
        "no " * 33_000,
        "no. " * 25_000,
        "'" * 100_000,
        "no'no," * 16_000,
        "1,1" * 33_000,
        "!?" * 50_000,
        "@a " * 33_000,
        "http://" * 14_000,
        ":-(" * 33_000,
        "☹" * 100_000,
    ],
)
def test_a_long_hostile_line_takes_no_longer_than_its_length(hostile: str) -> None:
    finder = Finder(
        [
            ("no .. no .. no", 0),
            ("no*", 1),
            ("no no no no no", 2),
            ("<number> .. <number>", 3),
            ("^ no", 4),
            (". no .. no .", 5),
        ]
    )
    assert growth(lambda letters: finder.find(Tokens(hostile[:letters])), 2_500, 100_000) < 40
