"""A test mail of our own that a mailbox holds proves that it arrived, and is nobody's words."""

from pathlib import Path

import pytest

from casebook.contact import TestMail
from casebook.kinds import ContactKind
from casebook.query.rule import rule_of
from casebook.store.scribe import Scribe
from casebook.store.store import Store
from desk import shelf
from desk.book import Book
from desk.contacts.found import without_tests
from desk.contacts.mails import begin, composed
from desk.contacts.rows import mails_of
from desk.mail_settings import MailSettings
from desk.source_settings import SourceSettings
from playbooks.contacts import Contact
from sources.matched import matched
from tests.desk_world import complaint, playbook
from tests.post_office import CAME, PostOffice, mail


@pytest.mark.parametrize("quoted", [False, True])
async def test_it_is_found_by_the_very_mailbox_it_was_sent_to(tmp_path: Path, quoted: bool) -> None:
    store = Store(tmp_path / "amends.db")
    scribe = Scribe(store)
    contact = Contact("help", ContactKind.MAIL, "help@acme.example", 60.0)
    sent = begin(store, contact, by="dana", now=CAME)
    ours = composed(sent, MailSettings(sender="amends@acme.example"), "Acme").as_bytes()
    reply = mail(f"What is this?\n> Its code is {sent.code}", "Re: Test")
    assert without_tests(store, [complaint(text=sent.code)], CAME), "a code on a forum proves nothing"
    assert mails_of(store)["help"] == [sent]
    lookalike = mail("AMENDS-AAAAA-AAAAA", "Test of this address: AMENDS-AAAAA-AAAAA")
    async with PostOffice([mail("one"), reply if quoted else ours, lookalike]) as office:
        book = Book(store, scribe, playbook(), (SourceSettings("alerts", "imap", office.settings()),))
        book.open(CAME)
        answer = await office.source().fetch({}, CAME)
        await book.delivered("alerts", answer, CAME)
        await book.delivered("alerts", answer, CAME)
    [proved] = shelf.records(TestMail, store.test_mails.select())
    assert (proved.proved_at, proved.proved_by) == (CAME, "collector")
    titles = [each["title"] for each in store.mentions.select(order="+")]
    assert titles == ["Trouble", *["Re: Test"] * quoted, "Test of this address: AMENDS-AAAAA-AAAAA"]
    scribe.close()
    store.close()


async def test_it_proves_that_it_arrived_where_it_fits_no_rule_of_the_mailbox(tmp_path: Path) -> None:
    store = Store(tmp_path / "amends.db")
    scribe = Scribe(store)
    sent = begin(store, Contact("help", ContactKind.MAIL, "help@acme.example", 60.0), by="dana", now=CAME)
    ours = composed(sent, MailSettings(sender="amends@acme.example"), "Acme").as_bytes()
    async with PostOffice([ours]) as office:
        book = Book(store, scribe, playbook(), (SourceSettings("alerts", "imap", office.settings()),))
        book.open(CAME)
        mailbox = matched(office.source(), rule_of(match="somebody"))
        await book.delivered("alerts", await mailbox.fetch({}, CAME), CAME)
    [proved] = shelf.records(TestMail, store.test_mails.select())
    assert (proved.proved_by, store.mentions.count()) == ("collector", 0)
    scribe.close()
    store.close()
