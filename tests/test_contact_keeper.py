"""The keeper asks each contact point on its own schedule; what it says is in the store, and lasts."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from casebook.kinds import Standing
from desk.contacts.keeper import RETRY
from desk.contacts.rows import contact_rows, name_contacts
from desk.views import header_counts
from tests.contact_desk import Place, page, place
from tests.desk_world import NOON
from tests.full_disk import full_disk, room_again
from tests.loopback import Loopback, error, html
from tests.waiting import until

HELP = html("<p>Talk to a person")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Place]:
    async with place(tmp_path) as made:
        yield made


def broken(desk: Place) -> tuple[str, ...]:
    return header_counts(desk.store, desk.clock.time).alerts


async def test_each_is_asked_at_once_and_then_at_its_own_pace(desk: Place) -> None:
    async with Loopback({"/help": [HELP]}) as server:
        async with desk.kept(page(server.url("/help"))):
            assert desk.row().standing is Standing.HEALTHY
            await desk.pass_by(hours=5.9)
            assert len(server.asked("/help")) == 1
            await desk.pass_by(hours=6.2)
            assert len(server.asked("/help")) == 3
        await desk.pass_by(hours=1)
        async with desk.kept(page(server.url("/help"))):
            assert len(server.asked("/help")) == 3
            await desk.pass_by(hours=5)
            assert len(server.asked("/help")) == 4


async def test_a_new_pace_does_not_wait_for_the_old_one(desk: Place) -> None:
    async with Loopback({"/help": [HELP]}) as server:
        async with desk.kept(page(server.url("/help"))):
            pass
        async with desk.kept(replace(page(server.url("/help")), every=3600.0)):
            await desk.pass_by(hours=1)
            assert len(server.asked("/help")) == 2


async def test_what_is_bad_for_five_minutes_is_broken_until_it_is_not(desk: Place) -> None:
    async with Loopback({"/help": [HELP]}) as server, desk.kept(page(server.url("/help"))):
        server.play("/help", error(500))
        await desk.pass_by(hours=6)
        assert (desk.row().standing, broken(desk)) == (Standing.DOUBTFUL, ())
        await desk.pass_by(minutes=4.9)
        assert (desk.row().standing, broken(desk)) == (Standing.DOUBTFUL, ())
        await desk.pass_by(minutes=0.2)
        assert (desk.row().standing, broken(desk)) == (Standing.BROKEN, ("contact broken: help",))
        assert desk.row().say == "answers with status 500 instead of 200"
        assert [bool(each.fault) for each in desk.row().tried] == [False, True, True, True]
        server.play("/help", HELP)
        await desk.pass_by(minutes=15)
        assert (desk.row().standing, broken(desk)) == (Standing.HEALTHY, ())


async def test_a_blip_at_night_is_no_alarm(desk: Place) -> None:
    async with Loopback({"/help": [HELP, error(502), HELP]}) as server, desk.kept(page(server.url("/help"))):
        await desk.pass_by(hours=6)
        assert desk.row().standing is Standing.DOUBTFUL
        await desk.pass_by(minutes=1)
        assert desk.row().standing is Standing.HEALTHY
        assert len(server.asked("/help")) == 3


async def test_whoever_wishes_it_has_all_asked_at_once(desk: Place) -> None:
    async with Loopback({"/help": [HELP]}) as server, desk.kept(page(server.url("/help"))) as keeper:
        keeper.ask_now()
        await until(lambda: len(server.asked("/help")) == 2, "the second asking")


async def test_other_expectations_are_looked_at_without_waiting(desk: Place) -> None:
    async with Loopback({"/help": [HELP]}) as server:
        asked = page(server.url("/help"))
        async with desk.kept(asked):
            assert desk.row().standing is Standing.HEALTHY
        async with desk.kept(replace(asked, words=("refunds",))):
            assert desk.row().say == "“refunds” does not stand on it"
            assert len(desk.row().tried) == 1
        async with desk.kept(replace(asked, words=("refunds",), every=3600.0)):
            assert len(server.asked("/help")) == 2


async def test_what_the_playbook_no_longer_names_is_shown_no_more(desk: Place) -> None:
    async with Loopback({"/help": [error()]}) as server:
        async with desk.kept(page(server.url("/help"), status=500)):
            assert desk.row().standing is Standing.HEALTHY
        name_contacts(desk.store, (), desk.clock.time)
    assert contact_rows(desk.store, desk.clock.time) == []


async def test_silence_is_no_safety(desk: Place) -> None:
    async with Loopback({"/help": [HELP]}) as server, desk.kept(page(server.url("/help"))):
        pass
    await desk.pass_by(hours=18)
    assert desk.row().standing is Standing.HEALTHY
    await desk.pass_by(hours=1)
    assert desk.row().say == "nobody has asked it for 19h"
    assert broken(desk) == ("contact broken: help",)


async def test_a_full_disk_costs_no_answer(desk: Place, caplog: pytest.LogCaptureFixture) -> None:
    async with Loopback({"/help": [HELP]}) as server:
        contact = page(server.url("/help"), words=("long " * 20_000,))
        name_contacts(desk.store, [contact], desk.clock.time)
        desk.scribe.write(full_disk, desk.store).result()
        async with desk.kept(contact, named=False):
            assert "cannot be kept yet" in caplog.text
            assert "the disk is full" in caplog.text
            assert desk.row().standing is None
            desk.scribe.write(room_again, desk.store).result()
            await desk.pass_by(seconds=RETRY)
            assert (desk.row().standing, desk.row().asked_at) == (Standing.DOUBTFUL, NOON)
            assert len(server.asked("/help")) == 1


async def test_once_asks_those_that_are_due(desk: Place) -> None:
    async with Loopback({"/help": [HELP]}) as server:
        contact = page(server.url("/help"))
        async with desk.lent(contact) as keeper:
            await keeper.once()
            await keeper.once()
            assert len(server.asked("/help")) == 1
            await desk.pass_by(hours=6)
            await keeper.once()
            assert len(server.asked("/help")) == 2
