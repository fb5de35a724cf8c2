"""The next step of a mention or its case: in one sentence that names the key, and as the words it needs."""

from datetime import datetime

from casebook.case import Case
from casebook.kinds import CaseStatus, Decision, Lane
from casebook.mention import KeptMention
from playbooks.template import Use

_SAY = {
    Use.THANKS: "say thank you: t for the words",
    Use.ACKNOWLEDGE: "first word in public: t for an acknowledgement, then ask what would put it right",
    Use.ASK: "listen before you offer: t to ask what would put it right",
    Use.APOLOGY: "say how it will be put right, and by when: t for an apology, r to write",
    Use.PUT_RIGHT: "answered: when they say it is right, x to resolve; f to look again later",
}


def use_now(kept: KeptMention, case: Case | None) -> Use | None:
    """Return which words are needed now; None once the case is resolved."""
    if case is not None and case.status is CaseStatus.RESOLVED:
        return None
    if case is not None and case.status is CaseStatus.WAITING:
        return Use.PUT_RIGHT
    return Use.THANKS if kept.lane is Lane.PRAISE else _owed(case)


def _owed(case: Case | None) -> Use:
    """Return the word of an open case: first that we have seen it, then what they want, then the remedy."""
    if case is None or case.acknowledged_at is None:
        return Use.ACKNOWLEDGE
    return Use.ASK if case.wants is None else Use.APOLOGY


def next_step(kept: KeptMention, case: Case | None, *, draft: bool, now: datetime, me: str) -> str:
    """Return what to do next.

    Args:
        kept: The mention in view.
        case: The case it belongs to; None before one is open.
        draft: Whether this responder has words in preparation for it.
        now: What is overdue is measured against it.
        me: The responder; somebody else's claim is somebody else's.
    """
    if case is None:
        return _of_mention(kept, now)
    use = use_now(kept, case)
    if use is None:
        return "resolved: f if a ripple needs a look, X to reopen"
    if use is Use.PUT_RIGHT:
        return _SAY[use]
    return _late(case.due_at, now) + _of_open(case, use, draft, now, me)


def _of_mention(kept: KeptMention, now: datetime) -> str:
    if kept.decision is Decision.THANKED:
        return "thanked: nothing more is owed"
    if kept.decision is Decision.NO_ACTION:
        return f"let go: {kept.why}" if kept.why else "let go"
    if kept.lane is Lane.PRAISE:
        return _SAY[Use.THANKS]
    late = _late(kept.due_at, now)
    if kept.priority is None:
        return late + "read it and decide: ⏎ opens a case, w says why it stands here"
    return late + "⏎ to open a case, then a to claim it"


def _of_open(case: Case, use: Use, draft: bool, now: datetime, me: str) -> str:
    if case.owner is None:
        return "a to claim it, so that nobody else begins"
    if case.owner != me:
        return _of_another(case, now)
    if draft:
        return "finish your draft: r; copy it, post it, then i for “it is posted”"
    return _SAY[use]


def _of_another(case: Case, now: datetime) -> str:
    if case.claimed_until is not None and case.claimed_until <= now:
        return f"{case.owner}’s claim has run out: a to take it over"
    return f"{case.owner} has it: f if you see a ripple, u for the customer’s history"


def _late(due: datetime | None, now: datetime) -> str:
    return "overdue: " if due is not None and due < now else ""
