"""Whether two mentions say the same, and by which keys they find each other: pure.

Two people with the same complaint are two complaints, however alike their words. So the words of two named
people are copies only where one names the other, or where both are articles; and few words say nothing about
where they come from unless the same name stands beside them.
"""

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property
from heapq import nsmallest
from zlib import crc32

from casebook.kinds import Completeness, MentionKind
from casebook.mention import Mention
from casebook.store.words import words

WITHIN = timedelta(days=14)
"""Time from the first to a copy of it at most."""
NEAR = 0.8
"""Part of all their word groups that two texts share at least."""
INSIDE = 0.9
"""Part of a snippet's word groups that stand in the whole text at least."""

_GROUP = 4
"""Words of a group; groups overlap."""
_LONG = (20, 100)
"""Words and letters from which on two texts are alike by more than chance."""
_SHORT = (6, 25)
"""Words and letters from which on the same words by the same name are one utterance."""
_KEYS = 4
"""Of the keys of its groups a mention keeps the lowest: near texts share one of them, all but surely."""
_HEAD = 12
"""Words a text begins with that are a key of their own: of what was cut short nothing else is left."""
_MOST = 20_000
"""Characters of a text looked at."""
_NAME = 5
"""Letters of a name from which on it may tell whose few words these are."""

_LINK = re.compile(r"https?://\S+|www\.\S+")
_CREDIT = re.compile(r"^\s*(?:rt|mt|via|qt)\s*:?\s+@?([\w.]{1,40})(?:@[\w.-]+)?\s*:?\s", re.I)
_OUTLET = re.compile(r"\s+[-–—|]\s+[^-–—|]{2,40}$")
_CUT_SHORT = re.compile(r"(?:…|\.\.\.)\s*$")
_NOBODY = frozenset(
    {"a", "admin", "administrator", "anon", "anonym", "anonymous", "app", "author", "customer", "deleted"}
    | {"editor", "gast", "google", "guest", "member", "newsroom", "nobody", "staff", "store", "team"}
    | {"unknown", "user", "reddit", "twitter"}
)
"""Words of which alone nobody's name is made."""


class Said:
    """A mention's words, made ready to be compared when they are: most pairs differ in what costs less."""

    def __init__(self, mention: Mention) -> None:
        self.mention = mention
        credit = _CREDIT.match(mention.text)
        self.credited = credit[1].casefold() if credit else None
        """Whose words these are by their own account: `RT @jane: …`."""
        self._from = credit.end() if credit else 0

    @cached_property
    def words(self) -> list[str]:
        """The text's words without links; with the title's before them where they are few."""
        body = words(_LINK.sub(" ", self._text))
        return body if len(body) >= _SHORT[0] else self.title + body

    @cached_property
    def title(self) -> list[str]:
        """The title's words, without the outlet's name."""
        return words(_OUTLET.sub("", self.mention.title or ""))

    @property
    def cut_short(self) -> bool:
        """Whether the text says of itself that it goes on elsewhere."""
        return bool(_CUT_SHORT.search(self._text))

    @property
    def _text(self) -> str:
        return self.mention.text[self._from :][:_MOST]

    @cached_property
    def groups(self) -> frozenset[int]:
        """The groups of words that follow each other, as numbers."""
        return frozenset(self.in_turn) or frozenset({_number(self.words)})

    @cached_property
    def in_turn(self) -> list[int]:
        """The same in their order; none where the words are fewer than a group."""
        said = _bytes(self.words).split(b" ")
        groups = zip(*(said[at:] for at in range(_GROUP)), strict=False)
        return list(map(crc32, map(b" ".join, groups)))

    @cached_property
    def names(self) -> frozenset[str]:
        """The author's names; nobody's where none says who they are."""
        said = (self.mention.author_handle, self.mention.author_name)
        return frozenset(name for each in said if each and (name := plain_name(each)))

    def reaches(self, least: tuple[int, int]) -> bool:
        """Return whether there are so many words and letters."""
        return _reach(self.words, least)

    @property
    def is_article(self) -> bool:
        """Whether it is an outlet's and no customer's."""
        return self.mention.kind is MentionKind.ARTICLE


