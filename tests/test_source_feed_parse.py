"""A feed's bytes to mentions: what real feeds hold, and what feeds hide behind odd forms."""

from datetime import UTC, datetime

import pytest

from casebook.kinds import CanReply, Completeness, HealthKind, LangSource, MentionKind, Precision
from casebook.mention import Mention
from sources.feed_parse import parse
from sources.feed_window import window
from tests.costs import growth
from tests.feed_samples import parcels, rss, rss_item
from tests.fixtures_folder import fixtures

URL = "https://forum.example/feeds/all.xml"
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'>"
    "<id>x:f</id>{}</feed>"
)


def one(body: str, url: str = URL, content_type: str = "") -> Mention:
    (mention,) = parse(body.encode(), url, content_type).mentions
    return mention


RECORDED = [
    (
        "rss2_guardian.rss", 55, datetime(2018, 1, 31, 7, 26, 5, tzinfo=UTC),
        "Trump State of the Union address promised unity but emphasized discord",
        "David Smith in Washington", "en-gb",
    ),
    (
        "atom_large_miniflux.xml", 25, datetime(2024, 3, 10, 16, 15, tzinfo=UTC),
        "Using vale with vim", "jvoisin", None,
    ),
    (
        "rss2_iso8859_1.xml", 40, datetime(2018, 10, 28, 12, 48, tzinfo=UTC),
        "Red Dead Redemption 2: Hinweise auf PC-Umsetzung in App von Rockstar Games", None, "de",
    ),
    (
        "rss2_urdu.xml", 26, datetime(2018, 1, 5, 16, 51, tzinfo=UTC),
        "امریکی عسکری امداد کی بندش کی وجوہات: انڈیا سے جنگ، جوہری پروگرام اور اب دہشت گردوں کی پشت پناہی",
        None, "ur",
    ),
    (
        "jsonfeed_json.json", 20, datetime(2017, 6, 3, 5, 5, 47, tzinfo=UTC),
        "James Dempsey and the Breakpoints Benefit App Camp for Girls", "Brent Simmons", None,
    ),
    (
        "jsonfeed_daringfireball.json", 48, datetime(2017, 6, 27, 0, 54, 17, tzinfo=UTC),
        "The Talk Show: ‘I Do Like Throwing a Baby’", "John Gruber", None,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "count", "when", "title", "author", "lang"), RECORDED)
def test_a_recorded_feed_is_read_as_a_person_reads_it(
    name: str, count: int, when: datetime, title: str, author: str | None, lang: str | None
) -> None:
    parsed = parse(fixtures("rss_generic", name).read_bytes(), URL)
    first = parsed.mentions[0]
    assert parsed.health.kind is HealthKind.OK
    assert len(parsed.mentions) == count
    assert (first.created_at, first.title, first.author_name) == (when, title, author)
    assert first.lang == (lang or first.lang)
    assert first.url
    assert "<" not in first.text[:200]


@pytest.mark.parametrize(
    "name", ["rss2_guardian.rss", "atom_large_miniflux.xml", "rss2_iso8859_1.xml", "rss2_urdu.xml"]
)
def test_through_the_window_an_entry_looks_as_in_the_whole_feed(name: str) -> None:
    body = fixtures("rss_generic", name).read_bytes()
    cut_up = window(body)
    assert cut_up is not None
    alone = [one_of(cut_up.over([span])) for span in cut_up.spans]
    assert tuple(alone) == parse(body, URL).mentions


def one_of(body: bytes) -> Mention:
    (mention,) = parse(body, URL).mentions
    return mention


def test_a_global_guid_names_an_entry_and_a_local_one_names_it_in_its_feed() -> None:
    assert one(rss([rss_item(1)])).native_id == "tag:forum.example,2026:1"
    assert one(rss([rss_item(1, guid="17")])).native_id == "forum.example/feeds/all.xml#17"
    assert "secret" not in one(rss([rss_item(1, guid="17")]), URL + "?token=secret").native_id
    assert one(rss([rss_item(1).replace("guid", "nothing")])).native_id == "https://forum.example/t/1"


def test_without_id_and_link_the_words_name_an_entry() -> None:
    first = one(rss(["<item><title>Never again</title></item>"]))
    other = one(rss(["<item><title>Never ever again</title></item>"]))
    assert first.native_id.startswith("forum.example/feeds/all.xml#")
    assert first.native_id != other.native_id
    assert (first.url, first.can_reply) == (None, CanReply.NONE)


