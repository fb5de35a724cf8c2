"""How far a story has travelled, in words: its rung, what put it there, what it asks for, what is next."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from casebook.case import Case
from casebook.kinds import CaseStatus
from casebook.mention import KeptMention
from desk.climbing import rung
from playbooks.ladder import rung_of
from playbooks.playbook import Playbook
from playbooks.rungs import POSTED, TOP
from tui.figures import when

MARK = "↑"
"""Stands before the rung of a story that others have passed on."""
_ROOM = 40
"""Cells for what is said of a row, from which on the mark has its word."""


def rung_line(case: Case, playbook: Playbook) -> str:
    """Return the rung of a case and its name: "rung 2 of 5: shared"."""
    return f"rung {case.rung} of {TOP}: {playbook.ladder.rungs[case.rung].name}"


def rung_mark(kept: KeptMention, cells: int) -> str:
    """Return what a row shows of its rung: a mark, and a word where there is room; nothing of most."""
    number = rung(kept)
    if number == POSTED:
        return ""
    mark = MARK if number > POSTED else ""
    return f"{mark} rung {number} · ".lstrip() if cells >= _ROOM else f"{mark}{number} "


def rung_facts(case: Case, playbook: Playbook, now: datetime) -> Iterator[tuple[str, str]]:
    """Yield what there is to say of it with labels: the rung, since when and why, what it asks, the next.

    Of a case that has ended only the rung is said: it asks for nothing now.
    """
    rungs = playbook.ladder.rungs
    yield "story", rung_line(case, playbook)
    if case.rung_why and case.rung_at:
        yield "since", f"{when(case.rung_at, now)}, {case.rung_why}"
    if case.status is CaseStatus.RESOLVED:
        return
    yield "asks now", rungs[case.rung].asks
    if case.rung < TOP:
        yield "next", f"{case.rung + 1}, {rungs[case.rung + 1].name}. {rungs[case.rung].plan}"


def rung_alone(kept: KeptMention, playbook: Playbook) -> str:
    """Return why a mention that has no case is on its rung, in words."""
    placed = rung_of(kept.mention, playbook.ladder, kept.page)
    return placed.why if placed.rung == rung(kept) else "by what stands behind its row"


def rung_fact(kept: KeptMention, playbook: Playbook) -> tuple[str, str]:
    """Return the rung of a mention that has no case, with its label."""
    number = rung(kept)
    name = playbook.ladder.rungs[number].name
    return "story", f"rung {number} of {TOP}: {name}, {rung_alone(kept, playbook)}"


def rung_document(kept: KeptMention, case: Case | None, playbook: Playbook) -> dict[str, Any]:
    """Return the same of a case, or of a mention that has none, for JSON."""
    number = rung(kept) if case is None else case.rung
    why = rung_alone(kept, playbook) if case is None else case.rung_why
    of = playbook.ladder.rungs[number]
    return {"number": number, "name": of.name, "why": why, "asks": of.asks, "plan": of.plan or None}
