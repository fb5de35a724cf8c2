"""What the words of a mention count for: rules as data, one file a facet, read from the playbook's folder."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from casebook.frozen import frozen
from casebook.toml import Place, nearest, read
from playbooks.causes import Cause, Sign, pointers
from playbooks.errors import PlaybookError
from playbooks.phrases import Finder, why_not
from playbooks.tokens import Tokens

_US = "us"
_NEW = tuple.__new__
"""Makes what is found: by the hundred in a long text, where each call counts."""
_CLEAR = 0.8
"""What has so much of the weight a facet asks for speaks clearly."""


class Facet(StrEnum):
    """What a mention is asked; each has a file of word lists by this name."""

    COMPLAINT = "complaint"
    """Does it say we fell short?"""
    SPECIFIC = "specific"
    """Does it name something one could look up, answer or mend? (rule J1)"""
    QUESTION = "question"
    PRAISE = "praise"
    CONTACT = "contact"
    """They asked for help, or were given a remedy: one half of a double disappointment (rule J2)."""
    UNRESOLVED = "unresolved"
    """It stayed unmended: the other half."""
    DOUBLE = "double"
    """Words that say both halves at once."""
    GREED = "greed"
    INTENTIONAL = "intentional"
    UNINTENTIONAL = "unintentional"
    ABUSE = "abuse"
    HARM = "harm"
    """Safety, health, fraud, somebody stranded."""
    LOSS = "loss"
    """Money, time or a thing lost, or nothing works."""
    REACH = "reach"
    """Are they still there, or is it not too late yet? (rule J6)"""
    WANTS = "wants"
    """What would put it right, in their own words? (rule A3)"""


@frozen
class Rule:
    """One list of phrases and what finding one of them counts for."""

    tag: str
    weight: int
    """Points for the facet; below zero it speaks against."""
    say: str
    """What it means, in one plain sentence for the responder."""
    words: tuple[str, ...]
    most: int = 1
    """How often it counts at most, however often its words stand there."""


class Found(NamedTuple):
    """A rule that fired, and the place it rests on."""

    rule: Rule
    start: int
    end: int


@frozen
class Sheet:
    """One facet's file."""

    at_least: int
    """From this many points on the facet holds."""
    rules: tuple[Rule, ...]
    steep: float = 1.2
    """How much one point moves the odds: less where the points are many and small."""
    longest: bool = False
    """Whether words found within a longer find count for nothing: "no problem" is then no "problem"."""


@frozen
class Lists:
    """All word lists of a playbook."""

    sheets: Mapping[Facet, Sheet]
    """By facet; every facet is there."""
    us: tuple[str, ...] = ()
    """What `<us>` stands for in them."""
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What `<good>`, `<not>` and the like stand for."""
    languages: tuple[str, ...] = ("en",)
    """The languages the lists know well, BCP 47."""


@frozen
class Words:
    """The file that says what `<us>` is in the word lists."""

    words: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words that stand for each other in the lists, by the name they are meant by."""
    languages: tuple[str, ...] = ("en",)
    """The languages the lists know well, BCP 47: of others the reader is told to read for themselves."""


class Rulebook:
    """All word lists of a playbook, ready to be read against a text.

    They are read from their files, and what finds them is built, for the first text: that may be long after
    the start.
    """

    def __init__(
        self, lists: Callable[[], "Lists"], causes: Sequence[Cause] = (), us: Sequence[str] = ()
    ) -> None:
        """Take what reads the word lists, the causes whose words are looked for with them, and our names."""
        self._lists = lists
        self._causes = causes
        self._us = us

    def with_causes(self, causes: Sequence[Cause]) -> "Rulebook":
        """Return the same word lists with the words of other causes."""
        return Rulebook(self._lists, causes, self._us)

    def with_us(self, us: Sequence[str]) -> "Rulebook":
        """Return the same word lists, in which `<us>` stands for these words as well."""
        return Rulebook(self._lists, self._causes, us)

    @cached_property
    def lists(self) -> "Lists":
        """The word lists."""
        return self._lists()

    @cached_property
    def _rules(self) -> list[tuple[int, Rule]]:
        """Every rule, each with its facet's place among all: a number is looked up sooner than a name."""
        sheets = self.lists.sheets.values()
        return [(place, rule) for place, sheet in enumerate(sheets) for rule in sheet.rules]

    @cached_property
    def _outermost(self) -> list[Facet]:
        """The facets of which only the longest finds count."""
        return [facet for facet, sheet in self.lists.sheets.items() if sheet.longest]

    @cached_property
    def _signs(self) -> list[tuple[str, int, str, bool]]:
        return list(pointers(self._causes))

    @cached_property
    def _finder(self) -> Finder:
        after = enumerate(self._signs, start=len(self._rules))
        pointing = ((phrase, number) for number, (_, _, phrase, _) in after)
        phrases = chain(_phrases(rule for _, rule in self._rules), pointing)
        return Finder(phrases, (*self.lists.us, *self._us), self.lists.groups)

    def read(self, text: str) -> "Reading":
        """Return everything the rules find in a text."""
        sheets = self.lists.sheets
        finds: list[list[Found]] = [[] for _ in sheets]
        signs: list[Sign] = []
        rules, count = self._rules, len(self._rules)
        tokens = Tokens(text)
        for number, start, end in self._finder.find(tokens):
            if number < count:
                place, rule = rules[number]
                finds[place].append(_NEW(Found, (rule, start, end)))
            else:
                cause, points, _, later = self._signs[number - count]
                signs.append(_NEW(Sign, (cause, points, start, end, later)))
        found = dict(zip(sheets, finds, strict=True))
        for facet in self._outermost:
            if len(found[facet]) > 1:
                found[facet] = _longest(found[facet])
        return Reading(text, sheets, found, tuple(signs), tokens.words)


