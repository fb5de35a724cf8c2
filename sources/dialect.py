"""What a platform's feed says in a way of its own: pure, and applied where an entry is read, word for word.

A dialect lives in `sources/dialects/WORD.py` as `DIALECT`. The parser's process knows it by its word.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from casebook.frozen import frozen
from casebook.mention import Mention
from sources.feed_behind import linked
from sources.kit import Reply

Entry = Mapping[str, Any]
"""An entry, or what a feed says of itself, as feedparser reads it."""


def _as_it_is(mention: Mention, entry: Entry, about: Entry) -> Mention:
    return mention


def _every_byte(piece: bytes) -> bytes:
    return piece


@frozen
class Dialect:
    """How a platform's feed is to be understood."""

    word: str = "feed"
    """The platform: what its mentions are called after."""
    reads: Callable[[Mention, Entry, Entry], Mention] = _as_it_is
    """Makes of what any feed would say what this one means; told the entry, and the feed around it."""
    essence: Callable[[bytes], bytes] = _every_byte
    """Returns what of an entry's bytes tells whether it has changed: a count of views does not."""
    behind: Callable[[Reply], str] = linked
    """Returns where the page behind one is; empty at the end."""


PLAIN = Dialect()
"""A feed as everybody writes it."""


def dialect_of(word: str) -> Dialect:
    """Return the dialect of a kind of source, by its word in the settings."""
    if word == PLAIN.word:
        return PLAIN
    found: Dialect = import_module(f"sources.dialects.{word}").DIALECT
    return found
