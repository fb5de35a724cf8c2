"""What is heard through feeds, on loopback: a forum, a Google Alert, YouTube, WordPress, Reddit."""

from email.utils import format_datetime
from typing import ClassVar
from xml.sax.saxutils import escape
from zlib import crc32

from casebook.mention import Mention
from sources.settings.feed import FeedSettings
from sources.settings.google_alerts import GoogleAlertsSettings
from sources.settings.reddit import RedditSettings
from sources.settings.wordpress import WordPressSettings
from sources.settings.youtube import YouTubeSettings
from tests.feed_samples import rss
from tests.loopback import Request, Step, html, serve
from tests.rig import HUSH, SECRET, Post, World

ATOM = (
    "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' "
    "xmlns:yt='http://www.youtube.com/xml/schemas/2015' xmlns:media='http://search.yahoo.com/mrss/'>"
)
CHANNEL = "UC" + "a1" * 11


class FeedWorld(World):
    """A forum's feed of all its posts, for whoever has the token in its address."""

    kind = "feed"
    signs_in = True
    empty_is_odd = True

    def settings(self, base: str) -> FeedSettings:
        return FeedSettings(f"{base}/latest.rss?token={HUSH}")

    def answer(self, request: Request) -> Step:
        if (request.path, request.query.get("token")) != ("/latest.rss", HUSH):
            return html("<h1>Not found</h1>", 404)
        return serve(rss(map(_forum_post, self.newest_first())), etag=True)

    def number(self, mention: Mention) -> int:
        return int(mention.native_id.rpartition(":")[2])

    def knows(self, request: Request) -> bool:
        return "if-none-match" in request.headers


def _forum_post(post: Post) -> str:
    return (
        f"<item><title>Parcels</title><link>https://forum.example/t/{post.number}</link>"
        f"<guid isPermaLink='false'>tag:forum.example,2026:{post.number}</guid>"
        f"<pubDate>{format_datetime(post.at)}</pubDate>"
        f"<description>{escape(escape(post.text))}</description></item>"
    )


class GoogleAlertsWorld(World):
    """Gives the last twenty hits."""

    kind = "google_alerts"
    most = 20
    empty_is_odd = True

    def settings(self, base: str) -> GoogleAlertsSettings:
        return GoogleAlertsSettings(f"{base}/alerts/feeds/04175468913983673025/4428013283581841004")

    def answer(self, request: Request) -> Step:
        posts = self.newest_first()[: self.most]
        return serve(f"{ATOM}{''.join(map(_hit, posts))}</feed>", "application/atom+xml", etag=True)

    def number(self, mention: Mention) -> int:
        return int(mention.native_id.rpartition(":")[2])

    def knows(self, request: Request) -> bool:
        return "if-none-match" in request.headers


def _hit(post: Post) -> str:
    goal = f"https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://press.example/{post.number}&amp;ct=ga"
    return (
        f"<entry><id>tag:google.com,2013:googlealerts/feed:{post.number}</id>"
        f"<title type='html'>&lt;b&gt;Acme&lt;/b&gt; again</title><link href='{goal}'></link>"
        f"<published>{_iso(post)}</published><updated>{_iso(post)}</updated>"
        f"<content type='html'>{escape(escape(post.text))}</content><author><name></name></author></entry>"
    )


class YouTubeWorld(World):
    """Gives the last fifteen videos; counts every look at its feed as a view."""

    kind = "youtube"
    most = 15
    empty_is_odd = True
    says = frozenset({"likes", "views"})
    looks: ClassVar[int] = 600_000

    def settings(self, base: str) -> YouTubeSettings:
        return YouTubeSettings(CHANNEL, base_url=base)

    def answer(self, request: Request) -> Step:
        if request.path != "/feeds/videos.xml" or request.query != {"channel_id": CHANNEL}:
            return html("<h1>Error 404</h1>", 404)
        YouTubeWorld.looks += 1
        videos = "".join(_video(each, self.looks) for each in self.newest_first()[: self.most])
        return serve(f"{ATOM}<title>Acme</title>{videos}</feed>", "text/xml; charset=UTF-8")

    def number(self, mention: Mention) -> int:
        return int(mention.native_id)

    def knows(self, request: Request) -> bool:
        return True  # YouTube offers no validator and no mark: its feed is asked for whole


