"""The little language of the word lists, and the finder that reads a text for all of them at once.

A phrase is words parted by spaces. `refund*` is any word that begins so. `..` is up to three words between.
`<us>` is the company, `<number>` a number, `<money>` a sum, `<sum>` one of fifty and more, `<link>` an
address, `<emoji>` a drawn sign, and `<good>` any word of the group of that name. `^` before the first word is
where the text begins, behind the accounts it is addressed to, and `.` where any sentence begins; `?`, `!` and
`…` at the end are how the sentence ends, `.` is that it ends and asks nothing. Apostrophes and capitals make
no difference, and no phrase reads across the end of a sentence. There is nothing in it that can make a text
take long.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from playbooks.kept import Kept
from playbooks.tokens import ASKED, CURRENCIES, LINK, STOP, STOPS, Tokens, is_face, is_money, plain

GAP = ".."
START = "^"
US, NUMBER, MONEY, SUM, EMOJI = "<us>", "<number>", "<money>", "<sum>", "<emoji>"
KINDS = (US, NUMBER, MONEY, SUM, EMOJI, LINK)
MOST_GAPS = 2
_BETWEEN = 3
_LARGE_FROM, _LARGE = 50, 4
"""From what a sum is large, in whatever currency; one of so many digits is."""
_CENTS = re.compile(r"[.,]\d{1,2}\D?$")
_STEM = 3
"""Letters a starred word has at least; it is looked up by them."""
_PLAIN = re.compile(r"[^\s.*<]+(?: [^\s.*<]+)*")
"""Words and nothing else, as most phrases are."""


Hit = tuple[int, int, int]
"""A phrase found: the rule it belongs to, where it starts, where it ends."""


@dataclass(slots=True)
class _Node:
    """One word further into the phrases that begin alike."""

    exact: dict[str, "_Node"] = field(default_factory=dict)
    stems: dict[str, list[tuple[str, "_Node"]]] = field(default_factory=dict)
    kinds: dict[str, "_Node"] = field(default_factory=dict)
    gap: "_Node | None" = None
    rules: list[int] = field(default_factory=list)


class _Line:
    """The words of one text with the end of its last sentence, and what tells the kinds a word is of."""

    __slots__ = ("kinds", "words")

    def __init__(self, words: list[str], kinds: Mapping[str, tuple[str, ...]]) -> None:
        self.words = [*words, STOP]
        self.kinds = kinds


class Finder:
    """Every phrase of a playbook in one tree; one walk over a text finds them all."""

    def __init__(
        self,
        phrases: Iterable[tuple[str, int]],
        us: Iterable[str] = (),
        groups: Mapping[str, Sequence[str]] = {},
    ) -> None:
        """Take the phrases with the rule of each, what `<us>` stands for, and the groups by their names."""
        named = _named({MONEY: CURRENCIES, US: us, LINK: (LINK,)}, groups)
        self._kinds = Kept(lambda word: named.get(word) or (() if word.isalpha() else _kinds(word)))
        self._root, self._opening, self._anew = _Node(), _Node(), _Node()
        for phrase, rule in phrases:
            root = {START: self._opening, STOP: self._anew}.get(phrase.partition(" ")[0])
            node = _grow(root, phrase[2:]) if root is not None else _grow(self._root, phrase)
            node.rules.append(rule)
        self._firsts = Kept(self._beginning)

    def find(self, text: Tokens) -> list[Hit]:
        """Return every phrase that stands in a text, in order of where it starts."""
        line, hits = _Line(text.words, self._kinds), list[Hit]()
        for at, firsts in enumerate(map(self._firsts.__getitem__, text.words)):
            if not firsts:
                continue  # no phrase begins so
            ends: list[tuple[int, int]] = []
            for node in firsts:
                _arrive(node, line, at, ends)
            if ends:
                start = text.spans[at][0]
                hits += [(rule, start, text.spans[end][1]) for rule, end in ends]
        return _among(hits, self._opened(line, text))

    def _beginning(self, word: str) -> tuple[_Node, ...]:
        """Return where the phrases that begin with a word go on."""
        exact, kinds = self._root.exact.get(word), self._root.kinds
        starred = [node for stem, node in self._root.stems.get(word[:_STEM], ()) if word.startswith(stem)]
        named = [kinds[kind] for kind in self._kinds[word] if kind in kinds]
        return (*((exact,) if exact is not None else ()), *starred, *named)

    def _opened(self, line: _Line, text: Tokens) -> list[Hit]:
        """Return every phrase the text or a sentence begins with, behind the accounts it is addressed to."""
        at = next((at for at, word in enumerate(line.words) if word[0] != "@"), 0)
        hits = self._begun(line, text, at, self._opening) + self._begun(line, text, at, self._anew)
        for end in (end for end, word in enumerate(text.words) if word in STOPS):
            hits += self._begun(line, text, end + 1, self._anew)
        return hits

    def _begun(self, line: _Line, text: Tokens, at: int, root: _Node) -> list[Hit]:
        """Return every phrase of a tree that stands at a place, where a sentence begins."""
        ends: list[tuple[int, int]] = []
        if at < len(text.words):
            _walk(root, line, at, ends)
        return [(rule, text.spans[at][0], text.spans[end][1]) for rule, end in ends]


def _among(hits: list[Hit], opened: list[Hit]) -> list[Hit]:
    """Return all hits in order of where they start."""
    return sorted([*opened, *hits], key=itemgetter(1)) if opened else hits


def _named(
    own: Mapping[str, Iterable[str]], groups: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Return what each word stands for besides itself."""
    named: dict[str, tuple[str, ...]] = {}
    for kind, words in (*own.items(), *((f"<{name}>", words) for name, words in groups.items())):
        for word in words:
            known = named.get(plain(word), ())
            named[plain(word)] = known if kind in known else (*known, kind)
    return named


