"""What mails say: alerts of services we know, anybody's message, mailing lists, and what is sent in spite."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.kinds import Completeness, HealthKind, MentionKind
from casebook.mention import Mention
from sources.imap_parse import parse
from sources.mail import LIMIT, mails_in, read_mail
from sources.preview import preview
from tests.alert_mails import F5BOT_HTML, F5BOT_PLAIN, GOOGLE_HTML, GOOGLE_PLAIN, TALKWALKER, TRUSTPILOT
from tests.fixtures_folder import fixtures
from tests.post_office import CAME, mail
from tests.test_text_clean import is_clean

GOOGLE = "Google Alerts <googlealerts-noreply@google.com>"
LEADING = b"\nhttps://www.google.com/url?q=https://a.example/x\n"
NESTED = b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n"


def read(*parts: str, sender: str, **headers: str) -> list[Mention]:
    parsed = parse(mail(*parts, **{"From": sender, **headers}))
    assert parsed.health.kind is HealthKind.OK
    return list(parsed.mentions)


def told(mention: Mention, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(mention, name) for name in names)


def test_a_google_alert_tells_of_each_result_unwrapped() -> None:
    first, second = read(GOOGLE_PLAIN, "Google Alert - acme rail", sender=GOOGLE)
    assert told(first, "title", "url", "query") == (
        "Acme Rail leaves hundreds in the snow",
        "https://times.example/acme-snow",
        "acme rail",
    )
    assert first.text.startswith("The Example Times\nPassengers of Acme Rail")
    assert told(first, "source", "kind", "completeness", "created_at") == (
        "google_alerts",
        MentionKind.ARTICLE,
        Completeness.SNIPPET,
        CAME,
    )
    assert told(second, "title", "url", "text") == (
        "Why is Acme so bad? - Forum",
        "https://forum.example/t/1?a=2",
        "The trains never come ...",
    )


def test_a_google_alert_in_html_tells_the_same_under_the_same_name() -> None:
    [plain, _] = read(GOOGLE_PLAIN, "Google Alert - acme rail", sender=GOOGLE)
    [html] = read("", "Google Alert - acme rail", GOOGLE_HTML, sender=GOOGLE)
    assert told(html, "uri", "title", "url", "query") == told(plain, "uri", "title", "url", "query")
    assert html.text == "The Example Times\nPassengers of Acme Rail said …"


@pytest.mark.parametrize("parts", [("x", "F5Bot found something: acme", F5BOT_HTML), (F5BOT_PLAIN, "F5Bot")])
def test_an_alert_of_f5bot_tells_who_said_what_where(parts: tuple[str, ...]) -> None:
    first, second = read(*parts, sender="F5Bot <admin@f5bot.com>")
    assert told(first, "kind", "title", "author_handle", "text", "query", "community") == (
        MentionKind.COMMENT,
        "Late again",
        "snowed_in",
        "Yesterday acme left us",
        "acme",
        "rail",
    )
    assert first.url == "https://www.reddit.com/r/rail/comments/ab1/c/cd2/"
    assert told(second, "kind", "title", "author_handle", "text", "query", "url") == (
        MentionKind.POST,
        "Acme is down",
        "pg2",
        "It broke.",
        "acme rail",
        "https://news.ycombinator.com/item?id=1",
    )


def test_a_talkwalker_alert_leads_out_of_talkwalker() -> None:
    bare = '<a href="https://shop.example/banner"></a>'  # a picture without a word is nobody's mention
    [found] = read(
        "", "Talkwalker Alert: acme", bare + TALKWALKER, sender="Talkwalker <alerts@talkwalker.com>"
    )
    assert told(found, "source", "title", "url", "query") == (
        "talkwalker",
        "Acme does it again",
        "https://blog.example/acme-again",
        "acme",
    )
    assert found.text == "blog.example - The third time ..."


def test_a_notice_of_trustpilot_is_the_review() -> None:
    [found] = read(TRUSTPILOT, "You have a new review", sender="Trustpilot <noreply@trustpilot.com>")
    assert told(found, "source", "kind", "rating", "author_name", "text", "url") == (
        "trustpilot",
        MentionKind.REVIEW,
        1,
        "Jane Doe",
        "They left us in the snow.",
        "https://www.trustpilot.com/reviews/65a1b2c3d4e5f6",
    )


def test_an_alert_that_tells_of_nothing_is_a_mail_like_any_other() -> None:
    [found] = read("We have changed our terms.", "Hello", sender=GOOGLE)
    assert told(found, "source", "text") == ("mail", "We have changed our terms.")


def test_any_mail_is_a_message_with_its_first_link() -> None:
    [found] = read("It broke. See https://a.example/1.", "Trouble", sender="Jane Doe <jane@example.org>")
    assert told(found, "source", "kind", "title", "author_name", "url", "created_at") == (
        "mail",
        MentionKind.MESSAGE,
        "Trouble",
        "Jane Doe",
        "https://a.example/1",
        CAME,
    )
    [html] = read("", "T", "<p>It <b>broke</b>.<script>x</script></p>", sender="j@example.org")
    assert (html.text, html.author_name) == ("It broke.", None)


@pytest.mark.parametrize(
    ("sender", "address", "name"),
    [
        ("Jane at Acme <jane@example.org>", "jane@example.org", "Jane at Acme"),
        ("jane at example.org (Jane Doe)", "jane@example.org", "Jane Doe"),
    ],
)
def test_an_address_is_written_as_mails_have_it_or_as_archives_do(
    sender: str, address: str, name: str
) -> None:
    found = read_mail(f"From: {sender}\nSubject: x\n\nx".encode())
    assert found is not None
    assert (found.sender, found.name) == (address, name)


def test_a_list_s_mail_stands_in_its_thread() -> None:
    about = {"List-Id": "Users of Acme <users.acme.example>", "References": "<1@a.example> <2@a.example>"}
    about |= {"In-Reply-To": "<2@a.example>", "Archived-At": "<https://lists.acme.example/m/3>"}
    [found] = read("Me too, see https://x.example/", "Re: late", sender="j@example.org", **about)
    assert told(found, "thread_root_id", "reply_to_id", "url", "community") == (
        "1@a.example",
        "2@a.example",
        "https://lists.acme.example/m/3",
        "Users of Acme",
    )
    del about["Archived-At"]
    [without] = read("Me too, see https://x.example/", "Re: late", sender="j@example.org", **about)
    assert without.url is None


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("hk_non-ascii-headers.txt", 6),
        ("hk_payload-unknown.txt", 1),
        ("hk_strange-in-reply-to-header.txt", 1),
        ("hk_wrong-in-reply-to-header.txt", 1),
        ("hyperkitty_2016_april.mbox", 3),
        ("hyperkitty_2016_march.mbox", 1),
        ("mbox_complex.mbox", 2),
        ("mbox_no_fields.mbox", 6),
        ("mbox_unknown_encoding.mbox", 1),
        ("nntp_1.txt", 1),
        ("nntp_parsing_error.txt", 1),
    ],
)
def test_recorded_lists_are_read_whole(name: str, count: int) -> None:
    parsed = preview("imap", fixtures("mailinglist", name).read_bytes())
    assert (len(parsed.mentions), parsed.health.kind) == (count, HealthKind.OK)
    for each in parsed.mentions:
        assert each.text
        assert each.title
        assert is_clean(each.text)


def test_recorded_headers_are_understood() -> None:
    first, second, *_ = preview(
        "imap", fixtures("mailinglist", "hk_non-ascii-headers.txt").read_bytes()
    ).mentions
    assert told(first, "native_id", "author_name", "created_at") == (
        "4FFC1228.3060409@redhat.com",
        "Vít Ondruch",
        datetime(2012, 7, 10, 11, 29, 44, tzinfo=UTC),
    )
    assert told(second, "thread_root_id", "reply_to_id") == (
        "4FFC1228.3060409@redhat.com",
        "4FFC1688.7090907@city-fan.org",
    )
    strange = fixtures("mailinglist", "hk_strange-in-reply-to-header.txt").read_bytes()
    assert preview("imap", strange).mentions[0].reply_to_id == "200704070053.46646.other.person@example.com"
    arabic = fixtures("mailinglist", "nntp_parsing_error.txt").read_bytes()
    assert preview("imap", arabic).mentions[0].title == "Re: بعد المغرب السودان"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n\n",
        b"\x00" * 5000,
        b"From: x",
        b"".join(NESTED % (each, each) for each in range(500)) + b"\n" * 500_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 80_000 + b"\n\nx",
        b"From: " + b"(" * 500_000 + b"\n\nx",
        b"From: " + b'"a" <a@b>, ' * 60_000 + b"\n\nx",
        b"References: " + b"<a@b> " * 200_000 + b"\n\nx",
        b"Content-Type: text/plain; charset=" + b"a" * 100_000 + b"\n\nx",
        b"Content-Type: text/plain; " + b"a*0*=b;" * 100_000 + b"\n\nx",
        b"Content-Transfer-Encoding: base64\n\n" + b"%" * LIMIT,
        b"Content-Type: text/html\n\n" + b"<a <a " * 170_000,
        b"Content-Type: text/html\n\n" + b"<a href=http://a.example/>x</a>" * 30_000,
        b"Subject: x\n\n" + b"http://a.example/ " * 60_000,
        b"X: y\n" * 200_000 + b"\n\nx",
        b"Subject: x\n" + b" \n" * 400_000,
        b"Subject:" + b" " * 60_000 + b"x\n\nx",
        b"Subject: x\n\n" + b"=" * 700_000 + LEADING,
        "Subject: x\n\n{}".format("Keyword:“" * 90_000).encode() + LEADING,
        b"Subject: x\n\n" + b" " * 700_000 + b"x" + LEADING,
    ],
)
def test_what_is_sent_to_do_harm_costs_little_and_raises_nothing(raw: bytes) -> None:
    begun = time.process_time()
    for sender in (b"", b"From: googlealerts-noreply@google.com\n", b"From: a@f5bot.com\n"):
        parsed = parse(sender + raw)
        assert parsed.health.kind in (HealthKind.OK, HealthKind.NOT_A_FEED)
        assert all(is_clean(each.text) and is_clean(each.title or "") for each in parsed.mentions)
    assert time.process_time() - begun < 6


@given(st.binary(max_size=400), st.sampled_from(["admin@f5bot.com", "x@trustpilot.com", "a@b.example"]))
def test_whatever_comes_is_a_clean_mention_or_none(body: bytes, sender: str) -> None:
    parsed = parse(f"From: {sender}\nSubject: x\nContent-Type: text/html\n\n".encode() + body)
    for each in parsed.mentions:
        assert is_clean(each.text)
        assert (each.url or "https:").startswith(("http:", "https:"))


def test_a_file_of_mails_is_read_mail_by_mail() -> None:
    whole = b"From a Mon\n" + mail("one") + b"\n\nFrom b Tue\n" + mail("two")
    assert len(list(mails_in(whole))) == 2
    assert (read_mail(b"\xff\xfe"), parse(b"\xff\xfe").mentions) == (None, ())


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "raw_unicode_escape"])
def test_what_is_no_encoding_of_texts_costs_no_time_and_no_word(charset: str) -> None:
    said = b"It broke. \\u202e" + b"b" * 300_000
    head = f"Subject: s\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode()
    begun = time.process_time()
    found = read_mail(head + said)
    assert found is not None
    assert found.text == said.decode()
    assert time.process_time() - begun < 5.0
