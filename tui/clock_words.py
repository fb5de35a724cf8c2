"""Clocks as words: which one runs, on a row and on a case, and why it stands where it stands."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from casebook.case import Case
from casebook.kinds import CaseStatus, Clock
from casebook.mention import KeptMention
from playbooks.clock_story import Told
from playbooks.clocks import clock_of
from sources.text import clean_line
from tui.figures import countdown, day, when

MARKS: Mapping[Clock, str] = {Clock.REACH: "R", Clock.FIRST: "", Clock.NEXT: "N", Clock.RESOLVE: "E"}
"""What stands before the time left: within Reach, our Next word, the End; our first word has none."""

MOMENT = 12
"""Cells of a moment."""
_ROOM = 5
"""Cells of the column."""


def due_cell(row: KeptMention, now: datetime) -> str:
    """Return the time left until a row's first clock runs out, with that clock's mark if there is room."""
    left = countdown(row.runs_out, now)
    mark = MARKS[clock_of(row)] if left else ""
    return f"{mark}{left.rjust(_ROOM - len(mark))}" if mark and len(left) < _ROOM else left


def pressing(case: Case, now: datetime) -> list[str]:
    """Return what presses on a case, e.g. "within reach until 22:00", "answer due in 9m"."""
    return [each for each in (reach_line(case, now), _word(case, now), _late(case, now)) if each]


def _late(case: Case, now: datetime) -> str:
    left = countdown(case.resolve_by, now)
    return f"put right {left[1:]} overdue" if left.startswith("−") else ""


def reach_line(case: Case, now: datetime) -> str:
    """Return until when the customer of a case is within reach, or was; nothing where nobody knows."""
    if case.reach_by is None or case.status is CaseStatus.RESOLVED:
        return ""
    told = "within reach until" if case.reach_by > now else "was within reach until"
    return f"{told} {when(case.reach_by, now)}"


def _word(case: Case, now: datetime) -> str:
    if case.due_at is None:
        return ""
    left = countdown(case.due_at, now)
    return f"{left[1:]} overdue" if left.startswith("−") else f"answer due in {left}"


def story_lines(told: Iterable[Told]) -> list[str]:
    """Return the steps of a clock's story as lines: the moment, then what it tells of."""
    return [f"{moment(each.at)}  {clean_line(each.say)}" for each in told]


def moment(at: datetime | None) -> str:
    """Return a moment in its column; blanks where there is none."""
    return ("" if at is None else day(at)).ljust(MOMENT)
