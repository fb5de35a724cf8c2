"""Is a new mention an echo of a known story, how surely, and by which signs? Pure: `desk.echoes` looks up."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from casebook.frozen import frozen
from casebook.kinds import MentionKind
from casebook.mention import Mention
from casebook.pattern import pattern
from casebook.store.words import finder, located, words
from playbooks.circumstances import spell
from playbooks.echoes import KEY, Echoes, Sign
from playbooks.judge import said
from playbooks.quote import in_line
from playbooks.verdict import Ground

LONGEST = 20_000
"""How much of a text is compared, in characters."""
Placed = tuple[str, int, int]
"""A word, and where it begins and ends."""
_GROUP = 4
_DIFFERENT = 5
"""Different words a run has at least: "no no no no" is nobody's phrase."""
_CANDIDATES = 6
_QUOTED = pattern(
    r'“[^“”]{10,3000}”|„[^„“”]{10,3000}[“”]|«[^«»]{10,3000}»|"[^"]{10,3000}"'
    r"|(?m:^)(?:>[^\n]*\n?)+"
)
_MARKS = '"“„«>'
_WORD = pattern(r"[^\W_](?:[\w’'-]*\w)?")
_LINK = pattern(r"(?:https?://|www\.)\S+")
_APART = " … "
"""Stands between words that are quoted and stand apart."""
_ENDS = '.!?:;\n"“”«»>*-–—('
"""Behind which a word begins with a capital whatever it is."""


@frozen
class Trail:
    """What a mention has in common with one case, as far as look-ups tell."""

    case: int
    ended: timedelta | None = None
    """How long ago the case was resolved; None where it is not."""
    voices: tuple[Mention, ...] = ()
    """Those of its mentions that led here."""
    causes: frozenset[str] = frozenset()
    """Theirs, and that of the case; not the one that is for what fits no other."""
    thread: bool = False
    """Whether it stands in the public thread of one of them."""
    page: str = ""
    """The link to where the story stands, as it is written."""
    link: str = ""
    """The link that both have, as it is written; of few."""
    author: str = ""
    """In what way it is the same author, in words; empty where it is not, or no longer counts."""
    named: str = ""
    """The author's name, as it is written in the mention."""
    rare: tuple[str, ...] = ()
    """Rare words that both have."""


@frozen
class Echo:
    """What the signs come to."""

    case: int
    points: int
    grounds: tuple[Ground, ...]
    """Each sign that is there, the heaviest first, the first of them with the case it leads to."""
    attaches: bool
    """Whether it is put to the case; if not, it is only said that there is one."""
    joins: bool
    """Whether that is sure enough for a voice of an open case."""


def weigh(mention: Mention, cause: str | None, trail: Trail, rules: Echoes) -> Echo | None:
    """Return what speaks for a mention being an echo of a case; None where nothing does.

    Args:
        mention: What is new.
        cause: Its likeliest root cause; None where it is no complaint.
        trail: What it has in common with the case.
        rules: What counts for how much.
    """
    text = whole(mention)
    signs = dict(_signs(mention, text, cause, trail, rules))
    if not signs.keys() - {Sign.TIE}:
        return None
    points = sum(rules.signs[each] for each in signs)
    heaviest = sorted(signs, key=lambda each: -rules.signs[each])
    first, *others = (_placed(text, f"{KEY}{each}", *signs[each]) for each in heaviest)
    attaches, joins = points >= rules.attaches, points >= rules.joins
    head = _head(trail, first.what, attaches=attaches, joins=joins)
    return Echo(trail.case, points, (_retold(first, head), *others), attaches, joins)


def _head(trail: Trail, what: str, *, attaches: bool, joins: bool) -> str:
    ended = f", resolved {spell(trail.ended)} before" if trail.ended is not None else ""
    story = f"case #{trail.case}{ended}"
    if not attaches:
        return f"perhaps of {story}: {what}, which alone ties nothing"
    sure = "an echo of" if joins else "perhaps an echo of"
    return f"{sure} {story}: {what}"


def _retold(ground: Ground, what: str) -> Ground:
    return Ground(what, ground.words, ground.points, ground.key, ground.start, ground.end)


def _placed(text: str, key: str, what: str, quoted: str, at: int | None) -> Ground:
    """Return a ground on words of the text, with where they stand; of several apart, where the first does."""
    first, apart, _ = quoted.partition(_APART) if at is None else (quoted, "", "")
    start = _find(text, first) if at is None else at
    if not quoted or start < 0:
        return Ground(what, key=key)
    end = start + len(first)
    return Ground(what, in_line(quoted if apart else text[start:end]), 0, key, start, end)


def _find(text: str, quoted: str) -> int:
    """Return where words stand in a text, in capitals or not."""
    low = text.lower()
    return low.find(quoted.lower()) if len(low) == len(text) else text.find(quoted)


_Told = tuple[str, str, int | None]
"""In words, on which words it rests, and where those begin where that is known."""


def _signs(
    mention: Mention, text: str, cause: str | None, trail: Trail, rules: Echoes
) -> Iterator[tuple[Sign, _Told]]:
    if trail.thread:
        yield Sign.THREAD, ("it stands in the same thread", "", None)
    if trail.page:
        yield Sign.PAGE, ("it links to where the story stands", trail.page, None)
    elif trail.link:
        yield Sign.LINK, ("both link to the same page", trail.link, None)
    if trail.author:
        yield Sign.AUTHOR, (trail.author, "", None)
    elif trail.named:
        yield Sign.NAMED, ("it names the story’s author", trail.named, None)
    yield from _repeated(mention, text, trail, rules)
    if trail.author or trail.named:
        yield from _tie(text, cause, trail, rules)


