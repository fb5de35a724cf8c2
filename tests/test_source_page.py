"""One page on the web as a mention, and what `amends parse` shows of any payload."""

import json
from datetime import UTC, datetime

import pytest

from casebook.kinds import Completeness, HealthKind, Precision
from sources.errors import BadLink
from sources.http import Limits, Web
from sources.jsonlines import parse_line
from sources.page import look
from sources.page import parse as parse_page
from sources.preview import PARSERS, lines, preview, preview_url
from sources.registry import KINDS
from sources.shapes import SHAPES
from tests.feed_samples import NOW, parcels
from tests.loopback import Loopback, Step, error, hang, redirect, serve

PAGE = """<!doctype html><html lang="en-GB"><head><title>Never again &amp; why | Blog</title>
<meta charset="utf-8"><meta property="og:title" content="Never again">
<meta name="description" content="short">
<META content='They lost it &quot;twice&quot;.' property="og:description">
<meta property="article:published_time" content="2026-03-01T10:00:00+01:00">
<meta name=author content="Jane Doe">
<meta property="og:site_name" content="Jane&#x27;s blog"></head><body><p>A long story</body></html>"""


async def test_a_page_says_what_it_is() -> None:
    async with Loopback({"/p": [serve(PAGE, "text/html")]}) as server, Web() as web:
        looked = await look(server.url("/p?utm_source=x"), web, NOW)
    (mention,) = looked.mentions
    assert looked.health.kind is HealthKind.OK
    assert (mention.title, mention.text) == ("Never again", 'They lost it "twice".')
    assert (mention.author_name, mention.community, mention.lang) == ("Jane Doe", "Jane's blog", "en-GB")
    assert mention.created_at == datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert mention.completeness is Completeness.SNIPPET
    assert (mention.source, mention.native_id.endswith("/p")) == ("manual", True)


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        (error(500), HealthKind.ERROR),
        (error(403), HealthKind.BLOCKED),
        (hang(), HealthKind.ERROR),
        (redirect("/login"), HealthKind.BLOCKED),
        (serve("", "text/html"), HealthKind.PARTIAL),
        (serve(b"\x00\xff\x89PNG", "image/png"), HealthKind.PARTIAL),
        (Step(status=204), HealthKind.EMPTY),
    ],
)
async def test_a_page_that_cannot_be_had_is_kept_with_its_link(step: Step, kind: HealthKind) -> None:
    async with Loopback({"/p": [step]}) as server, Web(limits=Limits(0.2, 0.2, 0.3)) as web:
        looked = await look(server.url("/p"), web, NOW)
        assert looked.mentions[0].url == server.url("/p")
    assert looked.mentions[0].created_precision is Precision.FIRST_SEEN
    assert looked.health.kind is kind
    assert looked.health.say


async def test_what_is_no_link_cannot_be_added() -> None:
    async with Web() as web:
        with pytest.raises(BadLink):
            await look("javascript:alert(1)", web, NOW)


@pytest.mark.parametrize(
    "page",
    [
        "<meta property=og:title content='\x1b[31m\u202eevil'>",
        "<title><title><title>",
        "<meta " * 50_000,
        "<html lang=\x07>",
    ],
)
def test_a_hostile_page_is_cleaned(page: str) -> None:
    (mention,) = parse_page(page.encode(), "https://a.example/").mentions
    assert not {"\x1b", "\u202e", "\x07"} & set(repr(mention.title) + repr(mention.lang))


def test_a_page_in_another_encoding() -> None:
    page = "<title>Größe</title>".encode("latin-1")
    assert (
        parse_page(page, "https://a.example/", "text/html; charset=iso-8859-1").mentions[0].title == "Größe"
    )
    assert parse_page(page, "https://a.example/", "text/html; charset=nonsense").mentions[0].title == "Gr��e"


def test_every_kind_of_source_can_be_previewed() -> None:
    assert set(PARSERS) == {*KINDS, "jsonlines", "page", *(f"webhook:{shape}" for shape in SHAPES)}
    for kind in PARSERS:
        assert preview(kind, b"\x00 rubbish").health.say


def test_a_preview_is_one_mention_a_line_and_the_health_last() -> None:
    shown = list(lines(preview("feed", parcels(2).encode(), "https://forum.example/f")))
    assert [parse_line(line, NOW).title for line in shown[:-1]] == ["Parcel 0 is late", "Parcel 1 is late"]
    assert json.loads(shown[-1]) == {"health": {"kind": "ok", "say": "", "until": None}}


async def test_an_address_can_be_previewed() -> None:
    routes = {"/f": [serve(parcels(2))], "/e": [error(429, retry_after="60")]}
    async with Loopback(routes) as server, Web() as web:
        good = await preview_url("feed", server.url("/f"), web, NOW)
        bad = await preview_url("feed", server.url("/e"), web, NOW)
        with pytest.raises(BadLink):
            await preview_url("feed", "file:///etc/passwd", web, NOW)
    assert (len(good.mentions), good.health.kind) == (2, HealthKind.OK)
    assert (bad.mentions, bad.health.kind) == ((), HealthKind.RATE_LIMITED)
    assert '"until": "2026-03-02T12:01:00+00:00"' in list(lines(bad))[-1]
