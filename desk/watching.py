"""Watches for storms: after each delivery, and as time passes. What is raised is raised once, whoever looks.

Raised and ended by its figures, a storm changes nothing but what is said of it: all else is done by a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from tinydb import where

from casebook.document import from_ms
from casebook.gauge import Gauge
from casebook.hour import Hour
from casebook.kinds import StormState
from casebook.store.store import Store
from casebook.storm import ALIKE, ANY, Figures, Storm
from desk import shelf
from desk.acts import COLLECTOR, Act
from desk.gauging import flush, gauge_of, keep_gauge, mark, minute_of
from playbooks import storms, usual
from playbooks.playbook import Playbook
from playbooks.storms import HOUR, StormRules
from playbooks.usual import NOTHING, Usual

_MS = 60_000
_LATEST = 100
"""Storms of the past whose hours are no usual ones."""

Parts = tuple[Usual, Usual]
"""What is usual in the hour before, and in this one."""


def watch(store: Store, playbook: Playbook, now: datetime) -> None:
    """Raise what has become a storm, and end what is none any more; written is only what is new."""
    mark(store, now)
    gauge = gauge_of(store)
    behind = gauge.behind and gauge.flushed != minute_of(now)
    if behind or _Watch(store, playbook.storm, gauge, now).finds():
        with store.batch():
            gauge = gauge_of(store)
            flush(store, gauge, minute_of(now))
            look(store, playbook, gauge, now)


def look(
    store: Store, playbook: Playbook, gauge: Gauge, now: datetime, among: set[str] | None = None
) -> None:
    """Do the same with what is known of the gauge, and keep that; the caller has a transaction open.

    Args:
        store: Where storms are kept.
        playbook: Says when many are a storm.
        gauge: What was said lately.
        now: When.
        among: The streams in which something has been said just now; None: all.
    """
    _Watch(store, playbook.storm, gauge, now, among).settle()


def running(store: Store) -> list[Storm]:
    """Return the storms that are not over, those that somebody has stilled too, the newest first."""
    live = where("state").one_of([StormState.ON.value, StormState.STILLED.value])
    return shelf.records(Storm, store.storms.select(live, order="-"))


def usual_of(store: Store, rules: StormRules, hour: int, streams: list[str]) -> dict[str, Usual]:
    """Return what is usual in an hour, by stream: so many hours are read, however much is stored."""
    wanted = sorted(usual.hours_of(hour, rules.weeks))
    kept = shelf.records(Hour, store.hours.select(where("hour").one_of(wanted)))
    sums = {each.hour: {of.stream: of.voices for of in each.sums} for each in kept}
    latest = shelf.records(Storm, store.storms.select(order="-", limit=_LATEST))
    past = [each for each in latest if not each.ordinary]

    def told(stream: str) -> Usual:
        own = [each for each in past if each.stream == stream]
        voices = {each: said.get(stream, 0) for each, said in sums.items()}
        return usual.usual(_known(voices, own, hour), hour, rules.weeks)

    def loud(stream: str) -> float:
        but = {each: said.get(stream, 0) if stream != ANY else 0 for each, said in sums.items()}
        others = {each: said.get(ANY, 0) - but[each] for each, said in sums.items()}
        return usual.loudness(_known(others, past, hour), hour, rules.weeks)

    seen = {ANY, *(stream for said in sums.values() for stream in said)}
    found = {each: told(each) if each in seen else usual.of_new(told(ANY)) for each in streams}
    return {each: replace(it, loud=loud(each)) for each, it in found.items()}


def parts_of(
    store: Store, rules: StormRules, gauge: Gauge, minute: int, streams: list[str]
) -> dict[str, Parts]:
    """Return what is usual now, by stream, as the gauge knows it; what it does not know is told anew."""
    hour = minute // HOUR
    if gauge.usual is None or gauge.usual[0] != hour:
        gauge.usual = [hour, {}]
    known = gauge.usual[1]
    if lacking := [each for each in streams if each not in known]:
        before, here = (usual_of(store, rules, each, lacking) for each in (hour - 1, hour))
        for each in lacking:
            known[each] = [_listed(before[each]), _listed(here[each])]
    return {each: (Usual(*known[each][0]), Usual(*known[each][1])) for each in streams}


class _Watch:
    """One look at all that was said lately."""

    def __init__(
        self, store: Store, rules: StormRules, gauge: Gauge, now: datetime, among: set[str] | None = None
    ) -> None:
        self._store, self._rules, self._gauge, self._now = store, rules, gauge, now
        self._minute = minute_of(now)
        self._among = [*gauge.streams()] if among is None else sorted(among)
        self._running = running(store) if gauge.running else []

    def finds(self) -> bool:
        """Return whether anything is to be raised or to be ended."""
        return bool(self._over() or self._risen() or self._alike())

    def settle(self) -> None:
        """Raise and end, and keep what the gauge has learnt."""
        for storm in self._over():
            self._end(storm)
        for stream, found in self._risen():
            self._raise(stream, found)
        if same := self._alike():
            self._raise(ALIKE, *same)
        self._gauge.looked = self._minute
        keep_gauge(self._store, self._gauge)

    def _over(self) -> list[Storm]:
        """Return those that are over; told once a minute."""
        due = self._gauge.looked != self._minute
        return [each for each in self._running if due and self._is_calm(each)]

    def _is_calm(self, storm: Storm) -> bool:
        if self._now - storm.raised_at < self._rules.calm:
            return False
        if storm.stream == ALIKE:
            since = self._minute - HOUR + 1
            told = (each for each in self._gauge.latest(ANY, since) if storm.key in each.keys)
            return sum(1 for _ in told) < self._rules.wording / 2
        gauge = self._rest() if storm.stream == ANY else self._gauge
        return storms.calm(gauge, storm.stream, self._minute, self._parts(storm.stream), self._rules)

    def _risen(self) -> list[tuple[str, Figures]]:
        """Return what is a storm now and was none: each cause, and all that is left where none of them is."""
        on = {each.stream for each in self._running}
        found = []
        for stream in self._among:
            if storms.is_judged(stream, self._rules) and stream not in on:
                found += self._judged(self._gauge, stream)
        if not found and ANY in self._among and ANY not in on:
            found += map(self._named, self._judged(self._rest(), ANY))
        return found

    def _named(self, found: tuple[str, Figures]) -> tuple[str, Figures]:
        """Return a storm of all complaints as one of the cause that most of them have, where there is one."""
        minutes = found[1].minutes
        for stream in self._gauge.streams():
            _, voices = self._gauge.counts(stream, self._minute - minutes + 1, self._minute)
            most = storms.is_judged(stream, self._rules) and voices >= self._rules.most * found[1].voices
            if most and stream not in {each.stream for each in self._running}:
                told = storms.figures(self._gauge, stream, self._minute, minutes, self._parts(stream))
                return stream, told
        return found

    def _judged(self, gauge: Gauge, stream: str) -> list[tuple[str, Figures]]:
        if gauge.counts(stream, self._minute - HOUR + 1, self._minute)[1] < self._least:
            return []  # the common case asks for no more
        found = storms.raised(gauge, stream, self._minute, self._parts(stream), self._rules)
        return [(stream, found)] if found else []

    @property
    def _least(self) -> int:
        return min(self._rules.least, self._rules.burst)

    def _alike(self) -> tuple[Figures, int] | None:
        """Return the figures of a storm of the same words, with the key they share; told once a minute."""
        on = {each.stream for each in self._running}
        if ANY in on or ALIKE in on or self._gauge.looked == self._minute:
            return None
        since = self._minute - HOUR + 1
        voices = [*self._rest().latest(ANY, since)] if on else [*self._gauge.latest(ANY, since)]
        many, key = (
            storms.same_words(voices, self._rules) if len(voices) >= self._rules.wording else (0, None)
        )
        if key is None:
            return None
        places = len({each.place for each in voices if key in each.keys})
        return Figures(many, many, places, HOUR, 0.0, 0, many, len(voices)), key

    def _rest(self) -> Gauge:
        """Return what was said beside the storms of a cause."""
        causes = [each.stream for each in self._running if each.stream not in (ANY, ALIKE)]
        return self._gauge.without(causes) if causes else self._gauge

    def _parts(self, stream: str) -> Parts:
        if stream == ALIKE:
            return NOTHING, NOTHING
        return parts_of(self._store, self._rules, self._gauge, self._minute, [stream])[stream]

    def _raise(self, stream: str, found: Figures, key: int | None = None) -> None:
        for each in self._taken_over(stream, found):
            self._end(each)
        began = from_ms((self._minute - found.minutes + 1) * _MS)
        with self._store.act(COLLECTOR, Act.STORM_RAISED, self._now):
            storm = Storm(0, stream, StormState.ON, began, self._now, found, key=key)
            self._running.insert(0, shelf.keep(self._store.storms, storm))
        self._gauge.running = [*self._gauge.running, stream]

    def _taken_over(self, stream: str, found: Figures) -> list[Storm]:
        """Return the storms that go by their cause from now on, and nobody has done anything about."""
        broad = (
            each for each in self._running if each.stream in (ANY, ALIKE) and each.state is StormState.ON
        )
        free = [each for each in broad if each.case is None and each.held_at is None]
        if stream in (ANY, ALIKE):
            return []
        since = self._minute - found.minutes + 1
        return [each for each in free if self._most_of(each, since) <= found.voices / self._rules.most]

    def _most_of(self, storm: Storm, since: int) -> int:
        if storm.stream == ANY:
            return self._gauge.counts(ANY, since, self._minute)[1]
        return sum(storm.key in each.keys for each in self._gauge.latest(ANY, since))

    def _end(self, storm: Storm) -> None:
        with self._store.act(COLLECTOR, Act.STORM_OVER, self._now):
            stilled = storm.state is StormState.STILLED
            over = replace(storm, state=StormState.OVER)
            shelf.keep(self._store.storms, over if stilled else replace(over, over_at=self._now))
        self._running = [each for each in self._running if each.id != storm.id]
        self._gauge.running = [each.stream for each in self._running]


def _known(voices: Mapping[int, int], storms: Sequence[Storm], until: int) -> dict[int, int | None]:
    """Return how many voices there were by the hour, and None where one of the storms was."""
    stormy = {each for storm in storms for each in _hours(storm, until)}
    return {**voices, **dict.fromkeys(stormy)}


def _hours(storm: Storm, until: int) -> range:
    """Return the hours of a storm, that of its first complaint and of its last too."""
    end = until if storm.over_at is None else minute_of(storm.over_at) // HOUR
    return range(minute_of(storm.began_at) // HOUR, end + 1)


def _listed(usual: Usual) -> list[float | None]:
    return [usual.expected, usual.peak, usual.spread, usual.weeks, usual.days, usual.loud]