def _tie(text: str, cause: str | None, trail: Trail, rules: Echoes) -> Iterator[tuple[Sign, _Told]]:
    """Yield what ties two mentions that have a name in common."""
    if len(trail.rare) >= rules.rare_words or any(map(_is_number, trail.rare)):
        yield Sign.TIE, ("both say the same", _APART.join(trail.rare), None)
    elif trail.author and (goes_on := _follow_word(text, rules.follows)):
        yield Sign.TIE, ("it says that it goes on", goes_on, None)
    elif trail.author and cause in trail.causes:
        yield Sign.TIE, ("it has the same cause", "", None)


def _follow_word(text: str, follows: Iterable[str]) -> str:
    stands = finder(text)
    return next((each for each in follows if stands(" ".join(words(each)), False)), "")


def _repeated(mention: Mention, text: str, trail: Trail, rules: Echoes) -> Iterator[tuple[Sign, _Told]]:
    """Yield that it repeats the words of a voice: the longest run of all, but a quoted one before others."""
    quotes, placed = [found.span() for found in _QUOTED.finditer(text)], list(located(text))
    runs = [
        (run, voice)
        for voice in trail.voices
        for run in common_runs(whole(voice), placed, min(rules.quoted, rules.run))
    ]
    marked = [each for each in runs if _within(each[0], quotes)]
    plain = [each for each in runs if each[0][2] >= rules.run]
    for sign, found, how in ((Sign.QUOTE, marked, "quotes"), (Sign.RUN, plain, "repeats")):
        if found:
            (start, end, count), voice = max(found, key=lambda each: each[0][2])
            yield sign, (f"it {how} {count} of its words in a row", text[start:end], start)
            if sign is Sign.RUN and not (is_signed(mention) and is_signed(voice)):
                yield Sign.UNSIGNED, ("one of the two bears no customer’s name", "", None)
            return


def _within(run: tuple[int, int, int], quotes: Iterable[tuple[int, int]]) -> bool:
    return any(start <= run[0] and run[1] <= end for start, end in quotes)


def may_quote(text: str) -> bool:
    """Return whether a text may have somebody's words between quotation marks, or a letter's before them."""
    return any(sign in text for sign in _MARKS)


def is_signed(mention: Mention) -> bool:
    """Return whether a mention is a named customer's: an outlet's is not."""
    named = mention.author_handle or mention.author_name
    return bool(named) and mention.kind is not MentionKind.ARTICLE


def whole(mention: Mention) -> str:
    """Return the author's own words as `said` does, a longer text further on: a quote may stand anywhere."""
    head = f"{mention.title}\n"
    return f"{head if said(mention).startswith(head) else ''}{mention.text[:LONGEST]}"


def common_runs(known: str, found: list[Placed], least: int) -> list[tuple[int, int, int]]:
    """Return where a text repeats another: start and end in it, and how many words in a row, `least` or more.

    It takes time that grows with both lengths only, whatever they say.

    Args:
        known: The other.
        found: The words of the text in their order.
        least: How many words.
    """
    first = [word for word, _, _ in located(known)]
    other = [word for word, _, _ in found]
    runs = ((at, count) for at, count in _runs(first, other) if count >= least)
    return [
        (found[at][1], found[at + count - 1][2], count)
        for at, count in runs
        if len(set(other[at : at + count])) >= _DIFFERENT
    ]


def _runs(first: list[str], other: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where in the other runs of the first begin, and how many words they have."""
    known, there = _groups(first), dict[tuple[str, ...], int]()
    for place, group in enumerate(known):
        there.setdefault(group, place)
    begun, last = 0, -2
    for at, group in enumerate([*_groups(other), ()]):
        goes_on = last >= 0 and last + 1 < len(known) and known[last + 1] == group
        if goes_on:
            last += 1
            continue
        if last >= 0:
            yield begun, at - begun + _GROUP - 1
        begun, last = at, there.get(group, -2)


def _groups(said: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(said[at:] for at in range(_GROUP)), strict=False))


def rare_candidates(one: str, other: str) -> list[str]:
    """Return words both texts have that may be rare: numbers of things, and names; none out of a link."""
    both = set(words(other))
    bare = _LINK.sub(lambda found: " " * len(found[0]), one)
    told = dict.fromkeys(word for word in _telling(bare) if set(words(word)) <= both)
    return sorted(told, key=lambda word: not _is_number(word))[:_CANDIDATES]


def _telling(text: str) -> Iterator[str]:
    for found in _WORD.finditer(text):
        word = found[0]
        if _is_number(word) or (_is_name(word) and not _begins(text, found.start())):
            yield word


def _begins(text: str, at: int) -> bool:
    before = text[max(0, at - 12) : at].rstrip(" ")
    return not before or before[-1] in _ENDS


def _is_name(word: str) -> bool:
    return len(word) >= 4 and word[0].isupper() and not word.isupper()


def _is_number(word: str) -> bool:
    """Return whether a word is what a thing is numbered with: an order, a train; no year, no small count."""
    digits = sum(each.isdigit() for each in word)
    if digits == len(word):
        return digits >= 5 or (digits == 4 and not word.startswith(("19", "20")))
    return digits >= 2 and len(word) >= 4 and any(each.isalpha() for each in word)
