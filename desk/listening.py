"""The collector's door: other tools hand mentions in at one address, for as long as it runs."""

import asyncio
import logging
from collections.abc import Iterable

from desk.book import Book
from desk.reception import Reception
from desk.source_settings import SourceSettings
from sources.doorway import Doorway
from sources.kit import Unlocks
from sources.listener import Listener
from sources.porter import Doorkeeper

log = logging.getLogger(__name__)

AGAIN = 10.0
"""Seconds until an address that could not be had is tried again."""


async def listen(where: Doorway, senders: Iterable[SourceSettings], book: Book, keys: Unlocks) -> None:
    """Let senders hand in until cancelled; an address that cannot be had shows on each of them.

    Args:
        where: The address.
        senders: Who may.
        book: Where it is kept; open, and it knows them.
        keys: Who knows their secrets.
    """
    senders = list(senders)
    fields = {each.name: each.fields for each in senders}
    reception = Reception(book, senders)
    keeper = Doorkeeper(fields, reception, keys)
    async with asyncio.TaskGroup() as group:
        group.create_task(reception.live(), name="how senders are")
        group.create_task(_stand(where, keeper, reception), name="the door")


async def _stand(where: Doorway, keeper: Doorkeeper, reception: Reception) -> None:
    listener = Listener(keeper)
    while not await _opened(listener, where, reception):  # noqa: ASYNC110 - nobody rings when it is free
        await asyncio.sleep(AGAIN)
    try:
        await asyncio.Event().wait()
    finally:
        await listener.close()


async def _opened(listener: Listener, where: Doorway, reception: Reception) -> bool:
    try:
        real = await listener.open(where)
    except OSError as error:
        why = error.strerror or type(error).__name__
        say = f"nothing can be handed in: {where} cannot be had ({why}); it is tried again"
        log.error("%s", say)
        reception.listening(say)
        return False
    log.info("listening at http://%s/in/", real)
    reception.listening()
    return True
