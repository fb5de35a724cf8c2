"""A document as the text that lies in the file."""

import json
import re
from collections.abc import Mapping
from typing import Any

from casebook.errors import BadRecord

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""An escaped NUL, and not an escaped backslash before the letters `u0000`."""


def dump(document: Mapping[str, Any]) -> str:
    """Return the JSON of a document.

    Raises:
        BadRecord: It holds what SQL would read otherwise: a NUL, a lone surrogate, a number that is none.
        TypeError: It holds something that is no JSON.
    """
    try:
        said = _ENCODER.encode(dict(document))
        said.encode()
    except ValueError as error:
        raise BadRecord(f"a document cannot be kept: {error}") from error
    if "\\u0000" in said and _NUL.search(said):
        raise BadRecord("a document cannot be kept: it holds a NUL character")
    return said


def load(said: str) -> dict[str, Any]:
    """Return the document its JSON says."""
    document: dict[str, Any] = json.loads(said)
    return document
