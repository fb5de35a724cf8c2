"""The one way in: mentions are told apart from what we know, judged, and put where they belong.

A mention we have is edited, deleted or left alone. A new one is a copy of another, by its page or its words,
a voice of a case, an echo of one that waits for a decision, or news. All of a call lands in one transaction.

A copy keeps a record of its own, decided as its first is and decided together with it, and stands behind the
first's row, which counts one voice more.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from casebook.case import Case
from casebook.frozen import frozen
from casebook.kinds import CaseStatus, Decision, Precision
from casebook.mention import KeptMention, Mention
from casebook.mute import Mute
from casebook.store.store import Store
from desk import (
    attaching,
    climbing,
    copies,
    known,
    lanes,
    muted,
    people,
    redirects,
    seating,
    shelf,
    traces,
    waking,
    watching,
)
from desk.acts import COLLECTOR, Act
from desk.edits import Change, change_of, edited
from desk.evidence import edits_of, is_late
from desk.foresight import Foresight
from desk.forgetting import forget_words, wordless
from desk.gauging import Gauging
from desk.judging import judged, row_again, verdict
from desk.surroundings import Surroundings
from desk.traces import marks_of
from playbooks.circumstances import counts
from playbooks.playbook import Playbook
from playbooks.verdict import Verdict
from sources.shorteners import SHORT, Short


class State(StrEnum):
    """What became of a mention that arrived."""

    NEW = "new"
    KNOWN = "known"
    """We have it as it is."""
    EDITED = "edited"
    GROWN = "grown"
    """The same words, with much more stir about them."""
    DELETED = "deleted"
    COPY = "copy"
    JOINED = "joined"
    """A voice in a case that is open, or was waiting and is open again: of its thread, or by strong signs."""
    MUTED = "muted"
    """Kept, and let go as somebody decided beforehand."""
    ECHO = "echo"
    """Put to a case that is resolved, or by signs that are weak: a person decides."""


@frozen
class Taken:
    """What became of one mention."""

    id: int
    uri: str
    state: State


def take_in(
    store: Store,
    playbook: Playbook,
    mentions: Iterable[Mention],
    now: datetime,
    *,
    match: bool = True,
    keep_deleted: bool = True,
    short: Short = SHORT,
) -> list[Taken]:
    """Take mentions in and return what became of each, in their order.

    Args:
        store: Where they go; one transaction.
        playbook: What judges them.
        mentions: As a source gives them, cleaned; none twice in the store, whatever is given.
        now: When they arrive.
        match: Whether this source allows its accounts to be compared with our customers.
        keep_deleted: Whether it allows words to be kept that their author has taken back.
        short: What tells short links, which are followed later.
    """
    batch = [_dated(each, now) for each in mentions]
    with store.act(COLLECTOR, Act.TAKEN_IN, now):
        if match:
            people.suggest(store, batch, now)
        about = Surroundings(store, playbook, batch, now, match=match)
        before = Foresight(store, batch)
        desk = _Intake(store, playbook, now, about, before, keep_deleted=keep_deleted, short=short)
        taken = [desk.take(each) for each in batch]
        desk.gauge()
        return taken


def _dated(mention: Mention, now: datetime) -> Mention:
    """Return a mention with a time of writing: a missing one, or one yet to come, is the time first seen."""
    if mention.created_at is not None and mention.created_at <= now:
        return mention
    return replace(mention, created_at=now, created_precision=Precision.FIRST_SEEN)


class _Intake:
    """One call's work."""

    def __init__(
        self,
        store: Store,
        playbook: Playbook,
        now: datetime,
        about: Surroundings,
        foresight: Foresight,
        *,
        keep_deleted: bool,
        short: Short,
    ) -> None:
        self._keep_deleted, self._short = keep_deleted, short
        self._store, self._playbook, self._now, self._about = store, playbook, now, about
        self._foresight, self._held = foresight, foresight.held
        self._mutes = muted.active(store, now)
        self._asleep = waking.anything_asleep(store)
        self._gauging = Gauging(store, now)
        self._said: Verdict

    def take(self, mention: Mention) -> Taken:
        """Put one mention where it belongs."""
        mention, same = known.met(self._store, mention, self._held)
        kept, state = self._again(same, mention) if same else self._new(mention)
        if same is None and state not in _UNHEARD:
            self._gauging.came(kept, self._said)
        self._foresight.came(kept)
        return Taken(kept.id, mention.uri, state)

    def gauge(self) -> None:
        """Write how much was heard, and raise a storm where that is far beyond the usual."""
        if (gauge := self._gauging.gauge()) is not None:
            watching.look(self._store, self._playbook, gauge, self._now, self._gauging.streams)

    def _again(self, same: KeptMention, mention: Mention) -> tuple[KeptMention, State]:
        change = change_of(same.mention, mention, lambda: self._is_late(same, mention))
        if change is None:
            return same, State.KNOWN
        with self._store.act(COLLECTOR, _ACTS[change], self._now, case=same.case):
            kept = climbing.grown(edited(same, mention, change, self._now), self._playbook.ladder)
            if kept.decision is Decision.UNDECIDED and kept.lane and kept.case is None:
                kept = self._judged(kept)
            kept = shelf.keep_mention(self._store, kept)
            if change is Change.EDITED:
                copies.renew(self._store, kept, self._now, self._held)
                leads = redirects.leads(self._store, kept.mention, self._short, self._now)
                told = self._store, self._playbook, kept, self._now, self._held, leads
                kept = attaching.follow_again(*told)
            if change is Change.DELETED and not self._keep_deleted:
                kept = forget_words(self._store, kept)
            if kept.rung != same.rung:
                kept = climbing.climb_on(self._store, self._playbook, kept, self._now)
            self._stir(kept, same.priority)
            return kept, State(change.value)

    def _is_late(self, same: KeptMention, mention: Mention) -> bool:
        return is_late(edits_of(self._store, same.id), same.mention, mention, self._now)

    def _new(self, mention: Mention) -> tuple[KeptMention, State]:
        thread = known.thread_of(self._store, mention, self._held)
        page = redirects.page_of(self._store, mention, self._short, self._now)
        case = known.case_of(self._store, thread, self._held)
        kept = climbing.begun(KeptMention(0, mention, self._now, page, thread), self._playbook.ladder)
        kept = self._judged(kept, case)
        if mention.deleted:
            bare = kept if self._keep_deleted else replace(kept, mention=wordless(mention), reasons=())
            gone = lanes.decided(bare, Decision.NO_ACTION, "deleted before we saw it")
            return shelf.keep_mention(self._store, gone), State.DELETED
        kept, state = self._placed(kept, case)
        copies.remember(self._store, kept, self._now, self._held, self._foresight.keys(mention))
        return kept, state

    def _placed(self, kept: KeptMention, case: Case | None) -> tuple[KeptMention, State]:
        settled = case is None or case.status is CaseStatus.RESOLVED
        found = copies.find(self._store, kept, self._held, self._foresight.keys(kept.mention))
        if found is not None and (settled or found.why == copies.SAME_PAGE):
            return self._copy(kept, found), State.COPY
        if settled and (mute := self._mute(kept, case)):
            return shelf.keep_mention(self._store, muted.muted(kept, mute)), State.MUTED
        if settled:
            kept = muted.shown_all_the_same(self._mutes, kept)
        if case is None:
            return self._followed(kept)
        if case.status is CaseStatus.RESOLVED:
            kept = lanes.in_thread(kept, case, self._now)
        return self._heard(shelf.keep_mention(self._store, kept), case)

    def _mute(self, kept: KeptMention, case: Case | None) -> Mute | None:
        """Return the mute that lets a mention go."""
        return muted.by_which(self._mutes, kept, lambda at_once: self._verdict(at_once, case).priority)

    def _followed(self, kept: KeptMention) -> tuple[KeptMention, State]:
        """Put a mention of no known thread to the story it is an echo of, if it is one of any."""
        marks = self._foresight.marks(kept)
        if marks.links and (leads := redirects.leads(self._store, kept.mention, self._short, self._now)):
            marks = marks_of(kept, leads)
        kept = attaching.follow(self._store, self._playbook, kept, marks, self._now, self._held)
        if self._asleep:
            waking.written(self._store, kept, self._now)
        return kept, _state(kept)

    def _heard(self, kept: KeptMention, case: Case) -> tuple[KeptMention, State]:
        """Put a mention that is news to us to the case of its thread."""
        if self._asleep:
            waking.written(self._store, kept, self._now)
        kept = attaching.put(
            self._store, self._playbook, kept, case, self._now, self._held, asleep=self._asleep
        )
        return kept, _state(kept)

    def _judged(self, kept: KeptMention, case: Case | None = None) -> KeptMention:
        self._said = self._verdict(kept, case)
        return judged(kept, self._said)

    def _verdict(self, kept: KeptMention, case: Case | None) -> Verdict:
        return verdict(self._playbook, kept, self._about.around(kept, case))

    def _copy(self, kept: KeptMention, found: copies.Found) -> KeptMention:
        before = seating.row_of(self._store, found.first).priority
        if found.first.overruled:
            kept = self._judged(replace(kept, copy_of=found.first.id, overruled=True))
        kept, row = copies.seat(self._store, kept, found, self._now)
        if row.case is None and row.lane is not None and counts(self._playbook.weights, row.voices - 1):
            row = shelf.keep_mention(self._store, row_again(self._store, self._playbook, row, self._now))
        if kept.case is not None:
            traces.keep(self._store, kept, self._held)
        if row.case is None:
            row = climbing.climb_row(self._store, self._playbook, row, kept, self._now)
        else:
            climbing.climb_on(self._store, self._playbook, kept, self._now)
        self._stir(row, before)
        return kept

    def _stir(self, kept: KeptMention, before: int | None) -> None:
        """Bring its row back where it waits for any change, or has become more urgent by it."""
        if self._asleep:
            waking.changed(self._store, seating.row_of(self._store, kept), before, self._now)


_UNHEARD = frozenset({State.MUTED, State.DELETED})
"""What is counted nowhere."""


def _state(kept: KeptMention) -> State:
    """Return what became of a mention that is news to us."""
    if kept.case is None:
        return State.NEW
    return State.JOINED if kept.decision is Decision.IN_CASE else State.ECHO


_ACTS = {Change.EDITED: Act.EDITED, Change.GROWN: Act.GROWN, Change.DELETED: Act.DELETED}
