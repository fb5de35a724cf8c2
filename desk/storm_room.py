"""What the storm room and the banner show: figures, members in a window, volume and words by the hour."""

from collections.abc import Sequence
from datetime import datetime

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.case import Case
from casebook.frozen import frozen
from casebook.gauge import SPAN, Gauge
from casebook.hour import Hour, about, both
from casebook.kinds import StormState
from casebook.mention import KeptMention
from casebook.query.values import NOBODY
from casebook.rhythm import WEEK
from casebook.store.store import Store
from casebook.storm import ALIKE, ANY, Figures, Storm
from desk import shelf, storms, watching
from desk.gauging import gauge_of, minute_of
from desk.storm_members import in_any, in_storm
from playbooks.playbook import Playbook
from playbooks.storms import HOUR, StormRules, figures

MEMBERS = 100
"""Members that are shown at a time, the newest first."""
_BEFORE, _LONGEST = 12, 48
"""Hours drawn before a storm began, and hours drawn at most."""


@frozen
class Banner:
    """The line below the header of every screen."""

    stream: str
    voices: int
    """Different people, in the last `minutes`."""
    minutes: int
    usual: float | None
    """How many that usually are."""
    others: int
    """Further storms."""
    held: bool
    """Whether ordinary replies wait."""
    members: QueryInstance = NOBODY
    """The query for the members of all that are on."""


@frozen
class Tick:
    """One hour as it is drawn."""

    hour: int
    """Counted from 1970, UTC."""
    voices: int
    """Of the storm's stream."""
    usual: float | None
    mentions: int
    """Of all that was said."""
    hard: int
    kind: int


@frozen
class Room:
    """All the storm room shows."""

    storm: Storm | None
    """The newest that is on, else the last there was."""
    others: tuple[Storm, ...]
    """Further storms that are on."""
    figures: Figures | None
    """Of the last minutes, where one is on."""
    case: Case | None
    """The umbrella, while it is worked on."""
    members: tuple[KeptMention, ...]
    """The newest first, so many at most."""
    older: tuple[int, int] | None
    """Behind which further members stand, as `room_of` takes it; None: these are the last."""
    people: int
    """About how many people have complained since it began: never fewer than were counted one by one."""
    places: int
    ticks: tuple[Tick, ...]
    """Hour by hour, the last one is this hour."""


def banner_of(store: Store, now: datetime) -> Banner | None:
    """Return the line of the newest storm that is on; None where there is none, as one look tells."""
    found = on_now(store)
    if not found:
        return None
    storm, gauge, minute = found[0], gauge_of(store), minute_of(now)
    minutes = _since(storm, minute)
    voices = gauge.counts(storm.stream, minute - minutes + 1, minute)[1]
    if storm.stream == ALIKE:
        told = gauge.latest(ANY, minute - minutes + 1)
        voices = sum(storm.key in each.keys for each in told)
    usual = None if storm.figures.usual is None else storm.figures.usual * minutes / storm.figures.minutes
    held = storm.held_at is not None
    return Banner(storm.stream, voices, minutes, usual, len(found) - 1, held, in_any(found))


def on_now(store: Store) -> list[Storm]:
    """Return the storms that are on, the newest first."""
    live = where("state") == StormState.ON.value
    return shelf.records(Storm, store.storms.select(live, order="-"))


