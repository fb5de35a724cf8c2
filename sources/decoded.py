"""A page's bytes as text, in the encoding its server or the page itself names."""

import codecs

from casebook.pattern import pattern

_SAID = pattern(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})".decode(), 2)
_HEAD = 1024
"""Bytes within which a page must name its encoding itself."""


def decoded(body: bytes, content_type: str) -> str:
    """Return the text; UTF-8 where nobody names an encoding we know, and never an error."""
    named = content_type.lower().partition("charset=")[2].split(";")[0].strip("\"' ")
    if not named and not body.startswith(codecs.BOM_UTF8):
        found = _SAID.search(body[:_HEAD].decode("latin-1"))
        named = found[1] if found else ""
    try:
        return body.decode(named or "utf-8-sig", "replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")
