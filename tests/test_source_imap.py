"""A mailbox as a source: real lines to a mail server that is scripted to go wrong."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.kinds import HealthKind, Portal
from sources.imap import ImapSource
from sources.imap_line import quoted
from sources.settings.imap import ImapSettings
from sources.source import Answer
from tests.post_office import CAME, Keys, PostOffice, commands, mail

LATER = CAME + timedelta(hours=1)
FAULTS = [
    (at, how)
    for at in (
        "EXAMINE",
        "UID SEARCH",
        "UID FETCH 1 ",
        "UID FETCH 2 ",
        "UID FETCH 5 ",
        "CAPABILITY",
        "LOGOUT",
    )
    for how in ("no", "bye", "cut", "junk", "huge", "stall")
]
"""What may go wrong, and where."""


def hurried(monkeypatch: pytest.MonkeyPatch, fault: str, silence: float) -> None:
    """Let nobody be waited for so long who falls silent; all others have their time."""
    monkeypatch.setattr("sources.imap_line.SILENCE", silence if fault == "stall" else 60.0)
    monkeypatch.setattr("sources.imap_line._GOODBYE", 0.1)


def texts(answer: Answer) -> list[str]:
    return [each.text for each in answer.mentions]


async def test_what_has_come_in_is_read_once_and_leaves_no_trace() -> None:
    async with PostOffice([mail("one"), mail("two")]) as office:
        source = office.source(portal=Portal.COMPLAINT)
        first = await source.fetch({}, LATER)
        assert (texts(first), first.health.kind) == (["one", "two"], HealthKind.OK)
        assert [(each.via, each.portal) for each in first.mentions] == [("alerts", Portal.COMPLAINT)] * 2
        again = await source.fetch(first.cursor, LATER)
        assert (again.mentions, again.cursor) == ((), first.cursor)
        assert again.health.kind is HealthKind.NOT_MODIFIED
        office.mails.append(mail("three"))
        assert texts(await source.fetch(first.cursor, LATER)) == ["three"]
        assert office.seen == set()
        asked = set(commands(office.said))
    assert not any(each.startswith(("UID STORE", "SELECT", "EXPUNGE", "UID COPY")) for each in asked)
    assert "UID FETCH n (UID INTERNALDATE BODY.PEEK[]<n.n>)" in asked


async def test_mails_are_marked_where_the_settings_want_it() -> None:
    async with PostOffice([mail("one"), mail("two")]) as office:
        await office.source(mark_seen=True).fetch({}, LATER)
        assert office.seen == {1, 2}
        assert office.count("EXAMINE") == 0


async def test_many_mails_come_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.imap.PORTION", 2)
    async with PostOffice([mail(f"number {each}") for each in range(5)]) as office:
        source, found, cursor = office.source(), list[str](), dict[str, Any]()
        more = True
        while more:
            answer = await source.fetch(cursor, LATER)
            found += texts(answer)
            cursor, more = dict(answer.cursor), answer.more
    assert found == [f"number {each}" for each in range(5)]


async def test_what_had_come_in_long_before_is_left_alone() -> None:
    async with PostOffice([mail("old")]) as office:
        answer = await office.source(backfill=60).fetch({}, LATER)
        assert (answer.mentions, answer.health.kind) == ((), HealthKind.NOT_MODIFIED)
        office.mails.append(mail("new"))
        office.came = LATER
        assert texts(await office.source(backfill=60).fetch(answer.cursor, LATER)) == ["new"]


async def test_a_new_numbering_loses_nothing_and_doubles_nothing() -> None:
    async with PostOffice([mail("one"), mail("two")]) as office:
        first = await office.source().fetch({}, LATER)
        office.validity = 8
        office.mails = [mail("two"), mail("three")]
        second = await office.source().fetch(first.cursor, LATER)
        ids = {each.uri for each in (*first.mentions, *second.mentions)}
        assert texts(second) == ["two", "three"]
        assert len(ids) == 3
        assert (await office.source().fetch(second.cursor, LATER)).mentions == ()


@pytest.mark.parametrize("plain", [True, False])
async def test_a_wrong_password_is_signed_out_told_to_nobody_and_fetched_anew(
    plain: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    cursor = {"validity": 7, "last": 3, "since": "2026-03-01T00:00:00+00:00"}
    async with PostOffice([mail()], plain=plain) as office:
        keys = Keys("hush-7f3a9c")
        answer = await ImapSource("alerts", office.settings(), keys).fetch(cursor, LATER)
    assert answer.health.kind is HealthKind.AUTH
    assert "does not take user and password" in answer.health.say
    assert any("hush-7f3a9c" in each for each in office.said) != plain, "the server itself is told"
    assert "hush-7f3a9c" not in repr(answer) + caplog.text
    assert (answer.cursor, keys.forgotten) == (cursor, 1)


@pytest.mark.parametrize("plain", [True, False])
async def test_either_way_of_signing_in_will_do(plain: bool) -> None:
    async with PostOffice([mail("one")], plain=plain) as office:
        assert texts(await office.source().fetch({}, LATER)) == ["one"]
        assert office.count("LOGIN") == (not plain)
        assert office.count('LOGIN "dana" "') == (not plain), "a user's name may have spaces in it"


@pytest.mark.parametrize(
    ("fault", "at", "words"),
    [
        ("no", "AUTHENTICATE", "lets nobody in now (unavailable)"),
        ("bye", "AUTHENTICATE", "broke off"),
        ("bye", "EXAMINE", "broke off"),
        ("junk", "EXAMINE", "broke off"),
        ("bye", "UID SEARCH", "broke off"),
        ("no", "UID SEARCH", "does not search"),
        ("no", "EXAMINE", "has no folder 'INBOX' for us"),
        ("stall", "EXAMINE", "fell silent"),
        ("stall", "CAPABILITY", "fell silent"),
    ],
)
async def test_whatever_goes_wrong_is_said_and_moves_nothing(
    fault: str, at: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried(monkeypatch, fault, 0.3)
    async with PostOffice([mail()], faults={at: fault}) as office:
        answer = await office.source().fetch({}, LATER)
        assert (answer.mentions, answer.cursor) == ((), {})
        assert answer.health.kind is HealthKind.ERROR
        assert words in answer.health.say
        office.faults = {}
        assert len((await office.source().fetch({}, LATER)).mentions) == 1


@pytest.mark.parametrize("fault", ["cut", "bye", "stall", "no", "huge", "junk"])
async def test_what_was_read_before_the_line_broke_is_delivered(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried(monkeypatch, fault, 3.0)
    mails = [mail(f"number {each}") for each in range(4)]
    async with PostOffice(mails, faults={"UID FETCH 3": fault}) as office:
        first = await office.source().fetch({}, LATER)
        assert texts(first) == ["number 0", "number 1"]
        assert first.health.kind is HealthKind.ERROR
        assert first.health.say.endswith("2 mails are still to be read")
        assert not first.more
        office.faults = {}
        assert texts(await office.source().fetch(first.cursor, LATER)) == ["number 2", "number 3"]


@pytest.mark.parametrize(
    "greeting",
    [
        "* BYE too busy",
        "HTTP/1.1 400 Bad Request",
        "\x00\x00",
    ],
)
async def test_a_greeting_that_is_none_is_said(greeting: str) -> None:
    async with PostOffice([mail()], greeting=greeting) as office:
        answer = await office.source().fetch({}, LATER)
    assert (answer.mentions, answer.health.kind) == ((), HealthKind.ERROR)


async def test_who_is_known_by_the_line_needs_no_password() -> None:
    async with PostOffice([mail("one")], greeting="* PREAUTH dana") as office:
        assert texts(await office.source().fetch({}, LATER)) == ["one"]
        assert not any(each.startswith(("LOGIN", "AUTHENTICATE")) for each in office.said)


async def test_who_is_not_there_cannot_be_reached() -> None:
    async with PostOffice() as office:
        source = office.source()
    answer = await source.fetch({}, LATER)
    assert answer.health.say.startswith("127.0.0.1 could not be reached")


async def test_a_server_without_tls_is_not_spoken_to_where_tls_is_wanted() -> None:
    async with PostOffice([mail()]) as office:
        answer = await office.source(tls=True).fetch({}, LATER)
    assert answer.health.kind is HealthKind.ERROR
    assert not any("LOGIN" in each or "AUTH" in each for each in office.said)


async def test_a_visit_that_takes_too_long_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.imap.PATIENCE", 3.0)
    async with PostOffice([mail()], faults={"UID FETCH": "stall"}) as office:
        answer = await office.source().fetch({}, LATER)
    assert answer.health.say == "127.0.0.1 took longer than 3 s; 1 mails are still to be read"


async def test_a_visit_that_is_called_off_ends_at_once() -> None:
    async with PostOffice([mail()], faults={"EXAMINE": "stall"}) as office:
        asked = asyncio.create_task(office.source().fetch({}, LATER))
        async with asyncio.timeout(10):
            while not office.count("EXAMINE"):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            asked.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asked


async def test_a_mail_that_is_gone_meanwhile_is_none_and_one_nobody_can_read_is_told() -> None:
    deep = b"Content-Type: multipart/mixed; boundary=x\n\n" * 50
    async with PostOffice([mail("one"), b"", deep, mail("four")]) as office:
        answer = await office.source().fetch({}, LATER)
    assert (texts(answer), answer.cursor["last"]) == (["one", "four"], 4)
    assert (answer.health.kind, answer.health.say) == (
        HealthKind.PARTIAL,
        "1 of 3 mails could not be read",
    )


@pytest.mark.parametrize("opening", [b"", b"* OK [UIDVALIDITY " + b"9" * 5000 + b"] x\r\n"])
async def test_a_server_that_says_little_more_than_ok_holds_nothing(opening: bytes) -> None:
    class Curt(PostOffice):
        def _said(self, words: str, fault: str) -> bytes:
            if words == "CAPABILITY":
                return super()._said(words, fault)
            return opening if words.startswith("EXAMINE") else b""

    async with Curt([mail()]) as office:
        answer = await office.source().fetch({}, LATER)
    assert (answer.mentions, answer.health.kind) == ((), HealthKind.NOT_MODIFIED)


async def test_a_folder_may_have_any_name() -> None:
    async with PostOffice([mail("one")], folder='"Entw&APw-rfe \\"x\\" &- y"') as office:
        assert texts(await office.source(folder='Entwürfe "x" & y').fetch({}, LATER)) == ["one"]
    assert quoted("台北") == '"&U,BTFw-"'


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"host": "https://imap.example.org"}, "host"),
        ({"host": ""}, "host"),
        ({"user": "dana\r\nLOGOUT"}, "user"),
        ({"password": "hush"}, "password"),
        ({"password": ""}, "password"),
        ({"port": 70_000}, "port"),
        ({"folder": "a\nb"}, "folder"),
        ({"tls": False}, "tls"),
    ],
)
def test_what_is_said_wrongly_is_told(about: dict[str, Any], field: str) -> None:
    said = replace(ImapSettings("imap.example.org", "dana", "env:MAIL"), **about)
    assert list(said.mistakes()) == [field]
    assert ImapSettings("127.0.0.1", "dana", "env:MAIL", tls=False).mistakes() == {}


@given(
    faults=st.lists(st.sampled_from(FAULTS), max_size=5),
    many=st.integers(0, 8),
    renumbered=st.none() | st.integers(0, 6),
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_after_any_faults_all_is_there_and_nothing_twice(
    faults: list[tuple[str, str]], many: int, renumbered: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sources.imap.PORTION", 3)
    found, told = dict[str, str](), list[str]()
    async with PostOffice([mail(f"number {each}") for each in range(many)]) as office:
        source, cursor = office.source(), dict[str, Any]()
        for turn, (at, fault) in enumerate([*faults, *[("nothing", "")] * 9]):
            hurried(monkeypatch, fault, 0.05)
            office.faults = {at: fault}
            office.validity += turn == renumbered
            office.mails += [mail(f"more {turn}")] if turn < 4 else []
            answer = await source.fetch(cursor, LATER)
            cursor = dict(answer.cursor)
            found |= {each.uri: each.text for each in answer.mentions}
            told += texts(answer)
        expected = [f"number {each}" for each in range(many)] + [f"more {turn}" for turn in range(4)]
    assert sorted(found.values()) == sorted(expected)
    assert renumbered is not None or sorted(told) == sorted(expected), "a new numbering alone tells again"
