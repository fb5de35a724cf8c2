"""One thread that writes for all: what waits meanwhile goes to disk together."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any, ParamSpec, TypeVar

from casebook.errors import StoreError
from casebook.frozen import frozen
from casebook.store.store import Store

P = ParamSpec("P")
T = TypeVar("T")

_TOGETHER = 256
"""At most so many works in one commit."""


@frozen
class _Work:
    run: Callable[[], Any]
    done: Future[Any]


@frozen
class _Outcome:
    result: Any = None
    error: Exception | None = None


class Scribe(threading.Thread):
    """Group commit: one transaction for what has gathered, a savepoint for each work in it.

    Only this thread ever waits for another process's lock, so the screen never does.
    """

    def __init__(self, store: Store) -> None:
        super().__init__(name="scribe", daemon=True)
        self._store = store
        self._waiting: SimpleQueue[_Work | None] = SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self.start()

    def write(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have the work done, which writes to the store; the future is done when the disk has it.

        A work that raises undoes itself alone, and its future raises the same.
        """
        done: Future[T] = Future()
        with self._closing:
            if self._closed:
                raise StoreError("the store is being closed: nothing more is written")
            self._waiting.put(_Work(lambda: work(*args, **kwargs), done))
        return done

    def close(self) -> None:
        """Write what waits, and end."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
        self.join()

    def run(self) -> None:
        """Write until closed."""
        while (first := self._waiting.get()) is not None:
            works, more = self._gathered(first)
            self._write([each for each in works if each.done.set_running_or_notify_cancel()])
            if not more:
                return

    def _gathered(self, first: _Work) -> tuple[list[_Work], bool]:
        works = [first]
        while len(works) < _TOGETHER:
            try:
                work = self._waiting.get_nowait()
            except Empty:
                break
            if work is None:
                return works, False
            works.append(work)
        return works, True

    def _write(self, works: list[_Work]) -> None:
        outcomes: list[_Outcome] = []
        try:
            with self._store.batch():
                for work in works:
                    outcomes.append(self._outcome(work))
        except Exception as error:  # the worker's edge: none of it is on disk, and all shall hear so
            told = [each.error or error for each in outcomes] + [error] * (len(works) - len(outcomes))
            outcomes = [_Outcome(error=each) for each in told]
        for work, outcome in zip(works, outcomes, strict=True):
            if outcome.error is None:
                work.done.set_result(outcome.result)
            else:
                work.done.set_exception(outcome.error)

    def _outcome(self, work: _Work) -> _Outcome:
        try:
            with self._store.batch():
                return _Outcome(work.run())
        except Exception as error:  # the worker's edge: told to whoever gave the work
            return _Outcome(error=error)