def _kinds(word: str) -> tuple[str, ...]:
    """Return the kinds a word is of by its signs; those of letters alone are known by name."""
    if word[0] == "@":
        return (US,)
    if is_money(word):
        return _kinds_of_money(word)
    if word[0].isdecimal():
        return (NUMBER,)
    return (EMOJI,) if is_face(word) else ()


def _kinds_of_money(word: str) -> tuple[str, ...]:
    """Return the kinds of a sum: cents do not count, and a full stop may part thousands as a comma does."""
    whole = "".join(sign for sign in _CENTS.sub("", word) if sign.isdecimal())
    if not whole:
        return (MONEY,)
    return (MONEY, NUMBER) if len(whole) < _LARGE and int(whole) < _LARGE_FROM else (MONEY, NUMBER, SUM)


def why_not(phrase: str, groups: Iterable[str] = ()) -> str | None:
    """Return what is wrong with a phrase, or None where it is fine; `groups` are names it may use."""
    if _PLAIN.fullmatch(phrase):
        return None
    parts = phrase.removeprefix(f"{START} ").split()
    if not parts or parts[0] == GAP or parts[-1] == GAP:
        return "should begin and end with a word"
    if STOP in parts[1:-1] or parts == [STOP]:
        return f'has "{STOP}" elsewhere than where a sentence begins or ends'
    if parts.count(GAP) > MOST_GAPS:
        return f"has more than {MOST_GAPS} gaps"
    kinds = (*KINDS, *(f"<{name}>" for name in groups))
    return next((wrong for part in parts if (wrong := _why_not_part(part, kinds))), None)


def _why_not_part(part: str, kinds: Sequence[str]) -> str | None:
    if part.startswith("<") and part not in kinds:
        return f"has {part}, which is none of {', '.join(kinds)}"
    if part.endswith("*") and len(part) <= _STEM:
        return f"has {part}: a starred word has {_STEM} letters at least"
    return None


def _grow(node: _Node, phrase: str) -> _Node:
    for part in plain(phrase).split():
        if part == GAP:
            node.gap = node.gap or _Node()
            node = node.gap
        elif part[0] == "<":
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
    after = node.exact.get(word)
    if after is not None:
        _arrive(after, line, at, ends)
    if node.stems:
        for stem, starred in node.stems.get(word[:_STEM], ()):
            if word.startswith(stem):
                _arrive(starred, line, at, ends)
    if node.kinds:
        for kind in line.kinds[word]:
            if kind in node.kinds:
                _arrive(node.kinds[kind], line, at, ends)


def _arrive(node: _Node, line: _Line, at: int, ends: list[tuple[int, int]]) -> None:
    """Add the phrases that end at a node, and those that go on in the sentence."""
    for rule in node.rules:
        ends.append((rule, at))
    following = line.words[at + 1]
    if following in STOPS:
        if STOP in node.exact and following != ASKED:
            ends += [(rule, at) for rule in node.exact[STOP].rules]
        if following in node.exact and following != STOP:
            ends += [(rule, at + 1) for rule in node.exact[following].rules]
        return
    if following in node.exact or node.stems or node.kinds:  # else the walk would end at once, as most do
        _walk(node, line, at + 1, ends)
    if node.gap is not None:
        _leap(node.gap, line, at + 1, ends)


def _leap(node: _Node, line: _Line, at: int, ends: list[tuple[int, int]]) -> None:
    """Add the phrases that go on behind a gap, which begins at a place."""
    for here in range(at, at + 1 + _BETWEEN):
        word = line.words[here]
        if word in STOPS:
            return
        if word in node.exact or node.stems or node.kinds:
            _walk(node, line, here, ends)
