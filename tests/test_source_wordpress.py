"""WordPress: comments under their posts, and recorded feeds of posts; no feed of comments was recorded."""

from datetime import UTC, datetime

import pytest

from casebook.kinds import HealthKind, LangSource, MentionKind
from casebook.mention import Mention
from sources.registry import KINDS
from sources.settings.wordpress import WordPressSettings
from tests.fixtures_folder import fixtures
from tests.rig_feeds import wordpress

POST = "https://blog.example/2026/03/parcels/"


def comment(title: str, more: str = "", link: str = f"{POST}#comment-7") -> str:
    """Return one comment, made by hand from WordPress's own template."""
    return (
        f"<item><title>{title}</title><link>{link}</link><dc:creator><![CDATA[Jane]]></dc:creator>"
        "<pubDate>Mon, 02 Mar 2026 08:00:00 +0000</pubDate>"
        "<guid isPermaLink='false'>https://blog.example/?p=9#comment-7</guid>"
        f"<description><![CDATA[It never]]></description>"
        f"<content:encoded><![CDATA[{more}<p>It never came.</p>]]></content:encoded></item>"
    )


def only(body: str) -> Mention:
    """Return the one mention of a feed."""
    (mention,) = KINDS["wordpress"].parse(body.encode()).mentions
    return mention


def test_a_comment_stands_under_its_post() -> None:
    assert only(wordpress(comment("Comment on Where is my parcel? by Jane"))) == Mention(
        source="wordpress",
        native_id="https://blog.example/?p=9#comment-7",
        text="It never came.",
        kind=MentionKind.COMMENT,
        url=f"{POST}#comment-7",
        title="Where is my parcel?",
        author_name="Jane",
        created_at=datetime(2026, 3, 2, 8, tzinfo=UTC),
        thread_root_id=POST,
        thread_root_url=POST,
    )


@pytest.mark.parametrize(
    ("title", "of_the_feed", "post"),
    [
        ("By: Jane", "Comments on: Where is my parcel?", "Where is my parcel?"),
        ("By: Jane", "Acme", None),
        ("Comment on Sent by mail by Jane", "Comments for Acme", "Sent by mail"),
        ("Kommentar zu Wo ist es? von Jane", "Kommentare zu Acme", "Kommentar zu Wo ist es? von Jane"),
    ],
)
def test_the_posts_title_is_found_where_wordpress_puts_it(
    title: str, of_the_feed: str, post: str | None
) -> None:
    mention = only(wordpress(comment(title), of_the_feed))
    assert (mention.title, mention.author_name) == (post, "Jane")


def test_a_comment_knows_which_one_it_answers() -> None:
    answers = f'<p>In reply to <a href="{POST}#comment-3">Bob</a>.</p>'
    mention = only(wordpress(comment("By: Jane", answers)))
    assert mention.reply_to_url == f"{POST}#comment-3"
    assert mention.thread_root_url == POST
    mentioned = only(wordpress(comment("By: Jane", f"<p>See above</p><a href='{POST}#comment-3'>this</a>")))
    assert mentioned.reply_to_url is None


def test_a_comment_whose_link_is_the_post_alone_is_known_by_its_id() -> None:
    mention = only(wordpress(comment("By: Jane", link=POST)))
    assert (mention.url, mention.kind) == ("https://blog.example/?p=9#comment-7", MentionKind.COMMENT)


@pytest.mark.parametrize(
    ("file", "first", "counts"),
    [
        ("wp_natasha.xml", "https://www.natashatherobot.com/?p=6602", [6, 3, 4, 13, 0, 1, 11, 6, 1, 5]),
        ("wp_posts_with_comment_links.xml", "http://www.norm2782.com/?p=114", None),
    ],
)
def test_a_recorded_feed_of_posts_gives_articles(file: str, first: str, counts: list[int] | None) -> None:
    parsed = KINDS["wordpress"].parse(fixtures("wordpress", file).read_bytes())
    assert parsed.health.kind is HealthKind.OK
    assert parsed.mentions[0].native_id == first
    assert {each.kind for each in parsed.mentions} == {MentionKind.ARTICLE}
    assert {each.lang_source for each in parsed.mentions} == {LangSource.FEED}
    assert counts is None or [each.comments for each in parsed.mentions] == counts


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("https://blog.example", "https://blog.example/comments/feed/"),
        ("https://blog.example/news/", "https://blog.example/news/comments/feed/"),
        (f"{POST}feed/", f"{POST}feed/"),
        ("https://blog.example/?feed=comments-rss2", "https://blog.example/?feed=comments-rss2"),
        ("https://blog.example/comments/feed", "https://blog.example/comments/feed"),
        ("https://blog.example/feeding/", "https://blog.example/feeding/comments/feed/"),
    ],
)
def test_a_sites_comments_are_found_where_wordpress_puts_them(said: str, asked: str) -> None:
    assert WordPressSettings(said).feed == asked
