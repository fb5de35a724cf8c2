"""Sending a test mail: written down first, handed over in a thread, and then what became of it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from importlib import import_module
from typing import Any, TypeVar

from casebook.contact import TestMail
from casebook.frozen import frozen
from casebook.store.scribe import Scribe
from casebook.store.store import Store
from desk.contacts import mails
from desk.errors import Refused
from desk.settings import Settings
from playbooks.contacts import Contact
from sources.errors import SourceError
from sources.kit import Unlocks

T = TypeVar("T")


@frozen
class Mailer:
    """What test mails are sent with."""

    store: Store
    scribe: Scribe
    settings: Settings
    keys: Unlocks

    async def send(self, contact: Contact, *, by: str, now: datetime) -> TestMail:
        """Send a test mail and return what became of it.

        Raises:
            Refused: None may be sent there; the message says why.
            CasebookError: It could not be written down, and so was not sent.
        """
        said = self.settings.mail
        if why := mails.hindrance(contact, said):
            raise Refused(why)
        mail = await self._write(mails.begin, self.store, contact, by=by, now=now)
        refused = ""
        try:
            password = await self.keys.of(said.password)
            letter = mails.composed(mail, said, self.settings.company.name)
            post = import_module("sources.mailing")  # smtplib is loaded where it is needed
            await asyncio.to_thread(post.hand_over, said.server, password, letter)
        except SourceError as error:
            self.keys.forget(said.password)
            refused = str(error)
        return await self._write(mails.settle, self.store, mail, refused, by=by, now=now)

    def _write(self, work: Callable[..., T], *args: Any, **about: Any) -> Awaitable[T]:
        return asyncio.wrap_future(self.scribe.write(work, *args, **about))
