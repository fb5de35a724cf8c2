"""The health screen: who is unwell first, what is wrong, what to do, and all of the selected one."""

from dataclasses import replace
from pathlib import Path

import pytest

from casebook.kinds import HealthKind
from casebook.source_row import SourceRow
from desk.health import document_of, write
from sources.source import Health
from tests.at_the_desk import NARROW, WIDE, Hands, at_the_desk
from tests.desk_world import after
from tests.frames import expect_frame
from tests.test_source_faring import BROKEN, heard, new, regular, said
from tui.screens.queue import QueueScreen
from tui.screens.sources import SourcesScreen

LOGIN = "https://blog.example/feed asks for a login, consent or captcha"
LIMIT = Health(HealthKind.RATE_LIMITED, "https://r.example/x asks us to wait", until=after(12))
SIZES = pytest.mark.parametrize(
    ("size", "name"), [(WIDE, "wide"), (NARROW, "narrow")], ids=["wide", "narrow"]
)


def named(name: str, row: SourceRow) -> SourceRow:
    return replace(row, name=name, since=after(-1))


def fourteen() -> list[SourceRow]:
    """One in each state, and some that are well."""
    silent = replace(regular(), last_new_at=after(-300), quiet_at=after(-180), silent_at=after(-60))
    first = heard(new(), -20)
    rows = {
        "blog": said(said(heard(new(), -45, 12), -40, BROKEN), -9, Health(HealthKind.BLOCKED, LOGIN)),
        "shop": replace(silent, asked_at=after(-1)),
        "appstore": replace(said(said(heard(new(), -90), -60), -35), expect=3600.0, asked_at=after(-2)),
        "reddit": said(first, -5, LIMIT),
        "forum": said(said(heard(new(), -40, 3), -30, BROKEN), -4, whole=True),
        "github": said(first, -6, Health(HealthKind.AUTH, "g.example wants a valid key (status 401)")),
        "papers": said(first, -6, Health(HealthKind.PARTIAL, "2 of 30 entries could not be read")),
        "void": said(first, -6, Health(HealthKind.EMPTY, "the feed is suddenly empty: it may be broken")),
        "page": said(first, -6, Health(HealthKind.NOT_A_FEED, "this is no feed: perhaps a page for people")),
        "brand new": new(),
        **{f"quiet {n}": said(first, -3, Health(HealthKind.NOT_MODIFIED)) for n in range(4)},
    }
    return [named(name, row) for name, row in rows.items()]


def keep(hands: Hands, *rows: SourceRow) -> None:
    for row in rows:
        hands.world.store.sources.insert({**document_of(row), "named": True})


async def shown(hands: Hands) -> SourcesScreen:
    await hands.press("g", "s")
    return await hands.on(SourcesScreen)


@SIZES
async def test_fourteen_sources(tmp_path: Path, redraw: bool, size: tuple[int, int], name: str) -> None:
    async with at_the_desk(tmp_path, size=size) as hands:
        keep(hands, *fourteen())
        await shown(hands)
        await hands.shows("answers  ok · silent")
        await hands.press("j", "k")
        expect_frame(f"health-{name}", hands.frame(), redraw=redraw)


async def test_the_states_are_told_apart_and_the_unwell_stand_first(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, size=(120, 60)) as hands:
        keep(hands, *fourteen())
        await shown(hands)
        await hands.shows("shop silent 5h")
        screen = hands.frame()
        for told in (
            "!! shop       ok · silent",
            "!  blog       blocked since 11:20",
            "!  github     signed out since 11:54",
            "!  page       not a feed since 11:54",
            "!  papers     partly parsed since 11:54",
            "!  reddit     rate-limited until 12:12",
            "!  void       suspiciously empty since 11:54",
            "~  appstore   ok · quiet",
            "…  brand new  not asked yet",
            "   forum      ok  ",
            "   quiet 0    not modified  ",
            "far too quiet: nothing new for 5 h, usually at most 2 h",
            "→ put the key or password right in its settings",
            "blind from 11:20 to 11:56: what was said then was fetched at 11:56",
        ):
            assert told in screen, told
        places = [screen.index(f" {name} ") for name in ("shop", "blog", "void", "appstore", "forum")]
        assert places == sorted(places)


