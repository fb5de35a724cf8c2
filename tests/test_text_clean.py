"""The door strangers' words come in by."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import text
from sources.html_text import from_html
from sources.text import LIMIT, clean, clean_line
from tests.costs import growth

HOSTILE = st.text(
    st.sampled_from(
        "ab <>&;#\"'/=\n\r\t\x00\x07\x08\x1b[]0;m\\\x7f\x85\x90\x9b\x9c\x9d"
        "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u2028\u2029\u202a\u202e\u2066\u2069\ufe0f\ufeff"
        "\ud83d\ude00\u0301\u0300\U000e0041\U000e007f👩🏽❤#1Zé日"
    )
    | st.characters()
)
BAD = set(
    "\x00\x07\x08\x1b\x7f\x85\x9b\x9c\x9d\u00ad\u061c\u200b\u200c\u200e\u200f\u2028\u2029\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
) | {
    chr(code) for code in [*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), *range(0xE0000, 0xE1000)]
}


def is_clean(text: str) -> bool:
    return BAD.isdisjoint(text.replace("\n", ""))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("plain words", "plain words"),
        ("two\r\nlines\rand\u2028more", "two\nlines\nand\nmore"),
        ("a paragraph\n\n\n\n\nand another", "a paragraph\n\nand another"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("\x1b]52;c;ZXZpbA==\x07copied", "copied"),
        ("\x9d0;title\x9cshown", "shown"),
        ("\x1bP1$tq\x1b\\sent", "sent"),
        ("\x1b]0;never closed", "0;never closed"),
        ("a\x00b\x07c\x08d", "abcd"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("pa\u200bss\u200cwo\ufeffrd\u00ad", "password"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("flag \U0001f3f4\U000e0067\U000e0062\U000e007f", "flag \U0001f3f4"),
        ("family 👩\u200d👩\u200d👧", "family 👩\u200d👩\u200d👧"),
        ("heart ❤\ufe0f", "heart ❤\ufe0f"),
        ("smuggled a\ufe0f\U000e0100\U000e0101", "smuggled a"),
        ("joined\u200dwords", "joinedwords"),
        ("Z" + "\u0301" * 60, "Z" + "\u0301" * 4),
        ("tab\tand\u00a0space", "tab and space"),
        ("[/foo] [@click=app.quit]x[/]", "[/foo] [@click=app.quit]x[/]"),
    ],
)
def test_a_strangers_words_come_in_harmless(said: str, kept: str) -> None:
    assert clean(said) == kept


def test_a_line_is_one_line() -> None:
    assert clean_line("  Jane\n\tDoe\u2029 ") == "Jane Doe"


def test_writing_of_every_script_is_left_alone() -> None:
    greetings = [
        "Grüße, čtyři",
        "Здравствуйте",
        "שָׁלוֹם",
        "مرحبا بكم",
        "नमस्ते",
        "สวัสดีครับ",
        "こんにちは",
        "안녕하세요",
        "Tiếng Việt",
    ]
    assert [clean(greeting) for greeting in greetings] == greetings


def test_a_text_beyond_measure_ends_in_an_ellipsis() -> None:
    long = clean("word " * LIMIT)
    assert len(long) <= LIMIT
    assert long.endswith("word…")
    assert len(clean("\u200b" * 20 * LIMIT)) <= 1
    assert len(clean_line("x" * 2 * LIMIT)) == LIMIT


@given(HOSTILE)
def test_whatever_comes_in_is_clean_and_cleaning_again_changes_nothing(said: str) -> None:
    for door in (clean, clean_line):
        once = door(said)
        assert is_clean(once)
        assert door(once) == once
        once.encode()
    assert "\n" not in clean_line(said)


@given(HOSTILE)
def test_html_comes_out_as_clean_as_text(said: str) -> None:
    words = from_html(said)
    assert is_clean(words)
    assert clean(words) == words


@given(st.text(st.characters(exclude_categories=["C", "M", "Z"], exclude_characters="<>&")))
def test_ordinary_words_pass_html_unchanged(said: str) -> None:
    assert from_html(f"<p>{said}</p>") == clean(said)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>They <b>lost</b> my parcel.<p>Twice.", "They lost my parcel.\n\nTwice."),
        ("one<br>two<br/><br>three", "one\ntwo\n\nthree"),
        ("<ul><li>late<li>rude</ul>after", "• late\n• rude\n\nafter"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("Tom &amp; Jerry&#x27;s &lt;b&gt; &nbsp;ok", "Tom & Jerry's <b>  ok"),
        ("<script>alert('x')</script><style>p{}</style>seen", "seen"),
        ("<!-- hidden <b> -->seen<!-- never closed", "seen"),
        ("<a href='https://x.example' title='a>b'>a link</a>", "a link"),
        ("<img src=x alt='a broken box' onerror=alert(1)>", "a broken box"),
        ("1 < 2 and <3 is a heart", "1 < 2 and <3 is a heart"),
        ("<p class=don't>quoted badly</p>", "quoted badly"),
        ("<template>not shown</template><TEMPLATE>nor this</TEMPLATE>!", "!"),
        ("&#x1b;[31mred &#27;]8;;x&#7; &#0; &#99999999999999;", "[31mred ]8;;x � �"),
        ("<p>white   space\n folds</p>", "white space folds"),
        ("<scri<script>x</script>pt>alert(1)</script>", "<script>alert(1)"),
    ],
)
def test_html_becomes_what_a_reader_sees(html: str, words: str) -> None:
    assert from_html(html) == words


ATTACKS = [
    *(
        "<b>",
        "<a ",
        "<a b=",
        '<a b="',
        "<a b=\"'",
        "<a \"' <a '\"",
        "<a /",
        "<a" + " " * 50,
        "<",
        "<!",
        "<!--",
    ),
    *(
        "<!--x--!",
        "</",
        "<?",
        "<![CDATA[",
        "<script>",
        "<script></scrip ",
        "<script></script>",
        "<pre>",
        "<li>",
    ),
    *(
        "<td>",
        "&",
        "&#x",
        "&a",
        "\x1b",
        "\x1b[",
        "\x1b[1;",
        "\x1b]",
        "\x9d",
        " ",
        "\n",
        " \n",
        "a\u0301",
        "\u0301",
    ),
    *("\u200d", "❤\ufe0f\u200d"),
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_costs_more_than_its_length(attack: str) -> None:
    for ending in ("", '">-->'):
        assert _growth(attack, ending, 60_000 // len(attack)) < 24, "it grows faster than the text"


def test_a_mountain_of_tags_is_no_mountain_of_work() -> None:
    assert _growth("<b>", "", 200_000) < 24


def _growth(attack: str, ending: str, most: int) -> float:
    """Return how much more eight times as much of an attack costs."""

    def work(many: int) -> None:
        from_html(attack * many + ending)
        clean(attack * many + ending)

    return growth(work, most // 8, most)


def test_a_number_too_long_for_python_is_no_character() -> None:
    assert from_html("&#" + "9" * 6000 + ";") == "�"


def test_nothing_that_is_cleaned_slips_past_the_first_look() -> None:
    """Most texts are only looked at once: that look must find whatever any of the patterns would change."""
    patterns = (text._SEQUENCE, text._BREAK, text._SPACE, text._UNSEEN)
    odd = [sign for sign in map(chr, range(sys.maxunicode + 1)) if not text._ODD.search(sign)]
    plain = "a" + "a".join(odd) + "a"
    assert [found[0] for each in patterns for found in each.finditer(plain)] == []