def test_an_id_that_feedparser_takes_for_a_link_is_none() -> None:
    atom = ATOM.format(
        "<entry><id>2532432</id><title>x</title><updated>2026-03-01T10:00:00Z</updated></entry>"
    )
    assert (one(atom).url, one(atom).native_id) == (None, "forum.example/feeds/all.xml#2532432")


def test_a_relative_link_is_resolved_without_the_secrets_of_the_feed_s_address() -> None:
    body = rss(["<item><title>x</title><link>/t/5</link></item>"])
    assert one(body, "https://jane:hush@forum.example/f?token=hush").url == "https://forum.example/t/5"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "file:///etc/passwd"]
)
def test_a_link_that_is_no_web_link_is_none(link: str) -> None:
    assert one(rss([f"<item><title>x</title><link>{link}</link></item>"])).url is None


def test_what_the_feed_does_not_say_stays_unknown() -> None:
    mention = one(rss(["<item><title>only a title</title></item>"]))
    assert mention.created_at is None
    assert mention.created_precision is Precision.FIRST_SEEN
    assert mention.completeness is Completeness.TITLE_ONLY
    unknown = (
        "score",
        "comments",
        "likes",
        "lang",
        "author_name",
        "author_handle",
        "edited_at",
        "rating",
        "author_reach",
    )
    assert [getattr(mention, name) for name in unknown] == [None] * len(unknown)


def test_a_day_is_known_to_be_only_a_day() -> None:
    mention = one(rss(["<item><title>x</title><dc:date>2026-03-01</dc:date></item>"]))
    assert (mention.created_at, mention.created_precision) == (
        datetime(2026, 3, 1, tzinfo=UTC),
        Precision.DAY,
    )


@pytest.mark.parametrize(
    "date", ["yesterday", "", "Thu, 01 Jan 1970 00:00:00 GMT", "99999-01-01", "0000-00-00"]
)
def test_a_date_that_is_none_is_not_known(date: str) -> None:
    assert one(rss([f"<item><title>x</title><pubDate>{date}</pubDate></item>"])).created_at is None


def test_atom_tells_when_it_was_edited_and_what_it_answers() -> None:
    mention = one(
        ATOM.format(
            "<entry><id>tag:a,1:2</id><title type='html'>&lt;b&gt;Late&lt;/b&gt;</title>"
            "<published>2026-03-01T10:00:00Z</published><updated>2026-03-01T11:00:00+01:00</updated>"
            "<author><name>Jane</name><uri>https://jane.example/</uri></author>"
            "<thr:in-reply-to ref='tag:a,1:1' href='https://forum.example/t/1'/><thr:total>4</thr:total>"
            "<content type='html' xml:lang='de'>&lt;p&gt;Wieder zu spät&lt;/p&gt;</content></entry>"
        )
    )
    assert (mention.title, mention.text) == ("Late", "Wieder zu spät")
    assert mention.edited_at is None, "the same moment in another zone"
    assert (mention.reply_to_id, mention.reply_to_url) == ("tag:a,1:1", "https://forum.example/t/1")
    assert (mention.kind, mention.comments) == (MentionKind.COMMENT, 4)
    assert (mention.author_name, mention.author_url) == ("Jane", "https://jane.example/")
    assert mention.completeness is Completeness.FULL


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("<author>a@b.example (Jane)</author>", "Jane"),
        ("<author>a@b.example</author>", "a@b.example"),
        ("<author>Jane Doe &lt;a@b.example&gt;</author>", "Jane Doe"),
        ("<author>Jane (a@b.example)</author>", "Jane"),
        ("<author>a@b.com (Jane)</author>", "Jane"),
        ("<author>Jane (Doe)</author>", "Jane (Doe)"),
        ("<author>a@b.example ()</author>", "a@b.example ()"),
        ("<author>Jane, a@b.example</author>", "Jane, a@b.example"),
        ("<dc:creator>@karin@night.example</dc:creator>", "@karin@night.example"),
        ("<dc:creator>Jane Doe</dc:creator>", "Jane Doe"),
        ("<author>a@b.example</author><dc:creator>Karin</dc:creator>", "Karin"),
    ],
)
def test_an_rss_author_is_named_as_written(said: str, name: str) -> None:
    assert one(rss([rss_item(1, more=said)])).author_name == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("<name>a@b.example</name>", "a@b.example"),
        ("<name>@karin@night.example</name>", "@karin@night.example"),
        ("<name>Jane</name><email>a@b.example</email>", "Jane"),
        ("<email>a@b.example</email>", "a@b.example"),
    ],
)
def test_an_atom_author_is_named_as_written(said: str, name: str) -> None:
    entry = f"<entry><id>tag:a,1:2</id><title>x</title><author>{said}</author></entry>"
    assert one(ATOM.format(entry)).author_name == name


