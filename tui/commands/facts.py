"""A matter as facts, one a line with its label: for a screen reader, a bad link, or a pipe. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from casebook.case import Case, Draft, FollowUp, Promise
from casebook.kinds import (
    BLAME,
    CaseStatus,
    CustomerKind,
    Decision,
    FollowUpState,
    LinkState,
    Precision,
    PromiseState,
)
from casebook.mention import KeptMention, Reason
from desk.cards import rules_of
from desk.evidence import Evidence
from desk.ruled import Heard
from desk.timeline import timeline
from desk.views import CaseView, History
from playbooks.playbook import Playbook
from sources.policy import Card
from sources.text import clean_line
from tui.aside import until
from tui.clock_words import reach_line
from tui.commands.lines import place_in_queue
from tui.evidence_words import differences, heading, link, place, plainly
from tui.figures import ago, count, countdown, when
from tui.matter import Matter
from tui.rung_words import rung_fact, rung_facts
from tui.sayings import customer_facts

Fact = tuple[str, str]
"""A label and what is to be said under it."""

RECENT = 8
"""Cases and mentions of the past that are told."""


def of_heard(heard: Heard) -> Iterator[Fact]:
    """Yield by which rule a mention came in, and which of its words fit."""
    if heard.rule:
        found = ", ".join(f"“{each}”" for each in heard.words)
        fits = found or (
            "its words are in what the source does not show" if heard.fits else "it does not fit it any more"
        )
        yield "rule", f"{heard.rule}: {fits}"


def of_card(card: Card | None) -> Iterator[Fact]:
    """Yield what the place allows a company."""
    if card is not None:
        yield from ((f"on {card.name}", f"{what}: {said}") for what, said in rules_of(card))


def lines(facts: Iterable[Fact]) -> Iterator[str]:
    """Yield the facts as lines; a text of several lines has its label before each."""
    for label, words in facts:
        for each in words.split("\n"):
            if each.strip():
                yield f"{label}: {clean_line(each)}"


def of_mention(matter: Matter, playbook: Playbook, now: datetime) -> Iterator[Fact]:
    """Yield what is known of a mention that has no case."""
    kept = matter.kept
    yield "mention", str(kept.id)
    yield from _voice(kept, now)
    yield from of_evidence(matter.evidence, now)
    yield "stands", _standing(kept, now)
    yield "priority", str(kept.priority or "none")
    yield rung_fact(kept, playbook)
    yield "due", _due(kept.due_at, now)
    if kept.resolve_by is not None:
        yield "put right", _due(kept.resolve_by, now)
    if kept.reach_by is not None:
        yield "within reach", _due(kept.reach_by, now)
    yield from _why(kept.reasons)
    yield "customer", _customer(matter, now)


def of_case(
    view: CaseView, matter: Matter, history: History, playbook: Playbook, now: datetime
) -> Iterator[Fact]:
    """Yield everything the case screen knows."""
    yield from _state(view.case, matter.kept, playbook, now)
    yield from _why(matter.kept.reasons)
    for number, kept in enumerate(view.mentions, start=1):
        yield "voice", f"{number} of {len(view.mentions)}, mention {kept.id}{_undecided(kept)}"
        yield from _voice(kept, now)
    yield from of_evidence(matter.evidence, now)
    yield "believes", BLAME[view.case.blame]
    yield "wants", view.case.wants or "not asked yet"
    yield "customer", _customer(matter, now)
    if matter.customer and matter.customer.notes:
        yield "customer note", matter.customer.notes
    yield from _owed(view.follow_ups, now)
    yield from _promised(view.promises, now)
    yield from (("note", f"{when(each.at, now)} {each.by}: {each.text}") for each in view.notes)
    yield from _draft(view.draft, now)
    for each in timeline(view.events, playbook):
        yield "done", f"{when(each.at, now)} {each.by} {each.words}"
    yield from _before(history, view.case.id, playbook, now)


def _state(case: Case, lead: KeptMention, playbook: Playbook, now: datetime) -> Iterator[Fact]:
    yield "case", f"c{case.id}, {case.status}"
    yield "title", case.title
    for label, words in rung_facts(case, playbook, now):
        yield label if label == "story" else f"story {label}", words
    if case.status is CaseStatus.RESOLVED:
        yield "cause", playbook.cause(case.cause)
        yield "aftermath", playbook.end(case.aftermath)
    else:
        yield "owner", _owner(case, now)
        yield "stands", _standing(lead, now)
        yield "priority", str(lead.priority or "none")
        yield "due", _due(case.due_at, now)
        yield "put right", _due(case.resolve_by, now)
        if reach := reach_line(case, now):
            yield "reach", reach
    yield "posted", _moment(case.posted_at, now)
    yield "seen", _moment(case.seen_at, now)
    yield "claimed", _moment(case.claimed_at, now)
    yield "acknowledged", _moment(case.acknowledged_at, now)
    yield "answered", _moment(case.answered_at, now)
    if case.reply_url:
        yield "reply", case.reply_url


def _voice(kept: KeptMention, now: datetime) -> Iterator[Fact]:
    said = kept.mention
    reach = (
        "" if said.author_reach is None else f", {count(said.author_reach)} {said.author_reach_kind or ''}"
    )
    yield "who", f"{said.author_handle or said.author_name or 'nobody named'}{reach}"
    yield "where", ", ".join(each for each in (said.via or said.source, said.community, said.portal) if each)
    first_seen = said.created_precision is Precision.FIRST_SEEN
    yield "first seen" if first_seen else "posted", _moment(said.created_at, now)
    if said.rating is not None:
        yield "stars", f"{said.rating} of 5"
    yield "title", said.title or ""
    yield "says", said.text
    if said.edited_at is not None:
        yield "edited", _moment(said.edited_at, now)
    if said.deleted:
        kept_here = "kept here as evidence" if said.text or said.title else "the words are not kept"
        yield "deleted", f"by its author; {kept_here}"
    yield "link", said.url or ""


def of_evidence(evidence: Evidence, now: datetime) -> Iterator[Fact]:
    """Yield how the words changed, and where else they stand."""
    for each in evidence.edits:
        yield "before", heading(each, now)
        yield from (("before", plainly(pieces)) for pieces in differences(each))
    for copy in evidence.copies:
        yield "also at", f"mention {copy.id}, {place(copy)}, {link(copy)}"


def _standing(kept: KeptMention, now: datetime) -> str:
    if kept.snooze is not None:
        return f"set aside by {kept.snooze.by} {until(kept.snooze, now)}"
    voices = f", {kept.voices} voices" if kept.voices > 1 else ""
    back = f", back: {kept.back}" if kept.back else ""
    why = f", {kept.why}" if kept.why else ""
    return place_in_queue(kept) + voices + back + why


def _why(reasons: Iterable[Reason]) -> Iterator[Fact]:
    for each in sorted(reasons, key=lambda reason: -reason.points):
        yield "why", f"{each.what} (“{each.words}”)" if each.words else each.what


def _customer(matter: Matter, now: datetime) -> str:
    who, handle = matter.customer, matter.handle
    if who is None:
        return "not matched with a customer"
    kind = "customer" if matter.kind is CustomerKind.UNKNOWN else f"{matter.kind} customer"
    line = ", ".join([who.name or who.ref, kind, *customer_facts(who, now)])
    if handle is None or handle.state is LinkState.CONFIRMED:
        return line
    return f"perhaps {line}; only a guess: {handle.evidence}"


def _owner(case: Case, now: datetime) -> str:
    if case.owner is None or case.claimed_until is None:
        return case.owner or "nobody"
    if case.claimed_until <= now:
        return f"{case.owner}, but the claim ran out {when(case.claimed_until, now)}"
    return f"{case.owner} until {when(case.claimed_until, now)}"


def _owed(follow_ups: Iterable[FollowUp], now: datetime) -> Iterator[Fact]:
    for each in follow_ups:
        state = "done" if each.state is FollowUpState.DONE else _due(each.due_at, now)
        yield "follow-up", f"{each.id}, {state}: {each.what}{f' {each.url}' if each.url else ''}"


def _promised(promises: Iterable[Promise], now: datetime) -> Iterator[Fact]:
    for each in promises:
        state = _due(each.due_at, now) if each.state is PromiseState.OWED else str(each.state)
        yield "promise", f"{each.id}, {state}: {each.what}"


def _draft(draft: Draft | None, now: datetime) -> Iterator[Fact]:
    if draft is not None and draft.text.strip():
        state = "kept" if draft.up_at is None else "up in public since"
        yield "draft", f"{state} {when(draft.up_at or draft.at, now)}"
        yield "draft", draft.text


def _before(history: History, here: int, playbook: Playbook, now: datetime) -> Iterator[Fact]:
    cases = [each for each in history.cases if each.id != here]
    for case in cases[:RECENT]:
        end = f"cause {playbook.cause(case.cause)}" if case.cause else str(case.status)
        yield "before", f"case c{case.id}, {ago(case.opened_at, now)}, {end}: {case.title}"
    for kept in [each for each in history.mentions if each.case != here][:RECENT]:
        said = kept.mention
        first = (said.title or said.text).split("\n")[0]
        yield "before", f"mention {kept.id}, {ago(said.created_at or kept.seen_at, now)}: {first}"


def _undecided(kept: KeptMention) -> str:
    copy = f", a copy of mention {kept.copy_of}" if kept.copy_of is not None else ""
    return copy + (", an echo, undecided" if kept.decision is Decision.UNDECIDED else "")


def _moment(moment: datetime | None, now: datetime) -> str:
    return "not yet" if moment is None else f"{when(moment, now)}, {ago(moment, now)}"


def _due(due: datetime | None, now: datetime) -> str:
    if due is None:
        return "nothing is due"
    left = countdown(due, now)
    return f"{left[1:]} overdue" if left.startswith("−") else f"in {left}, {when(due, now)}"
