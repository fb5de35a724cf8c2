"""One page under many links: wrappers, caches, platforms; and pages that are near each other, but two."""

import re
from itertools import combinations
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.links import canonical, unwrapped, web_link
from tests.fixtures_folder import fixtures
from tests.test_text_clean import HOSTILE

STORY = "https://paper.example/2026/acme-charges-twice"

WRAPPED = [
    "https://www.google.com/url?rct=j&sa=t&url={q}&ct=ga&cd=CAIy&usg=AFQ",
    "https://www.google.com/url?rct=j&sa=t&url={plain}&ct=ga&cd=CAIy&usg=AFQ",
    "https://www.google.co.uk/url?q={q}&sa=D",
    "https://google.de/url?q={q}",
    "http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=12&url={q}&c=44&mkt=it-it",
    "http://www.bing.com:80/news/apiclick.aspx?ref=FexRss&url={q}",
    "https://l.facebook.com/l.php?u={q}&h=AT0",
    "https://lm.facebook.com/l.php?u={q}",
    "https://l.instagram.com/?u={q}&e=1",
    "https://www.linkedin.com/safety/go?url={q}&trk=x",
    "https://out.reddit.com/t3_abc?url={q}",
    "https://www.youtube.com/redirect?event=comments&q={q}",
    "https://duckduckgo.com/l/?uddg={q}&rut=1",
    "https://vk.com/away.php?to={q}",
    "https://eur02.safelinks.protection.outlook.com/?url={q}&data=05",
    "https://paper-example.cdn.ampproject.org/c/s/paper.example/2026/acme-charges-twice",
    "https://cdn.ampproject.org/v/s/paper.example/2026/acme-charges-twice/amp?amp_js_v=0.1&usqp=mq",
    "https://www.google.com/amp/s/www.paper.example/2026/acme-charges-twice/amp/",
    "https://www.google.com/amp/paper.example/2026/acme-charges-twice",
]


@pytest.mark.parametrize("wrapper", WRAPPED)
def test_what_only_leads_on_stands_for_where_it_leads(wrapper: str) -> None:
    link = wrapper.format(q=quote(STORY, safe=""), plain=STORY)
    key = canonical(link)
    assert key is not None
    assert re.sub(r"\?.*", "", key) == STORY


@pytest.mark.parametrize(
    "copy",
    [
        "https://paper.example/2026/acme-charges-twice?amp=1",
        "https://paper.example/2026/acme-charges-twice/?outputType=amp",
        "https://paper.example/2026/acme-charges-twice.amp",
        "https://paper.example/2026/acme-charges-twice/index.html",
        "https://PAPER.example:443/2026/acme%2Dcharges%2dtwice/amp/index.php",
        "http://paper.example:443/2026/acme-charges-twice",
        "https://m.paper.example./2026/acme-charges-twice;jsessionid=1F?PHPSESSID=0123456789abcdef0123456789abcdef",
        "https://paper.example/2026/acme-charges-twice?utm_source=x&mtm_campaign=y&mc_eid=z#:~:text=charged",
        "https://paper.example/2026/acme-charges-twice#top",
    ],
)
def test_every_dress_of_a_page_is_the_page(copy: str) -> None:
    assert canonical(copy) == STORY


