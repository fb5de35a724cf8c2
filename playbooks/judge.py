"""What first, and why: the verdict on one mention, from nothing but the mention, the playbook and now."""

from datetime import datetime

from casebook.kinds import Blame, CustomerKind, MentionKind, Portal
from casebook.mention import Mention, Reason
from playbooks.circumstances import circumstances, stars_of
from playbooks.double import double_evidence
from playbooks.playbook import Playbook
from playbooks.quote import around, in_line
from playbooks.rules import Facet, Reading
from playbooks.tokens import LONGEST
from playbooks.verdict import Verdict

_BLAMES = ((Blame.GREED, Facet.GREED), (Blame.INTENTIONAL, Facet.INTENTIONAL))
_FALLS_SHORT = (Facet.COMPLAINT, Facet.HARM, Facet.ABUSE, Facet.GREED, Facet.INTENTIONAL)
_MISTAKE = (Blame.UNINTENTIONAL, Facet.UNINTENTIONAL)
_UNDER_ANOTHER = (MentionKind.COMMENT, MentionKind.ANSWER)
_CLEAR = 2
"""From this weight on the words of a rule are worth showing for themselves."""


def judge(
    mention: Mention, *, customer: CustomerKind, known: bool, playbook: Playbook, now: datetime
) -> Verdict:
    """Return the verdict on a mention.

    Args:
        mention: What was said, and what its source tells about it.
        customer: Which kind of customer the author is, or may be.
        known: Whether somebody has confirmed who the author is.
        playbook: Word lists, weights and times.
        now: When the mention was seen.
    """
    reading = playbook.rules.read(_said(mention))
    double = double_evidence(reading, playbook.double_within)
    praise, complaint = _praise(reading, mention), double is not None or _complaint(reading, mention)
    blame = _blame(reading)
    reasons = _from_words(reading, complaint, double, blame, playbook)
    if complaint:
        reasons += circumstances(mention, customer, known, playbook.weights, now)
    elif praise:
        reasons = [_reason(reading, Facet.PRAISE, 0, "they are pleased with us"), *reasons]
    points = sum(reason.points for reason in reasons)
    priority = _priority(points, complaint, reading.holds(Facet.QUESTION) and not praise, playbook)
    return Verdict(
        priority=priority,
        reasons=tuple(sorted(reasons, key=lambda reason: -reason.points)),
        points=points,
        praise=praise and not complaint,
        double=double is not None,
        complaint=complaint,
        specific=complaint and reading.holds(Facet.SPECIFIC),
        abusive=reading.holds(Facet.ABUSE),
        blame=blame,
        due_at=(mention.created_at or now) + playbook.within(priority),
    )


def _said(mention: Mention) -> str:
    """Return the author's own words: the title above a comment is somebody else's."""
    if mention.title and mention.kind not in _UNDER_ANOTHER:
        return f"{mention.title}\n{mention.text}"[:LONGEST]
    return mention.text[:LONGEST]


def _praise(reading: Reading, mention: Mention) -> bool:
    return reading.holds(Facet.PRAISE) or (stars_of(mention) or 0) >= 5


def _complaint(reading: Reading, mention: Mention) -> bool:
    stars = stars_of(mention)
    if stars is not None and stars != 3:
        return stars < 3 or (stars == 4 and reading.holds(Facet.COMPLAINT))
    return any(reading.holds(facet) for facet in _FALLS_SHORT) or _stands_where_people_complain(
        reading, mention
    )


def _stands_where_people_complain(reading: Reading, mention: Mention) -> bool:
    if stars_of(mention) is not None or reading.holds(Facet.PRAISE) or reading.holds(Facet.QUESTION):
        return False
    return mention.portal in (Portal.COMPLAINT, Portal.AIMED)


def _blame(reading: Reading) -> Blame:
    """Return the worst motive they have strong words for; a mistake where they call it one."""
    for blame, facet in (*_BLAMES, _MISTAKE):
        if reading.holds(facet):
            return blame
    return Blame.NONE


def _from_words(
    reading: Reading,
    complaint: bool,
    double: tuple[str, str] | None,
    blame: Blame,
    playbook: Playbook,
) -> list[Reason]:
    weights, reasons = playbook.weights, []
    if double is not None:
        reasons.append(Reason(f"double disappointment: {double[0]}", in_line(double[1]), weights.double))
    if complaint and reading.holds(Facet.HARM):
        reasons.append(_harm(reading, weights.harm))
    if complaint:
        reasons += _concern(reading, weights.specific)
    for each, facet in (*_BLAMES, _MISTAKE):
        if blame is each:
            reasons.append(_reason(reading, facet, weights.blame.get(blame, 0) if complaint else 0))
    if reading.holds(Facet.ABUSE):
        reasons.append(_reason(reading, Facet.ABUSE, 0))
    return reasons


def _harm(reading: Reading, points: int) -> Reason:
    found = reading.strongest(Facet.HARM)
    words = around(reading.text, found.start, found.end) if found else ""
    return Reason(found.rule.say if found else "", in_line(words), points)


def _concern(reading: Reading, specific: int) -> list[Reason]:
    clear = reading.strongest(Facet.COMPLAINT)
    first = [_reason(reading, Facet.COMPLAINT, 0)] if clear and clear.rule.weight >= _CLEAR else []
    if reading.holds(Facet.SPECIFIC):
        return [*first, _reason(reading, Facet.SPECIFIC, specific)]
    return [*first, Reason("blowing off steam: nothing is named that could be looked up")]


def _reason(reading: Reading, facet: Facet, points: int, otherwise: str = "") -> Reason:
    found = reading.strongest(facet)
    if found is None:
        return Reason(otherwise, points=points)
    return Reason(found.rule.say, in_line(reading.text[found.start : found.end]), points)


def _priority(points: int, complaint: bool, question: bool, playbook: Playbook) -> int | None:
    if not complaint:
        return 3 if question else None
    if points >= playbook.weights.first:
        return 1
    return 2 if points >= playbook.weights.second else 3
