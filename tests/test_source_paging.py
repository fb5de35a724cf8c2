"""Addresses of lists, and of the pages behind their first."""

import pytest

from sources.paging import address, linked_next, page_after, with_query

HOST = "https://board.example"


def test_addresses_of_pages() -> None:
    url = address(f"{HOST}/", "/s", {"q": "a b", "n": 2, "none": None})
    assert url == f"{HOST}/s?q=a+b&n=2"
    assert page_after(url) == f"{HOST}/s?q=a+b&n=2&page=2"
    assert page_after(f"{HOST}/s?page=7&q=x") == f"{HOST}/s?q=x&page=8"
    assert with_query(url, {"q": "c"}) == f"{HOST}/s?n=2&q=c"


@pytest.mark.parametrize(
    ("link", "found"),
    [
        (f'<{HOST}/s?page=2>; rel="next", <{HOST}/s?page=9>; rel="last"', f"{HOST}/s?page=2"),
        ("</s?min_id=3>; rel=prev, </s?max_id=1>; rel=next", f"{HOST}/s?max_id=1"),
        (f'<{HOST}/s>; rel="prev"', ""),
        ("", ""),
        ("<" * 5000, ""),
    ],
)
def test_the_next_page_of_a_link_header(link: str, found: str) -> None:
    assert linked_next({"link": link}, f"{HOST}/s") == found
