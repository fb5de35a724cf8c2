"""What a word is, and the query that looks for words: in Python alone, for live and kept mentions alike.

The search index splits at our spaces only and is fed with `words`, so it can never see a word otherwise than
the query does when it is called on a live mention.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from tinydb.queries import QueryInstance

from casebook.pattern import pattern

SEARCHED = ("title", "text")
"""The fields whose words are looked for, in this order."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "words": SEARCHED,
    "author": ("author_handle", "author_name"),
    "place": ("via", "source"),
    "community": ("community",),
    "lang": ("lang",),
    "url": ("url",),
}
"""What the search index tells apart: its columns, and the fields whose words stand in each."""
LONGEST = 80
"""A word is cut here, far below the length at which the index would cut it."""

_PARTS = pattern(r'"([^"]*)"|([^\s"]+)')
_SIMPLE = pattern(rf"([a-z0-9_]{{1,{LONGEST}}})[a-z0-9_]*")
_ALONE = pattern(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
"""Han, Hiragana and Katakana are written without spaces: each character is a word, and words are phrases."""
_PICTURES = pattern("[\U0001f000-\U0001faff]")
"""Emoji, those of later years as well."""
_OF_WORDS = ("L", "M", "N", "Cn")
"""Letters, marks, numbers; and what has no meaning yet, lest a newer Python read a stored text otherwise."""


class Phrase(NamedTuple):
    """Words that must stand side by side."""

    words: tuple[str, ...]
    prefix: bool
    """Whether the last word may go on: `refund*`."""


def words(said: str) -> list[str]:
    """Return the words of a text: case, accents and forms of the same letter are told apart no more."""
    if said.isascii():
        return _SIMPLE.findall(said.lower())
    return [word[:LONGEST] for word in "".join(map(_letter, _folded(said))).split()]


def text(said: str) -> QueryInstance:
    """Return the query for mentions whose title or text holds these words.

    Words may stand anywhere, `"no reply"` side by side, `refund*` may go on. Nothing to look for matches all.
    """
    return within(None, tuple(_phrases(said)))


def phrase(said: str, *, prefix: bool = False) -> Phrase | None:
    """Return the words of a text as they must stand side by side, or None where it has none."""
    found = tuple(words(said))
    return Phrase(found, prefix) if found else None


def within(fields: tuple[str, ...] | None, phrases: tuple[Phrase, ...]) -> QueryInstance:
    """Return the query for documents in which all of the phrases stand.

    Args:
        fields: Where they may stand; None for title and text, whose words are indexed.
        phrases: What must stand there; nothing to look for matches all.
    """
    if fields is None:
        return QueryInstance(lambda document: _holds(document, SEARCHED, phrases), ("text", phrases))
    return QueryInstance(lambda document: _holds(document, fields, phrases), ("within", fields, phrases))


def searched(document: Mapping[str, object]) -> tuple[str, ...]:
    """Return the words under which a document is found, of each column; a space parts them."""
    return tuple(" ".join(_words_of(map(document.get, fields))) for fields in COLUMNS.values())


def holds(sought: str, prefix: int, *said: object) -> bool:
    """Return whether a phrase, its words parted by a space, stands in texts: the same for SQL to ask."""
    whole = _joined(said)
    return _may_hold(whole, sought) and _stands(sought, prefix, _line_of(whole))


def _words_of(said: Iterable[object]) -> list[str]:
    return words(_joined(said))


def _joined(said: Iterable[object]) -> str:
    return "\n".join(each for each in said if isinstance(each, str))


def _phrases(said: str) -> Iterator[Phrase]:
    for quoted, bare in _PARTS.findall(said):
        found = phrase(quoted or bare, prefix=bare.endswith("*"))
        if found:
            yield found


def _holds(document: Mapping[str, object], fields: tuple[str, ...], phrases: tuple[Phrase, ...]) -> bool:
    if not phrases:
        return True
    whole = _joined(map(document.get, fields))
    sought = [(" ".join(each.words), each.prefix) for each in phrases]
    if not all(_may_hold(whole, each) for each, _ in sought):
        return False
    found = _line_of(whole)
    return all(_stands(each, prefix, found) for each, prefix in sought)


def _may_hold(said: str, sought: str) -> bool:
    """Return whether the words of a phrase may stand in a text: most texts can be passed over unread.

    In plain ASCII a word is just the letters that stand there, at least those it begins with.
    """
    if not said.isascii():
        return True
    low = said.lower()
    return all(each in low for each in sought.split(" "))


def _line_of(said: str) -> str:
    """Return the words of a text, one space before and behind each: no word has one inside."""
    return " " + " ".join(words(said)) + " "


def _stands(sought: str, prefix: int | bool, found: str) -> bool:
    return (f" {sought}" if prefix else f" {sought} ") in found


def _folded(said: str) -> str:
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", said).casefold())
    return unicodedata.normalize("NFC", "".join(each for each in bare if not "\u0300" <= each <= "\u036f"))


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    """Return the character, with spaces about it if it is a word by itself, or a space if it is in none."""
    if _ALONE.match(char):
        return f" {char} "
    within = char == "_" or unicodedata.category(char).startswith(_OF_WORDS)
    return char if within and not _PICTURES.match(char) else " "
