"""Every malformed feed we could gather: a typed answer, quickly, and nothing unclean in it."""

import time
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from casebook.kinds import HealthKind
from casebook.mention import Mention
from sources.feed_parse import parse
from sources.registry import KINDS
from sources.source import Parsed
from tests.fixtures_folder import fixtures
from tests.test_text_clean import is_clean

LINKS = ("url", "author_url", "thread_root_url", "reply_to_url")


def test_no_malformed_feed_breaks_the_parser_or_gets_through_unclean() -> None:
    folder = fixtures("malformed")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    assert len(files) > 1000
    health = [_checked(path) for path in files]
    assert health.count(HealthKind.OK) > 900
    assert {HealthKind.PARTIAL, HealthKind.NOT_A_FEED} < set(health)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"feed"}))
def test_no_kind_of_source_breaks_on_a_sample_of_them(kind: str) -> None:
    folder = fixtures("malformed")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files[sorted(KINDS).index(kind) % _EACH :: _EACH]:
        _checked(path, KINDS[kind].parse)


_EACH = 15
"""Of so many files each kind reads one."""


def _checked(path: Path, parse: Callable[..., Parsed] = parse) -> HealthKind:
    begun = time.thread_time()
    parsed = parse(path.read_bytes(), "https://feed.example/all.xml")
    assert time.thread_time() - begun < 20, path
    assert isinstance(parsed, Parsed)
    for mention in parsed.mentions:
        _check(mention, path)
    return parsed.health.kind


def _check(mention: Mention, path: Path) -> None:
    for field in fields(mention):
        value = getattr(mention, field.name)
        if isinstance(value, str):
            assert is_clean(value), (path, field.name)
            assert "\n" not in value or field.name == "text", (path, field.name)
    for name in LINKS:
        link = getattr(mention, name)
        assert link is None or link.startswith(("http://", "https://")), (path, name, link)
    assert mention.native_id
    assert mention.url or mention.title or mention.text


HEAD = "<?xml version='1.0'?><rss version='2.0'><channel>"
TAIL = "</channel></rss>"
JSON_HEAD = '{"version": "https://jsonfeed.org/version/1", "items": '
LAUGHS = (
    "<!DOCTYPE rss [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + step)} '{f'&{chr(97 + step)};' * 10}'>" for step in range(9))
    + "]><rss version='2.0'><channel><item><title>&j;</title><link>https://a.example/</link></item></channel></rss>"
)


@pytest.mark.parametrize(
    "body",
    [
        HEAD + "<item><description>" + "&lt;b&gt;" * 60_000 + "</description></item>" + TAIL,
        HEAD + "<item><description><![CDATA[" + "<b>" * 100_000 + "]]></description></item>" + TAIL,
        HEAD + "<item>" * 20_000,
        HEAD + "<item><title>" + "x" * 2_000_000 + "</title></item>" + TAIL,
        LAUGHS,
        "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
        + HEAD
        + "<item><title>&x;</title></item>"
        + TAIL,
        HEAD + "<item><title>a</title><guid>&#" + "9" * 5000 + ";</guid></item>" + TAIL,
        "{" * 100_000,
        JSON_HEAD + "[" * 100_000,
        JSON_HEAD + '[1, null, {"id": 1e400}, {"title": ["x"], "url": {}}]}',
        "\x00" * 1000,
        "\ufeff" + HEAD,
    ],
    ids=[
        *("escaped tags", "tags", "unclosed items", "a long title", "billion laughs", "outside entity"),
        *("a huge number", "json braces", "json brackets", "json of wrong types", "nul", "only a head"),
    ],
)
def test_a_hostile_feed_costs_little_and_says_nothing_it_should_not(body: str) -> None:
    begun = time.thread_time()
    parsed = parse(body.encode(), "https://feed.example/all.xml")
    assert time.thread_time() - begun < 60  # each costs a second or two at most
    assert len(repr(parsed)) < 500_000
    host = Path("/etc/hostname")
    assert not host.exists() or host.read_text().strip() not in repr(parsed)