SAME = [
    ("https://youtu.be/dQw4w9WgXcQ?si=abc", "https://m.youtube.com/watch?v=dQw4w9WgXcQ&t=42s&feature=share"),
    (
        "https://www.youtube.com/shorts/dQw4w9WgXcQ",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0",
    ),
    ("https://twitter.com/jane/status/12?s=20&t=x", "https://mobile.x.com/i/web/status/12/photo/1"),
    ("https://redd.it/1abcde", "https://old.reddit.com/r/acme/comments/1abcde/a_title_slug/?utm_name=ios"),
    (
        "https://www.reddit.com/r/acme/comments/1abcde/slug/k2x/?context=3",
        "https://new.reddit.com/comments/1abcde/comment/k2x",
    ),
    ("https://news.ycombinator.com/item?id=1#2", "https://news.ycombinator.com/item?id=2"),
    ("https://stackoverflow.com/questions/1/slug", "https://stackoverflow.com/q/1/77"),
    ("https://unix.stackexchange.com/questions/1/slug/9#9", "https://unix.stackexchange.com/a/9"),
    ("https://mstdn.example/users/jane/statuses/11", "https://mstdn.example/@jane/11"),
    ("https://en.m.wikipedia.org/wiki/Acme", "https://en.wikipedia.org/wiki/Acme#History"),
    ("https://münchen.example/größe", "https://xn--mnchen-3ya.example/gr%c3%b6%c3%9fe"),
    ("https://shop.example/?b=2&a=%c3%9f", "https://shop.example/index.html?a=%C3%9F&b=2"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_addresses_of_one_page_have_one_key(one: str, other: str) -> None:
    assert canonical(one) == canonical(other) is not None


NEAR_MISSES = [
    STORY,
    f"{STORY}-again",
    f"{STORY}/2",
    f"{STORY}?page=2",
    f"{STORY}?page=3",
    f"{STORY}?s=1",
    f"{STORY}?s=2",
    f"{STORY}?sid=26/11/20/1234",
    f"{STORY}#comment-1",
    f"{STORY}#comment-11",
    f"{STORY}#!/orders/1",
    f"{STORY}#/orders/2",
    f"{STORY}?q=%ff",
    f"{STORY}?q=%fe",
    f"{STORY}?q=",
    "https://paper.example/2026%2Facme-charges-twice",
    "https://paper.example/2026/ACME-charges-twice",
    "https://paper.example/amphitheatre",
    "https://paper.example/trampoline",
    "https://paper.example:8443/2026/acme-charges-twice",
    "https://blog.paper.example/2026/acme-charges-twice",
    "https://paper.example.com/2026/acme-charges-twice",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com/watch?v=dQw4w9WgXcq",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&lc=UgxA",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&lc=UgxB",
    "https://www.youtube.com/@acme",
    "https://x.com/jane/status/12",
    "https://x.com/jane/status/123",
    "https://x.com/jane",
    "https://reddit.com/r/acme",
    "https://reddit.com/r/acme/comments/1abcde",
    "https://reddit.com/r/acme/comments/1abcde/slug/k2x",
    "https://reddit.com/r/acme/comments/1abcde/slug/k2y",
    "https://i.redd.it/1abcde",
    "https://news.ycombinator.com/item?id=1",
    "https://news.ycombinator.com/item?id=2",
    "https://news.ycombinator.com/user?id=1",
    "https://stackoverflow.com/questions/1/slug",
    "https://stackoverflow.com/questions/1/slug/9#9",
    "https://stackoverflow.com/questions/1/slug#comment5_1",
    "https://stackoverflow.com/questions/tagged/acme",
    "https://serverfault.com/questions/1/slug",
    "https://mstdn.example/@jane/11",
    "https://mstdn.example/@jim/11",
    "https://bit.ly/2abc",
    "https://bit.ly/2ABC",
    "https://t.co/2abc",
    "https://www.google.com/search?q=acme",
    "https://www.google.com/url?q=javascript:alert(1)",
    "https://l.facebook.com/l.php?u=data:text/html,x",
    "https://web.archive.org/web/2026/https://paper.example/2026/acme-charges-twice",
]


def test_pages_that_are_near_each_other_are_told_apart() -> None:
    keys = {each: canonical(each) for each in NEAR_MISSES}
    assert None not in keys.values()
    assert [pair for pair in combinations(NEAR_MISSES, 2) if keys[pair[0]] == keys[pair[1]]] == []


@pytest.mark.parametrize(
    "said", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example/", ""]
)
@pytest.mark.parametrize("wrapper", WRAPPED[:15])
def test_a_wrapper_of_anything_else_stays_a_wrapper(wrapper: str, said: str) -> None:
    link = wrapper.format(q=quote(said, safe=""), plain=said)
    assert unwrapped(link) == web_link(link)


def test_wrappers_are_opened_only_so_deep() -> None:
    link = STORY
    for _ in range(3):
        link = f"https://www.google.com/url?q={quote(link, safe='')}"
    assert canonical(link) == STORY
    for _ in range(40):
        link = f"https://google.com/url?q={link}"
    assert unwrapped(link) == web_link(link)
    assert canonical(canonical(link) or "") == canonical(link)


JOINTS = ["%", "%2", "%3A", "/amp", ".amp", "?", "&", "=", "#", "+", "@", ":443", "..", "//", ";", "é"]
JOINTS += ["/index.html", ";jsessionid=1", "https://", "watch?v="]
LEADING = [
    "https://l.facebook.com/l.php?u=",
    "https://m.bing.com/news/apiclick.aspx?url=",
    "https://www.google.com/amp/s/",
    "https://a.cdn.ampproject.org/c/s/",
    "https://youtube.com/redirect?q=/",
]
PIECES = st.sampled_from([*NEAR_MISSES, *(each for pair in SAME for each in pair), *JOINTS, *LEADING])


@given(st.lists(PIECES | HOSTILE, max_size=8).map("".join))
def test_a_key_is_its_own_key_and_nothing_raises(said: str) -> None:
    key = canonical(said)
    assert (key is None) == (web_link(said) is None)
    if key is not None:
        assert key.startswith("https://")
        assert canonical(key) == key


@pytest.mark.parametrize(
    ("name", "wrapper"), [("google_alerts", "google.com/url"), ("bing_news", "apiclick")]
)
def test_recorded_wrappers_are_all_opened(name: str, wrapper: str) -> None:
    said = "".join(each.read_text(errors="replace") for each in fixtures(name).glob("*.xml"))
    links = [each.replace("&amp;", "&") for each in re.findall(rf'https?://[^"<\s]*{wrapper}[^"<\s]*', said)]
    assert len(links)
    assert [each for each in links if wrapper in (canonical(each) or wrapper)] == []
