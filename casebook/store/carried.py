"""How a store is carried as plain files, and what a document in them must be.

`casework.json` is a stock TinyDB file: every table but the mentions, ids kept, one document a line as we
write it, and a table `amends` that says what it is. `mentions-YYYY-MM.jsonl` holds the mentions by the month
in which we saw them, one JSON object a line, with its `id`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from casebook.case import Case, Draft, FollowUp, Note, Promise
from casebook.contact import ContactRow, TestMail
from casebook.customer import Customer, Handle
from casebook.document import from_document
from casebook.errors import BadRecord
from casebook.frozen import frozen
from casebook.hour import Hour
from casebook.judging import Judging
from casebook.keeping import kept_mention, keys_of
from casebook.lesson import Lesson
from casebook.likeness import Likeness
from casebook.mute import Mute
from casebook.presence import Presence
from casebook.redirect import Redirect
from casebook.source_row import SourceRow
from casebook.store.paper import dump
from casebook.store.schema import KINDS
from casebook.storm import Storm
from casebook.trace import Trace

CASEWORK = "casework.json"
MENTIONS = "mentions"
ABOUT = "amends"
"""The table of `casework.json` that says what it is, in one document."""
FORM = 2
"""The form of the files; a newer one is not read. Since 2 a mention may leave out what is None."""
LARGEST = 2**63 - 1
"""The highest id SQLite gives."""

PASSING = frozenset(
    {"sources", "contacts", "presence", "likenesses", "traces", "redirects", "hours", "gauges", "judgings"}
)
"""Tables that say how things are just now, or what would be known again; nobody's words are in them."""

_HIGHEST_PROCESS = 2**31 - 1

_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal acts on. Whatever we keep was cleaned of it, so an export cannot hold it."""

_ESCAPES = ("\\u", "\\b", "\\f", "\\r")
"""How JSON writes those that it does not write as they are."""


@frozen
class About:
    """What an export says of itself."""

    id: int
    form: int
    mentions: int
    """How many there must be, over all files."""
    given: tuple[tuple[str, int], ...]
    """The highest id each table has ever given: none is given twice, here or there."""


@frozen
class _Line:
    """One line of the log, as far as anything relies on it."""

    turn: int
    at: int
    by: str
    act: str
    table: str
    id: int
    case: int | None = None
    undoes: int | None = None


@frozen
class Source:
    """What else a row of the sources may hold: whether it is asked, and how often all were wished to be."""

    named: bool = False
    times: int = 0


def checked(table: str, number: int, document: Any) -> str:
    """Return the text of a document that its table can hold, as it is kept.

    Raises:
        BadRecord: It cannot hold it; the message says why.
    """
    if not isinstance(document, Mapping):
        raise BadRecord("is no object")
    if not 0 < number <= LARGEST:
        raise BadRecord(f"{number} is no id")
    FIT[table](number, document)
    said = dump(document, KINDS[table].unsaid)
    if table not in PASSING and _may_act(said) and any(map(_ACTING.search, _texts(document))):
        raise BadRecord("holds characters that act on a terminal")
    return said


def _may_act(said: str) -> bool:
    """Return whether a text of JSON may hold such a character, as it is or escaped: most hold none."""
    return any(escape in said for escape in _ESCAPES) or (
        bool(_ACTING.search(said)) if not said.isascii() else "\x7f" in said
    )


def _texts(value: Any) -> Iterator[str]:
    """Yield every string of a document, names and values."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, Mapping):
            waiting += [*each, *each.values()]
        elif isinstance(each, list):
            waiting += each


def _mention(number: int, document: Mapping[str, Any]) -> None:
    kept = kept_mention(document, number)
    for name, key in keys_of(kept).items():
        if document.get(name) != key:
            raise BadRecord(f"{name}: {document.get(name)!r:.80} does not fit the rest")


def _row(number: int, document: Mapping[str, Any]) -> None:
    line = from_document(_Line, document)
    if line.table not in KINDS:
        raise BadRecord(f"table: {line.table!r:.80} is none of ours")
    for name in ("was", "now"):
        if not isinstance(document.get(name), Mapping | None):
            raise BadRecord(f"{name}: is neither an object nor null")


def _source(number: int, document: Mapping[str, Any]) -> None:
    from_document(SourceRow, document)
    from_document(Source, document)
    if not isinstance(document.get("cursor", {}), Mapping):
        raise BadRecord("cursor: is no object")


def _gauge(number: int, document: Mapping[str, Any]) -> None:
    if not isinstance(document.get("said"), str):
        raise BadRecord("said: is no text")


def _presence(number: int, document: Mapping[str, Any]) -> None:
    row = from_document(Presence, document, id=number)
    if not 0 < row.pid <= _HIGHEST_PROCESS:
        raise BadRecord(f"pid: {row.pid!r:.30} is no process")


def _record(kind: type) -> Callable[[int, Mapping[str, Any]], None]:
    def fit(number: int, document: Mapping[str, Any]) -> None:
        from_document(kind, document, id=number)

    return fit


FIT: Mapping[str, Callable[[int, Mapping[str, Any]], None]] = {
    MENTIONS: _mention,
    "cases": _record(Case),
    "customers": _record(Customer),
    "handles": _record(Handle),
    "follow_ups": _record(FollowUp),
    "mutes": _record(Mute),
    "promises": _record(Promise),
    "notes": _record(Note),
    "drafts": _record(Draft),
    "redirects": _record(Redirect),
    "likenesses": _record(Likeness),
    "traces": _record(Trace),
    "sources": _source,
    "contacts": _record(ContactRow),
    "test_mails": _record(TestMail),
    "presence": _presence,
    "lessons": _record(Lesson),
    "hours": _record(Hour),
    "gauges": _gauge,
    "judgings": _record(Judging),
    "storms": _record(Storm),
    "log": _row,
}
"""What lets a document of each table pass."""
