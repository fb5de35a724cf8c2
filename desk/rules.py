"""Which act fits which status of a case, and whether somebody else's claim is in the way: one table."""

from collections.abc import Mapping
from datetime import datetime

from casebook.case import Case
from casebook.frozen import frozen
from casebook.kinds import CaseStatus
from desk.acts import Act
from desk.errors import Refused

LIVE = frozenset({CaseStatus.OPEN, CaseStatus.WAITING})
ANY = frozenset(CaseStatus)


@frozen
class Rule:
    """When an act on a case is allowed."""

    when: frozenset[CaseStatus]
    hands_off: bool = False
    """Whether somebody else's running claim forbids it."""
    otherwise: str = "is resolved: reopen it first"
    """What is said when the status does not fit, after "case #7"."""


RULES: Mapping[Act, Rule] = {
    Act.CLAIM: Rule(LIVE, hands_off=True),
    Act.RELEASE: Rule(LIVE, hands_off=True),
    Act.NOTE: Rule(ANY),
    Act.FOLLOW_UP: Rule(ANY),
    Act.POST: Rule(LIVE, hands_off=True),
    Act.RECORD: Rule(ANY),
    Act.RESOLVE: Rule(LIVE, hands_off=True, otherwise="is resolved already"),
    Act.LINK: Rule(LIVE, hands_off=True),
    Act.RAISE: Rule(frozenset({*LIVE, CaseStatus.RESOLVED})),
    Act.PROMISE: Rule(LIVE),
    Act.REACH: Rule(LIVE),
    Act.SNOOZE: Rule(LIVE, hands_off=True),
    Act.WAKE: Rule(LIVE, hands_off=True),
    Act.REOPEN: Rule(frozenset({CaseStatus.WAITING, CaseStatus.RESOLVED}), otherwise="is open already"),
}


def check(act: Act, case: Case, by: str, now: datetime) -> None:
    """Let an act pass, or say in a sentence why not.

    Raises:
        Refused: The case's status or somebody else's claim is in the way.
    """
    rule = RULES[act]
    if case.status is CaseStatus.MERGED and case.status not in rule.when:
        raise Refused(f"case #{case.id} is part of case #{case.merged_into}: act on that one")
    if case.status not in rule.when:
        raise Refused(f"case #{case.id} {rule.otherwise}")
    holder = held_by(case, now)
    if rule.hands_off and holder not in (None, by):
        raise Refused(f"{holder} has case #{case.id} for another {_left(case, now)}")


def held_by(case: Case, now: datetime) -> str | None:
    """Return who has the case now; a claim that ran out holds nothing."""
    if case.owner is None or case.claimed_until is None or case.claimed_until <= now:
        return None
    return case.owner


def _left(case: Case, now: datetime) -> str:
    minutes = 0 if case.claimed_until is None else -(-int((case.claimed_until - now).total_seconds()) // 60)
    return "minute" if minutes <= 1 else f"{minutes} minutes"
