"""Test mails: sent only where the playbook and the settings both say so, and owed until they are proven."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from casebook.clock import utc_now
from casebook.contact import TestMail
from casebook.kinds import Standing
from desk.acts import COLLECTOR
from desk.contacts.asking import look_now
from desk.contacts.mailer import Mailer
from desk.contacts.mails import begin, codes_in, is_due, new_code, prove, prove_found
from desk.contacts.proof import Verdict
from desk.contacts.rows import mails_of
from desk.errors import Missing, Refused
from desk.mail_settings import LookupSettings, MailSettings
from playbooks.contacts import Contact
from sources.mail_facts import Security
from tests.contact_desk import Place, address, place
from tests.contact_servers import ZONE, MailBox, NameServer, certified
from tests.desk_world import NOON


def mail_settings(box: MailBox, **more: Any) -> MailSettings:
    said = {"sender": "amends@corncrake.example", "tests": ("complaints",), "security": Security.NONE, **more}
    return MailSettings("127.0.0.1", box.port, **said)


@asynccontextmanager
async def desk(folder: Path, box: MailBox, **more: Any) -> AsyncIterator[Place]:
    async with NameServer(ZONE) as names:
        lookup = LookupSettings(names.place)
        async with place(folder, mail=mail_settings(box, **more), contacts=lookup) as made:
            yield made


def mails(here: Place) -> list[TestMail]:
    return mails_of(here.store).get("complaints", [])


def everything_in(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.iterdir())


def code_of(mail: Message) -> str:
    (code,) = codes_in(f"{mail['Subject']}\n{mail.get_payload()}")
    return code


async def test_a_mail_with_a_code_goes_out_and_is_proven_by_it(tmp_path: Path) -> None:
    async with MailBox() as box, desk(tmp_path, box) as here, here.kept(address(test_mail=True)):
        (came,) = box.mails
        assert (came["To"], came["From"]) == ("complaints@corncrake.example", "amends@corncrake.example")
        assert came["Auto-Submitted"] == "auto-generated"
        assert "sent by amends for Corncrake" in str(came.get_payload())
        await here.pass_by(days=2.9)
        assert here.row("complaints").standing is Standing.HEALTHY
        await here.pass_by(days=0.2)
        assert here.row("complaints").say == "a test mail was sent 3d ago and has not been proven to arrive"
        assert code_of(came) not in here.row("complaints").do
        prove(here.store, "complaints", code_of(came).lower(), by="dana", now=here.clock.time)
        assert here.row("complaints").standing is Standing.HEALTHY
        assert len(box.mails) == 1
        await here.pass_by(days=4)
        assert len(box.mails) == 2


async def test_nothing_leaves_unless_playbook_and_settings_both_say_so(tmp_path: Path) -> None:
    async with MailBox() as box:
        async with desk(tmp_path, box, tests=()) as here, here.kept(address(test_mail=True)):
            await here.pass_by(days=1)
        async with desk(tmp_path, box) as here, here.kept(address()):
            await here.pass_by(days=1)
        stranger = address("help@plain.example", test_mail=True)
        async with desk(tmp_path, box) as here, here.kept(stranger):
            await here.pass_by(days=1)
            assert here.row("complaints").standing is Standing.HEALTHY
        assert box.heard == []


async def test_a_person_may_send_one_to_an_address_of_ours_and_nowhere_else(tmp_path: Path) -> None:
    async with MailBox() as box, desk(tmp_path, box, tests=()) as here, here.lent() as keeper:
        mailer = Mailer(here.store, here.scribe, here.settings, keeper.kit.keys)
        sent = await mailer.send(address(), by="dana", now=NOON)
        assert (sent.sent, sent.by, len(box.mails)) == (True, "dana", 1)
        with pytest.raises(Refused, match="at none of our own domains"):
            await mailer.send(address("help@plain.example"), by="dana", now=NOON)
        sub = await mailer.send(address("help@eu.corncrake.example"), by="dana", now=NOON)
        assert sub.sent
        assert {(each.act, each.by) for each in here.store.events()} == {("contact.test_mail", "dana")}


async def test_a_mail_that_was_not_taken_is_told_and_tried_again(tmp_path: Path) -> None:
    async with (
        MailBox(refuses="mailbox is full") as box,
        desk(tmp_path, box) as here,
        here.kept(address(test_mail=True)),
    ):
        row = here.row("complaints")
        assert row.standing is Standing.BROKEN
        assert "mailbox is full" in row.say
        box.refuses = ""
        await here.pass_by(hours=6)
        assert (len(box.mails), here.row("complaints").standing) == (1, Standing.HEALTHY)
        assert [bool(each.refused) for each in mails(here)] == [True, False]


async def test_the_password_comes_by_reference_and_stays_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("OUR_MAIL", "pa55word")
    about = {"user": "dana", "password": "env:OUR_MAIL"}
    async with MailBox(login=("dana", "pa55word")) as box, desk(tmp_path, box, **about) as here:
        async with here.kept(address(test_mail=True)):
            assert len(box.mails) == 1
        monkeypatch.delenv("OUR_MAIL")
        async with here.lent() as keeper:
            mailer = Mailer(here.store, here.scribe, here.settings, keeper.kit.keys)
            sent = await mailer.send(address(), by="dana", now=NOON)
            assert "OUR_MAIL is not set" in sent.refused
            for password, taken in (("0ld", False), ("pa55word", True)):
                monkeypatch.setenv("OUR_MAIL", password)
                sent = await mailer.send(address(), by="dana", now=NOON)
                assert sent.sent is taken, "one that was refused is fetched anew"
    assert b"pa55word" not in everything_in(tmp_path)
    assert "pa55word" not in caplog.text


async def refusal(folder: Path, box: MailBox, security: Security) -> str:
    """Return why a mail server does not take a test mail over a line it is to close; empty where it does."""
    about = {"user": "dana", "password": "env:OUR_MAIL", "security": security}
    async with desk(folder, box, tests=(), **about) as here, here.lent() as keeper:
        mailer = Mailer(here.store, here.scribe, here.settings, keeper.kit.keys)
        sent = await mailer.send(address(), by="dana", now=NOON)
        assert sent.sent is not bool(sent.refused)
        return sent.refused


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
async def test_a_password_goes_over_a_closed_line_alone(
    security: Security, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUR_MAIL", "pa55word")
    paper, tls = certified(tmp_path, days=2)
    closed = security is Security.TLS
    box = MailBox(login=("dana", "pa55word"))
    box.tls, box.starttls = (tls, None) if closed else (None, tls)
    async with box:
        assert "has a certificate that is not accepted" in await refusal(tmp_path, box, security)
        assert not any(each.startswith("AUTH") for each in box.heard)
        monkeypatch.setenv("SSL_CERT_FILE", str(paper))
        assert await refusal(tmp_path, box, security) == ""
        (came,) = box.mails
        assert came["To"] == "complaints@corncrake.example"
        words = [each.split(" ")[0].upper() for each in box.heard]
        assert ("STARTTLS" in words) is not closed
        assert words.index("AUTH") > (0 if closed else words.index("STARTTLS"))
    async with MailBox(login=("dana", "pa55word")) as box:
        assert await refusal(tmp_path, box, security)
        assert not any(each.startswith("AUTH") for each in box.heard), "a line that stays open hears nothing"


async def test_a_code_found_in_a_mailbox_proves_its_mail(tmp_path: Path) -> None:
    async with MailBox() as box, desk(tmp_path, box) as here:
        async with here.kept(address(test_mail=True)):
            found = f"Fwd: look what came, {code_of(box.mails[0])} and AMENDS-AAAAA-AAAAA"
            (proven,) = prove_found(here.store, found, by=COLLECTOR, now=NOON + timedelta(hours=1))
            assert (proven.proved_by, proven.contact) == (COLLECTOR, "complaints")
            assert prove_found(here.store, found, by=COLLECTOR, now=NOON) == []
        again = prove(here.store, "complaints", proven.code, by="dana", now=NOON)
        assert again.proved_by == COLLECTOR
        for name, code in (("complaints", "AMENDS-AAAAA-AAAAA"), ("help", proven.code), ("complaints", "")):
            with pytest.raises(Missing, match="no test mail"):
                prove(here.store, name, code, by="dana", now=NOON)


def test_after_a_refusal_an_hour_passes_before_the_next() -> None:
    contact = address(test_mail=True)
    for refused, hours in (("mailbox is full", 1), ("", contact.test_every / 3600)):
        last = TestMail(1, "complaints", contact.where, "AMENDS-A", NOON, "dana", refused=refused)
        due = NOON + timedelta(hours=hours)
        assert not is_due([last], contact, due - timedelta(minutes=1))
        assert is_due([last], contact, due)


async def test_whoever_asks_now_is_told_of_a_mail_that_is_owed(tmp_path: Path) -> None:
    told: list[str] = []
    async with MailBox() as box, desk(tmp_path, box) as here:
        begin(here.store, address(), by="dana", now=utc_now() - timedelta(days=4, hours=1))

        def heard(contact: Contact, verdict: Verdict) -> None:
            told.append(verdict.fault)

        fine = await asyncio.to_thread(look_now, here.settings, here.store, [address()], heard)
    assert (fine, told) == (False, ["a test mail was sent 4d ago and has not been proven to arrive"])


async def test_a_domain_beyond_ascii_is_written_as_mail_servers_have_it(tmp_path: Path) -> None:
    about = {"tests": (), "sender": "amends@bücher.example"}
    async with MailBox() as box, desk(tmp_path, box, **about) as here, here.lent() as keeper:
        mailer = Mailer(here.store, here.scribe, here.settings, keeper.kit.keys)
        sent = await mailer.send(address("help@bücher.example"), by="dana", now=NOON)
        assert (sent.refused, sent.address) == ("", "help@bücher.example")
        (came,) = box.mails
        there = "@xn--bcher-kva.example"
        assert (came["From"], came["To"]) == (f"amends{there}", f"help{there}")
        assert str(came["Message-ID"]).endswith(f"{there}>")


def test_codes_are_told_apart_from_other_words() -> None:
    codes = {new_code() for _ in range(100)}
    assert len(codes) == 100
    assert codes == {code for each in codes for code in codes_in(f"…{each.lower()}.")}
    assert codes_in("AMENDS-11111-AAAAA amends-abc amends") == ()


async def test_a_mail_is_written_down_before_it_leaves(tmp_path: Path) -> None:
    async with MailBox() as box, desk(tmp_path, box, tests=()) as here, here.lent() as keeper:
        mailer = Mailer(here.store, here.scribe, here.settings, keeper.kit.keys)
        here.scribe.close()
        with pytest.raises(Exception, match="being closed"):
            await mailer.send(address(), by="dana", now=NOON)
        await asyncio.sleep(0)
        assert (box.heard, mails(here)) == ([], [])
