"""Which case a mention may belong to: the likeliest first, each with what speaks for it."""

import re
from collections.abc import Iterator

from tinydb import where

from casebook.case import Case
from casebook.frozen import frozen
from casebook.kinds import CaseStatus
from casebook.mention import KeptMention
from casebook.store.store import Store
from casebook.store.words import words
from desk import people, shelf
from sources.links import canonical

MOST = 8
"""Cases offered."""
_NEWEST = 200
"""Live cases looked at."""
_LINK = re.compile(r"https?://\S+")
_SAME_WORDS = 2
"""Longer words two titles share from which on they are near."""
_LONG = 4


@frozen
class Candidate:
    """A case it may belong to."""

    case: Case
    why: str
    """What speaks for it, e.g. "the same author"; the newest have nothing but that."""


def candidates(store: Store, kept: KeptMention) -> list[Candidate]:
    """Return live cases a mention, or its case, may be joined to, the likeliest first."""
    live = where("status").one_of([CaseStatus.OPEN.value, CaseStatus.WAITING.value])
    cases = shelf.records(Case, store.cases.select(live, order="-", limit=_NEWEST))
    signs = _Signs(store, kept)
    found = [(signs.of(each), each) for each in cases if each.id != kept.case]
    found.sort(key=lambda pair: pair[0][0])
    return [Candidate(case, why) for (_, why), case in found[:MOST]]


class _Signs:
    """What a mention has in common with cases, looked up once."""

    def __init__(self, store: Store, kept: KeptMention) -> None:
        said = kept.mention
        self._customer = people.confirmed(store, said.author)
        self._authors = _cases(store, "author", said.author)
        self._threads = _cases(store, "thread", kept.thread) | _cases(store, "page", kept.page)
        links = (canonical(each) for each in _LINK.findall(said.text))
        self._links = {case for link in links for case in _cases(store, "page", link)}
        self._words = _long_words(f"{said.title or ''} {said.text[:200]}")

    def of(self, case: Case) -> tuple[int, str]:
        """Return how far down a case stands, and what speaks for it."""
        return next(self._for(case), (9, "one of the newest"))

    def _for(self, case: Case) -> Iterator[tuple[int, str]]:
        if case.id in self._threads:
            yield 0, "the same page or thread"
        if case.id in self._authors:
            yield 1, "the same author"
        if self._customer is not None and case.customer == self._customer:
            yield 2, "the same customer"
        if case.id in self._links:
            yield 3, "a link to its page"
        shared = sorted(self._words & _long_words(case.title))
        if len(shared) >= _SAME_WORDS:
            yield 4, f"both say {', '.join(shared[:3])}"


def _cases(store: Store, field: str, value: str | None) -> set[int]:
    if value is None:
        return set()
    found = store.mentions.select(where(field) == value, order="-", limit=_NEWEST)
    return {each["case"] for each in found if each["case"] is not None}


def _long_words(text: str) -> set[str]:
    return {each for each in words(text) if len(each) > _LONG}
