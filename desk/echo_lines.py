"""What a case's timeline says of the echoes that came to it, and of what was decided of them."""

from casebook.event import Change, Event
from casebook.kinds import Decision
from playbooks.echoes import KEY


def joined(event: Event) -> str:
    """Return what is said of a voice that joined by itself."""
    why = _why(event)
    return f"it has a voice more: {why}" if why else "somebody wrote again in the thread"


def echoed(event: Event) -> str:
    """Return what is said of an echo that waits for a decision."""
    why = _why(event)
    return f"an echo came in: {why}" if why else "an echo came in"


def parted(event: Event) -> str:
    """Return what is said of a copy, or an echo, that was parted."""
    left = any(each.table == "mentions" and _left(each) for each in event.changes)
    return f"parted {'an echo' if left else 'a copy'}: it is heard by itself"


def reopened(event: Event) -> str:
    """Return what is said of a case that was taken up again."""
    many = sum(each.table == "mentions" and _entered(each) for each in event.changes)
    echoes = "" if not many else " with an echo of it" if many == 1 else f" with {many} echoes of it"
    return f"took it up again{echoes}"


def _why(event: Event) -> str:
    """Return the sign by which a mention was put to the case by itself; empty where none was."""
    told = (each for each in event.changes if each.table == "mentions")
    return next(filter(None, map(_sign, told)), "")


def _sign(change: Change) -> str:
    reasons = ((change.now or {}).get("reasons") or ()) if _came(change) else ()
    return next((each["what"] for each in reasons if str(each.get("key", "")).startswith(KEY)), "")


def _came(change: Change) -> bool:
    return (change.now or {}).get("case") not in (None, (change.was or {}).get("case"))


def _entered(change: Change) -> bool:
    was, now = ((each or {}).get("decision") for each in (change.was, change.now))
    return now == Decision.IN_CASE != was


def _left(change: Change) -> bool:
    """Return whether a mention that was a copy of nothing has left its case."""
    was, now = change.was or {}, change.now or {}
    return was.get("case") is not None and now.get("case") is None and was.get("copy_of") is None