def test_a_comments_feed_knows_its_thread() -> None:
    item = rss_item(1).replace("/t/1", "/t/1#comment-7")
    mention = one(rss([item.replace("</item>", "<slash:comments>0</slash:comments></item>")]))
    assert mention.kind is MentionKind.COMMENT
    assert mention.thread_root_url == "https://forum.example/t/1"
    assert mention.comments == 0, "zero is what the feed says"


def test_a_feed_says_its_language() -> None:
    mention = one(rss([rss_item(1)], head="<language>en-GB</language>"))
    assert (mention.lang, mention.lang_source) == ("en-GB", LangSource.FEED)


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("AT&amp;amp;T forgot me", "AT&T forgot me"),
        ("1 &amp;lt; 2", "1 < 2"),
        ("<![CDATA[<b>Bold</b> claim]]>", "Bold claim"),
        ("\u202elaf\u202c a\u200bb", "laf ab"),
        ("[/foo][@click=app.quit]", "[/foo][@click=app.quit]"),
    ],
)
def test_a_title_is_read_as_words(title: str, read: str) -> None:
    assert one(rss([f"<item><title>{title}</title><link>https://a.example/</link></item>"])).title == read


@pytest.mark.parametrize(
    "content_type", ["text/html", "application/json", "text/xml; charset=iso-8859-1", "x"]
)
def test_a_good_feed_under_a_wrong_type_is_a_good_feed(content_type: str) -> None:
    parsed = parse(parcels(2).encode(), URL, content_type)
    assert (len(parsed.mentions), parsed.health.kind) == (2, HealthKind.OK)


@pytest.mark.parametrize(
    "body", ["", "  ", "<html><body>hi</body></html>", "not found", '{"error": 1}', "[]", "{"]
)
def test_what_is_no_feed_is_said_to_be_none(body: str) -> None:
    parsed = parse(body.encode(), URL)
    kind = HealthKind.NOT_A_FEED if body.strip() else HealthKind.EMPTY
    assert (parsed.mentions, parsed.health.kind) == ((), kind)
    assert parsed.health.say


def test_a_broken_feed_drops_its_last_half_entry() -> None:
    body = parcels(3)
    parsed = parse(body[: body.rindex("<title>") + 9].encode(), URL)
    assert len(parsed.mentions) == 2
    assert parsed.health.kind is HealthKind.PARTIAL


def test_half_a_letter_in_an_entry_of_json_costs_no_other_one() -> None:
    items = '{"title": "one", "date_published": "\\ud800"}, {"title": "two"}'
    body = '{"version": "https://jsonfeed.org/version/1.1", "items": [' + items + "]}"
    assert [mention.title for mention in parse(body.encode(), URL).mentions] == ["one", "two"]


WHOLE = "<rss><channel>{}</channel></rss>"


@pytest.mark.parametrize(
    "body",
    [
        "<html></html>",
        WHOLE.format(""),
        WHOLE.format("<item>a<item>b</item></item>"),
        WHOLE.format("<item>a</item> stray <item>b</item>"),
        WHOLE.format("<item>a</item><!-- <item>b</item> --><item>c</item>"),
        WHOLE.format("<!-- <item>a</item> -->"),
        WHOLE.format("<item><![CDATA[</item>]]></item>"),
        WHOLE.format("<item/>"),
        WHOLE.format("<item>a</item><item>never closed"),
        WHOLE.format("<item>a</item><entry>b</entry>"),
        "<rdf:RDF><channel></channel><item>a</item></rdf:RDF>",
        "<other><item>a</item></other>",
    ],
)
def test_where_entries_do_not_simply_follow_one_another_there_is_no_window(body: str) -> None:
    assert window(body.encode()) is None
    assert window(body.encode("utf-16")) is None


def test_a_feed_that_broke_off_is_closed_around_its_finished_entries() -> None:
    cut_up = window(b"<rss><channel><item>1</item>\n<item>2</item><item>3</it")
    assert cut_up is not None
    assert (cut_up.spans, cut_up.whole) == ((b"<item>1</item>", b"<item>2</item>"), False)
    assert cut_up.over(cut_up.spans[:1]) == b"<rss><channel><item>1</item></channel></rss>"


def test_a_body_of_nothing_but_beginnings_costs_little() -> None:
    assert window(b"<rss>" + b"<item " * 500_000) is None
    assert growth(lambda many: window(b"<rss>" + b"<item " * many), 50_000, 500_000) < 30
