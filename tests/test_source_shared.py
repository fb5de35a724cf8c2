"""What every connector must do, each in its world: nothing lost, nothing doubled, no false peace."""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.kinds import HealthKind
from sources.http import Limits, Web
from sources.links import web_link
from sources.poller import Poller
from sources.registry import KINDS
from sources.source import Answer
from tests.feed_samples import NOW
from tests.loopback import Request, Step
from tests.rig import FAULTS, HUSH, Asker, World, falls_silent, on
from tests.telling import Heard
from tests.test_text_clean import is_clean
from tests.waiting import until
from tests.worlds import WORLDS


def where(worlds: Iterable[type[World]]) -> pytest.MarkDecorator:
    """Let a test be run in these worlds."""
    return pytest.mark.parametrize("world", list(worlds), ids=lambda world: world.kind)


each_world = where(WORLDS)
_COUNTS = ("author_reach", "score", "comments", "reposts", "likes", "views", "upvote_ratio", "rating")


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_TEST_SECRET", HUSH)


def test_every_kind_of_source_has_a_world_to_be_tested_in() -> None:
    assert {each.kind for each in WORLDS} == set(KINDS) - ELSEWHERE


ELSEWHERE = {"imap", "jetstream"}
"""Kinds that speak no HTTP: `test_source_imap*.py` and `test_source_jetstream*.py` make these assertions for
them, `test_listener*.py` and `test_source_handed.py` for what is handed in."""


@each_world
async def test_the_first_asking_tells_everything_and_the_second_nothing(world: type[World]) -> None:
    here = world()
    here.write(min(world.most, 120), minutes=30)
    async with on(here) as asker:
        first, second = await asker.ask(), await asker.ask()
        assert asker.told(first) == [each.number for each in here.posts]
        assert second.mentions == ()
        assert asker.asked
        assert all(here.knows(request) for request in asker.asked), "it asks as one who knows what it has"
    assert [each.health.kind.well for each in (first, second)] == [True, True]
    assert all(each.via == "mine" and each.text and each.portal for each in first.mentions)


@each_world
async def test_what_is_added_comes_once_and_what_is_edited_comes_again(world: type[World]) -> None:
    here = world()
    here.write(5, minutes=30)
    async with on(here) as asker:
        await asker.ask()
        here.write(2)
        if world.edits:
            here.change(4, "Acme has found my order 4 after all")
        second, third = await asker.ask(), await asker.ask()
        assert asker.told(second) == [4, 6, 7] if world.edits else [6, 7]
        assert third.mentions == ()
    if world.edits:
        (edited,) = (each for each in second.mentions if here.number(each) == 4)
        assert "found my order 4" in edited.text


@where(each for each in WORLDS if each.deletes)
async def test_what_is_taken_back_is_told_as_gone(world: type[World]) -> None:
    here = world()
    here.write(5, minutes=30)
    async with on(here) as asker:
        await asker.ask()
        here.take_back(3)
        second, third = await asker.ask(), await asker.ask()
        assert [(here.number(each), each.deleted) for each in second.mentions] == [(3, True)]
        assert third.mentions == ()


RESET = timedelta(hours=5)
"""From now on, and longer than any source waits by itself."""


def resets(now: datetime) -> dict[str, dict[str, str]]:
    """Return the ways to say when the reset is, as headers."""
    then = now + RESET
    return {
        "seconds": {"retry-after": f"{RESET.seconds}"},
        "an HTTP date": {"retry-after": format_datetime(then.astimezone(UTC), usegmt=True)},
        "ISO time": {"x-ratelimit-remaining": "0", "x-ratelimit-reset": then.isoformat()},
        "epoch seconds": {"ratelimit-remaining": "0", "ratelimit-reset": str(int(then.timestamp()))},
        "seconds from now": {"x-ratelimit-remaining": "0.0", "x-ratelimit-reset": f"{RESET.seconds}"},
    }


@dataclass
class Leaping:
    """A clock that leaps over every pause."""

    time: datetime

    def now(self) -> datetime:
        return self.time

    async def wait(self, bell: asyncio.Event, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)
        await asyncio.sleep(0)


@each_world
@pytest.mark.parametrize("unit", list(resets(NOW)))
async def test_every_unit_of_a_reset_is_understood_and_nobody_asks_before_it(
    world: type[World], unit: str
) -> None:
    here, clock, book = world(), Leaping(NOW), Heard()
    here.write(3, minutes=30)
    then, asked = NOW + RESET, list[datetime]()

    def limited(request: Request) -> Step:
        asked.append(clock.now())
        return here.answer(request) if clock.now() >= then else Step(b"{}", 429, resets(NOW)[unit])

    async with on(here) as asker:
        asker.server.routes["*"] = limited
        asking = asyncio.create_task(Poller([asker.source], book, clock=clock, chance=lambda: 0.0).run())
        await until(lambda: len(book.answers) > 1)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        refused, good = book.answers[:2]
        assert (refused.health.kind, refused.mentions) == (HealthKind.RATE_LIMITED, ())
        assert abs((refused.health.until or NOW) - then) < timedelta(seconds=2)
        assert not [at for at in asked if NOW < at < then]
        assert asker.told(good) == [1, 2, 3]


