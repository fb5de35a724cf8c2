"""A pytest plugin under which TinyDB's own test suite runs against our table, database and storage.

`test_tinydb_suite.py` starts pytest with it on the suite as released; nothing of the suite is edited. In the
modules that test the database, the names `TinyDB`, `JSONStorage` and `MemoryStorage` come to mean ours.
"""

import sys
import tempfile
from pathlib import Path
from typing import cast

import pytest
from tinydb import JSONStorage, TinyDB
from tinydb.storages import MemoryStorage

from casebook.store.sqlite import SQLiteStorage
from casebook.store.tables import Database

REPLACED = ("test_tinydb", "test_tables", "test_operations")
"""The others test TinyDB's queries, storages and utilities, which we use as they are."""

_LENT: list[tempfile.TemporaryDirectory[str]] = []
_OPENED: list[SQLiteStorage] = []


class InFile(SQLiteStorage):
    """In the place of `JSONStorage`: a file of that name; how JSON is to look means nothing to it."""

    def __init__(self, place: Path | str, **looks: object) -> None:
        super().__init__(place)
        _OPENED.append(self)


class InMemory(InFile):
    """In the place of `MemoryStorage`: a file that nobody knows of."""

    def __init__(self) -> None:
        _LENT.append(tempfile.TemporaryDirectory())
        super().__init__(Path(_LENT[-1].name) / "test.db")


class OurDatabase(Database):
    default_storage_class = cast(type[JSONStorage], InFile)


THEIRS: dict[str, type] = {"TinyDB": TinyDB, "JSONStorage": JSONStorage, "MemoryStorage": MemoryStorage}
OURS: dict[str, type] = {"TinyDB": OurDatabase, "JSONStorage": InFile, "MemoryStorage": InMemory}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Function) -> None:
    """Let the names mean ours in the modules that test the database, and in their fixtures."""
    names = OURS if item.path.stem in REPLACED else THEIRS
    for module in (item.module, sys.modules["tests.conftest"]):
        for name in names.keys() & vars(module).keys():
            setattr(module, name, names[name])


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    for storage in _OPENED:
        storage.close()
    _OPENED.clear()


def pytest_sessionfinish() -> None:
    for folder in _LENT:
        folder.cleanup()
