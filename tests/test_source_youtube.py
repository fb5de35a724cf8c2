"""YouTube: recorded feeds give what they should, and a channel it denies for days is not given up."""

from datetime import UTC, datetime, timedelta

import pytest

from casebook.kinds import Completeness, HealthKind, MentionKind
from casebook.mention import Mention
from sources.registry import KINDS
from sources.settings.youtube import YouTubeSettings
from sources.tools import opened
from tests.feed_samples import NOW
from tests.fixtures_folder import fixtures
from tests.loopback import Loopback, Step, html
from tests.rig import on
from tests.rig_feeds import CHANNEL, YouTubeWorld

CHANNELS = "https://www.youtube.com/channel/"


def test_a_recorded_video_is_read_as_it_was_meant() -> None:
    parsed = KINDS["youtube"].parse(fixtures("youtube", "channel_feed_rs.xml").read_bytes())
    assert parsed.health.kind is HealthKind.OK
    assert parsed.mentions == (
        Mention(
            source="youtube",
            native_id="0A1ouV7iD8o",
            text="Check Out Weathered on PBS Terra https://www.youtube.com/watch?v=znSN7ZFIaOg&ab_channel=PBSTerra",
            kind=MentionKind.VIDEO,
            url="https://www.youtube.com/watch?v=0A1ouV7iD8o",
            title="Navigating with Quantum Entanglement",
            author_name="PBS Space Time",
            author_url=f"{CHANNELS}UC7_gcs09iThXybpVgjHZ_7g",
            created_at=datetime(2020, 12, 22, 19, 15, 1, tzinfo=UTC),
            likes=15020,
            views=304321,
            completeness=Completeness.FULL,
        ),
    )


def test_a_recorded_channel_of_2015_is_read_whole_though_it_begins_with_an_empty_line() -> None:
    parsed = KINDS["youtube"].parse(fixtures("youtube", "channel_feedjira.xml").read_bytes())
    assert parsed.health.kind is HealthKind.PARTIAL
    assert [(each.native_id, each.views, each.likes) for each in parsed.mentions[:3]] == [
        ("5shykyfmb28", 251497, 3546),
        ("xfFHnBQ6nQg", 498948, 3915),
        ("faacIELjUeI", 204324, 2963),
    ]
    assert len(parsed.mentions) == 15
    assert {each.author_name for each in parsed.mentions} == {"Google"}
    assert parsed.mentions[0].edited_at is None, "it is its counts that were updated"


def test_a_description_keeps_its_lines() -> None:
    (video,) = KINDS["youtube"].parse(fixtures("youtube", "channel_prof18.xml").read_bytes()).mentions
    lines = [line.strip() for line in video.text.splitlines()]
    assert lines[2:4] == ["To enable it:", "Ensure you are using Kotlin 2.1.0 or later in your project"]
    assert (video.title, video.views) == ("Multi-dollar String Interpolation in Kotlin | $$", 4689)


async def test_views_are_told_again_when_they_have_about_doubled_and_no_sooner() -> None:
    world = YouTubeWorld()
    world.write(2, minutes=30)
    async with on(world) as asker:
        await asker.ask()
        again = await asker.ask()
        YouTubeWorld.looks *= 2
        doubled = await asker.ask()
    YouTubeWorld.looks //= 2
    assert (again.mentions, again.health.kind) == ((), HealthKind.NOT_MODIFIED)
    assert asker.told(doubled) == [1, 2]


async def test_a_channel_that_is_denied_is_asked_on_and_doubted_after_a_week_only() -> None:
    world = YouTubeWorld()
    world.write(1, minutes=30)
    async with Loopback({"*": world.answer}) as server, opened() as kit:
        source = KINDS["youtube"].build("mine", YouTubeSettings(CHANNEL, base_url=server.url()), kit)
        before = await source.fetch({}, NOW)
        world.write(1)
        server.routes["*"] = [html("<h1>Error 404</h1>", 404)]
        first = await source.fetch(before.cursor, NOW)
        third = await source.fetch(first.cursor, NOW + timedelta(days=3))
        server.routes["*"] = [Step(b"x", cut_after=0)]
        broken = await source.fetch(third.cursor, NOW + timedelta(days=5))
        server.routes["*"] = [html("<h1>Error 404</h1>", 404)]
        eighth = await source.fetch(broken.cursor, NOW + timedelta(days=8))
        server.routes["*"] = world.answer
        well = await source.fetch(eighth.cursor, NOW + timedelta(days=8))
    assert {each.health.kind for each in (first, third, eighth)} == {HealthKind.ERROR}
    assert first.health.say.endswith("as it does of good ones at times")
    assert first.health.do.startswith("nothing for now")
    assert third.health.say.endswith("for 3 days now")
    assert eighth.health.say == "YouTube has not shown this channel for 8 days"
    assert "look whether the channel is still there" in eighth.health.do
    assert (well.health.kind, [world.number(each) for each in well.mentions]) == (HealthKind.OK, [2])
    assert "missing" not in well.cursor


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (YouTubeSettings(), "channel"),
        (YouTubeSettings("@acme"), "channel"),
        (YouTubeSettings(CHANNEL, "PLabcdefghijkl"), "channel"),
        (YouTubeSettings(playlist="x"), "playlist"),
        (YouTubeSettings(CHANNEL), None),
        (YouTubeSettings(playlist="UUabcdefghijklmnopqrstuv"), None),
    ],
)
def test_a_channel_is_named_by_its_id(said: YouTubeSettings, field: str | None) -> None:
    assert list(said.mistakes()) == ([field] if field else [])
