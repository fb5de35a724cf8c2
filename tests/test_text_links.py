"""Which links may be shown, and when two lead to the same page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.links import canonical, web_link
from tests.test_text_clean import HOSTILE, is_clean


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://shop.example/complaints/1?a=b#c", "https://shop.example/complaints/1?a=b#c"),
        ("HTTP://Shop.Example:80/X", "http://shop.example/X"),
        ("https://jane:secret@shop.example/", "https://shop.example/"),
        (" https://shop.example/a\n", "https://shop.example/a"),
        ("https://shop.example/a\u202ebc", "https://shop.example/abc"),
        ("https://münchen.example/größe", "https://xn--mnchen-3ya.example/gr%C3%B6%C3%9Fe"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ('https://shop.example/a b"<c>', "https://shop.example/a%20b%22%3Cc%3E"),
    ],
)
def test_a_web_link_is_shown_clean(url: str, shown: str) -> None:
    assert web_link(url) == shown


@pytest.mark.parametrize(
    "url",
    [
        "", "shop.example", "//shop.example/", "javascript:alert(1)", "data:text/html,x", "ftp://shop.example/",
        "https://", "https:///path", "https://sh op.example/", "https://a..example/", "http://shop.example:99999/",
        "https://shop.example\\@evil.example/", "https://[::1", "2532432", "https://x.example/" + "a" * 5000,
    ],
)  # fmt: skip
def test_anything_else_is_no_link(url: str) -> None:
    assert web_link(url) is None
    assert canonical(url) is None


@pytest.mark.parametrize(
    "copy",
    [
        "https://example.com/a?id=1",
        "http://www.example.com:80/a/?id=1",
        "https://m.example.com/a?id=1&utm_source=mail&utm_medium=x",
        "https://mobile.example.com/a?fbclid=1&id=1&gclid=2",
        "https://old.example.com/a?id=1#top",
        "https://amp.example.com/a/amp?id=1&ref=home",
    ],
)
def test_copies_of_a_page_have_one_key(copy: str) -> None:
    assert canonical(copy) == "https://example.com/a?id=1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a", "https://example.com/b"),
        ("https://example.com/a?id=1", "https://example.com/a?id=2"),
        ("https://example.com/a#comment-1", "https://example.com/a#comment-2"),
        ("https://github.example/i/1#issuecomment-1", "https://github.example/i/1#issuecomment-2"),
        ("https://example.com/A", "https://example.com/a"),
        ("https://m.com/a", "https://com/a"),
    ],
)
def test_different_pages_have_different_keys(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@given(HOSTILE, st.sampled_from(["", "https://", "http://x.example/", "https://a@", "https://x.example:"]))
def test_no_text_makes_a_link_that_is_not_one(said: str, start: str) -> None:
    link = web_link(start + said)
    if link is not None:
        assert link.startswith(("http://", "https://"))
        assert is_clean(link)
        assert " " not in link
        assert web_link(link) == link
        key = canonical(link)
        assert key is not None
        assert canonical(key) == key
