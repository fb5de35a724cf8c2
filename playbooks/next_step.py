"""The next step of a mention or its case: in one sentence that names the act, and as the words it needs."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime

from casebook.case import Case
from casebook.frozen import frozen
from casebook.kinds import CaseStatus, Decision, Lane
from casebook.mention import KeptMention
from playbooks.circumstances import spell
from playbooks.template import Use


@frozen
class Step:
    """A sentence in which every act stands by its name; whoever shows it knows how the act is done."""

    say: str
    """E.g. "{case.claim} to claim it"; "{owner}" and other names without a dot stand for `about`."""
    about: Mapping[str, str] = field(default_factory=dict)
    idle: str = ""
    """What is said to somebody who can do nothing, where `say` is nothing but acts."""


_SAY = {
    Use.THANKS: Step("say thank you: {case.template} for the words"),
    Use.ACKNOWLEDGE: Step(
        "first word in public: {case.template} for an acknowledgement, then ask what would put it right"
    ),
    Use.ASK: Step("listen before you offer: {case.template} to ask what would put it right"),
    Use.APOLOGY: Step(
        "say how it will be put right, and by when: {case.template} for an apology, {case.reply} to write"
    ),
    Use.PUT_RIGHT: Step(
        "answered: when they say it is right, {case.resolve} to resolve; {case.followup} to look again later"
    ),
}

_FIRST_WORD = Step("first word in public: {case.template} for an acknowledgement; what they want is noted")
"""Where nothing needs to be asked any more."""

_NOBODY = "nobody has it yet"
_DRAFT = Step("finish your draft: {case.reply}; copy it, post it, then {case.posted} for “it is posted”")
_COPIED = Step(
    "your words are copied: post them, then {case.posted} for “it is posted” ({case.reply} to change)"
)


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


def next_step(
    kept: KeptMention, case: Case | None, *, draft: bool, now: datetime, me: str, copied: bool = False
) -> Step:
    """Return what to do next.

    Args:
        kept: The mention in view.
        case: The case it belongs to; None before one is open.
        draft: Whether this responder has words in preparation for it.
        now: What is overdue is measured against it.
        me: The responder; somebody else's claim is somebody else's.
        copied: Whether those words were copied as they are, to be posted.
    """
    if case is None:
        return _of_mention(kept, now)
    if kept.decision is Decision.UNDECIDED and kept.case is not None:
        return _late(kept.due_at, now, _of_echo(case, now))
    use = use_now(kept, case)
    if use is None:
        return Step("resolved: {case.followup} if a ripple needs a look, {case.reopen} to reopen")
    if use is Use.PUT_RIGHT:
        return _late(case.resolve_by, now, _SAY[use])
    mine = (_COPIED if copied else _DRAFT) if draft else None
    return _late(case.due_at, now, _of_open(case, use, mine, now, me))


def _of_echo(case: Case, now: datetime) -> Step:
    """Return the decision an echo asks for: to engage, or to let it rest."""
    number = str(case.id)
    ended = f", resolved {spell(now - case.resolved_at)} ago" if case.resolved_at else ""
    about = {"story": f"#{number}{ended}"}
    rest = "{case.resolve} to let it rest, {case.link} if it is none"
    if case.status is CaseStatus.RESOLVED:
        return Step("an echo of case {story}: {case.reopen} to engage, " + rest, about)
    return Step("perhaps an echo of case {story}: {case.reopen} to take it in, " + rest, about)


def _of_mention(kept: KeptMention, now: datetime) -> Step:
    if kept.decision is Decision.THANKED:
        return Step("thanked: nothing more is owed")
    if kept.decision is Decision.NO_ACTION:
        return Step("let go: {why}", {"why": kept.why}) if kept.why else Step("let go")
    if kept.lane is Lane.PRAISE:
        return _SAY[Use.THANKS]
    first = Step("{queue.open} to open a case, then {case.claim} to claim it", idle=_NOBODY)
    if kept.priority is None:
        first = Step("read it and decide: {queue.open} opens a case, {queue.why} says why it stands here")
    return _late(kept.due_at, now, first)


def _of_open(case: Case, use: Use, words: Step | None, now: datetime, me: str) -> Step:
    if case.owner is None:
        return Step("{case.claim} to claim it, so that nobody else begins", idle=_NOBODY)
    if case.owner != me:
        return Step(_of_another(case, now), {"owner": case.owner})
    if words is not None:
        return words
    known = use is Use.ACKNOWLEDGE and case.wants is not None
    return _FIRST_WORD if known else _SAY[use]


def _of_another(case: Case, now: datetime) -> str:
    if case.claimed_until is not None and case.claimed_until <= now:
        return "{owner}’s claim has run out: {case.claim} to take it over"
    return "{owner} has it: {case.followup} if you see a ripple, {case.history} for the customer’s history"


def _late(due: datetime | None, now: datetime, step: Step) -> Step:
    if due is None or due >= now:
        return step
    return replace(step, say=f"overdue: {step.say}", idle=step.idle and f"overdue: {step.idle}")
