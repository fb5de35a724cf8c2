"""The one list of source kinds, and what reading it costs."""

import dataclasses
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from casebook.durations import Seconds
from casebook.kinds import HealthKind, Portal
from sources.registry import KINDS
from sources.settings.feed import FeedSettings
from sources.settings.imap import ImapSettings
from sources.settings.jetstream import JetstreamSettings
from sources.tools import opened
from tests.feed_samples import NOW, parcels
from tests.loopback import Loopback, serve
from tests.worlds import WORLDS

SAID: dict[str, Any] = {
    "imap": ImapSettings("imap.example.org", "dana", "env:HUSH"),
    "jetstream": JetstreamSettings(),
    **{each.kind: each().settings("https://platform.example") for each in WORLDS},
}
"""Settings of each kind that are in order."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_settings_with_what_all_of_them_need(kind: str) -> None:
    names = {each.name: each.type for each in dataclasses.fields(KINDS[kind].settings)}
    assert names.items() >= {"every": Seconds, "portal": Portal, "match_customers": bool}.items()


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_can_be_built_without_asking_anybody(kind: str) -> None:
    async with opened() as kit:
        source = KINDS[kind].build("mine", SAID[kind], kit)
    assert (source.name, "." in source.host) == ("mine", True)
    assert "hush" not in source.host


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_is_wrong_with_its_settings(kind: str) -> None:
    said = SAID[kind]
    assert said.mistakes() == {}
    for every in (0.5, 31 * 86_400.0, float("nan"), float("inf")):
        assert list(dataclasses.replace(said, every=every).mistakes()) == ["every"]


async def test_a_source_that_was_built_can_be_asked() -> None:
    async with Loopback({"/f": [serve(parcels(2))]}) as server, opened() as kit:
        source = KINDS["feed"].build("mine", FeedSettings(server.url("/f"), portal=Portal.AIMED), kit)
        answer = await source.fetch({}, NOW)
    assert [(each.via, each.portal) for each in answer.mentions] == [("mine", Portal.AIMED)] * 2


def test_reading_the_settings_loads_no_network_and_no_parser() -> None:
    program = (
        "import sys; import sources.registry, sources.preview, sources.poller; "
        "print([name for name in ('httpx', 'feedparser', 'textual', 'websockets') if name in sys.modules])"
    )
    home = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=home, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_payload_that_costs_too_much_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.registry.SECONDS", 0.3)
    endless = b"<rss version='2.0'><channel>" + b"<item>" * 300_000
    parsed = KINDS["feed"].parse(endless)
    assert (parsed.mentions, parsed.health.kind) == ((), HealthKind.ERROR)
    assert parsed.health.say == "what came could not be parsed within 0.3 s"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_its_platform_lets_us_do(kind: str) -> None:
    card, said = KINDS[kind].card, SAID[kind]
    assert card.name
    assert said.match_customers is card.matches, "what the platform forbids must be asked for"
