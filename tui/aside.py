"""What is set aside, as words: until when and for what, why it is back, and the next step all the same."""

from collections.abc import Mapping
from datetime import datetime

from casebook.kinds import WakeOn
from casebook.mention import Snooze
from playbooks.next_step import Step, next_step
from tui.figures import when
from tui.matter import Matter

SOONER: Mapping[WakeOn, str] = {WakeOn.ANSWER: "they write", WakeOn.CHANGE: "it changes"}
"""What brings a row back before its time, in few words."""


def until(snooze: Snooze, now: datetime) -> str:
    """Return until when a row is set aside, and why, e.g. "until 14:00 or they write: the courier calls"."""
    sooner = f" or {SOONER[snooze.on]}" if snooze.on else ""
    why = f": {snooze.why}" if snooze.why else ""
    return f"until {when(snooze.until, now)}{sooner}{why}"


def next_words(matter: Matter, now: datetime, me: str) -> Step:
    """Return what to do next about a matter; first that it is set aside, or why it is back."""
    kept = matter.kept
    if kept.snooze is not None:
        late = "the answer is overdue! " if kept.due_at is not None and kept.due_at < now else ""
        aside = {"by": kept.snooze.by, "until": until(kept.snooze, now)}
        return Step(late + "set aside by {by} {until} · {case.snooze} takes it back", aside)
    step = next_step(kept, matter.case, draft=matter.draft, now=now, me=me)
    return Step("back, {back} · " + step.say, {**step.about, "back": kept.back}) if kept.back else step
