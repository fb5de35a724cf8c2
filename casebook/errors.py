"""What can go wrong in the casebook; every `str` is fit to show the responder.

CasebookError
├── StoreError          the file cannot be opened, read or written
│   ├── NewerStore      another version of amends has upgraded it
│   └── StoreBusy       somebody holds the lock for too long
└── BadRecord           a document does not fit its record
"""


class CasebookError(Exception):
    """The base of all errors of this room."""


class StoreError(CasebookError):
    """The store cannot be opened, read or written."""


class NewerStore(StoreError):
    """The store was made or upgraded by a newer amends."""


class StoreBusy(StoreError):
    """Another process holds the store's lock."""


class BadRecord(CasebookError):
    """A document does not fit its record; the message names the field."""