def keys(said: Said) -> tuple[int, ...]:
    """Return the keys under which a mention is kept and looked for, each once; none without words."""
    if not said.words:
        return ()
    if not said.reaches(_SHORT):
        return tuple(_number((name, *said.words)) for name in sorted(said.names) if len(name) >= _NAME)
    found = [_number(("head", *said.words[:_HEAD]))]
    if said.reaches(_LONG):
        found += nsmallest(_KEYS, said.groups)
    if _reach(said.title, _SHORT):
        found.append(_number(("title", *said.title)))
    return tuple(dict.fromkeys(found))


def why_same(first: Said, copy: Said) -> str | None:
    """Return why the second says the same as the first, in words, or None where it is news.

    Args:
        first: What we have had longer.
        copy: What may be a copy of it.
    """
    if not _near_in_time(first.mention, copy.mention):
        return None
    if _names_it(first, copy):
        return "it repeats the words and says whose they are" if _repeats(first, copy) else None
    if shared := first.names & copy.names:
        few = any(len(name) >= _NAME for name in shared)
        told = _elsewhere(first, copy) and _same_words(first, copy, few=few)
        return "the same words by the same name" if told else None
    return _of_nobody(first, copy)


def _names_it(first: Said, copy: Said) -> bool:
    """Return whether one says whose words it repeats, or where they stand."""
    link = first.mention.url
    return copy.credited in first.names or bool(link and link in copy.mention.text)


def _of_nobody(first: Said, copy: Said) -> str | None:
    """Return why texts that no two people have written are one: articles, and what names no author."""
    both = (first, copy)
    if all(each.is_article for each in both):
        return "the same article" if _same_story(first, copy) else None
    named = all(each.names for each in both) or any(each.mention.kind is MentionKind.REVIEW for each in both)
    if named or not _elsewhere(first, copy) or not first.reaches(_LONG):
        return None
    return "nearly the same words" if _same_words(first, copy) or _is_snippet(first, copy) else None


def _same_story(first: Said, copy: Said) -> bool:
    headline = Completeness.TITLE_ONLY in (first.mention.completeness, copy.mention.completeness)
    if headline and _reach(copy.title, _SHORT) and first.title == copy.title:
        return True
    return _same_words(first, copy) or _is_snippet(first, copy)


def _same_words(first: Said, copy: Said, *, few: bool = False) -> bool:
    if first.reaches(_LONG) and copy.reaches(_LONG):
        shared = len(first.groups & copy.groups)
        return shared >= NEAR * len(first.groups | copy.groups)
    return (few or copy.reaches(_SHORT)) and first.words == copy.words and bool(copy.words)


def _is_snippet(first: Said, copy: Said) -> bool:
    """Return whether one is a part of the other, by its own account."""
    parts = [each for each in (first, copy) if each.mention.completeness is Completeness.SNIPPET]
    if len(parts) != 1 or not parts[0].reaches(_LONG):
        return False
    whole = copy if parts[0] is first else first
    return len(parts[0].groups & whole.groups) >= INSIDE * len(parts[0].groups)


def _repeats(first: Said, copy: Said) -> bool:
    """Return whether the words are those of the first, or its beginning where they were cut short."""
    if not copy.reaches(_SHORT):
        return False
    begun = copy.words[:-1]  # the last word may be cut itself
    return _same_words(first, copy) or (copy.cut_short and first.words[: len(begun)] == begun)


def _elsewhere(first: Said, copy: Said) -> bool:
    """Return whether two mentions come from different places: nobody repeats themselves in one by mistake."""
    return (first.mention.source, first.mention.via) != (copy.mention.source, copy.mention.via)


def _near_in_time(first: Mention, copy: Mention) -> bool:
    times = [each.created_at for each in (first, copy) if each.created_at is not None]
    return max(times) - min(times) <= WITHIN if times else True


def _reach(said: list[str], least: tuple[int, int]) -> bool:
    return len(said) >= least[0] and sum(map(len, said)) >= least[1]


def plain_name(name: str) -> str | None:
    """Return a name as it is on any platform: `@Jane@mastodon.example` and `u/jane` are jane."""
    bare = name.strip().casefold().removeprefix("/").removeprefix("u/").lstrip("@").partition("@")[0]
    bare = " ".join(bare.removesuffix(".bsky.social").split())
    told = set(words(bare))
    return bare if len(bare) >= 3 and told and not told <= _NOBODY else None


def _number(said: Iterable[str]) -> int:
    return crc32(_bytes(said))


def _bytes(said: Iterable[str]) -> bytes:
    """Return words with one space between each two; none has one inside."""
    return " ".join(said).encode("utf-8", "surrogatepass")
