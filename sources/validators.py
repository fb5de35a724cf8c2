"""What a server gives to ask with next time, so that it can say "nothing new"."""

from collections.abc import Mapping

_ASKED = {"etag": "if-none-match", "last-modified": "if-modified-since"}
_LONGEST = 1000
"""Characters of a validator: many a server refuses a request with a longer header."""


def validators(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers to ask with next time: exactly what the server gave, both together.

    Those that no request can carry back are left out; all of them are where the server says that its answers
    are stale at once, for then they mean nothing.
    """
    if headers.get("expires", "").strip() == "0":
        return {}
    said = {asked: headers.get(name, "") for name, asked in _ASKED.items()}
    return {asked: validator for asked, validator in said.items() if _sendable(validator)}


def _sendable(validator: str) -> bool:
    fits = validator.isascii() and validator.isprintable() and 0 < len(validator) <= _LONGEST
    return fits and validator == validator.strip()
