"""A feed on a server that misbehaves: its health is right, and nothing is lost or doubled."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.kinds import HealthKind, Portal, Precision
from sources.http import Limits
from tests.feed_samples import asking, numbers, parcels, rss, rss_item
from tests.fixtures_folder import fixtures
from tests.loopback import Loopback, Step, error, hang, html, redirect, serve, stall, truncate

HURRIED = Limits(connect=60.0, read=1.0, whole=60.0)
"""For a server that falls silent; for all others the usual ones."""


async def test_each_entry_is_delivered_once_with_what_the_settings_say() -> None:
    async with Loopback({"/f": [serve(parcels(3))]}) as server, asking(server.url("/f")) as feed:
        first = await feed.ask()
        second = await feed.ask()
    assert first.health.kind is HealthKind.OK
    assert numbers(first.mentions) == [0, 1, 2]
    assert {(each.via, each.portal, each.source) for each in first.mentions} == {
        ("forum", Portal.SOCIAL, "feed")
    }
    assert second.mentions == ()
    assert second.health.kind is HealthKind.NOT_MODIFIED


async def test_a_304_costs_no_parsing() -> None:
    async with Loopback({"/f": [serve(parcels(3), etag=True)]}) as server, asking(server.url("/f")) as feed:
        await feed.ask()
        answers = [await feed.ask() for _ in range(3)]
        sent = server.asked("/f")
    assert {answer.health.kind for answer in answers} == {HealthKind.NOT_MODIFIED}
    assert feed.parser.asked == 1
    assert [request.headers.get("if-none-match", "")[:2] for request in sent] == ["", "W/", "W/", "W/"]


async def test_a_feed_that_never_changed_since_last_time_starts_no_parser() -> None:
    step = serve(parcels(3), last_modified="Mon, 02 Mar 2026 10:00:00 GMT")
    async with Loopback({"/f": [step]}) as server:
        async with asking(server.url("/f")) as feed:
            cursor = (await feed.ask()).cursor
        async with asking(server.url("/f")) as feed:
            feed.cursor = cursor
            answer = await feed.ask()
            assert answer.health.kind is HealthKind.NOT_MODIFIED
            assert feed.parser.started == 0


async def test_the_same_entries_in_another_order_cost_no_parsing() -> None:
    shuffled = rss([rss_item(2), rss_item(0)], head="<lastBuildDate>now</lastBuildDate>")
    async with (
        Loopback({"/f": [serve(parcels(3)), serve(shuffled)]}) as server,
        asking(server.url("/f")) as feed,
    ):
        await feed.ask()
        answer = await feed.ask()
        assert (answer.mentions, answer.health.kind, feed.parser.asked) == ((), HealthKind.OK, 1)


async def test_only_new_and_edited_entries_are_delivered_again() -> None:
    later = rss([rss_item(3), rss_item(0, "Parcel 0 has come after all"), rss_item(1), rss_item(2)])
    async with (
        Loopback({"/f": [serve(parcels(3)), serve(later)]}) as server,
        asking(server.url("/f")) as feed,
    ):
        first = await feed.ask()
        second = await feed.ask()
    assert numbers(second.mentions) == [3, 0]
    assert second.mentions[1].title == "Parcel 0 has come after all"
    assert second.mentions[1].uri == first.mentions[0].uri


@pytest.mark.parametrize(
    ("trouble", "kind", "word"),
    [
        (error(500), HealthKind.ERROR, "500"),
        (error(404), HealthKind.ERROR, "not there"),
        (error(401), HealthKind.AUTH, "password"),
        (error(403), HealthKind.BLOCKED, "refuses"),
        (error(429, retry_after="90"), HealthKind.RATE_LIMITED, "wait"),
        (html(), HealthKind.NOT_A_FEED, "no feed"),
        (serve(""), HealthKind.EMPTY, "empty"),
        (serve("   \n"), HealthKind.EMPTY, "empty"),
        (serve('{"error": "try later"}', "application/json"), HealthKind.NOT_A_FEED, "error message"),
        (redirect("/login?next=/f"), HealthKind.BLOCKED, "login"),
        (redirect("/f"), HealthKind.BLOCKED, "5 times"),
        (redirect("mailto:a@b.example"), HealthKind.BLOCKED, "no web address"),
        (hang(), HealthKind.ERROR, "fell silent"),
        (stall(parcels(9), after=60), HealthKind.ERROR, "too early"),
        (serve(rss([])), HealthKind.EMPTY, "suddenly empty"),
    ],
)
async def test_trouble_is_the_feeds_health_and_loses_nothing(
    trouble: Step, kind: HealthKind, word: str
) -> None:
    async with (
        Loopback({"/f": [serve(parcels(3), etag=True)]}) as server,
        asking(server.url("/f"), HURRIED if trouble.mute or trouble.stall_after else None) as feed,
    ):
        await feed.ask()
        before = feed.cursor
        server.play("/f", trouble)
        answer = await feed.ask()
        assert (answer.health.kind, answer.mentions) == (kind, ())
        assert word in answer.health.say
        assert feed.cursor == before
        server.play("/f", serve(parcels(5), etag=True))
        assert numbers((await feed.ask()).mentions) == [3, 4]


@pytest.mark.parametrize("announced", [True, False], ids=["line breaks", "looks complete"])
async def test_a_feed_that_breaks_off_gives_its_finished_entries_and_the_rest_later(announced: bool) -> None:
    body = parcels(6)
    in_the_fourth = body.index("Order 3")
    broken = truncate(body, in_the_fourth, announced=announced, etag=True)
    async with Loopback({"/f": [broken, serve(body, etag=True)]}) as server, asking(server.url("/f")) as feed:
        first = await feed.ask()
        second = await feed.ask()
        third = await feed.ask()
    assert (numbers(first.mentions), first.health.kind) == ([0, 1, 2], HealthKind.PARTIAL)
    assert "broke off" in first.health.say
    assert (numbers(second.mentions), second.health.kind) == ([3, 4, 5], HealthKind.OK)
    assert third.health.kind is HealthKind.NOT_MODIFIED


async def test_a_feed_that_falls_silent_gives_its_finished_entries() -> None:
    body = parcels(6)
    async with (
        Loopback({"/f": [stall(body, body.index("Order 3")), serve(body)]}) as server,
        asking(server.url("/f"), HURRIED) as feed,
    ):
        assert numbers((await feed.ask()).mentions) == [0, 1, 2]
        assert numbers((await feed.ask()).mentions) == [3, 4, 5]


async def test_one_bad_entry_does_not_cost_the_good_ones() -> None:
    body = rss([rss_item(0), "<item></item>", rss_item(2, "fish & chips")])
    async with Loopback({"/f": [serve(body)]}) as server, asking(server.url("/f")) as feed:
        answer = await feed.ask()
        again = await feed.ask()
    assert [each.title for each in answer.mentions] == ["Parcel 0 is late", "fish & chips"]
    assert answer.health.kind is HealthKind.PARTIAL
    assert again.health.kind is HealthKind.PARTIAL, "it is as bad as before"


async def test_guid_1_in_two_feeds_is_two_mentions() -> None:
    one = serve(rss([rss_item(1, guid="1")]))
    async with Loopback({"/a": [one], "/b": [one]}) as server:
        async with asking(server.url("/a"), name="forum") as feed:
            (first,) = (await feed.ask()).mentions
        async with asking(server.url("/b"), name="blog") as feed:
            (second,) = (await feed.ask()).mentions
    assert (first.native_id, second.native_id) == ("forum#1", "blog#1")


async def test_a_feed_that_moves_keeps_the_names_of_its_entries() -> None:
    one = serve(rss([rss_item(1, guid="1")]))
    async with Loopback({"/old": [one], "/new": [one]}) as server:
        async with asking(server.url("/old")) as feed:
            (before,) = (await feed.ask()).mentions
        async with asking(server.url("/new")) as feed:
            (after,) = (await feed.ask()).mentions
    assert before.uri == after.uri


async def test_a_time_in_the_future_is_none() -> None:
    item = rss_item(1).replace("2026", "2036")
    async with Loopback({"/f": [serve(rss([item]))]}) as server, asking(server.url("/f")) as feed:
        (mention,) = (await feed.ask()).mentions
    assert mention.created_at is None
    assert mention.created_precision is Precision.FIRST_SEEN


async def test_a_feed_that_moved_for_good_is_asked_at_its_new_place_from_the_third_time_on() -> None:
    routes = {"/old": [redirect("/new", 301)], "/new": [serve(parcels(2))]}
    async with Loopback(routes) as server, asking(server.url("/old")) as feed:
        for _ in range(4):
            await feed.ask()
        assert len(server.asked("/old")) == 2
        assert len(server.asked("/new")) == 4


async def test_a_feed_that_moved_for_a_while_is_asked_where_it_was() -> None:
    routes = {"/old": [redirect("/new", 302)], "/new": [serve(parcels(2))]}
    async with Loopback(routes) as server, asking(server.url("/old")) as feed:
        for _ in range(4):
            await feed.ask()
        assert len(server.asked("/old")) == 4


async def test_where_a_feed_moved_is_not_kept_when_it_may_be_a_secret() -> None:
    routes = {"/old": [redirect("/new?token=hush", 301)], "/new": [serve(parcels(2))]}
    async with Loopback(routes) as server, asking(server.url("/old")) as feed:
        for _ in range(4):
            assert "hush" not in repr((await feed.ask()).cursor)
        assert len(server.asked("/old")) == 4


async def test_a_cursor_that_makes_no_sense_costs_one_full_reading() -> None:
    async with Loopback({"/f": [serve(parcels(2), etag=True)]}) as server, asking(server.url("/f")) as feed:
        feed.cursor = {"etag": 5, "seen": "x", "moves": "many", "ttl": None, "url": ["x"], "stranger": 1}
        assert numbers((await feed.ask()).mentions) == [0, 1]


async def test_a_server_that_calls_its_own_answers_stale_is_not_trusted_with_tags() -> None:
    headers = {"etag": '"7"', "expires": "0"}
    async with (
        Loopback({"/f": [serve(parcels(2), headers=headers)]}) as server,
        asking(server.url("/f")) as feed,
    ):
        await feed.ask()
        await feed.ask()
        assert "if-none-match" not in server.asked("/f")[1].headers


async def test_a_secret_in_the_address_is_shown_to_nobody() -> None:
    item = "<item><title>x</title><link></link><guid>1</guid></item>"
    async with Loopback({"/f": [serve(rss([item])), error(500)]}) as server:
        url = server.url("/f?token=hush").replace("http://", "http://jane:hush@")
        async with asking(url) as feed:
            (mention,) = (await feed.ask()).mentions
            trouble = await feed.ask()
    assert "hush" not in repr(mention)
    assert "hush" not in repr((trouble.health, feed.cursor, feed.source.host))
    assert "authorization" in server.asked("/f")[0].headers


@pytest.mark.parametrize(
    "name",
    [
        "atom_large_miniflux.xml",
        "rss2_guardian.rss",
        "rss2_iso8859_1.xml",
        "rss2_urdu.xml",
        "jsonfeed_json.json",
    ],
)
async def test_a_recorded_feed_is_delivered_once_and_then_costs_nothing(name: str) -> None:
    body = fixtures("rss_generic", name).read_bytes()
    steps = [serve(body), serve(body + b"\n"), serve(body)]
    async with Loopback({"/f": steps}) as server, asking(server.url("/f")) as feed:
        first = await feed.ask()
        rest = [await feed.ask(), await feed.ask()]
    assert len({each.uri for each in first.mentions}) == len(first.mentions) > 19
    assert [answer.mentions for answer in rest] == [(), ()]


FAULTS = st.sampled_from(["500", "html", "cut", "cut silently", "empty", "fine", "304"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(FAULTS, st.integers(0, 3), st.integers(1, 5000)), max_size=8))
async def test_after_any_run_of_faults_everything_was_delivered_once(
    script: list[tuple[str, int, int]],
) -> None:
    shown = 2
    delivered: list[int] = []
    async with Loopback() as server, asking(server.url("/f")) as feed:
        for fault, more, at in [*script, ("fine", 1, 1)]:
            shown += more
            server.play("/f", _faulty(fault, parcels(shown), at))
            delivered += numbers((await feed.ask()).mentions)
    assert sorted(delivered) == list(range(shown))


def _faulty(fault: str, body: str, at: int) -> Step:
    steps = {
        "500": error(500),
        "html": html(),
        "cut": truncate(body, min(at, len(body) - 1), etag=True),
        "cut silently": truncate(body, min(at, len(body) - 1), announced=False),
        "empty": serve(""),
    }
    return steps.get(fault, serve(body, etag=True))
