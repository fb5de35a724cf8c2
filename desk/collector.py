"""The collector, a process of its own: it asks the sources, judges what they say and keeps it. One on a host.

Dashboards only follow the store. So no key ever waits for a feed, and a crash of one spares the other.
"""

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from typing import Any

from casebook.clock import utc_now
from casebook.errors import CasebookError
from casebook.source_row import SourceRow
from casebook.store.scribe import Scribe
from casebook.store.store import Store
from desk.book import Book
from desk.contacts.keeper import Keeper
from desk.contacts.rows import name_contacts
from desk.errors import DeskError
from desk.health import FLUSH, unread
from desk.lock import elected, lock_of
from desk.ours import playbook_of, rules_of
from desk.passing_time import pass_time
from desk.settings import Settings
from desk.wishes import wishes
from sources.kit import Kit
from sources.poller import Poller
from sources.registry import KINDS
from sources.tools import opened

log = logging.getLogger(__name__)

_LOOK = 1.0
"""Seconds a look for changes in the store blocks its thread."""


def collect(settings: Settings, *, with_parent: bool = False, once: bool = False) -> list[SourceRow]:
    """Collect until told to stop: by SIGTERM, SIGINT or, `with_parent`, by the end of standard input.

    Args:
        settings: Whom to ask, and where to keep what they say.
        with_parent: End when standard input does.
        once: Ask every source a single time, then end.

    Returns:
        The sources that were not well when they last answered.

    Raises:
        Taken: Another process on this host collects into this store.
        StoreError: The store cannot be opened.
        PlaybookError: The playbook cannot be followed.
    """
    with elected(lock_of(settings.store)):
        store = Store(settings.store, tell=log.info)
        scribe = Scribe(store)
        try:
            return asyncio.run(_work(settings, scribe, store, with_parent=with_parent, once=once))
        except Exception:  # the process's edge: whoever started us does not hear our last words
            log.exception("collecting has failed")
            raise
        finally:
            scribe.close()
            store.close()


async def _work(
    settings: Settings, scribe: Scribe, store: Store, *, with_parent: bool, once: bool
) -> list[SourceRow]:
    stop = asyncio.Event()
    _listen_for_the_end(stop, with_parent=with_parent)
    log.info("collecting from %d sources, %d hand in", len(settings.sources), len(settings.senders))
    async with opened(
        soon=unread(store, settings.sources)
    ) as kit:  # the parser loads beside all that follows
        playbook = playbook_of(settings)
        heard = settings.sources if once else settings.heard
        book = Book(store, scribe, playbook, heard, settings.links.short, rules_of(settings))
        book.open(utc_now())
        await book.learn()
        name_contacts(store, playbook.contacts, utc_now())
        keeper = Keeper(store, scribe, playbook.contacts, settings, kit)
        await _ask(settings, book, keeper, kit, stop, once=once)
        if once:
            await book.judge_waiting(utc_now())
    await book.flush()
    log.info("collecting has ended")
    return book.unwell()


async def _ask(
    settings: Settings, book: Book, keeper: Keeper, kit: Kit, stop: asyncio.Event, *, once: bool
) -> None:
    """Ask all sources and contact points, and let senders hand in, until told to stop."""
    asked = settings.sources
    sources = [KINDS[each.kind].build(each.name, each.fields, kit, each.rule) for each in asked]
    poller = Poller(sources, book, resting=book.resting())
    followers = _followers(settings, book, kit)
    if once:
        works = [_once(poller, keeper, followers, stop)]
    else:
        works = [
            *(each.run() for each in followers),
            poller.run(),
            keeper.run(),
            _wishes(book.store, (poller.ask_now, keeper.ask_now)),
        ]
    async with asyncio.TaskGroup() as group:
        every = (*works, *_door(settings, book, kit, once=once), _flushing(book), _waking(book))
        tasks = [group.create_task(each) for each in every]
        await stop.wait()
        for task in tasks:
            task.cancel()


def _door(settings: Settings, book: Book, kit: Kit, *, once: bool) -> list[Coroutine[Any, Any, None]]:
    """Return what lets senders hand in, where they may; it is loaded only then."""
    if settings.listen is None or once:
        return []
    return [import_module("desk.listening").listen(settings.listen, settings.senders, book, kit.keys)]


def _followers(settings: Settings, book: Book, kit: Kit) -> list[Any]:
    """Return what follows short links, where that is wanted; it is loaded only then."""
    if not settings.links.follow:
        return []
    follower = import_module("desk.following").Follower
    short = settings.links.short
    return [follower(book.store, book.scribe, kit.lines, short, playbook=book.playbook)]


async def _once(poller: Poller, keeper: Keeper, followers: list[Any], stop: asyncio.Event) -> None:
    """Ask everybody a single time, of the contact points those that are due, and bid all else to end."""
    try:
        await asyncio.gather(poller.once(), keeper.once())
        await asyncio.gather(*(each.once() for each in followers))
    finally:
        stop.set()


def _listen_for_the_end(stop: asyncio.Event, *, with_parent: bool) -> None:
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)
    if with_parent:
        threading.Thread(target=_until_orphaned, args=(loop, stop), name="parent", daemon=True).start()


def _until_orphaned(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """Read standard input to its end: our parent holds the other side of it for as long as it lives."""
    with suppress(OSError):
        while os.read(0, 1024):
            pass
    with suppress(RuntimeError):  # the loop has ended meanwhile
        loop.call_soon_threadsafe(stop.set)


async def _wishes(store: Store, ask_now: Sequence[Callable[[], None]]) -> None:
    """Ask all of them at once whenever a dashboard wishes it."""
    loop, seen = asyncio.get_running_loop(), wishes(store)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="wishes") as thread:
        while True:
            try:
                wished = await loop.run_in_executor(thread, _next_wish, store)
            except CasebookError as error:  # collecting goes on without: the store may be itself again
                log.warning("wishes cannot be read: %s", error)
                await asyncio.sleep(FLUSH)
                continue
            if wished != seen:
                seen = wished
                log.info("told to ask all sources now")
                for each in ask_now:
                    each()


def _next_wish(store: Store) -> int:
    store.wait(_LOOK)
    return wishes(store)


async def _waking(book: Book) -> None:
    """Bring back what was set aside, whether or not anybody sits at a dashboard."""
    while True:
        try:
            await asyncio.wrap_future(book.scribe.write(pass_time, book.store, utc_now(), book.playbook))
        except (CasebookError, DeskError) as error:  # a full disk must not end the collector
            log.warning("what was set aside could not be brought back: %s", error)
        await asyncio.sleep(FLUSH)


async def _flushing(book: Book) -> None:
    while True:
        await asyncio.sleep(FLUSH)
        await book.flush()
        await book.learn()
        await book.judge_waiting(utc_now())
