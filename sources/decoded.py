"""A page's bytes as text, in the encoding its server or the page itself names."""

import codecs

from casebook.pattern import pattern

_SAID = pattern(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})".decode(), 2)
_HEAD = 1024
"""Bytes within which a page must name its encoding itself."""
_NO_LETTERS = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape"})
"""What Python knows beside encodings of texts: with the first a mail of a megabyte costs minutes."""


def decoded(body: bytes, content_type: str) -> str:
    """Return the text; UTF-8 where nobody names an encoding we know, and never an error."""
    named = content_type.lower().partition("charset=")[2].split(";")[0].strip("\"' ")
    if not named and not body.startswith(codecs.BOM_UTF8):
        found = _SAID.search(body[:_HEAD].decode("latin-1"))
        named = found[1] if found else ""
    return lettered(body, named or "utf-8-sig")


def lettered(raw: bytes, named: str) -> str:
    """Return bytes as text in a named encoding; in UTF-8 where that is none, and never an error."""
    try:
        known = codecs.lookup(named).name not in _NO_LETTERS
        return raw.decode(named if known else "utf-8", "replace")
    except (LookupError, ValueError):
        return raw.decode("utf-8", "replace")
