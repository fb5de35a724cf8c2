"""A document as the text that lies in the file.

Of most fields of a mention nothing is known, and to spell out that they are None takes a third of its text
and half of the time it takes to read. So what a table declares as such is left out while it is None, and put
back for whoever asks for the document. A text that spells it out is read just so.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from casebook.errors import BadRecord

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_LENIENT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_SCAN = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # typeshed leaves it out
"""What `json.loads` reads with; to look for blanks besides takes it a seventh of its time."""
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""An escaped NUL, and not an escaped backslash before the letters `u0000`."""


def dump(document: Mapping[str, Any], unsaid: frozenset[str] = frozenset()) -> str:
    """Return the JSON of a document.

    Args:
        document: What to say.
        unsaid: Its fields that are left out while they are None.

    Raises:
        BadRecord: It holds what SQL would read otherwise: a NUL, a lone surrogate, a number that is none.
        TypeError: It holds something that is no JSON.
    """
    try:
        said = _ENCODER.encode(bare(document, unsaid))
        said.encode()
    except ValueError as error:
        raise BadRecord(f"a document cannot be kept: {error}") from error
    if "\\u0000" in said and _NUL.search(said):
        raise BadRecord("a document cannot be kept: it holds a NUL character")
    return said


def load(said: str, unsaid: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the document its JSON says, and None for what it leaves out of these fields.

    Raises:
        ValueError: It is no JSON.
    """
    try:
        document, end = _SCAN(said, 0)
    except (ValueError, StopIteration):
        end = -1
    if end != len(said):  # not as we write it: there may be blanks at both ends, or it is no JSON
        document = json.loads(said)
    return {**document, **_nothing(unsaid), **document} if unsaid else document


def alike(said: str, document: Mapping[str, Any], unsaid: frozenset[str]) -> bool:
    """Return whether a document, which may hold what cannot be kept, has just this text."""
    return said == _LENIENT.encode(bare(document, unsaid))


def bare(document: Mapping[str, Any], unsaid: frozenset[str]) -> dict[str, Any]:
    """Return a document without those of these fields that are None."""
    return {name: each for name, each in document.items() if each is not None or name not in unsaid}


@lru_cache
def _nothing(unsaid: frozenset[str]) -> dict[str, None]:
    return dict.fromkeys(sorted(unsaid))
