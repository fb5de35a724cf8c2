"""What was said against us in the last two hours, minute by minute: one document, rewritten as it comes in.

Its size goes by what is said in two hours, and no further than some hundred voices a cause; never by what is
stored.
"""

import json
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from casebook.hour import Sum
from casebook.storm import ANY

SPAN = 120
"""Minutes that are remembered."""
FRESH = 60
"""Minutes after which somebody who has complained is a voice once more."""
MOST = 40
"""Voices of a stream that are remembered, the latest; what is counted is counted beyond them."""


_EMPTY: dict[str, Any] = {
    "minutes": {},
    "voices": {},
    "usual": None,
    "running": [],
    "looked": 0,
    "sums": {},
    "flushed": 0,
}
_ENCODER = json.JSONEncoder(separators=(",", ":"), check_circular=False)
_Known = dict[str, list[int]]
"""Who has spoken: when last, where, and the keys of the words."""
_BITS = 256
"""Places of a sketch, as those of an hour."""


class Counted:
    """The sums of one stream in one hour that are not yet among those of the hour."""

    def __init__(self, figures: list[int] | None = None) -> None:
        """Begin with figures in the order of a `Sum`, the sketches as numbers; else with nothing."""
        self.figures = [0] * 7 if figures is None else figures

    def count(self, voice: "Voice | None", hard: int, kind: int, *, fresh: bool) -> None:
        """Count a mention, and whether it is a complaint, and somebody's first within the hour."""
        figures = self.figures
        figures[0] += 1
        figures[3] += hard
        figures[4] += kind
        if voice is not None:
            figures[1] += 1
            figures[2] += fresh
            figures[5] |= 1 << voice.who % _BITS
            figures[6] |= 1 << voice.place % _BITS

    def sum(self, stream: str) -> Sum:
        """Return it as the sums an hour has."""
        mentions, complaints, voices, hard, kind, authors, places = self.figures
        return Sum(stream, mentions, complaints, voices, hard, kind, f"{authors:x}", f"{places:x}")


class Voice(NamedTuple):
    """Somebody who has complained, and when last."""

    minute: int
    """Counted from 1970."""
    who: int
    place: int
    keys: tuple[int, ...]
    """Of the words: two that say nearly the same share most."""


class Gauge:
    """The last two hours, changed in place.

    Every complaint counts in `ANY`; one of a cause in that stream too. Who spoke is remembered once.
    """

    def __init__(self, said: str = "") -> None:
        """Read what is kept of it."""
        kept: dict[str, Any] = json.loads(said) if said else deepcopy(_EMPTY)
        self._minutes: dict[str, dict[str, list[int]]] = kept["minutes"]
        self._voices: dict[str, _Known | str] = kept["voices"]
        self._sums: dict[str, dict[str, list[int]]] = kept["sums"]
        self.usual: Any = kept["usual"]
        """What is usual in this hour and the one before, told once an hour."""
        self.running: list[str] = kept["running"]
        """The streams in which a storm is not over."""
        self.looked: int = kept["looked"]
        """The minute up to which the words were compared."""
        self.flushed: int = kept["flushed"]
        """The minute in which what was counted came into its hours last."""
        self._but: frozenset[str] = frozenset()

    def said(self) -> str:
        """Return what is kept of it: JSON, and just as it lies here, since it is written so often."""
        kept = {
            "minutes": self._minutes,
            "voices": {stream: _packed(known) for stream, known in self._voices.items()},
            "sums": self._sums,
            "usual": self.usual,
            "running": self.running,
            "looked": self.looked,
            "flushed": self.flushed,
        }
        return _ENCODER.encode(kept)

    @property
    def behind(self) -> bool:
        """Whether anything was counted that is not in its hour yet."""
        return bool(self._sums)

    def sums(self) -> Iterator[tuple[int, list[Sum]]]:
        """Yield what is to come into each hour."""
        for hour, told in self._sums.items():
            yield int(hour), [Counted(figures).sum(stream) for stream, figures in told.items()]

    def flush(self, minute: int) -> None:
        """Forget what has come into its hours."""
        self._sums, self.flushed = {}, minute

    def counted(self, hour: int, stream: str) -> Counted:
        """Return the sums of a stream in an hour, to be counted on."""
        told = self._sums.setdefault(str(hour), {})
        return Counted(told.setdefault(stream, [0] * 7))

    def heard(self, stream: str, said: Voice) -> bool:
        """Count a complaint, and return whether it is a voice: nobody is one twice within the hour."""
        known = self._known(stream)
        before = known.pop(str(said.who), None)
        fresh = before is None or before[0] < said.minute - FRESH
        latest = max(said.minute, before[0] if before else 0)
        known[str(said.who)] = [latest, said.place, *said.keys]
        while len(known) > MOST:
            del known[next(iter(known))]
        for each in {ANY, stream}:
            count = self._minutes.setdefault(str(said.minute), {}).setdefault(each, [0, 0])
            count[0] += 1
            count[1] += fresh
        return fresh

    def counts(self, stream: str, first: int, last: int) -> tuple[int, int]:
        """Return complaints and voices of a stream from one minute to another, both included."""
        told = map(self._minutes.get, map(str, range(first, last + 1)))
        there = [each for each in told if each is not None]
        posts, voices = _total(there, stream)
        for each in self._but if stream == ANY else ():
            less = _total(there, each)
            posts, voices = posts - less[0], voices - less[1]
        return posts, voices

    def latest(self, stream: str, first: int) -> Iterator[Voice]:
        """Yield who has spoken in a stream since a minute, as far as they are remembered."""
        wanted = [each for each in self._voices if each not in self._but] if stream == ANY else [stream]
        for each in wanted:
            for who, (minute, place, *keys) in self._known(each).items():
                if minute >= first:
                    yield Voice(minute, int(who), place, tuple(keys))

    def without(self, streams: Iterable[str]) -> "Gauge":
        """Return a look at it as if nothing had been said in some streams; only to be read."""
        rest = Gauge()
        rest._minutes, rest._voices = self._minutes, self._voices
        rest._but = frozenset(streams)
        return rest

    def streams(self) -> list[str]:
        """Return the streams in which anything was said."""
        return sorted({each for minute in self._minutes.values() for each in minute})

    def forget(self, before: int) -> None:
        """Forget what was said before a minute."""
        self._minutes = {each: told for each, told in self._minutes.items() if int(each) >= before}
        kept = {
            stream: {who: said for who, said in self._known(stream).items() if said[0] >= before}
            for stream in self._voices
        }
        self._voices = {stream: known for stream, known in kept.items() if known}

    def _known(self, stream: str) -> _Known:
        """Return who has spoken in a stream, to be changed in place; read only when it is asked for."""
        known = self._voices.setdefault(stream, {})
        if isinstance(known, str):
            known = self._voices[stream] = _unpacked(known)
        return known


def _packed(known: _Known | str) -> str:
    """Return who has spoken as one text; nearly all of a gauge is voices, and few are looked at each time."""
    if isinstance(known, str):
        return known
    return _ENCODER.encode([[int(who), *said] for who, said in known.items()])


def _unpacked(text: str) -> _Known:
    return {str(who): said for who, *said in json.loads(text)}


def _total(there: list[dict[str, list[int]]], stream: str) -> tuple[int, int]:
    told = [counts[stream] for counts in there if stream in counts]
    return sum(each[0] for each in told), sum(each[1] for each in told)
