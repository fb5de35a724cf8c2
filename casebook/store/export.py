"""Everything in the store as plain files, read in one state while others write; a million mentions stream."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import IO

from casebook.document import from_ms, to_document
from casebook.errors import StoreError
from casebook.frozen import frozen
from casebook.store.carried import ABOUT, CASEWORK, FORM, MENTIONS, About
from casebook.store.copies import sync
from casebook.store.narrowed import DOC, value_of
from casebook.store.parts import part_of
from casebook.store.schema import KINDS, table_of
from casebook.store.sqlite import SQLiteStorage
from casebook.store.store import Store


@frozen
class Exported:
    """What was written."""

    folder: Path
    files: tuple[str, ...]
    mentions: int


def export(store: Store, folder: Path) -> Exported:
    """Write everything into a new folder, for its owner alone; it gets its name when all of it is on disk.

    Raises:
        StoreError: The folder is there and not empty, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(f"{folder}: is there already: name a new folder, nothing is overwritten")
    with _beside(folder) as made, store.engine.snapshot():
        mentions = _mentions(store.engine, made)
        _casework(store.engine, made, mentions)
        files = tuple(sorted(each.name for each in made.iterdir()))
        for each in (*made.iterdir(), made):
            sync(each)
        made.replace(folder)
        sync(folder.parent)
    return Exported(folder, files, mentions)


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Lend an empty folder beside the one to be made; whatever goes wrong, nothing of it is left."""
    made = part_of(folder)
    try:
        made.mkdir(mode=0o700)
        yield made
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror or error})") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _mentions(engine: SQLiteStorage, folder: Path) -> int:
    """Write the mentions in their order, a file a month, and return how many there are."""
    sql = f"SELECT id, {DOC}, {value_of('seen_at')} FROM {table_of(MENTIONS)} ORDER BY id"
    number = 0
    for month, some in groupby(engine.each(sql), lambda row: f"{from_ms(row[2] or 0):%Y-%m}"):
        with _file(folder / f"{MENTIONS}-{month}.jsonl") as stream:
            for id_, said, _ in some:
                stream.write(f'{{"id":{id_},{said[1:]}\n')
                number += 1
    return number


def _casework(engine: SQLiteStorage, folder: Path, mentions: int) -> None:
    given = tuple((name, engine.top(name)) for name in KINDS)
    about = json.dumps(to_document(About(1, FORM, mentions, given)))
    with _file(folder / CASEWORK) as stream:
        stream.write("{\n")
        for name in KINDS:
            if name != MENTIONS:
                _table(engine, name, stream)
        stream.write(f'"{ABOUT}": {{\n"1": {about}\n}}\n}}\n')


def _table(engine: SQLiteStorage, name: str, stream: IO[str]) -> None:
    stream.write(f'"{name}": {{\n')
    between = ""
    for number, said in engine.each(f"SELECT id, {DOC} FROM {table_of(name)} ORDER BY id"):
        stream.write(f'{between}"{number}": {said}')
        between = ",\n"
    stream.write("\n},\n")


def _file(place: Path) -> IO[str]:
    """Open a file to write on at its end, made for its owner alone."""
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    return os.fdopen(handle, "w", encoding="utf-8", newline="\n")
