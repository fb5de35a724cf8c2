"""What was said against us in the last two hours, minute by minute: one document, rewritten as it comes in.

Its size goes by what is said in two hours, and no further than some hundred voices a cause; never by what is
stored.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from casebook.hour import Sum
from casebook.storm import ANY

SPAN = 120
"""Minutes that are remembered."""
FRESH = 60
"""Minutes after which somebody who has complained is a voice once more."""
MOST = 64
"""Voices of a stream that are remembered, the latest; what is counted is counted beyond them."""


_EMPTY: tuple[Any, ...] = ((), (), None, [], 0, (), 0)
_BITS = 256
"""Places of a sketch, as those of an hour."""


class Counted:
    """The sums of one stream in one hour that are not yet among those of the hour."""

    def __init__(self, *figures: int) -> None:
        """Begin with figures in the order of a `Sum`, the sketches as numbers; else with nothing."""
        self.figures = [*figures] or [0] * 7

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
        minutes, voices, usual, running, looked, sums, flushed = json.loads(said) if said else _EMPTY
        self._minutes: dict[int, dict[str, list[int]]] = {
            minute: {stream: [posts, voices] for stream, posts, voices in counts}
            for minute, counts in minutes
        }
        self._voices: dict[str, dict[int, list[int]]] = {
            stream: {who: rest for who, *rest in known} for stream, known in voices
        }
        self.usual: Any = usual
        """What is usual in this hour and the one before, told once an hour."""
        self.running: list[str] = list(running)
        """The streams in which a storm is not over."""
        self.looked: int = looked
        """The minute up to which the words were compared."""
        self.sums = {hour: {stream: Counted(*each) for stream, *each in told} for hour, told in sums}
        """What is to come into its hours, by the hour and the stream."""
        self.flushed: int = flushed
        """The minute in which that was done last."""
        self._but: frozenset[str] = frozenset()

    def said(self) -> str:
        """Return what is kept of it: JSON, almost all of it figures."""
        minutes = [
            [minute, [[stream, *count] for stream, count in counts.items()]]
            for minute, counts in self._minutes.items()
        ]
        voices = [
            [stream, [[who, *rest] for who, rest in known.items()]] for stream, known in self._voices.items()
        ]
        sums = [
            [hour, [[stream, *each.figures] for stream, each in told.items()]]
            for hour, told in self.sums.items()
        ]
        kept = [minutes, voices, self.usual, self.running, self.looked, sums, self.flushed]
        return json.dumps(kept, separators=(",", ":"))

    def heard(self, stream: str, said: Voice) -> bool:
        """Count a complaint, and return whether it is a voice: nobody is one twice within the hour."""
        known = self._voices.setdefault(stream, {})
        before = known.pop(said.who, None)
        fresh = before is None or before[0] < said.minute - FRESH
        latest = max(said.minute, before[0] if before else 0)
        known[said.who] = [latest, said.place, *said.keys]
        while len(known) > MOST:
            del known[next(iter(known))]
        for each in {ANY, stream}:
            count = self._minutes.setdefault(said.minute, {}).setdefault(each, [0, 0])
            count[0] += 1
            count[1] += fresh
        return fresh

    def counts(self, stream: str, first: int, last: int) -> tuple[int, int]:
        """Return complaints and voices of a stream from one minute to another, both included."""
        there = [counts for minute, counts in self._minutes.items() if first <= minute <= last]
        posts, voices = _total(there, stream)
        for each in self._but if stream == ANY else ():
            less = _total(there, each)
            posts, voices = posts - less[0], voices - less[1]
        return posts, voices

    def latest(self, stream: str, first: int) -> Iterator[Voice]:
        """Yield who has spoken in a stream since a minute, as far as they are remembered."""
        wanted = [each for each in self._voices if each not in self._but] if stream == ANY else [stream]
        of = [self._voices.get(each, {}) for each in wanted]
        for known in of:
            for who, (minute, place, *keys) in known.items():
                if minute >= first:
                    yield Voice(minute, who, place, tuple(keys))

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
        self._minutes = {each: told for each, told in self._minutes.items() if each >= before}
        kept = {
            stream: {who: said for who, said in known.items() if said[0] >= before}
            for stream, known in self._voices.items()
        }
        self._voices = {stream: known for stream, known in kept.items() if known}


def _total(there: list[dict[str, list[int]]], stream: str) -> tuple[int, int]:
    told = [counts[stream] for counts in there if stream in counts]
    return sum(each[0] for each in told), sum(each[1] for each in told)
