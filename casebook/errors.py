"""What can go wrong in the casebook; every `str` is fit to show the responder.

CasebookError
├── StoreError          the file cannot be opened, read or written
│   ├── NewerStore      another version of amends has upgraded it
│   ├── StoreBusy       somebody holds the lock for too long, or has the file open
│   ├── Overtaken       nobody waits for the answer any more
│   ├── ReadOnly        it was opened to read and nothing else
│   └── Unsound         the check has found faults
└── BadRecord           a document does not fit its record
"""

from collections.abc import Sequence

FULL = "disk full"
"""A full disk in two words: what is small may have room there all the same."""


class CasebookError(Exception):
    """The base of all errors of this room."""


class StoreError(CasebookError):
    """The store cannot be opened, read or written."""

    short = "store trouble"
    """The same in two words."""


class NewerStore(StoreError):
    """The store was made or upgraded by a newer amends."""

    short = "store upgraded"


class StoreBusy(StoreError):
    """Another process holds the store's lock."""

    short = "store locked"


class Overtaken(StoreError):
    """Nobody waits for the answer any more, so it was not looked for to the end."""


class ReadOnly(StoreError):
    """The store was opened to read and nothing else."""


class Unsound(StoreError):
    """The check has found faults; `faults` holds a sentence each."""

    def __init__(self, what: str, faults: Sequence[str]) -> None:
        super().__init__(
            f"{what}: the check has found {len(faults)} {'fault' if len(faults) == 1 else 'faults'}"
        )
        self.faults = tuple(faults)


class BadRecord(CasebookError):
    """A document does not fit its record; the message names the field."""
