"""A mail server that is never silent and never done: each visit ends, and brings what it had read."""

import asyncio
from datetime import timedelta

import pytest

from casebook.kinds import HealthKind
from sources.imap_cursor import ImapCursor
from tests.feed_samples import NOW
from tests.post_office import HANDSHAKE, PostOffice, mail
from tests.test_source_imap import LATER, texts


async def test_a_visit_that_takes_too_long_brings_what_it_had_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.imap.PATIENCE", 3.0)
    async with PostOffice([mail("One."), mail("Two.")], faults={"UID FETCH 2 ": "drip"}) as office:
        answer = await office.source().fetch({}, LATER)
        assert texts(answer) == ["One."]
        assert answer.cursor["last"] == 1
        assert "took longer" in answer.health.say


async def test_a_greeting_in_drops_is_left_like_all_that_takes_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sources.imap.PATIENCE", 0.2)
    async with PostOffice([mail()], greeting="drip") as office:
        answer = await asyncio.wait_for(office.source().fetch({}, LATER), 10)
        assert "took longer" in answer.health.say


async def test_a_line_that_takes_for_ever_to_be_closed_is_left_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.imap.PATIENCE", 0.2)
    async with PostOffice([mail()], greeting=HANDSHAKE) as office:
        answer = await asyncio.wait_for(office.source(tls=True).fetch({}, LATER), 10)
        assert "took longer" in answer.health.say


async def test_a_goodbye_in_drops_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.imap_line._GOODBYE", 0.1)
    async with PostOffice([mail("One.")], faults={"LOGOUT": "drip"}) as office:
        answer = await asyncio.wait_for(office.source().fetch({}, LATER), 10)
        assert (texts(answer), answer.health.kind) == (["One."], HealthKind.OK)


async def test_a_server_that_numbers_anew_at_each_visit_is_not_asked_without_a_pause(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sources.imap.PORTION", 2)
    async with PostOffice([mail(str(each)) for each in range(5)]) as office:
        source = office.source()
        first = await source.fetch({}, LATER)
        assert first.more
        office.validity += 1
        second = await source.fetch(first.cursor, LATER)
        assert not second.more
        assert (second.health.kind, second.health.say) == (
            HealthKind.PARTIAL,
            "it numbers its mails anew: 3 are still to be read",
        )
        assert (await source.fetch(second.cursor, LATER)).more, "where it was the once, all goes on"


async def test_what_is_left_alone_is_not_marked_as_read_either() -> None:
    async with PostOffice([mail("One.")]) as office:
        answer = await office.source(mark_seen=True, backfill=60.0).fetch({}, LATER)
        assert (texts(answer), office.seen) == ([], set())


def test_a_server_whose_clock_is_ahead_hides_no_day() -> None:
    ahead = ImapCursor(7, 3, NOW + timedelta(days=900), NOW)
    assert ahead.begun(NOW, 0.0).day == NOW - timedelta(days=1)
