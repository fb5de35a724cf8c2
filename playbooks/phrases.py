"""The little language of the word lists, and the finder that reads a text for all of them at once.

A phrase is words parted by spaces. `refund*` is any word that begins so. `..` is up to three words between.
`<us>` is the company, `<number>` a number, `<money>` a sum. Apostrophes and capitals make no difference, and
no phrase reads across the end of a sentence. There is nothing in it that can make a text take long.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from casebook.frozen import frozen
from playbooks.tokens import STOP, Token, is_money, plain

GAP = ".."
US, NUMBER, MONEY = "<us>", "<number>", "<money>"
KINDS = (US, NUMBER, MONEY)
MOST_GAPS = 2
_BETWEEN = 3
_STEM = 3
"""Letters a starred word has at least; it is looked up by them."""
_PLAIN = re.compile(r"[^\s.*<]+(?: [^\s.*<]+)*")
"""Words and nothing else, as most phrases are."""


class Hit(NamedTuple):
    """A phrase found: the rule it belongs to, and where it stands."""

    rule: int
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    """One word further into the phrases that begin alike."""

    exact: dict[str, "_Node"] = field(default_factory=dict)
    stems: dict[str, list[tuple[str, "_Node"]]] = field(default_factory=dict)
    kinds: dict[str, "_Node"] = field(default_factory=dict)
    gap: "_Node | None" = None
    rules: list[int] = field(default_factory=list)

    @property
    def leads_on(self) -> bool:
        return bool(self.exact or self.stems or self.kinds)


@frozen
class _Line:
    """The words of one text, and the kinds each of them is of."""

    words: list[Token]
    kinds: list[tuple[str, ...]]

    def goes_on(self, at: int) -> bool:
        return at < len(self.words) and self.words[at].word != STOP


class Finder:
    """Every phrase of a playbook in one tree; one walk over a text finds them all."""

    def __init__(self, phrases: Iterable[tuple[str, int]], us: Iterable[str] = ()) -> None:
        self._us = frozenset(plain(word) for word in us)
        self._root = _Node()
        for phrase, rule in phrases:
            _grow(self._root, phrase).rules.append(rule)

    def find(self, words: list[Token]) -> list[Hit]:
        """Return every phrase that stands in the words, in order of where it starts."""
        line = _Line(words, [self._kinds(token.word) for token in words])
        hits: list[Hit] = []
        for at, token in enumerate(words):
            if self._begins(token.word) or line.kinds[at]:
                hits.extend(Hit(rule, token.start, end) for rule, end in _from(self._root, line, at))
        return hits

    def _begins(self, word: str) -> bool:
        return word in self._root.exact or word[:_STEM] in self._root.stems

    def _kinds(self, word: str) -> tuple[str, ...]:
        if word in self._us or word[0] == "@":
            return (US,)
        if is_money(word):
            return (MONEY, NUMBER) if any(sign.isdecimal() for sign in word) else (MONEY,)
        return (NUMBER,) if word[0].isdecimal() else ()


def why_not(phrase: str) -> str | None:
    """Return what is wrong with a phrase, or None where it is fine."""
    if _PLAIN.fullmatch(phrase):
        return None
    parts = phrase.split()
    if not parts or parts[0] == GAP or parts[-1] == GAP:
        return "should begin and end with a word"
    if parts.count(GAP) > MOST_GAPS:
        return f"has more than {MOST_GAPS} gaps"
    return next((wrong for wrong in map(_why_not_part, parts) if wrong), None)


def _why_not_part(part: str) -> str | None:
    if part.startswith("<") and part not in KINDS:
        return f"has {part}, which is none of {', '.join(KINDS)}"
    if part.endswith("*") and len(part) <= _STEM:
        return f"has {part}: a starred word has {_STEM} letters at least"
    return None


def _grow(node: _Node, phrase: str) -> _Node:
    for part in plain(phrase).split():
        if part == GAP:
            node.gap = node.gap or _Node()
            node = node.gap
        elif part in KINDS:
            node = node.kinds.setdefault(part, _Node())
        elif part.endswith("*"):
            node = _stem(node.stems.setdefault(part[:_STEM], []), part[:-1])
        else:
            node = node.exact.setdefault(part, _Node())
    return node


def _stem(stems: list[tuple[str, _Node]], stem: str) -> _Node:
    for known, node in stems:
        if known == stem:
            return node
    stems.append((stem, _Node()))
    return stems[-1][1]


def _next(node: _Node, line: _Line, at: int) -> Iterator[_Node]:
    word = line.words[at].word
    if word in node.exact:
        yield node.exact[word]
    for stem, after in node.stems.get(word[:_STEM], ()):
        if word.startswith(stem):
            yield after
    for kind in line.kinds[at]:
        if kind in node.kinds:
            yield node.kinds[kind]


def _ends(node: _Node, line: _Line, at: int) -> Iterator[tuple[int, int]]:
    for rule in node.rules:
        yield rule, line.words[at - 1].end
    if node.leads_on and line.goes_on(at):
        yield from _from(node, line, at)
    if node.gap is not None:
        yield from _over_gap(node.gap, line, at)


def _from(node: _Node, line: _Line, at: int) -> Iterator[tuple[int, int]]:
    for after in _next(node, line, at):
        yield from _ends(after, line, at + 1)


def _over_gap(node: _Node, line: _Line, at: int) -> Iterator[tuple[int, int]]:
    for here in range(at, at + _BETWEEN + 1):
        if not line.goes_on(here):
            return
        yield from _from(node, line, here)
