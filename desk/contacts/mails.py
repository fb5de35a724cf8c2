"""Test mails: which are due, how they look, and the acts that send one and prove that it arrived.

A test mail is the one thing that leaves the building by itself. It does so only where the playbook says
`test_mail = true` and the settings name the contact point under `[mail] tests`, and only to an address of
the company's own.
"""

import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from tinydb import where

from casebook.contact import TestMail
from casebook.kinds import ContactKind
from casebook.store.store import Store
from desk import shelf
from desk.acts import Act
from desk.errors import Missing
from desk.mail_settings import MailSettings
from playbooks.contacts import Contact
from sources.text import clean_line

SUBJECT = "Test of this address"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that are taken for another when they are read out."""
_CODE = re.compile(r"AMENDS-[A-HJ-NP-Z2-9]{5}-[A-HJ-NP-Z2-9]{5}", re.IGNORECASE)
_AFTER_REFUSAL = timedelta(hours=1)
"""Before another is tried where the last one was not taken."""

_WORDS = """This mail was sent by amends for {company}, to see whether mail to {address} arrives and is read.

Its code is {code}

Whoever reads this mailbox: please pass the code on to the person on call, who enters

    amends contacts proved "{name}" {code}

Nothing else needs to be done, and no customer has sent this.
"""


def new_code() -> str:
    """Return a code nobody can guess."""
    one, two = ("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(2))
    return f"AMENDS-{one}-{two}"


def codes_in(text: str) -> tuple[str, ...]:
    """Return what looks like codes of ours in a text, e.g. in a mail that was found in a mailbox."""
    return tuple(dict.fromkeys(each.upper() for each in _CODE.findall(text)))


def hindrance(contact: Contact, settings: MailSettings) -> str:
    """Return why no test mail may be sent to a contact point, in a sentence; empty where one may."""
    if contact.kind is not ContactKind.MAIL:
        return f"{contact.name} is no mail address"
    if not settings.host:
        return "the settings name no mail server: [mail] host and sender"
    if not settings.ours(contact.where):
        return f"{contact.where} is at none of our own domains: sender and domains under [mail] name them"
    return ""


def by_itself(contact: Contact, settings: MailSettings) -> bool:
    """Return whether test mails are sent to a contact point without anybody asking."""
    wanted = contact.test_mail and contact.name in settings.tests
    return wanted and not hindrance(contact, settings)


def is_due(mails: Sequence[TestMail], contact: Contact, now: datetime) -> bool:
    """Return whether it is time for another, after those that were sent."""
    if not mails:
        return True
    last = max(mails, key=lambda each: each.at)
    pause = _AFTER_REFUSAL if last.refused else timedelta(seconds=contact.test_every)
    return now - last.at >= pause


def composed(mail: TestMail, settings: MailSettings, company: str) -> EmailMessage:
    """Return the mail as it is sent. It says that a machine wrote it, so that no other answers."""
    made, sender = EmailMessage(), _in_ascii(settings.sender)
    made["From"], made["To"] = sender, _in_ascii(mail.address)
    made["Subject"] = f"{SUBJECT}: {mail.code}"
    made["Date"] = format_datetime(mail.at)
    made["Message-ID"] = f"<{mail.code.lower()}@{sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    whose = clean_line(company) or "this company"
    made.set_content(_WORDS.format(company=whose, address=mail.address, code=mail.code, name=mail.contact))
    return made


def _in_ascii(address: str) -> str:
    """Return a mail address with its domain as all mail servers know it (RFC 5890)."""
    name, _, domain = address.rpartition("@")
    with suppress(UnicodeError):
        return f"{name}@{domain.encode('idna').decode()}"
    return address


def begin(store: Store, contact: Contact, *, by: str, now: datetime) -> TestMail:
    """Write a test mail down before it leaves, and return it: whatever breaks, none is sent twice."""
    with store.act(by, Act.TEST_MAIL, now):
        mail = TestMail(0, contact.name, contact.where, new_code(), now, by)
        kept: TestMail = shelf.keep(store.test_mails, mail)
        return kept


def settle(store: Store, mail: TestMail, refused: str, *, by: str, now: datetime) -> TestMail:
    """Write down that a mail server has taken a test mail, or why none has."""
    with store.act(by, Act.TEST_MAIL, now):
        document = store.test_mails.get(doc_id=mail.id)
        there = shelf.records(TestMail, [document] if document is not None else [])
        known = there[0] if there else mail
        kept: TestMail = shelf.keep(store.test_mails, replace(known, sent=not refused, refused=refused))
        return kept


def prove(store: Store, name: str, code: str, *, by: str, now: datetime) -> TestMail:
    """Note that a test mail has arrived: somebody has its code. One that is proven already stays so.

    Raises:
        Missing: No such code was sent to that contact point.
    """
    said = clean_line(code).upper()
    with store.act(by, Act.PROVE, now):
        found = shelf.records(TestMail, store.test_mails.select(where("code") == said))
        mail = next((each for each in found if each.contact == name), None)
        if mail is None:
            raise Missing(f"no test mail to {name} has the code {said[:40]}: look at the mail's subject")
        if mail.proved_at is not None:
            return mail
        kept: TestMail = shelf.keep(store.test_mails, replace(mail, proved_at=now, proved_by=by))
        return kept


def prove_found(store: Store, text: str, *, by: str, now: datetime) -> list[TestMail]:
    """Note that test mails have arrived whose codes stand in a text that was found in a mailbox.

    What only looks like a code, or was proven before, changes nothing.
    """
    found = [
        mail
        for code in codes_in(text)
        for mail in shelf.records(TestMail, store.test_mails.select(where("code") == code))
        if mail.proved_at is None
    ]
    return [prove(store, mail.contact, mail.code, by=by, now=now) for mail in found]
