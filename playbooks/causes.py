"""What may be at the bottom of a complaint: a company's own list of root causes, from a file (rule R4)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from casebook.frozen import frozen
from casebook.toml import Place, read
from playbooks.errors import PlaybookError
from playbooks.phrases import why_not

FILE = "causes.toml"
"""Where they stand in the playbook's folder."""

_STRONG, _SOME, _FAINT = 4, 2, 1
_STEEP = 0.5
"""How much one point moves the odds between two causes."""
_VENTING = 2
"""Points more for the rest where nothing is named."""
_FIRST = 0.4
"""How much more a word says at the beginning than at the end: what is told first is mostly the cause."""
_AFTER = 0.2
"""What a word keeps of its points that tells what people do once something is wrong, where that is named."""
_NAMED = 4
"""From so many points on another cause is named."""
_WORTH_SAYING = 0.1
"""A candidate less likely than this is none."""
_AS_THEY_ARE: Mapping[str, float] = {}


@frozen
class Cause:
    """One root cause: its name, and the words that point to it, in the language of the word lists."""

    key: str
    label: str
    strong: tuple[str, ...] = ()
    """Words that hardly mean anything else: four points."""
    some: tuple[str, ...] = ()
    """Words that often mean it: two points."""
    faint: tuple[str, ...] = ()
    """Words that go with it: one point."""
    after: tuple[str, ...] = ()
    """Those of its words that tell what people do once something else is wrong: they ring, they are on hold.

    Where another cause is named they count for little.
    """
    usual: int = 0
    """How many points it has before anything is read: more for what most complaints are about."""
    loss: int = 0
    """How much sooner than others it is a loss for them: so many points (rules/loss.toml)."""
    rest: bool = False
    """Whether it is for what fits no other."""


@frozen
class _List:
    """The file."""

    causes: tuple[Cause, ...]


class Sign(NamedTuple):
    """Words that point to a cause, and where they stand."""

    cause: str
    points: int
    start: int
    end: int
    after: bool = False
    """Whether they count for little where another cause is named."""


_START, _END = attrgetter("start"), attrgetter("end")


class Candidate(NamedTuple):
    """A cause a complaint may have."""

    key: str
    chance: float
    """How likely it is; those of a whole list sum to 1."""
    start: int | None
    """Where the words that point to it most begin; None where it has none."""
    end: int | None


def read_causes(file: Path) -> tuple[Cause, ...]:
    """Return the causes of a file, in its order.

    Raises:
        PlaybookError: It is missing or does not fit; the message names the table and the key.
    """
    place = Place(file, PlaybookError)
    causes, seen = read(_List, place).causes, set[str]()
    if not causes:
        raise place.inside("causes").error("needs one cause at least")
    for number, cause in enumerate(causes, start=1):
        at = place.inside("causes").numbered(number)
        if cause.key in seen:
            raise at.inside("key").error(f'"{cause.key}" is there twice')
        seen.add(cause.key)
        _check(cause, at)
    if sum(cause.rest for cause in causes) > 1:
        raise place.inside("causes").error("rest = true may stand at one cause only")
    return causes


def _check(cause: Cause, place: Place) -> None:
    unknown = set(cause.after).difference(cause.strong, cause.some, cause.faint)
    if unknown:
        raise place.inside("after").error(f'"{min(unknown)}" is none of the words of the cause')
    for name, phrases in (("strong", cause.strong), ("some", cause.some), ("faint", cause.faint)):
        for phrase in phrases:
            wrong = why_not(phrase)
            if wrong is not None:
                raise place.inside(name).error(f'the phrase "{phrase}" {wrong}')


def pointers(causes: Iterable[Cause]) -> Iterator[tuple[str, int, str, bool]]:
    """Yield every phrase of the causes as cause, points, phrase, and whether it is for what comes after."""
    for cause in causes:
        after = frozenset(cause.after)
        for points, phrases in ((_STRONG, cause.strong), (_SOME, cause.some), (_FAINT, cause.faint)):
            for phrase in phrases:
                yield cause.key, points, phrase, phrase in after


def rest_of(causes: Iterable[Cause]) -> str | None:
    """Return the key of the cause that is for what fits no other, or None where there is none."""
    return next((cause.key for cause in causes if cause.rest), None)


class Pointed(NamedTuple):
    """What the words of a complaint say of its cause."""

    odds: Mapping[str, float]
    """The log-odds the rules give each cause of the list, but for what is the same for all."""
    best: Mapping[str, Sign]
    """The strongest sign of each cause that has one."""


