"""The files of an export as documents on their way in; what does not fit is said with its file and line."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from casebook.document import from_document
from casebook.errors import BadRecord, CasebookError, StoreError
from casebook.store.carried import ABOUT, CASEWORK, FORM, LARGEST, MENTIONS, About
from casebook.store.schema import KINDS

LONGEST = 2**24
"""Bytes of one line at most."""

T = TypeVar("T")


class Found(NamedTuple):
    """One document on its way in."""

    where: str
    table: str
    number: int
    document: Any


def read_casework(file: Path) -> dict[str, Any]:
    """Return what a TinyDB file says; it is read whole, as TinyDB does.

    Raises:
        BadRecord: It is none.
        StoreError: It cannot be read.
    """
    try:
        said = json.loads(file.read_bytes())
    except OSError as error:
        raise StoreError(f"{file}: cannot be read ({error.strerror or error})") from error
    except json.JSONDecodeError as error:
        raise BadRecord(f"{file}, line {error.lineno}: is no JSON ({error.msg})") from error
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"{file}: is no JSON of ours ({error})") from error
    if not isinstance(said, dict) or not all(isinstance(each, dict) for each in said.values()):
        raise BadRecord(f"{file}: is no TinyDB file: it must be tables of documents")
    return said


def about(casework: Mapping[str, Any]) -> About:
    """Return what an export says of itself.

    Raises:
        BadRecord: It says nothing, or nothing we understand.
    """
    said = casework.get(ABOUT, {}).get("1")
    if not isinstance(said, Mapping):
        raise BadRecord(f'{CASEWORK}: has no table "{ABOUT}": this is no export of ours')
    if (form := said.get("form")) not in range(1, FORM + 1):
        raise BadRecord(f"{CASEWORK}: is of the form {form!r:.20}, and this amends reads 1 to {FORM}")
    told = within(CASEWORK, lambda: from_document(About, said, id=1))
    if not all(0 <= top <= LARGEST for _, top in told.given):
        raise BadRecord(f'{CASEWORK}: {ABOUT}: "given" holds what is no id')
    return told


def of_casework(casework: Mapping[str, Any]) -> Iterator[Found]:
    """Yield every document of the tables we know; a table we do not know must be empty."""
    for table, documents in casework.items():
        if table not in KINDS and table != ABOUT and documents:
            raise BadRecord(f"{CASEWORK}: {table!r:.80} is no table of ours")
        if table in KINDS:
            for key, document in documents.items():
                where = f"{CASEWORK}: {table} {key:.30}"
                yield Found(where, table, _id(key, where), document)


def of_mentions(folder: Path) -> Iterator[Found]:
    """Yield every mention of an export's folder, month by month; none stays in memory."""
    for file in sorted(folder.glob(f"{MENTIONS}-*.jsonl")):
        for number, raw in enumerate(_lines(file), start=1):
            where = f"{file.name}, line {number}"
            document = _object(raw, where)
            yield Found(where, MENTIONS, _id(document.pop("id", None), where), document)


def _lines(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as stream:
            while raw := stream.readline(LONGEST + 1):
                yield raw
    except OSError as error:
        raise StoreError(f"{file}: cannot be read ({error.strerror or error})") from error


def _object(raw: bytes, where: str) -> dict[str, Any]:
    if len(raw) > LONGEST:
        raise BadRecord(f"{where}: is longer than {LONGEST // 2**20} MiB")
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"{where}: is no JSON ({error})") from error
    if not isinstance(document, dict):
        raise BadRecord(f"{where}: is no object")
    return document


def _id(said: Any, where: str) -> int:
    if isinstance(said, str) and said.isascii() and said.isdigit() and len(said) < 20:
        return int(said)
    if type(said) is int:
        return said
    raise BadRecord(f"{where}: {said!r:.30} is no id")


def within(where: str, run: Callable[[], T]) -> T:
    """Run something, and have what does not fit say where it stands.

    Raises:
        BadRecord: It does not fit.
    """
    try:
        return run()
    except (CasebookError, TypeError, ValueError) as error:
        raise BadRecord(f"{where}: {error}") from error
