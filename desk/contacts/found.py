"""Test mails of our own among what a mailbox holds: they prove that they arrived, and are nobody's words."""

from collections.abc import Iterable
from datetime import datetime

from tinydb import where

from casebook.mention import Mention
from casebook.store.store import Store
from desk.acts import COLLECTOR
from desk.contacts.mails import SUBJECT, codes_in, prove_found
from sources.settings.imap import MAIL


def without_tests(store: Store, mentions: Iterable[Mention], now: datetime) -> tuple[Mention, ...]:
    """Return the mentions without our own test mails, each noted as arrived.

    An answer that quotes a code proves it too, and is somebody's words all the same.
    """
    return tuple(each for each in mentions if each.source != MAIL or not _is_test(store, each, now))


def _is_test(store: Store, mention: Mention, now: datetime) -> bool:
    said = f"{mention.title or ''}\n{mention.text}"
    codes = list(codes_in(said))
    if not codes or not store.test_mails.select(where("code").one_of(codes)):
        return False
    prove_found(store, said, by=COLLECTOR, now=now)
    return (mention.title or "").startswith(SUBJECT)