def _video(post: Post, views: int) -> str:
    return (
        f"<entry><id>yt:video:{post.number:011}</id><yt:videoId>{post.number:011}</yt:videoId>"
        f"<title>Acme</title><link rel='alternate' href='https://www.youtube.com/watch?v={post.number:011}'/>"
        f"<author><name>Acme</name><uri>https://www.youtube.com/channel/{CHANNEL}</uri></author>"
        f"<published>{_iso(post)}</published><updated>{_iso(post)}</updated>"
        f"<media:group><media:description>{escape(post.text)}</media:description><media:community>"
        f'<media:starRating count="7" average="5.00" min="1" max="5"/><media:statistics views="{views}"/>'
        "</media:community></media:group></entry>"
    )


class WordPressWorld(World):
    """Gives the last ten comments on its first page, and others behind it."""

    kind = "wordpress"
    most = 10
    empty_is_odd = True

    def settings(self, base: str) -> WordPressSettings:
        return WordPressSettings(f"{base}/blog")

    def answer(self, request: Request) -> Step:
        first = (int(request.query.get("paged", "1")) - 1) * self.most
        posts = self.newest_first()[first : first + self.most]
        if request.path != "/blog/comments/feed/" or (first and not posts):
            return html("<h1>Not found</h1>", 404)
        comments = "".join(map(_comment, posts))
        return serve(wordpress(comments), last_modified=f"number {crc32(comments.encode())}")

    def number(self, mention: Mention) -> int:
        return int(mention.native_id.rpartition("-")[2])

    def knows(self, request: Request) -> bool:
        return "if-modified-since" in request.headers or "paged" in request.query


def wordpress(items: str, title: str = "Comments for Acme") -> str:
    """Return a feed of comments as wp-includes/feed-rss2-comments.php writes it."""
    spaces = (
        "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'"
    )
    return f"<rss version='2.0' {spaces}><channel><title>{title}</title>{items}</channel></rss>"


def _comment(post: Post) -> str:
    link = f"https://blog.example/parcels/#comment-{post.number}"
    return (
        f"<item><title>Comment on Parcels by jane</title><link>{link}</link>"
        f"<dc:creator><![CDATA[jane]]></dc:creator><pubDate>{format_datetime(post.at)}</pubDate>"
        f"<guid isPermaLink='false'>https://blog.example/?p=9#comment-{post.number}</guid>"
        f"<description><![CDATA[{post.text[:20]}]]></description>"
        f"<content:encoded><![CDATA[<p>{escape(post.text)}</p>]]></content:encoded></item>"
    )


class RedditWorld(World):
    """Searches with a token feed; says each time when its feed was made."""

    kind = "reddit"
    most = 100
    deletes = True
    signs_in = True
    empty_is_odd = True
    made: ClassVar[int] = 0

    def settings(self, base: str) -> RedditSettings:
        return RedditSettings("acme", user="acme_support", token=SECRET, base_url=base)

    def answer(self, request: Request) -> Step:
        asked = request.query
        if (asked.get("feed"), asked.get("user")) != (HUSH, "acme_support"):
            return html("<h1>Blocked</h1>", 403)
        if request.path != "/search.rss" or asked["q"] != '"acme"' or asked["sort"] != "new":
            return html("<h1>Not found</h1>", 404)
        RedditWorld.made += 1
        posts = "".join(map(_post, self.newest_first()[: int(asked["limit"])]))
        head = (
            f"<updated>2026-03-02T12:00:{self.made % 60:02}+00:00</updated><id>/search.rss?feed={HUSH}</id>"
        )
        return serve(f"{ATOM}{head}{posts}</feed>", "application/atom+xml; charset=UTF-8")

    def number(self, mention: Mention) -> int:
        return int(mention.native_id.removeprefix("t3_"))

    def knows(self, request: Request) -> bool:
        return True  # Reddit offers no validator and no mark: its feeds are asked for whole


def _post(post: Post) -> str:
    link = f"https://www.reddit.com/r/parcels/comments/{post.number}/late/"
    body = escape(post.text) if not post.deleted else "[removed]"
    said = f"<!-- SC_OFF --><div class='md'><p>{body}</p></div><!-- SC_ON --> submitted by /u/jane [link]"
    return (
        "<entry><author><name>/u/jane</name><uri>https://www.reddit.com/user/jane</uri></author>"
        f"<category term='parcels' label='r/parcels'/><content type='html'>{escape(said)}</content>"
        f"<id>t3_{post.number}</id><link href='{link}' /><updated>{_iso(post)}</updated>"
        f"<published>{_iso(post)}</published><title>Late</title></entry>"
    )


def _iso(post: Post) -> str:
    return post.at.isoformat()
