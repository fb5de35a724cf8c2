"""A contact point as a line of the health screen, with all there is to know of it."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from textual.content import Content

from casebook.contact import ContactRow
from casebook.frozen import frozen
from casebook.kinds import Standing
from desk.silence import in_words
from tui.health_entry import AGO, STATE, Entry
from tui.rows import age, ago, clock, fitted, joined, plural, when, words

_MARKS = {
    Standing.HEALTHY: ("", ""),
    Standing.DOUBTFUL: ("!", "bold $notice"),
    Standing.BROKEN: ("!!", "bold $late"),
}
_NEW = ("…", "$faint")


@frozen
class ContactEntry:
    """A contact point."""

    row: ContactRow
    wide: int
    """Cells of the longest name."""

    @property
    def id(self) -> str:
        """What it is known by."""
        return f"contact {self.row.name}"

    @property
    def section(self) -> str:
        """The part of the screen it stands in."""
        return "Contact points"

    def line(self, now: datetime, room: int) -> Content:
        """Return the line, with what is wrong and what to do below it."""
        row, (sign, style) = self.row, _MARKS[self.row.standing] if self.row.standing else _NEW
        first = joined(
            [
                words(f"{sign:<3}", style),
                words(fitted(row.name, self.wide), "bold"),
                f"  {fitted(_standing(row, now), STATE)}  ",
                _ago(row.healthy_at, now),
            ]
        )
        below = (words(each, style.removeprefix("bold ")) for each in _sentences(row))
        return joined([first, *below], "\n")

    def details(self, now: datetime) -> Content:
        """Return all there is to know of it."""
        told = (joined([words(f"{label:<9}", "$faint"), said]) for label, said in _facts(self.row, now))
        return joined([words(self.row.name, "bold"), *told], "\n")


def contact_entries(rows: Iterable[ContactRow], wide: int) -> list[Entry]:
    """Return the contact points as lines, in their order: the broken first."""
    return [ContactEntry(row, wide) for row in rows]


def healthy_of(rows: Iterable[ContactRow]) -> str:
    """Return how many of them are healthy, in words; empty where there is none."""
    all_ = [row.standing is Standing.HEALTHY for row in rows]
    return f"{sum(all_)} of {plural(len(all_), 'contact')} healthy" if all_ else ""


def _standing(row: ContactRow, now: datetime) -> str:
    state = row.standing.value if row.standing else "not asked yet"
    since = f" since {when(row.bad_since, now)}" if row.bad_since else ""
    return f"{row.kind.value} {state}{since}"


def _sentences(row: ContactRow) -> list[str]:
    """Return what is wrong and what is to be done, a sentence each."""
    return [row.say, *([f"→ {row.do}"] if row.do else [])] if row.say else []


def _facts(row: ContactRow, now: datetime) -> Iterator[tuple[str, str]]:
    yield "where", row.where
    yield "last ok", f"{when(row.healthy_at, now)}, {ago(row.healthy_at, now)}" if row.healthy_at else "never"
    yield "answers", _answers(row)
    pace = f", every {in_words(timedelta(seconds=row.every))}" if row.every else ""
    asked = f"{when(row.asked_at, now)}, {ago(row.asked_at, now)}" if row.asked_at else "not yet"
    yield "asked", f"{asked}{pace}; next {clock(row.again_at) if _later(row.again_at, now) else 'soon'}"


def _answers(row: ContactRow) -> str:
    """Return how its last answers were, the newest last, and what was wrong with the last bad one."""
    if not row.tried:
        return "none yet"
    signs = "".join("×" if each.fault else "·" for each in row.tried)
    bad = next((each for each in reversed(row.tried) if each.fault), None)
    return f"{signs} (× is bad)" + (f"; the last bad one: {bad.fault}" if bad and not row.say else "")


def _later(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment > now


def _ago(moment: datetime | None, now: datetime) -> str:
    told = "never" if moment is None else age(moment, now)
    return fitted(told if told in ("now", "never") else f"{told} ago", AGO).rstrip()