def room_of(
    store: Store,
    playbook: Playbook,
    now: datetime,
    number: int | None = None,
    behind: tuple[int, int] | None = None,
) -> Room:
    """Return what the storm room shows.

    Without a storm, now or before, it shows all complaints: is anything changing? (rule J8)

    Args:
        store: Where it is.
        playbook: What is usual, and the plan.
        now: When.
        number: Of which storm; None: of the newest that is on, else the last.
        behind: Which members: those behind this one, by when it was written and its id; None: the newest.
    """
    on = on_now(store)
    storm = storms.storm_of(store, number) if number else (on or _last(store) or [None])[0]
    stream = storm.stream if storm and storm.stream != ALIKE else ANY
    gauge, minute = gauge_of(store), minute_of(now)
    ticks = _ticks(store, playbook.storm, stream, storm, minute // HOUR)
    among, older = members(store, storm, behind) if storm else ([], None)
    now_said = _figures(store, playbook.storm, gauge, storm, minute)
    counted = [each for each in (now_said, storm.figures if storm else None) if each is not None]
    return Room(
        storm=storm,
        others=tuple(each for each in on if storm is None or each.id != storm.id),
        figures=now_said,
        case=storms.umbrella(store, storm) if storm else None,
        members=tuple(among),
        older=older,
        people=max(_crowd(store, storm, "authors"), *(each.voices for each in counted), 0),
        places=max(_crowd(store, storm, "places"), *(each.places for each in counted), 0),
        ticks=tuple(ticks),
    )


def members(
    store: Store, storm: Storm, behind: tuple[int, int] | None = None
) -> tuple[list[KeptMention], tuple[int, int] | None]:
    """Return the newest members of a storm by when they were written, or those behind one; then the last one.

    That is where further ones begin; None where there are none.
    """
    found = store.mentions.select(in_storm(storm), order="-created_at", limit=MEMBERS + 1, after=behind)
    among = found[:MEMBERS]
    last = (among[-1]["created_at"], among[-1].doc_id) if len(found) > MEMBERS else None
    return shelf.mentions(among), last


def past(store: Store, limit: int = 20) -> list[Storm]:
    """Return the last storms, the newest first, those that are on among them."""
    return shelf.records(Storm, store.storms.select(order="-", limit=limit))


def _last(store: Store) -> Sequence[Storm | None]:
    return past(store, 1)


def _since(storm: Storm, minute: int) -> int:
    """Return the minutes since a storm began, an hour at most."""
    return min(max(minute - minute_of(storm.began_at) + 1, 1), HOUR)


def _figures(
    store: Store, rules: StormRules, gauge: Gauge, storm: Storm | None, minute: int
) -> Figures | None:
    """Return what was said in the last minutes of a storm that is on, or in the last hour where none was."""
    if storm is not None and (storm.state is not StormState.ON or storm.stream == ALIKE):
        return None
    gauge.forget(minute - SPAN)
    stream = storm.stream if storm else ANY
    parts = watching.parts_of(store, rules, gauge, minute, [stream])[stream]
    return figures(gauge, stream, minute, _since(storm, minute) if storm else HOUR, parts)


def _ticks(store: Store, rules: StormRules, stream: str, storm: Storm | None, hour: int) -> list[Tick]:
    """Return the hours to draw, from before a storm began until now, or half a day after it."""
    first, last = hour - _BEFORE * 2, hour
    if storm is not None:
        first = minute_of(storm.began_at) // HOUR - _BEFORE
        over = storm.over_at or None
        last = hour if over is None else min(hour, minute_of(over) // HOUR + _BEFORE)
    first = max(first, last - _LONGEST + 1)
    told = {each.hour: each for each in _between(store, first, last)}
    usual = _usual(store, rules, stream, first, last)
    return [_tick(each, stream, usual.get(each), told.get(each)) for each in range(first, last + 1)]


def _tick(hour: int, stream: str, usual: float | None, told: Hour | None) -> Tick:
    known = told or Hour(0, hour)
    every = known.of(ANY)
    return Tick(hour, known.of(stream).voices, usual, every.mentions, every.hard, every.kind)


def _usual(store: Store, rules: StormRules, stream: str, first: int, last: int) -> dict[int, float]:
    """Return what is usual in some hours: the middle of the same hours of the weeks before."""
    spans = ((first - WEEK * back, last - WEEK * back) for back in range(1, rules.weeks + 1))
    weeks = [{each.hour: each.of(stream).voices for each in _between(store, *span)} for span in spans]
    found = {}
    for hour in range(first, last + 1):
        same = [week.get(hour - WEEK * back, 0) for back, week in enumerate(weeks, 1) if week]
        if same:
            found[hour] = float(sorted(same)[len(same) // 2])
    return found


def _between(store: Store, first: int, last: int) -> list[Hour]:
    asked = (where("hour") >= first) & (where("hour") <= last)
    return shelf.records(Hour, store.hours.select(asked, order="hour"))


def _crowd(store: Store, storm: Storm | None, what: str) -> int:
    """Return about how many people, or places, the hours of a storm have had."""
    if storm is None:
        return 0
    stream = ANY if storm.stream == ALIKE else storm.stream
    first = minute_of(storm.began_at) // HOUR
    last = first + _LONGEST if storm.over_at is None else minute_of(storm.over_at) // HOUR
    sketch = "0"
    for each in _between(store, first, min(last, first + _LONGEST)):
        sketch = both(sketch, str(getattr(each.of(stream), what)))
    return about(sketch)
