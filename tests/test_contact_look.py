"""Contact points over a real network: https with a certificate of our own, name servers, mail servers."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from casebook.clock import utc_now
from casebook.kinds import ContactKind
from desk.contacts.look import look
from desk.contacts.proof import HEALTHY
from playbooks.contacts import Contact
from sources.errors import Unreachable
from sources.http import Limits, Web
from sources.mail_facts import MailServer, Security
from sources.mail_hosts import mail_hosts
from sources.mailing import hand_over
from tests.contact_servers import ZONE, MailBox, NameServer, certified
from tests.loopback import Loopback, error, hang, html, redirect

LETTER = EmailMessage()
LETTER["From"], LETTER["To"], LETTER["Subject"] = "amends@corncrake.example", "help@corncrake.example", "code"


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    async with Web(limits=Limits(connect=60, read=60, whole=120)) as web:
        yield web


def page(url: str, **more: object) -> Contact:
    return Contact("help", ContactKind.PAGE, url, 3600.0, **more)  # type: ignore[arg-type]


def mail(address: str) -> Contact:
    return Contact("complaints", ContactKind.MAIL, address, 3600.0)


async def test_a_certificate_is_read_from_the_line(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, tls = certified(tmp_path, days=9)
    monkeypatch.setenv("SSL_CERT_FILE", str(paper))
    async with Loopback({"/help": [html("<p>Talk to us")]}, tls=tls) as server:
        found = await look(page(server.url("/help")), web, "", utc_now())
        assert found.fault.startswith("its certificate ends in 8d")
        assert found.lasting
        asked = page(server.url("/help"), certificate_days=7, words=("talk to us",))
        assert await look(asked, web, "", utc_now()) == HEALTHY
        reply = await web.get(server.url("/help"))
    assert reply.expires is not None
    assert timedelta(days=8) < reply.expires - utc_now() <= timedelta(days=9)
    assert reply.expires.tzinfo is UTC


async def test_a_certificate_nobody_trusts_is_told_as_that(web: Web, tmp_path: Path) -> None:
    _, tls = certified(tmp_path, days=30)
    async with Loopback({"/help": [html()]}, tls=tls) as server:
        found = await look(page(server.url("/help")), web, "", utc_now())
    assert found.fault.startswith("has a certificate no browser would accept: ")
    assert "self" in found.fault


async def test_a_page_that_never_answers_is_told_as_silent() -> None:
    async with Loopback({"/mute": [hang()]}) as server, Web(limits=Limits(60, 0.2, 60)) as hasty:
        assert (await look(page(server.url("/mute")), hasty, "", utc_now())).fault == "fell silent"


async def test_what_goes_wrong_with_a_page_is_a_verdict(web: Web) -> None:
    routes = {
        "/gone": [error(503)],
        "/in": [redirect("/login")],
        "/round": [redirect("/round")],
        "/away": [redirect("/help", 301)],
        "/help": [html("<p>Hello")],
    }
    async with Loopback(routes) as server:
        names = ("gone", "in", "round", "away")
        told = await asyncio.gather(*(look(page(server.url(f"/{n}")), web, "", utc_now()) for n in names))
        assert server.asked("/help")[0].headers["user-agent"].startswith("amends")
    gone, log_in, around, away = told
    assert gone.fault == "answers with status 503 instead of 200"
    assert "asks for a login" in log_in.fault
    assert "redirects more than" in around.fault
    assert away == HEALTHY
    nobody = await look(page("http://127.0.0.1:1/"), web, "", utc_now())
    assert nobody.fault == "could not be reached"
    assert "own line" in nobody.do


async def test_where_mail_goes_is_asked_as_mail_servers_ask(web: Web) -> None:
    async with NameServer(ZONE) as names:
        now = datetime.now(UTC)
        found = await mail_hosts("corncrake.example", names.place)
        assert found.hosts == ("mx1.corncrake.example", "mx2.corncrake.example")
        assert (await mail_hosts("plain.example", names.place)).hosts == ("plain.example",)
        assert (await mail_hosts("six.example", names.place)).hosts == ("six.example",)
        faults = {
            each: (await look(mail(f"help@{each}"), web, names.place, now)).fault
            for each in ("corncrake.example", "bare.example", "never.example", "lost.example", "none.example")
        }
    assert faults == {
        "corncrake.example": "",
        "bare.example": "bare.example has no mail server: bare.example has no address",
        "never.example": "never.example says that it takes no mail (a null MX)",
        "lost.example": "lost.example has no mail server: mx.gone.example has no address",
        "none.example": "there is no domain none.example",
    }


async def test_name_servers_that_do_not_answer_are_told_apart_from_no_mail(web: Web) -> None:
    async with NameServer(ZONE, broken=True) as names:
        found = await look(mail("help@corncrake.example"), web, names.place, utc_now())
    assert found.fault.startswith("no name server could tell where mail for corncrake.example goes")


async def test_a_mail_is_handed_over() -> None:
    async with MailBox(login=("dana", "pa55word")) as box:
        server = MailServer("127.0.0.1", box.port, Security.NONE, "dana")
        await asyncio.to_thread(hand_over, server, "pa55word", LETTER)
        (came,) = box.mails
        assert (came["To"], came["Subject"]) == ("help@corncrake.example", "code")


async def test_why_a_mail_was_not_taken_is_told_without_the_password() -> None:
    async with MailBox(login=("dana", "pa55word")) as box:
        server = MailServer("127.0.0.1", box.port, Security.NONE, "dana")
        with pytest.raises(Unreachable, match="does not accept our user or password") as told:
            await asyncio.to_thread(hand_over, server, "wr0ngword", LETTER)
        assert "wr0ng" not in repr(told.value.__context__) + str(told.value)
    async with MailBox(refuses="no such\x1b[31m user") as box:
        server = MailServer("127.0.0.1", box.port, Security.NONE)
        with pytest.raises(Unreachable, match="refuses the address: no such user"):
            await asyncio.to_thread(hand_over, server, "", LETTER)
        encrypted = MailServer("127.0.0.1", box.port, Security.STARTTLS)
        with pytest.raises(Unreachable, match="offers no encryption"):
            await asyncio.to_thread(hand_over, encrypted, "", LETTER)
    with pytest.raises(Unreachable, match="could not be reached"):
        await asyncio.to_thread(hand_over, MailServer("127.0.0.1", 1, Security.NONE), "", LETTER)
