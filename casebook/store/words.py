"""What a word is, and the query that looks for words: in Python alone, for live and kept mentions alike.

The search index splits at our spaces only and is fed with `words`, so it can never see a word otherwise than
the query does when it is called on a live mention.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
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

_REMEMBERED = 4096
"""Characters of which it is remembered what stands for them."""

_PARTS = pattern(r'"([^"]*)"|([^\s"]+)')
_SIMPLE = pattern(rf"([a-z0-9_]{{1,{LONGEST}}})[a-z0-9_]*")
_ALONE = pattern(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
"""Han, Hiragana and Katakana are written without spaces: each character is a word, and words are phrases."""
_PICTURES = pattern("[\U0001f000-\U0001faff]")
"""Emoji, those of later years as well."""
_ACCENTS = pattern("[\u0300-\u036f]+")
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
    return [word[:LONGEST] for word in folded(said).translate(_LETTERS).split()]


def text(said: str) -> QueryInstance:
    """Return the query for mentions whose title or text holds these words.

    Words may stand anywhere, `"no reply"` side by side, `refund*` may go on. Nothing to look for matches all.
    """
    return within(None, tuple(_phrases(said)))


def located(said: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text as `words` tells them, each with where it begins and ends in the text."""
    if said.isascii():
        yield from ((each[1], each.start(), each.end()) for each in _SIMPLE.finditer(said.lower()))
        return
    word, start, end = "", 0, 0
    for at, char in enumerate(said):
        for each in folded(char).translate(_LETTERS):
            if each != " ":
                word, start, end = word + each, start if word else at, at + 1
            elif word:
                yield word[:LONGEST], start, end
                word = ""
    if word:
        yield word[:LONGEST], start, end


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
    return finder(joined(said))(sought, bool(prefix))


def _words_of(said: Iterable[object]) -> list[str]:
    return words(joined(said))


def joined(said: Iterable[object]) -> str:
    """Return the texts that are there as one, in which a phrase may go on from one to the next."""
    return "\n".join(each for each in said if isinstance(each, str))


def _phrases(said: str) -> Iterator[Phrase]:
    for quoted, bare in _PARTS.findall(said):
        found = phrase(quoted or bare, prefix=bare.endswith("*"))
        if found:
            yield found


def _holds(document: Mapping[str, object], fields: tuple[str, ...], phrases: tuple[Phrase, ...]) -> bool:
    if not phrases:
        return True
    stands = finder(joined(map(document.get, fields)))
    return all(stands(" ".join(each.words), each.prefix) for each in phrases)


def finder(said: str) -> Callable[[str, bool], bool]:
    """Return what tells whether a phrase stands in a text: the text is not taken apart where it is ASCII."""
    return partial(_plain, said.lower()) if said.isascii() else partial(_stands, _line_of(said))


def _plain(low: str, sought: str, prefix: bool) -> bool:
    return all(each in low for each in sought.split(" ")) and _sought(sought, prefix).search(low) is not None


@lru_cache(maxsize=64)
def _sought(sought: str, prefix: bool) -> re.Pattern[str]:
    """Return the pattern of a phrase in lower ASCII: a word is all letters that stand together."""
    each = (re.escape(word) + "[a-z0-9_]*" * (len(word) >= LONGEST) for word in sought.split(" "))
    end = "" if prefix else "(?![a-z0-9_])"
    return re.compile(f"(?<![a-z0-9_]){'[^a-z0-9_]+'.join(each)}{end}")


def _line_of(said: str) -> str:
    """Return the words of a text, one space before and behind each: no word has one inside."""
    return " " + " ".join(words(said)) + " "


def _stands(line: str, sought: str, prefix: bool) -> bool:
    return (f" {sought}" if prefix else f" {sought} ") in line


def folded(said: str) -> str:
    """Return a text in which case, accents and forms of the same letter are told apart no more."""
    if said.isascii():
        return said.lower()
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", said).casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", bare))


class _Letters(dict[int, str]):
    """What stands for each character, found out when it is first met: a text is gone through in C."""

    def __missing__(self, code: int) -> str:
        found = _letter(chr(code))
        if len(self) < _REMEMBERED:
            self[code] = found
        return found


_LETTERS = _Letters()


def _letter(char: str) -> str:
    """Return the character, with spaces about it if it is a word by itself, or a space if it is in none."""
    if _ALONE.match(char):
        return f" {char} "
    within = char == "_" or unicodedata.category(char).startswith(_OF_WORDS)
    return char if within and not _PICTURES.match(char) else " "
