"""A case as text to read: the thread, what we heard, the customer, what is owed, what was done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from textual.content import Content

from casebook.case import Case, Draft, FollowUp
from casebook.customer import Customer, Handle
from casebook.kinds import BLAME, CaseStatus, Decision, FollowUpState, LinkState
from casebook.mention import KeptMention
from desk.cards import rules_of
from desk.copies import SAME_PAGE
from desk.evidence import Evidence
from desk.timeline import timeline
from desk.views import CaseView, History
from playbooks.playbook import Playbook
from playbooks.wants import wish_of
from sources.policy import Card
from tui.hints import Hints
from tui.matter import Matter
from tui.promise_text import promises
from tui.reading import NONE, customer_line, heading, said
from tui.rows import ago, countdown, fitted, joined, plural, when, words
from tui.rung_text import travelled

_RECENT = 8
_VOICES = 40
"""Voices of a thread shown at most."""
_LINES = 40
"""Lines of a timeline shown at most."""


def thread(view: CaseView, now: datetime, hints: Hints, evidence: Evidence = NONE) -> Content:
    """Return every mention of the case, oldest first, and the draft below."""
    first, between, last = _shown(view.mentions)
    copies = replace(evidence, copies=())  # those are voices of the case by themselves
    lead = view.case.lead, copies, view.case.status is CaseStatus.RESOLVED
    gap = [words(f"… {plural(between, 'more voice')} between …", "dim")] if between else []
    parts = [_section("The thread"), *(_voice(each, now, hints, *lead) for each in first), *gap]
    parts += [_voice(each, now, hints, *lead) for each in last]
    if view.draft is not None and view.draft.text.strip():
        parts.append(_draft(view.draft, now, hints))
    return joined(parts, "\n\n")


def _shown(voices: Sequence[KeptMention]) -> tuple[Sequence[KeptMention], int, Sequence[KeptMention]]:
    """Return the first voices, how many are left out, and the last: a storm's case has thousands."""
    if len(voices) <= _VOICES:
        return voices, 0, ()
    half = _VOICES // 2
    return voices[:half], len(voices) - 2 * half, voices[-half:]


def _voice(
    kept: KeptMention, now: datetime, hints: Hints, lead: int, evidence: Evidence, over: bool
) -> Content:
    at = kept.mention.created_at or kept.seen_at
    mark = words(_MARKS.get(kept.decision, ""), "bold $notice")
    if kept.decision is Decision.UNDECIDED:
        mark = hints.words(_ECHO if over else _ECHO_OF_OPEN, "bold $notice")
    return joined(
        [
            mark,
            heading(kept),
            f" · {ago(at, now)}\n",
            _words_of(kept, now, hints, evidence if kept.id == lead else NONE),
        ]
    )


_ECHO = "echo, undecided: {case.reopen} engages, {case.resolve} lets it rest · "
_ECHO_OF_OPEN = "echo, undecided: {case.reopen} takes it in, in the queue {case.resolve} lets it rest · "
_MARKS = {
    Decision.NO_ACTION: "echo, let rest · ",
    Decision.THANKED: "echo, thanked · ",
}
"""What stands before a mention that is put to the case, and no voice of it."""


def _words_of(kept: KeptMention, now: datetime, hints: Hints, evidence: Evidence) -> Content:
    """Return a voice's words, or of a copy that says the same only that it does, and where."""
    as_it_came = kept.copy_of is not None and kept.mention.edited_at is None and not kept.mention.deleted
    if not as_it_came or not kept.reasons or kept.reasons[0].what.endswith(SAME_PAGE):
        return said(kept, now, hints, evidence)
    return joined([words(kept.reasons[0].what, "dim"), words(kept.mention.url or "", "dim")], "\n")


def _draft(draft: Draft, now: datetime, hints: Hints) -> Content:
    said = "Your draft · kept {at} · {case.reply} goes on with it"
    if draft.copied_at is not None:
        said = "Your draft · copied {at} · {case.posted} says it is up, {case.reply} goes on with it"
    if draft.up_at is not None:
        said = "Your words, up since {at} · {case.reply} begins new ones"
    head = hints.words(said, "bold", at=when(draft.up_at or draft.copied_at or draft.at, now))
    return joined([head, "\n", draft.text])


def beside(
    view: CaseView,
    matter: Matter | None,
    history: History,
    now: datetime,
    hints: Hints,
    playbook: Playbook,
    card: Card | None = None,
) -> Content:
    """Return the column beside the thread."""
    parts = [
        _customer(matter, now, hints),
        *([_allowed(card)] if card is not None else []),
        _heard(view, hints),
        promises(view.promises, now, hints),
        _follow_ups(view.follow_ups, now, hints),
        travelled(view.case, playbook, now),
        _timeline(view, now, playbook),
        past(history, view.case.id, now, hints, playbook),
    ]
    return joined(parts, "\n\n")


def _customer(matter: Matter | None, now: datetime, hints: Hints) -> Content:
    if matter is None:
        return _section("The customer")
    line = customer_line(matter.customer, matter.handle, matter.kind, now, hints)
    note = matter.customer.notes if matter.customer and matter.customer.notes else ""
    return joined([_section("The customer"), "\n", line, f"\n{note}" if note else ""])


