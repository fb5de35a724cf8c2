"""What is set aside, as words: until when and for what, why it is back, and the next step all the same."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from casebook.case import Promise
from casebook.kinds import Clock, WakeOn
from casebook.mention import Snooze
from playbooks.next_step import Step, next_step
from tui.figures import countdown, when
from tui.matter import Matter

NEAR = timedelta(hours=2)
"""From when on a promise stands first."""

SOONER: Mapping[WakeOn, str] = {WakeOn.ANSWER: "they write", WakeOn.CHANGE: "it changes"}
"""What brings a row back before its time, in few words."""


_OVERDUE: Mapping[Clock, str] = {
    Clock.FIRST: "the answer is overdue!",
    Clock.NEXT: "the answer is overdue!",
    Clock.RESOLVE: "it should be put right by now!",
}
"""What is overdue, by the clock that `due_at` is of."""


def until(snooze: Snooze, now: datetime) -> str:
    """Return until when a row is set aside, and why, e.g. "until 14:00 or they write: the courier calls"."""
    sooner = f" or {SOONER[snooze.on]}" if snooze.on else ""
    why = f": {snooze.why}" if snooze.why else ""
    return f"until {when(snooze.until, now)}{sooner}{why}"


def next_words(matter: Matter, now: datetime, me: str) -> Step:
    """Return what to do next about a matter; first that it is set aside, or why it is back."""
    kept = matter.kept
    if kept.snooze is not None:
        late = (
            f"{_OVERDUE[kept.clock or Clock.FIRST]} " if kept.due_at is not None and kept.due_at < now else ""
        )
        aside = {"by": kept.snooze.by, "until": until(kept.snooze, now)}
        return Step(late + "set aside by {by} {until} · {case.snooze} takes it back", aside)
    if matter.case is not None and matter.case.merged_into is not None:
        into = {"into": f"#{matter.case.merged_into}"}
        return Step("part of case {into}, where it is worked on · {case.link} cuts it off again", into)
    step = next_step(kept, matter.case, draft=matter.draft, copied=matter.copied, now=now, me=me)
    if matter.owed and matter.owed[0].due_at <= now + NEAR:
        return _first_keep(matter.owed[0], step, now)
    return _before("back, {back} · ", step, {"back": kept.back}) if kept.back else step


def _first_keep(promise: Promise, step: Step, now: datetime) -> Step:
    """Return the step with what was promised before it."""
    first = "{promised}: {app.go go.promises} says what became of it · "
    return _before(first, step, {"promised": promised(promise, now)})


def _before(first: str, step: Step, about: Mapping[str, str]) -> Step:
    """Return a step with something said before it."""
    return Step(first + step.say, {**step.about, **about}, step.idle and first + step.idle)


def promised(promise: Promise, now: datetime) -> str:
    """Return a promise with its time, e.g. "promised by 14:00: a refund", "promise 10m overdue: a refund"."""
    left = countdown(promise.due_at, now)
    if left.startswith("−"):
        return f"promise {left[1:]} overdue: {promise.what}"
    return f"promised by {when(promise.due_at, now)}: {promise.what}"
