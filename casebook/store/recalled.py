"""Records as they were read last, for as long as their documents read the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from tinydb.table import Document

from casebook.store.paper import load

MOST = 400
"""Records kept: some two windows of a list."""

R = TypeVar("R")


class Recalled:
    """The records of one table, the latest of them; for all threads.

    A record goes by the whole text of its document, so it is never older than that, whoever has changed it.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, Callable[..., Any]], tuple[str, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def record(self, read: Callable[[Document], R], number: int, said: str, of: type[Document]) -> R:
        """Return what is read of a document: what was read before, where it has not changed.

        Args:
            read: Makes the record.
            number: The document's id.
            said: Its text as it is kept.
            of: What `read` takes.
        """
        key = number, read
        with self._lock:
            known = self._kept.get(key)
            if known is not None and known[0] == said:
                self._kept.move_to_end(key)
                record: R = known[1]
                return record
        made = read(of(load(said), number))
        with self._lock:
            self._kept[key] = said, made
            self._kept.move_to_end(key)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return made
