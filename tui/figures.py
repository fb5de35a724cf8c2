"""Times and figures as a responder reads them; the one place where a time becomes the local one.

Nothing here paints, so the plain front says them in the same words as the screens.
"""

from datetime import datetime, timedelta

from casebook.durations import span


def age(then: datetime | None, now: datetime) -> str:
    """Return how long ago something was, or "?" when nobody knows."""
    return "?" if then is None else span(now - then)


def ago(then: datetime | None, now: datetime) -> str:
    """Return how long ago something was, in words: "3m ago", "just now", "nobody knows when"."""
    if then is None:
        return "nobody knows when"
    length = span(now - then)
    return "just now" if length == "now" else f"{length} ago"


def countdown(due: datetime | None, now: datetime) -> str:
    """Return the time left, with a minus sign when it is overdue; empty when nothing is due."""
    if due is None:
        return ""
    left = due - now
    return ("−" if left <= -timedelta(minutes=1) else "") + span(left)


def minute(moment: datetime) -> datetime:
    """Return a time without its seconds: ages are told in minutes, and change with these."""
    return moment.replace(second=0, microsecond=0)


def clock(moment: datetime | None) -> str:
    """Return the local time of day, "—:—" when it has not come to that."""
    return "—:—" if moment is None else f"{moment.astimezone():%H:%M}"


def day(moment: datetime | None) -> str:
    """Return the local date and time, e.g. "20 Nov 22:14"."""
    return "—" if moment is None else f"{moment.astimezone():%d %b %H:%M}"


def hour_of_week(moment: datetime) -> str:
    """Return the local hour of the week, e.g. "Monday 9–10"."""
    local = moment.astimezone()
    return f"{local:%A} {local.hour}–{local.hour + 1}"


def when(moment: datetime, now: datetime) -> str:
    """Return the time of day today, else the date with it."""
    same = moment.astimezone().date() == now.astimezone().date()
    return clock(moment) if same else day(moment)


def count(number: int | None) -> str:
    """Return a count in at most five characters, e.g. "4.2k"; "?" when it is unknown."""
    if number is None:
        return "?"
    for letter, size in (("M", 1_000_000), ("k", 1_000)):
        if number >= size:
            return f"{number / size:.1f}".rstrip("0").rstrip(".") + letter
    return str(number)


def plural(number: int, noun: str, many: str = "") -> str:
    """Return the number with its noun, e.g. "1 mention", "3 mentions"."""
    return f"{number} {noun if number == 1 else many or noun + 's'}"
