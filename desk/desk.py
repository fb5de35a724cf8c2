"""The door the dashboard uses: reads on a thread of their own, acts through the one writer."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property, partial
from typing import Any, TypeVar

from casebook.clock import Clock
from casebook.errors import FULL, StoreError
from casebook.store.scribe import Scribe
from casebook.store.store import Store
from desk import learning, ours, passing_time, rejudging
from desk.errors import ONLY_LOOKS, Refused
from desk.settings import Settings
from playbooks.playbook import Playbook

log = logging.getLogger(__name__)

T = TypeVar("T")

_SEARCHES = 3
"""Searches that go on at a time: what is found, what is counted, and one that will not be stopped at once."""
_LOOK = 0.25
"""Seconds the watcher waits before it looks whether the desk is closed."""


class Desk:
    """One responder at one store."""

    def __init__(self, settings: Settings, playbook: Playbook, store: Store, clock: Clock) -> None:
        """Sit down.

        Args:
            settings: Who we are.
            playbook: What we go by.
            store: Open; it stays the caller's to close, after the desk.
            clock: Returns now, aware UTC.
        """
        self.settings = settings
        self.playbook = playbook
        """With what the responders' decisions have taught, as far as that is known by now."""
        self.clock = clock
        self._store = store
        self._scribe = Scribe(store)
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reader")
        self._searcher = ThreadPoolExecutor(max_workers=_SEARCHES, thread_name_prefix="searcher")
        self._watcher = ThreadPoolExecutor(max_workers=1, thread_name_prefix="watcher")
        self._closed = threading.Event()
        self.trouble = ""
        """What was wrong with the store when it was last written to, in two words; empty while it is well."""
        self._seen: rejudging.Moved | None = None
        """What had become of rows that were judged anew, when that was last asked."""
        self._watcher.submit(store.version)  # from here on a commit is news, before anybody waits for one

    @property
    def me(self) -> str:
        """The responder's name, as events bear it."""
        return self.settings.responder.name

    @property
    def read_only(self) -> bool:
        """Whether this responder only looks."""
        return self.settings.responder.read_only

    @property
    def sources(self) -> frozenset[str] | None:
        """The names of the sources that are shown here; None: all that the collector knows.

        Who only looks can tell nobody that a source has been taken out of the settings, and may be alone.
        """
        names = self.settings.names
        return names if names and self.read_only else None

    @property
    def title(self) -> str:
        """Whose desk this is, and that nothing is changed at it, where that is so."""
        return " · ".join(each for each in ("read only" * self.read_only, self.settings.company.name) if each)

    async def ask(self, read: Callable[..., T], *args: Any, **named: Any) -> T:
        """Return what a view reads from the store, e.g. `await desk.ask(case_view, 41, desk.me)`.

        However many steps the reading takes, it sees one state of the store. Whoever asks may leave before it
        is answered: then it is not read to the end.
        """
        return await self._ask(self._reader, partial(read, self._store, *args, **named))

    async def search(self, read: Callable[..., T], *args: Any, **named: Any) -> T:
        """Return the same of what may take long; nothing else waits for it."""
        return await self._ask(self._searcher, partial(read, self._store, *args, **named))

    async def _ask(self, reader: ThreadPoolExecutor, read: Callable[[], T]) -> T:
        left = threading.Event()

        def look() -> T:
            with self._store.snapshot(overtaken=lambda: left.is_set() or self._closed.is_set()):
                return read()

        try:
            return await asyncio.get_running_loop().run_in_executor(reader, look)
        finally:
            left.set()

    async def do(self, act: Callable[..., T], *args: Any, **named: Any) -> T:
        """Do an act in my name at this moment and return what it returns, once it is on disk.

        Example: `await desk.do(claim, desk.playbook, 41)`. Whoever asks may leave before it is done: it is
        done all the same, and what goes wrong with it is told to the log.

        Raises:
            DeskError: The act was refused; nothing has changed.
        """
        with self._heeding():
            return await self._write(act, *args, **named)

    async def sit(self, tell: Callable[..., T], *args: Any, **named: Any) -> T:
        """Do the same with what is no act: who sits here, and at what."""
        with self._heeding(small=True):
            return await self._write(tell, *args, **named)

    async def _write(self, act: Callable[..., T], *args: Any, **named: Any) -> T:
        if self.read_only:
            raise Refused(ONLY_LOOKS)
        return await done(self._scribe.write(act, self._store, *args, by=self.me, now=self.clock(), **named))

    async def keep_time(self) -> None:
        """Do what time alone brings about until now; the collector does it too, and twice does no harm.

        Raises:
            CasebookError: The store cannot be written to.
        """
        if self.read_only:
            return
        with self._heeding(small=True):
            await done(self._scribe.write(passing_time.pass_time, self._store, self.clock(), self.playbook))

    async def learn(self) -> None:
        """Judge from now on as everybody's decisions teach: what is judged already stays as it stands.

        Raises:
            CasebookError: The store cannot be read.
        """
        if not self.read_only:
            taught: Playbook | None = await self.search(self._learner.look)
            self.playbook = taught or self.playbook

    async def judge_waiting(self) -> rejudging.Moved:
        """Judge the waiting rows anew where something was learned, unless somebody else has done it.

        Returns what has become of rows since this was asked last, by whomever they were judged; none where
        that is still under way.

        Raises:
            CasebookError: The store cannot be read or written to.
        """
        if self.read_only:
            return rejudging.Moved()
        playbook, lessons = self._learner.known
        by = rejudging.By(playbook, lessons if playbook.learn else None, self._rules)
        if self._seen is None:
            await self.search(self._moved)
        more = await self.search(rejudging.is_due, by)
        while more:
            with self._heeding(small=True):
                more = await done(self._scribe.write(rejudging.judge_some, self._store, by, self.clock()))
        return await self.search(self._moved)

    def _moved(self, store: Store) -> rejudging.Moved:
        now = rejudging.moved_so_far(store)
        before = self._seen or now
        self._seen = before if rejudging.is_under_way(store) else now
        return self._seen.since(before)

    @cached_property
    def _rules(self) -> str | None:
        return ours.rules_of(self.settings)

    @cached_property
    def _learner(self) -> "learning.Learner":
        """What learns, loaded with all of the judge when it is first asked: nothing is learned until then."""
        return learning.Learner(self.playbook)

    async def wait_for_change(self) -> bool:
        """Wait until anybody commits to the store; False once the desk is closed."""
        return await asyncio.get_running_loop().run_in_executor(self._watcher, self._change)

    def close(self) -> None:
        """Finish what is being written and let the threads go."""
        self._closed.set()
        self._watcher.shutdown(wait=True)
        self._reader.shutdown(wait=True)
        self._searcher.shutdown(wait=True)
        self._scribe.close()

    @contextmanager
    def _heeding(self, *, small: bool = False) -> Iterator[None]:
        """Know from now on whether the store could be written to in the block.

        What is small, or nothing at times, has room on a disk that is full for an act.
        """
        try:
            yield
        except StoreError as error:
            self.trouble = error.short
            raise
        else:
            if not small or self.trouble != FULL:
                self.trouble = ""

    def _change(self) -> bool:
        while not self._closed.is_set():
            if self._store.wait(_LOOK):
                return True
        return False


async def done(work: "Future[T]") -> T:
    """Return what a work comes to; whoever waits for it may leave, and it is done all the same."""
    waited = asyncio.wrap_future(work)
    try:
        return await asyncio.shield(waited)
    except asyncio.CancelledError:
        work.add_done_callback(_unheard)
        waited.add_done_callback(lambda left: left.cancelled() or left.exception())  # or asyncio complains
        raise


def _unheard(work: "Future[Any]") -> None:
    """Tell the log what nobody waits to hear."""
    error = work.exception()
    if error is not None:
        log.warning("an act failed after its screen had closed: %s", error)