def _longest(found: list[Found]) -> list[Found]:
    """Return, of what was found in order of place, what does not stand within something longer."""
    kept: list[Found] = []
    for each in found:
        _, start, end = each
        while kept:
            _, first, last = kept[-1]
            if first != start or last >= end:
                break
            kept.pop()
        if not kept or end > last or (start == first and end == last):
            kept.append(each)
    return kept


def _phrases(rules: Iterable[Rule]) -> Iterator[tuple[str, int]]:
    for number, rule in enumerate(rules):
        for phrase in rule.words:
            yield phrase, number


@frozen
class Reading:
    """One text as the rules see it."""

    text: str
    sheets: Mapping[Facet, Sheet]
    found: Mapping[Facet, list[Found]]
    """By facet, in order of place."""
    signs: tuple[Sign, ...] = ()
    """What points to a root cause, in order of place."""
    words: Sequence[str] = ()
    """The text's words as they are compared, with the ends of its sentences."""
    _points: dict[Facet, int] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was summed up before: the same facets are asked for by all who judge."""

    def points(self, facet: Facet) -> int:
        """Return the facet's sum; a rule counts once, or as often as it says, however often it is found."""
        found = self.found[facet]
        if len(found) < 2:
            return found[0].rule.weight if found else 0  # nearly always: most facets find nothing
        if facet not in self._points:
            self._points[facet] = _points(found)
        return self._points[facet]

    def speaking(self, facet: Facet) -> int:
        """Return how many words or phrases that stand there speak clearly for the facet."""
        clear = _CLEAR * self.sheets[facet].at_least
        return sum(each.rule.weight >= clear for each in self.found[facet])

    def clearest(self, facet: Facet) -> Found | None:
        """Return what speaks most for the facet if that says it clearly, for itself; else None."""
        found = self.strongest(facet)
        clear = found is not None and found.rule.weight >= _CLEAR * self.sheets[facet].at_least
        return found if clear else None

    def holds(self, facet: Facet) -> bool:
        """Return whether the sum reaches what the facet asks."""
        return self.points(facet) >= self.sheets[facet].at_least

    def strongest(self, facet: Facet) -> Found | None:
        """Return what speaks most for the facet, the first of equals; None where nothing does."""
        most, strongest = 0, None
        for each in self.found[facet]:
            if each.rule.weight > most:
                most, strongest = each.rule.weight, each
        return strongest


def _points(found: Iterable[Found]) -> int:
    often, points = dict[str, int](), 0
    for rule, _, _ in found:
        before = often.get(rule.tag, 0)
        often[rule.tag] = before + 1
        points += rule.weight if before < rule.most else 0
    return points


def read_lists(folder: Path) -> Lists:
    """Return the word lists of a folder.

    Raises:
        PlaybookError: A file is missing, is nobody's, or a phrase in it cannot be read.
    """
    names = {_US, *(facet.value for facet in Facet)}
    for file in sorted(folder.glob("*.toml")):
        if file.stem not in names:
            said = f'no word list is called "{file.stem}"; {nearest(file.stem, names)}'
            raise Place(file, PlaybookError).error(said)
    ours = read(Words, _place(folder, _US))
    sheets = {facet: _sheet(_place(folder, facet), ours.groups) for facet in Facet}
    return Lists(sheets, ours.words, ours.groups, ours.languages)


def _place(folder: Path, name: str) -> Place:
    return Place(folder / f"{name}.toml", PlaybookError)


def _sheet(place: Place, groups: Iterable[str]) -> Sheet:
    sheet = read(Sheet, place)
    seen: set[str] = set()
    for number, rule in enumerate(sheet.rules, start=1):
        at = place.inside("rules").numbered(number)
        if rule.tag in seen:
            raise at.inside("tag").error(f'"{rule.tag}" is there twice')
        seen.add(rule.tag)
        _check(rule, at.inside("words"), groups)
    return sheet


def _check(rule: Rule, place: Place, groups: Iterable[str]) -> None:
    for phrase in rule.words:
        wrong = why_not(phrase, groups)
        if wrong is not None:
            raise place.error(f'the phrase "{phrase}" {wrong}')