@each_world
@pytest.mark.parametrize("fault", FAULTS)
async def test_no_fault_is_taken_for_peace(world: type[World], fault: str) -> None:
    here = world()
    here.write(3, minutes=30)
    async with on(here) as asker:
        broken = await asker.ask(dict.fromkeys(range(30), FAULTS[fault]))
        assert (broken.health.kind.well, bool(broken.health.say)) == (False, True), broken.health
        good = await asker.ask()
        told = asker.told(broken) + asker.told(good)
    assert sorted(told) == [1, 2, 3]
    assert good.health.kind.well


@where(each for each in WORLDS if each.signs_in)
async def test_no_secret_is_told_to_anybody_but_the_platform(
    world: type[World], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    here = world()
    here.write(3, minutes=30)
    async with on(here) as asker:
        answers = [await asker.ask(dict.fromkeys(range(9), FAULTS[name])) for name in FAULTS]
        answers.append(await asker.ask())
        heard = [f"{each.headers} {each.query} {each.body!r}" for each in asker.server.requests]
    assert any(HUSH in each for each in heard), "the platform itself is told"
    assert HUSH not in repr(answers) + caplog.text


@each_world
async def test_a_platform_that_falls_silent_is_not_waited_for_and_loses_nothing(world: type[World]) -> None:
    here = world()
    here.write(3, minutes=30)
    async with on(here) as asker, Web(limits=Limits(connect=30.0, read=0.3, whole=60.0)) as hurried:
        patient, asker.source = asker.source, asker.built(hurried)
        silent = await asker.ask(dict.fromkeys(range(30), falls_silent))
        asker.source = patient
        assert (silent.health.kind.well, bool(silent.health.say)) == (False, True), silent.health
        assert sorted(asker.told(silent) + asker.told(await asker.ask())) == [1, 2, 3]


@each_world
async def test_a_body_that_is_far_too_large_is_cut_off(world: type[World]) -> None:
    here = world()
    here.write(3, minutes=30)

    def huge(good: Step) -> Step:
        return replace(good, body=good.body + b" " * (12 * 2**20), gzip=True)  # good, were it not so long

    async with on(here) as asker:
        answer = await asker.ask(dict.fromkeys(range(30), huge))
        assert (answer.health.kind.well, "sent more than" in answer.health.say) == (False, True)
        assert sorted(asker.told(answer) + asker.told(await asker.ask())) == [1, 2, 3]


@each_world
async def test_a_post_of_nothing_but_markup_costs_little(world: type[World]) -> None:
    here = world()
    here.write(3, minutes=30)
    here.change(2, "<b>" * 50_000 + "Acme lost it")
    async with on(here) as asker:
        begun = process_time()
        answer = await asker.ask()
        assert process_time() - begun < 5.0
        assert asker.told(answer) == [1, 2, 3]
    assert all(len(each.text) <= 100_000 and is_clean(each.text) for each in answer.mentions)


@each_world
async def test_what_is_not_said_stays_unsaid_and_links_are_links(world: type[World]) -> None:
    here = world()
    here.write(3, minutes=30)
    async with on(here) as asker:
        answer = await asker.ask()
    for each in answer.mentions:
        assert {name for name in _COUNTS if getattr(each, name) is not None} == world.says
        assert (each.edited_at, each.deleted) == (None, False)
    assert links_of(answer)
    assert all(web_link(link) == link for link in links_of(answer))


@each_world
async def test_no_link_leads_out_of_the_web(world: type[World]) -> None:
    here = world()
    here.write(3, minutes=30)

    def spoilt(good: Step) -> Step:
        return replace(good, body=good.body.replace(b"https://", b"javascript://"))

    async with on(here) as asker:
        answer = await asker.ask(dict.fromkeys(range(30), spoilt))
    assert answer.mentions or not answer.health.kind.well
    assert all(web_link(link) == link for link in links_of(answer))


def links_of(answer: Answer) -> list[str]:
    """Return every link of the mentions of an answer."""
    found = ((each.url, each.author_url, each.thread_root_url, each.reply_to_url) for each in answer.mentions)
    return [link for each in found for link in each if link is not None]


@each_world
async def test_a_place_that_held_something_and_is_empty_is_told_from_a_quiet_one(world: type[World]) -> None:
    here = world()
    here.write(3, minutes=30)
    async with on(here) as asker:
        await asker.ask()
        here.posts.clear()
        kind = (await asker.ask()).health.kind
    assert (kind is HealthKind.EMPTY, kind.well) == (world.empty_is_odd, not world.empty_is_odd)


MOVES = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.dictionaries(st.integers(0, 3), st.sampled_from(sorted(FAULTS)), max_size=2),
    ),
    min_size=1,
    max_size=6,
)


@each_world
@given(moves=MOVES, many=st.booleans())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_goes_wrong_in_whatever_order_nothing_is_lost_or_doubled(
    world: type[World], moves: list[tuple[int, dict[int, str]]], many: bool
) -> None:
    async def live() -> None:
        here = world()
        here.write(min(world.most * 2 // 3, 130) if many else 3, minutes=20, apart=500.0)
        async with on(here) as asker:
            told = await lived(asker, moves)
            assert told == Counter(each.number for each in here.posts)

    asyncio.run(live())


async def lived(asker: Asker, moves: list[tuple[int, dict[int, str]]]) -> Counter[int]:
    """Live through moves, then let all be well until nothing new comes; return how often each was told."""
    told: Counter[int] = Counter()
    for written, trouble in moves:
        answer = await asker.ask({turn: FAULTS[name] for turn, name in trouble.items()})
        told.update(asker.told(answer))
        asker.world.write(min(written, asker.world.most - len(asker.world.posts)))
    for _ in range(8):
        told.update(asker.told(await asker.ask()))
    return told
