"""A storm in words and lines: what it is of, why it is one, and whether anything changes. Nothing paints."""

from collections.abc import Sequence
from datetime import datetime

from casebook.kinds import StormState
from casebook.storm import ALIKE, ANY, Figures, Storm
from desk.gauging import minute_of
from desk.storm_room import Banner, Room, Tick
from playbooks.playbook import Playbook
from tui.figures import clock, hour_of_week, plural, when
from tui.spark import narrowed, spark

SIGN = "▲"
HOUR = 60
_LABEL, _SAID = 10, 46
"""Cells before the marks, and behind them."""


def named(stream: str) -> str:
    """Return what a storm is of, in a word or two."""
    return {ANY: "any cause", ALIKE: "the same words"}.get(stream, stream)


def banner_words(banner: Banner) -> str:
    """Return a storm as the line below the header says it, without the key."""
    usual = "" if banner.usual is None else f" (usual {_about(banner.usual)})"
    more = f" · and {banner.others} more" if banner.others else ""
    held = " · replies held" if banner.held else ""
    people = plural(banner.voices, "person", "people")
    return f"{SIGN} storm: {named(banner.stream)} · {people} in {banner.minutes} min{usual}{held}{more}"


def reason(stream: str, figures: Figures, at: datetime) -> str:
    """Return why that many are a storm, in words.

    Args:
        stream: Of which cause.
        figures: What was counted.
        at: The end of the minutes that were counted.
    """
    many = f"{plural(figures.complaints, 'complaint')}{_of(stream)} in {plural(figures.minutes, 'minute')}"
    who = f"{plural(figures.voices, 'person', 'people')}, {plural(figures.places, 'place')}"
    same = (
        f"; {figures.alike} of the {figures.looked} newest say nearly the same" if figures.alike > 1 else ""
    )
    return f"{many}; {_usual(stream, figures, at)}; {who}{same}"


def now_said(figures: Figures) -> str:
    """Return how many complain now, and in how long."""
    people = plural(figures.voices, "person", "people")
    return f"now {people} in {plural(figures.minutes, 'minute')}"


def since_said(room: Room) -> str:
    """Return how many have complained since a storm began."""
    people = plural(room.people, "person", "people")
    return f"since it began about {people} in {plural(room.places, 'place')}"


def crowd(room: Room) -> str:
    """Return how many complain now, while a storm is on, and how many have since it began."""
    return since_said(room) if room.figures is None else f"{now_said(room.figures)} · {since_said(room)}"


def standing(storm: Storm, now: datetime) -> str:
    """Return since when a storm is on, or until when it was."""
    since = f"since {when(storm.began_at, now)}, raised {clock(storm.raised_at)}"
    if storm.state is StormState.ON or storm.over_at is None:
        return f"on {since}"
    by = f" ({storm.over_by} said {'it was none' if storm.ordinary else 'so'})" if storm.over_by else ""
    return f"over {when(storm.over_at, now)}{by}; on {since}"


def umbrella(room: Room) -> str:
    """Return which case stands for the storm, and whether replies wait, without the keys."""
    case = "no case stands for it yet"
    if room.case is not None:
        case = f"case #{room.case.id} stands for it, {room.case.owner or 'nobody'} has it"
    held = ""
    if room.storm is not None and room.storm.held_at is not None:
        held = f" · ordinary replies held by {room.storm.held_by} since {clock(room.storm.held_at)}"
    return case + held


def umbrella_key(room: Room, me: str) -> str:
    """Return what the key that takes a storm's case does now."""
    if room.case is None:
        return "opens it here"
    return "keeps it longer" if room.case.owner == me else "claims it"


def changes(room: Room, cells: int, *, plain: bool = False) -> list[str]:
    """Return the lines that show whether anything changes: volume against the usual, and two sorts of words.

    Args:
        room: What was counted, hour by hour.
        cells: Cells of a line.
        plain: Whether to draw in letters.
    """
    ticks = room.ticks
    volume = [float(each.voices) for each in ticks]
    usual = [each.usual or 0.0 for each in ticks]
    wide = max(cells - _LABEL - _SAID, 12)
    drawn = [narrowed(each, wide) for each in (volume, usual)]
    top = max((*drawn[0], *drawn[1], 1.0))
    hour = plural(-(-len(ticks) // wide), "hour")
    lines = [("people", spark(drawn[0], top, plain=plain), f"{_now(volume)} this hour; {hour} a mark")]
    if (now := ticks[-1].usual if ticks else None) is not None:
        lines.append(("usual", spark(drawn[1], top, plain=plain), f"{_about(now)} in such an hour"))
    tones = {"let down": [each.hard for each in ticks], "pleased": [each.kind for each in ticks]}
    for name, figures in tones.items():
        marks = spark(narrowed([float(each) for each in figures], wide), plain=plain)
        lines.append((name, marks, _tones(room.storm, ticks, figures)))
    return [f"{name:<{_LABEL}}{marks}  {said}" for name, marks, said in lines]


def plan_lines(playbook: Playbook) -> list[str]:
    """Return the playbook's plan, a numbered step a line."""
    return [f"{number}. {step}" for number, step in enumerate(playbook.storm.plan, 1)]


def _tones(storm: Storm | None, ticks: Sequence[Tick], words: Sequence[int]) -> str:
    """Return how many such words stood in ten mentions before, during and after."""
    parts = _spans(storm, ticks)
    told = []
    for name, inside in parts:
        mentions = sum(each.mentions for each, here in zip(ticks, inside, strict=True) if here)
        said = sum(each for each, here in zip(words, inside, strict=True) if here)
        if mentions:
            told.append(f"{10 * said / mentions:.0f} {name}")
    return f"words in 10 mentions: {', '.join(told)}" if told else "nothing was counted yet"


def _spans(storm: Storm | None, ticks: Sequence[Tick]) -> list[tuple[str, list[bool]]]:
    if storm is None:
        return [("now", [True] * len(ticks))]
    first = minute_of(storm.began_at) // HOUR
    last = minute_of(storm.over_at) // HOUR if storm.over_at else max(each.hour for each in ticks)
    return [
        ("before", [each.hour < first for each in ticks]),
        ("during", [first <= each.hour <= last for each in ticks]),
        ("after", [each.hour > last for each in ticks]),
    ]


def _of(stream: str) -> str:
    if stream == ALIKE:
        return " in nearly the same words"
    return f" about {stream}" if stream != ANY else ""


def _usual(stream: str, figures: Figures, at: datetime) -> str:
    if stream == ALIKE:
        return "so many never say the same by chance"
    if figures.usual is None:
        return "what is usual is not known yet"
    known = f" ({plural(figures.weeks, 'week')})" if figures.weeks else " (as far as the first days tell)"
    return f"usual for a {hour_of_week(at)} is {_about(figures.usual)}{known}"


def _about(figure: float) -> str:
    return f"{figure:.0f}" if figure >= 1 or figure == 0 else "under 1"


def _now(volume: Sequence[float]) -> str:
    return f"{volume[-1]:.0f}" if volume else "0"