def _allowed(card: Card) -> Content:
    """Return what the place allows a company, by its card."""
    told = list(rules_of(card))
    wide = max(len(what) for what, _ in told)
    lines = [joined([words(fitted(what, wide), "dim"), f"  {said}"]) for what, said in told]
    return joined([_section(f"On {card.name}"), *lines], "\n")


def _heard(view: CaseView, hints: Hints) -> Content:
    case, wish = view.case, wish_of(view.mentions)
    ask = "not asked yet: {case.template} to ask before you offer, then {case.heard} notes the answer"
    if wish:
        ask = "they wrote “{wish}”: {case.heard} notes it, {case.template} to ask before you offer"
    wants = words(case.wants) if case.wants else hints.words(ask, wish=wish)
    lines: list[Content | str] = [f"believes   {BLAME[case.blame]}", joined(["wants      ", wants])]
    return joined([_section("What we heard"), *lines], "\n")


def _follow_ups(follow_ups: Sequence[FollowUp], now: datetime, hints: Hints) -> Content:
    none = hints.words("none · {case.followup} logs one", "dim")
    lines = [follow_up_line(each, now) for each in follow_ups] or [none]
    return joined([_section("Follow-ups"), *lines], "\n")


def follow_up_line(owed: FollowUp, now: datetime) -> Content:
    """Return a follow-up on one line; a tick and a word tell the done from the owed."""
    link = f" · {owed.url}" if owed.url else ""
    if owed.state is FollowUpState.DONE:
        return words(f"✓ done  {owed.what}{link}", "dim")
    left = countdown(owed.due_at, now)
    due = f"{left[1:]} late" if left.startswith("−") else f"in {left}"
    return joined([words(f"○ {due}  ", "bold"), f"{owed.what}{link}"])


def _timeline(view: CaseView, now: datetime, playbook: Playbook) -> Content:
    told = timeline(view.events, playbook)[::-1]
    shown = [(when(each.at, now), each) for each in told[:_LINES]]
    wide = max((len(at) for at, _ in shown), default=0)
    lines = [
        joined([words(f"{at:<{wide}}  ", "dim"), words(each.by, "bold"), f" {each.words}"])
        for at, each in shown
    ]
    if len(told) > _LINES:
        lines.append(words(f"… {len(told) - _LINES} before these", "dim"))
    return joined([_section("Timeline, newest first"), *lines], "\n")


def past(history: History, here: int | None, now: datetime, hints: Hints, playbook: Playbook) -> Content:
    """Return what we have had with this customer before: cases, then mentions, newest first."""
    cases = [_case(each, playbook, now) for each in history.cases if each.id != here]
    mentions = [_past(each, now) for each in history.mentions if each.case != here or here is None]
    lines = [*cases[:_RECENT], *mentions[:_RECENT]] or [words("nothing before this", "dim")]
    return joined([hints.words("History · {case.history} shows all", "bold underline"), *lines], "\n")


def _case(case: Case, playbook: Playbook, now: datetime) -> Content:
    end = f"cause: {playbook.cause(case.cause)}" if case.cause else str(case.status)
    return joined([words(f"case #{case.id}", "bold"), f" {ago(case.opened_at, now)} · {end} · {case.title}"])


def _past(kept: KeptMention, now: datetime) -> Content:
    at = kept.mention.created_at or kept.seen_at
    first = kept.mention.title or kept.mention.text
    where = kept.mention.via or kept.mention.source
    return joined([words(f"{ago(at, now):>8}  ", "dim"), f"{where} · {fitted(first, 90).rstrip()}"])


def whole_history(
    history: History,
    guesses: Sequence[tuple[Handle, Customer]],
    chosen: int,
    lines: Sequence[Content],
    playbook: Playbook,
    now: datetime,
) -> Content:
    """Return the history screen's text: whose the account may be, then all cases, then all mentions."""
    cases = [_case(each, playbook, now) for each in history.cases] or [words("no case before", "dim")]
    mentions = [_past(each, now) for each in history.mentions] or [words("no mention before", "dim")]
    parts = [
        joined([_section("Whose account is it?"), *_guesses(guesses, chosen, lines)], "\n"),
        joined([_section("Cases"), *cases], "\n"),
        joined([_section("Mentions"), *mentions], "\n"),
    ]
    return joined(parts, "\n\n")


def _guesses(
    guesses: Sequence[tuple[Handle, Customer]], chosen: int, lines: Sequence[Content]
) -> list[Content]:
    if not guesses:
        return [words("nobody on the customer list fits; nothing is guessed beyond it", "dim")]
    return [
        joined([_guess_mark(handle, here=index == chosen), line])
        for index, ((handle, _), line) in enumerate(zip(guesses, lines, strict=True))
    ]


def _guess_mark(handle: Handle, *, here: bool) -> Content:
    state = "confirmed" if handle.state is LinkState.CONFIRMED else "a guess"
    return words(f"{'▸' if here else ' '} {state}: ", "bold" if here else "")


def _section(title: str) -> Content:
    return words(title, "bold underline")