async def test_the_header_counts_and_names_what_must_be_looked_after(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, size=WIDE) as hands:
        keep(hands, *fourteen())
        await hands.shows("! 6 of 14 sources unwell · !! shop silent 5h · 1 quiet")
    async with at_the_desk(tmp_path, size=NARROW) as hands:
        await hands.shows("! 6 of 14 sources unwell · !! 1 alert")


async def test_the_selected_one_is_told_of_in_full_and_stays_selected(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, size=NARROW) as hands:
        keep(hands, *fourteen())
        screen = await shown(hands)
        await hands.shows("answers  ok · silent")
        await hands.press("j")
        await hands.shows("answers  blocked since 11:20, 2 times in a row, nothing seen for 45 min")
        await hands.shows("last new 11:15, 45m ago, 12 mentions then, 12 in all")
        write(hands.world.store, "shop", {"last_new_at": None, "quiet_at": None})
        await hands.until(lambda: screen._rows[0].id == "source blog", "the first one moved down")
        await hands.shows("answers  blocked since 11:20, 2 times in a row")
        await hands.press("G")
        await hands.shows("shop\n answers  ok\n")
        await hands.press("escape")
        await hands.on(QueueScreen)


async def test_recovery_is_seen_at_once(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, size=WIDE) as hands:
        ill = named("blog", said(said(heard(new(), -60), -50, BROKEN), -9, BROKEN))
        keep(hands, ill)
        await shown(hands)
        await hands.shows("! 1 of 1 source unwell · !! blog blind 1h")
        write(hands.world.store, "blog", document_of(said(ill, -1, whole=False)))
        await hands.shows("sources 1/1")
        await hands.shows("blind from 11:00 to 11:59: some of what was said then is missing")


async def test_nothing_asked_yet(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, size=NARROW) as hands:
        await shown(hands)
        await hands.shows("No source has been asked yet")


async def test_who_rests_on_the_first_sees_whatever_is_worst(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, size=NARROW) as hands:
        keep(hands, *(named(f"quiet {n}", said(heard(new(), -20), -3)) for n in range(20)))
        screen = await shown(hands)
        await hands.shows("▸    quiet 0")
        broken = said(heard(new(), -20), -3, BROKEN)
        write(hands.world.store, "quiet 7", document_of(named("quiet 7", broken)))
        await hands.shows("▸ !  quiet 7")
        await hands.press("j")
        await hands.shows("▸    quiet 0")
        write(hands.world.store, "quiet 8", document_of(named("quiet 8", broken)))
        await hands.until(lambda: screen._rows[1].id == "source quiet 8", "one more came first")
        await hands.shows("▸    quiet 0")


async def test_how_silent_one_is_is_never_cut_off(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, size=NARROW) as hands:
        part = Health(HealthKind.PARTIAL, "2 entries could not be read")
        row = said(said(heard(new(), -30), -6, part), -5, part)
        keep(hands, replace(named("papers", row), expect=600.0))
        await shown(hands)
        await hands.shows("!! papers  partly parsed · silent")
        await hands.shows("answers  partly parsed since 11:54, 2 times in a row · silent")
        await hands.shows("; look whether people write there at all")


async def test_who_hands_in_is_asked_by_nobody(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, size=WIDE) as hands:
        keep(hands, named("tickets", replace(said(new(), -1), hands_in=True)))
        await shown(hands)
        await hands.shows("asked    by nobody, it hands in by itself; last listened to: 11:59, 1m ago")
        assert "soon" not in hands.frame()
        unheard = replace(named("wiki", said(new(), -60)), hands_in=True, since=after(-60))
        keep(hands, unheard)
        await hands.shows("nobody has listened to it for 60 minutes: is the collector running?")


async def test_a_blink_is_no_blindness(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, size=WIDE) as hands:
        cut = said(said(heard(new(), -20), -19.8, BROKEN), -19.5, whole=True)
        keep(hands, named("stream", cut))
        await shown(hands)
        await hands.shows("answers  ok")
        assert "blind" not in hands.frame()
