"""The little language of the word lists, and the finder that reads a text for all of them at once.

A phrase is words parted by spaces. `refund*` is any word that begins so. `..` is up to three words between.
`<us>` is the company, `<number>` a number, `<money>` a sum. Apostrophes and capitals make no difference, and
no phrase reads across the end of a sentence. There is nothing in it that can make a text take long.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from playbooks.tokens import CURRENCIES, STOP, Tokens, is_money, plain

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


class _Line:
    """The words of one text with the end of its last sentence, and the kinds each of them is of."""

    __slots__ = ("kinds", "words")

    def __init__(self, words: list[str], named: Mapping[str, tuple[str, ...]]) -> None:
        self.words = [*words, STOP]
        self.kinds = [named.get(word) or (() if word.isalpha() else _kinds(word)) for word in self.words]


class Finder:
    """Every phrase of a playbook in one tree; one walk over a text finds them all."""

    def __init__(self, phrases: Iterable[tuple[str, int]], us: Iterable[str] = ()) -> None:
        self._named = dict.fromkeys(CURRENCIES, (MONEY,)) | {plain(word): (US,) for word in us}
        self._root = _Node()
        for phrase, rule in phrases:
            _grow(self._root, phrase).rules.append(rule)

    def find(self, text: Tokens) -> list[Hit]:
        """Return every phrase that stands in a text, in order of where it starts."""
        line, hits = _Line(text.words, self._named), list[Hit]()
        exact, stems = self._root.exact, self._root.stems
        for at, word in enumerate(text.words):
            if word not in exact and word[:_STEM] not in stems and not line.kinds[at]:
                continue  # no phrase begins so: most words are of this kind
            ends: list[tuple[int, int]] = []
            _walk(self._root, line, at, ends)
            if ends:
                hits += [Hit(rule, text.spans[at][0], text.spans[end][1]) for rule, end in ends]
        return hits


def _kinds(word: str) -> tuple[str, ...]:
    """Return the kinds a word is of by its signs; those of letters alone are known by name."""
    if word[0] == "@":
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


def _walk(node: _Node, line: _Line, at: int, ends: list[tuple[int, int]]) -> None:
    """Add each phrase that goes on from a node with the word at a place: its rule, and its last word."""
    word = line.words[at]
    if word in node.exact:
        _arrive(node.exact[word], line, at, ends)
    for stem, after in node.stems.get(word[:_STEM], ()) if node.stems else ():
        if word.startswith(stem):
            _arrive(after, line, at, ends)
    for kind in line.kinds[at]:
        if kind in node.kinds:
            _arrive(node.kinds[kind], line, at, ends)


def _arrive(node: _Node, line: _Line, at: int, ends: list[tuple[int, int]]) -> None:
    """Add the phrases that end at a node, and those that go on in the sentence."""
    for rule in node.rules:
        ends.append((rule, at))
    if line.words[at + 1] == STOP:
        return
    if node.leads_on:
        _walk(node, line, at + 1, ends)
    if node.gap is not None:
        for here in range(at + 1, at + 2 + _BETWEEN):
            if line.words[here] == STOP:
                return
            _walk(node.gap, line, here, ends)
