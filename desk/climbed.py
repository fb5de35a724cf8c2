"""What an event says of a story's rung: from where it climbed to where, and why. Pure."""

from collections.abc import Iterator

from casebook.event import Change, Event
from desk.acts import Act
from playbooks.playbook import Playbook
from playbooks.rungs import POSTED, TOP

_BY_ITSELF = (Act.CLIMBED, Act.RAISE)


def climbed(event: Event, playbook: Playbook | None = None) -> str:
    """Return what an act that only has a story climb says."""
    moves = list(_moves(event))
    if not moves:
        return "the story climbed"
    moved = moves[-1]  # the case may have been opened by the same key
    now = moved.now or {}
    who = "put the story on" if event.act == Act.RAISE else "the story climbed to"
    began = f" (it was on {moved.was['rung']})" if moved.was else ""
    return f"{who} {_rung(now['rung'], playbook)}{began}{_why(now.get('rung_why'))}"


def besides(event: Event, playbook: Playbook | None) -> str:
    """Return what another act says of a story that climbed, or fell back, by it; empty where it did not."""
    if event.act in _BY_ITSELF:
        return ""
    told = [(each.id, (each.now or {})["rung"]) for each in _moves(event) if each.was or _high(each)]
    return "".join(f"; the story of case #{case} is on {_rung(rung, playbook)}" for case, rung in told)


def _high(change: Change) -> bool:
    return int((change.now or {})["rung"]) > POSTED


def _moves(event: Event) -> Iterator[Change]:
    for each in event.changes:
        was, now = (each.was or {}).get("rung"), (each.now or {}).get("rung")
        if each.table == "cases" and now is not None and was != now:
            yield each


def _rung(number: int, playbook: Playbook | None) -> str:
    name = f", {playbook.ladder.rungs[number].name}" if playbook is not None else ""
    return f"rung {number} of {TOP}{name}"


def _why(why: str | None) -> str:
    return f": {why}" if why else ""
