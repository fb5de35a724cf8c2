"""A page for people in place of a feed: the feeds it names are told to the responder."""

import pytest

from casebook.kinds import HealthKind
from sources.feed_offered import offered
from sources.registry import KINDS
from sources.settings.feed import FeedSettings
from sources.tools import opened
from tests.feed_samples import NOW
from tests.loopback import Loopback, html

HERE = "https://forum.example/t/7?token=hush"


def page(*links: str) -> str:
    """Return a page that has these in its head."""
    return f"<!DOCTYPE html><html><head><title>Acme</title>{''.join(links)}</head><body>Hello</body></html>"


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("<link rel='alternate' type='application/rss+xml' href='/feed'>", "https://forum.example/feed"),
        (
            "<LINK HREF=latest.rss TYPE=application/rss+xml REL=alternate>",
            "https://forum.example/t/latest.rss",
        ),
        (
            "<link rel='alternate home' type='application/atom+xml; charset=utf-8' "
            "href='//a.example/x?f=1&amp;g=2'>",
            "https://a.example/x?f=1&g=2",
        ),
        (
            "<link rel=alternate type='application/feed+json' href='feed.json'/>",
            "https://forum.example/t/feed.json",
        ),
        ("<link rel='alternate' type='application/json+oembed' href='/oembed'>", None),
        ("<link rel='alternate' hreflang='de' href='/de'>", None),
        ("<link rel='stylesheet' type='application/rss+xml' href='/feed'>", None),
        ("<link rel='alternate' type='application/rss+xml' href='javascript:alert(1)'>", None),
        ("<link rel='alternate' type='application/rss+xml' href='http://[::1/feed'>", None),
        ("<!-- <link rel='alternate' type='application/rss+xml' href='/feed'> -->", None),
    ],
)
def test_the_feed_a_page_names_is_found(link: str, found: str | None) -> None:
    assert offered(page(link).encode(), HERE) == ((found,) if found else ())


async def test_the_responder_is_told_which_address_to_write() -> None:
    links = [
        f"<link rel='alternate' type='application/rss+xml' href='/{name}'>"
        for name in ("f.rss", "c.rss", "x")
    ]
    async with Loopback({"/": [html(page(*links))]}) as server, opened() as kit:
        source = KINDS["feed"].build("mine", FeedSettings(server.url("/")), kit)
        health = (await source.fetch({}, NOW)).health
        told = f"{server.url('/f.rss')} or {server.url('/c.rss')}"
        assert health.kind is HealthKind.NOT_A_FEED
        assert health.say == f"this is a page for people, which names its feed: {told}"
        assert health.do == f'say url = "{server.url("/f.rss")}" in the settings'
    parsed = KINDS["feed"].parse(page(links[0]).encode(), "https://forum.example/")
    assert parsed.health.say.endswith("names its feed: https://forum.example/f.rss")


def test_a_page_that_names_none_is_no_feed_as_before() -> None:
    health = KINDS["feed"].parse(page().encode(), HERE).health
    assert health.say == "this is no feed: perhaps a page for people, or an error page"
