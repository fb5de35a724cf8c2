"""Records as they were read last, for as long as their documents read the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from casebook.store.paper import load

MOST = 400
"""Records kept, where no more are asked for at once: some two windows of a list."""

R = TypeVar("R")

Read = Callable[[Mapping[str, Any], int], R]
"""Makes a record of a document and its id."""


class Recalled:
    """The records of one table, the latest of them; for all threads.

    A record goes by the whole text of its document, so it is never older than that, whoever has changed it.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, Callable[..., Any]], tuple[str, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def records(self, read: Read[R], found: Sequence[tuple[int, str]]) -> list[R]:
        """Return what is read of documents: what was read before, where they have not changed.

        Args:
            read: Makes a record.
            found: Their ids, each with its text as it is kept.
        """
        with self._lock:
            known = [self._kept.get((number, read)) for number, _ in found]
        now = [
            before if before is not None and before[0] == said else (said, read(load(said), number))
            for before, (number, said) in zip(known, found, strict=True)
        ]
        with self._lock:
            for (number, _), each in zip(found, now, strict=True):
                self._kept[number, read] = each
                self._kept.move_to_end((number, read))
            while len(self._kept) > max(MOST, len(found)):
                self._kept.popitem(last=False)
        return [record for _, record in now]
