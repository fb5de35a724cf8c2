"""Reddit's feeds: recorded ones give what they should, and what was deleted is told as gone."""

from datetime import UTC, datetime
from xml.sax.saxutils import escape

import pytest

from casebook.kinds import HealthKind, MentionKind
from casebook.mention import Mention
from sources.registry import KINDS
from tests.fixtures_folder import fixtures
from tests.rig_feeds import ATOM

SUBREDDIT = "https://www.reddit.com/r/gravelcycling"
POST = f"{SUBREDDIT}/comments/1qcwxml/new_bike_day/"


def read(file: str) -> tuple[Mention, ...]:
    """Return what a recorded feed holds."""
    parsed = KINDS["reddit"].parse(fixtures("reddit", file).read_bytes())
    assert parsed.health.kind is HealthKind.OK
    return parsed.mentions


def test_a_recorded_search_is_read_as_it_was_meant() -> None:
    found = read("search_2026.rss")
    assert found[0] == Mention(
        source="reddit",
        native_id="t3_1qcwxml",
        text="Ribble Allgrit Ti, SRAM Force XPLR and some fancy pants wheels.\n\n"
        "Fidlock ‘Twist’ bottles and Close-The-Gap 3 in 1 mount (computer + bell + light/ go-pro) are the "
        "best additions to a gravel bike I’ve come across so far!",
        kind=MentionKind.POST,
        url=POST,
        title="New bike day",
        author_handle="aspiring-housewife-",
        author_name="aspiring-housewife-",
        author_url="https://www.reddit.com/user/aspiring-housewife-",
        created_at=datetime(2026, 1, 14, 19, 32, 56, tzinfo=UTC),
        community="gravelcycling",
    )
    assert [each.native_id for each in found[1:4]] == ["t3_zc2vda", "t3_1hoj8sz", "t3_1mpbmug"]
    assert (found[1].text, found[1].title) == ("", "Found an ancient artifact during my ride.")
    assert len(found) == 25
    assert not any(word in each.text for each in found for word in ("submitted by", "[link]", "[comments]"))
    assert {each.score for each in found} | {each.comments for each in found} == {None}


def test_a_recorded_thread_is_a_post_and_comments_under_it() -> None:
    post, *comments = read("thread_2026.rss")
    assert (post.kind, post.thread_root_id) == (MentionKind.POST, None)
    assert comments[0] == Mention(
        source="reddit",
        native_id="t1_nzlszj8",
        text="Man watch out my wife is on this app.",
        kind=MentionKind.COMMENT,
        url=f"{POST}nzlszj8/",
        title="New bike day",
        author_handle="Newyawker2022",
        author_name="Newyawker2022",
        author_url="https://www.reddit.com/user/Newyawker2022",
        created_at=datetime(2026, 1, 14, 20, 34, 48, tzinfo=UTC),
        thread_root_id="t3_1qcwxml",
        thread_root_url=POST,
        community="gravelcycling",
    )
    assert len(comments) == 33
    assert {(each.kind, each.thread_root_id) for each in comments} == {(MentionKind.COMMENT, "t3_1qcwxml")}
    (unnamed,) = (each for each in comments if each.native_id == "t1_nzou8tj")
    assert (unnamed.author, unnamed.text, unnamed.deleted) == (None, "Ooooooooo. I like.", False)


@pytest.mark.parametrize(
    ("file", "count", "first"),
    [
        ("listing_2026.rss", 25, "t3_1qm7i79"),
        ("new_2023_homelab.atom", 25, "t3_157kyrd"),
        ("reddit_2024_atom.xml", 1, "t3_1ldu6hr"),
    ],
)
def test_recorded_listings_are_read_whole(file: str, count: int, first: str) -> None:
    found = read(file)
    assert (len(found), found[0].native_id) == (count, first)
    assert all(each.community and each.title and each.author_handle for each in found)


def only(title: str, said: str, author: str = "/u/jane") -> Mention:
    """Return one post of our own making."""
    body = (
        f"{ATOM}<entry><author><name>{author}</name></author><content type='html'>{escape(said)}</content>"
        f"<id>t3_1abc</id><link href='{SUBREDDIT}/comments/1abc/x/'/><title>{title}</title>"
        "<updated>2026-03-02T08:00:00+00:00</updated></entry></feed>"
    )
    (mention,) = KINDS["reddit"].parse(body.encode()).mentions
    return mention


def said(words: str) -> str:
    """Return words as Reddit wraps them."""
    return f"<!-- SC_OFF --><div class='md'><p>{words}</p></div><!-- SC_ON --> submitted by /u/jane"


@pytest.mark.parametrize(
    ("mention", "gone"),
    [
        (only("Late", said("[deleted]")), True),
        (only("Late", said("[removed]")), True),
        (only("[deleted by user]", said("It never came")), True),
        (only("[ Removed by Reddit ]", said("[ Removed by Reddit ]")), True),
        (only("Late", said("They said [removed] and went")), False),
    ],
)
def test_what_was_deleted_or_removed_is_gone(mention: Mention, gone: bool) -> None:
    assert (mention.deleted, mention.text == "") == (gone, gone)


def test_an_account_that_is_no_more_is_nobody() -> None:
    mention = only("Late", said("It never came"), "/u/[deleted]")
    assert (mention.author, mention.author_url, mention.deleted) == (None, None, False)


def test_the_page_that_asks_for_an_age_is_no_empty_feed() -> None:
    parsed = KINDS["reddit"].parse(fixtures("reddit", "over18_interstitial.html").read_bytes())
    assert (parsed.mentions, parsed.health.kind) == ((), HealthKind.BLOCKED)
    assert parsed.health.say == "Reddit asks whether we are over 18"