def pointed(causes: Sequence[Cause], signs: Sequence[Sign], text: str, specific: bool) -> Pointed:
    """Return what the words of a complaint say of its cause.

    Args:
        causes: The company's list.
        signs: What points to them in the text. The same words said again count for less, the second time
            half, and what stands late in the text for less than what stands first. What comes after something
            went wrong counts for little where that is named.
        text: Where the signs stand.
        specific: Whether it names what could be looked up; what does not goes rather with the rest.
    """
    plain = _widest(signs)
    return Pointed(_odds_by(causes, plain, text, specific), _strongest(plain))


def ranked(said: Pointed, moves: Mapping[str, float] = _AS_THEY_ARE) -> tuple[Candidate, ...]:
    """Return the causes a complaint may have, the likeliest first; of equals, the first of the list.

    Args:
        said: What its words say.
        moves: By how much what was learned moves the log-odds of each; of a cause that is not in the list
            nothing counts.
    """
    told = {key: each + moves.get(key, 0.0) for key, each in said.odds.items()}
    most = max(told.values(), default=0.0)
    odds = sorted(((exp(each - most), key) for key, each in told.items()), key=_odds, reverse=True)
    whole = sum(each for each, _ in odds)
    least = min(_WORTH_SAYING * whole, odds[0][0]) if odds else 0
    return tuple(_candidate(key, each / whole, said.best.get(key)) for each, key in odds if each >= least)


def _odds_by(causes: Sequence[Cause], signs: Sequence[Sign], text: str, specific: bool) -> dict[str, float]:
    """Return the log-odds of each cause by signs none of which stands within another of its cause."""
    points = {cause.key: float(cause.usual + _VENTING * (cause.rest and not specific)) for cause in causes}
    later, often = dict.fromkeys(points, 0.0), dict[tuple[str, str], int]()
    for cause, worth, start, end, after in signs:
        said = (cause, text[start:end].lower())
        often[said] = time = often.get(said, 0) + 1
        late = start / max(len(text), end)
        sums = later if after else points
        sums[cause] += worth / time * (1 + _FIRST * (1 - late))
    named = _named(causes, signs) if any(later.values()) else set()
    for key, counted in later.items():
        points[key] += counted * (_AFTER if named - {key} else 1)
    return {key: _STEEP * each for key, each in points.items()}


def _named(causes: Iterable[Cause], signs: Iterable[Sign]) -> set[str]:
    """Return the causes that are named by words for what went wrong."""
    sums, rest = dict[str, int](), rest_of(causes)
    for sign in signs:
        sums[sign.cause] = sums.get(sign.cause, 0) + (0 if sign.after else sign.points)
    return {key for key, sum_ in sums.items() if key != rest and sum_ >= _NAMED}


def _strongest(signs: Iterable[Sign]) -> dict[str, Sign]:
    """Return the strongest sign of each cause that has one; of equals, the first."""
    best: dict[str, Sign] = {}
    for sign in signs:
        if sign.cause not in best or sign.points > best[sign.cause].points:
            best[sign.cause] = sign
    return best


def plainly(signs: Iterable[Sign]) -> int:
    """Return in how many places words stand that hardly mean anything but one cause."""
    return len({sign.start for sign in signs if sign.points >= _STRONG})


def _odds(ranked: tuple[float, str]) -> float:
    return ranked[0]


def _widest(signs: Iterable[Sign]) -> list[Sign]:
    """Return the signs without those that stand within a stronger or longer one of their cause."""
    kept, ends = list[Sign](), dict[str, int]()
    for sign in sorted(sorted(signs, key=_END, reverse=True), key=_START):
        if sign.start >= ends.get(sign.cause, 0):
            kept.append(sign)
            ends[sign.cause] = sign.end
    return [*_plain(kept)]


def _plain(signs: Iterable[Sign]) -> Iterator[Sign]:
    """Yield the signs whose words are not part of a longer one of another cause, as strong at least.

    "Card" says nothing of money in "the card through my door".

    Args:
        signs: In order of place, the longest first.
    """
    widest = dict.fromkeys((_FAINT, _SOME, _STRONG), (0, 0))  # of those as strong at least, by how strong
    for sign in signs:
        span = (sign.end, -sign.start)
        within = widest[sign.points] > span
        for points, other in widest.items():
            if points <= sign.points and other < span:
                widest[points] = span
        if not within:
            yield sign


def _candidate(key: str, chance: float, sign: Sign | None) -> Candidate:
    return Candidate(key, chance, *((sign.start, sign.end) if sign is not None else (None, None)))
