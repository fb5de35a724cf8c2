"""A mention, its author and its case as text to read: pure, from records to words."""

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from casebook.case import Case
from casebook.customer import Customer, Handle
from casebook.kinds import CaseStatus, Completeness, CustomerKind, LinkState, Precision, Sort
from casebook.mention import KeptMention, Reason
from desk.evidence import Evidence
from playbooks.playbook import Playbook
from tui.clock_words import pressing
from tui.evidence_text import edited, elsewhere
from tui.hints import Hints
from tui.rows import clock, count, joined, when, words
from tui.rung_words import rung_line
from tui.sayings import customer_facts

NONE = Evidence()
"""Nothing beyond a mention's own words."""

SPELT_OUT = 100
"""Cells of a line from which on the names of the clocks are not shortened."""

Marks = Sequence[tuple[str, datetime | None]]
"""The clocks: what each of them counts, and when it struck."""


def heading(kept: KeptMention) -> Content:
    """Return who wrote, where, and on what kind of portal."""
    said = kept.mention
    name = said.author_handle or said.author_name or "nobody named"
    reach = "reach unknown"
    if said.author_reach is not None:
        reach = f"{count(said.author_reach)} {said.author_reach_kind or 'reach'}"
    place = " · ".join(part for part in (said.via or said.source, said.community, said.portal) if part)
    return joined([words(name, "bold"), f" · {place} · {reach}"])


def customer_line(
    customer: Customer | None,
    handle: Handle | None,
    kind: CustomerKind,
    now: datetime,
    hints: Hints,
    *,
    evidence: bool = False,
) -> Content:
    """Return what kind of customer this is, and how sure we are of who they are; the evidence if wanted."""
    if customer is None:
        return words("not matched with a customer", "dim")
    sure = handle is None or handle.state is LinkState.CONFIRMED
    name = customer.name or customer.ref
    known = kind is not CustomerKind.UNKNOWN
    facts = [f"{name}, {kind} customer" if known else f"{name}, customer", *customer_facts(customer, now)]
    line = words(" · ".join(facts), "bold")
    if sure:
        return line
    why = hints.words(" · a guess: {case.history}", "dim")
    if evidence and handle:
        why = words(f"\nonly a guess: {handle.evidence}", "dim")
    return joined(["" if evidence else "perhaps ", line, why])


def said(kept: KeptMention, now: datetime, hints: Hints, evidence: Evidence = NONE) -> Content:
    """Return the mention's own words, with what must be known to read them rightly."""
    mention = kept.mention
    stars = f"{mention.rating} of 5 stars" if mention.rating is not None else ""
    remarks = " · ".join(each for each in (stars, *_remarks(kept, now, hints, evidence)) if each)
    parts = [words(mention.title or "", "bold"), words(mention.text), words(remarks, "dim")]
    told = joined([part for part in parts if part.plain], "\n")
    copies = elsewhere(evidence.copies, hints)
    return told if copies is None else joined([told, copies], "\n")


def _remarks(kept: KeptMention, now: datetime, hints: Hints, evidence: Evidence) -> list[str]:
    mention = kept.mention
    remarks = []
    if mention.created_precision is Precision.FIRST_SEEN:
        remarks.append("no date given: counted from when we first saw it")
    if mention.edited_at is not None:
        remarks.append(edited(evidence, now, hints) or f"edited {when(mention.edited_at, now)}")
    if mention.deleted:
        kept_here = "kept here as evidence" if mention.text or mention.title else "their words are not kept"
        remarks.append(f"deleted by its author; {kept_here}")
    if mention.completeness is not Completeness.FULL:
        remarks.append(hints.say("only a part of it: {mention.link} shows the link"))
    if mention.url:
        remarks.append(mention.url)
    return remarks


def why_first(reasons: tuple[Reason, ...], sort: Sort | None = None) -> Content:
    """Return the reasons on one paragraph, each with its words; without any, what it is for us."""
    if not reasons and sort is Sort.QUESTION:
        return words("a question; nothing in it makes it more urgent", "dim")
    if not reasons:
        return words("nothing in it asks for an answer", "dim")
    parts = [_reason(each) for each in sorted(reasons, key=lambda each: -each.points)]
    return joined(parts, " · ")


def _reason(reason: Reason) -> Content:
    if not reason.words:
        return words(reason.what)
    quoted = reason.words if len(reason.words) <= 60 else reason.words[:59] + "…"
    return joined([reason.what, words(f" (“{quoted}”)", "italic")])


def clocks(kept: KeptMention, case: Case | None, now: datetime, cells: int) -> Content:
    """Return the four honest clocks, and the first word between them (rule A1).

    Where not all of them have room, those that have not struck yet are left out, but for the next;
    where that is not enough, it is not said by when the case has to be put right.
    """
    wide = cells >= SPELT_OUT
    posted = kept.mention.created_at or kept.seen_at
    marks = (
        ("posted", posted),
        ("seen", case.seen_at if case else kept.seen_at),
        ("claimed", case.claimed_at if case else None),
        ("acknowledged" if wide else "ack", case.acknowledged_at if case else None),
        ("answered", case.answered_at if case else None),
    )
    return _fitting(marks, _end(case), now, cells)


def _fitting(marks: Marks, end: Marks, now: datetime, cells: int) -> Content:
    """Return as much of the clocks as has room, and at least those that have struck and the next."""
    between = "   " if cells >= SPELT_OUT else "  "
    for some, gap in (([*marks, *end], between), ([*_struck(marks), *end], "  "), (marks, between)):
        line = _line_of(some, now, gap)
        if line.cell_length <= cells:
            return line
    return _line_of(_struck(marks), now, "  ")


def _end(case: Case | None) -> Marks:
    """Return by when a case has to be put right, which stands behind the clocks until it is."""
    if case is None or case.resolve_by is None or case.resolved_at is not None:
        return ()
    return (("to be right by", case.resolve_by),)


def _struck(marks: Marks) -> Marks:
    coming = [mark for mark in marks if mark[1] is None]
    return [mark for mark in marks if mark[1] is not None or mark in coming[:1]]


def _line_of(marks: Marks, now: datetime, between: str) -> Content:
    parts = [
        joined([words(f"{name} ", "dim"), when(at, now)]) if at else words(f"{name} —:—", "dim")
        for name, at in marks
    ]
    return joined(parts, between)


def case_line(case: Case, playbook: Playbook, now: datetime) -> Content:
    """Return the state of a case on one line; what may be cut off in a small window stands last."""
    status = str(case.status) if case.merged_into is None else f"part of #{case.merged_into}"
    parts = [f"Case #{case.id}", status]
    if case.status is CaseStatus.RESOLVED:
        parts += [when(case.resolved_at or now, now), playbook.cause(case.cause)]
    else:
        parts += [*pressing(case, now), _owner(case, now)]
    return words(" · ".join([*parts, rung_line(case, playbook)]), "bold")


def _owner(case: Case, now: datetime) -> str:
    if case.owner is None:
        return "unclaimed"
    if case.claimed_until is not None and case.claimed_until <= now:
        return f"{case.owner}'s claim ran out {clock(case.claimed_until)}"
    return f"{case.owner} until {clock(case.claimed_until)}"
