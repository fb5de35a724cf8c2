"""Muting an author, a thread or a word in a source, with a reason and for a time; and lifting it again."""

from dataclasses import replace
from datetime import datetime, timedelta

from tinydb import where

from casebook.document import from_document
from casebook.kinds import CaseStatus, Decision, MuteKind
from casebook.mention import KeptMention
from casebook.mute import Mute
from casebook.store.store import Store
from desk import copies, known, lanes, muted, seating, shelf
from desk.acts import Act
from desk.errors import Missing, Refused
from desk.judging import judged, verdict_of
from playbooks.playbook import Playbook
from sources.text import clean_line

LONGEST = timedelta(days=30)
"""Nothing is muted for longer: after a month one looks again."""


def mute(
    store: Store,
    mention: int,
    kind: MuteKind,
    why: str,
    until: datetime,
    *,
    word: str | None = None,
    by: str,
    now: datetime,
) -> int:
    """Mute what a mention is an example of, let the mention itself go with the reason, and return the mute.

    A mute of the same thing that holds already is prolonged. A mention in a case stays in it.

    Args:
        store: Where they are.
        mention: The example.
        kind: What of it is muted.
        why: The reason, which every muted mention is going to bear.
        until: When it stops by itself.
        word: The word, for a mute of one.
        by: Who mutes.
        now: When.

    Raises:
        Missing: There is no such mention.
        Refused: No reason, no word or no author is named, the time is over or too far, or the thread's case
            is still worked on.
    """
    reason = clean_line(why)
    if not reason:
        raise Refused("say why: nothing is muted without a reason")
    if not now < until <= now + LONGEST:
        raise Refused(f"mute it until a time ahead of now, {LONGEST.days} days at most")
    with store.act(by, Act.MUTE, now) as act:
        kept = shelf.mention(store, mention)
        act.case = kept.case
        _expect_no_case(store, kept, kind)
        wanted = _mute(kept, kind, clean_line(word or ""), reason, until, by, now)
        held: Mute = shelf.keep(store.mutes, _prolonged(muted.active(store, now), wanted))
        if kept.decision is Decision.UNDECIDED:
            for each in (kept, *seating.copies(store, kept)):
                shelf.keep_mention(store, muted.muted(each, held))
        return held.id


def lift(store: Store, number: int, *, by: str, now: datetime) -> None:
    """Lift a mute: what comes in from now on is shown. What it has let go stays decided, with its reason.

    Raises:
        Missing: There is no such mute.
    """
    with store.act(by, Act.LIFT, now):
        _end(store, number, now)


def lift_and_hear(store: Store, playbook: Playbook, number: int, *, by: str, now: datetime) -> int:
    """Lift a mute, bring back what it has let go to be decided after all, and return how many that are.

    Where a thread has got a case meanwhile, its voice is heard in that. One undo takes all of it back.

    Raises:
        Missing: There is no such mute.
    """
    with store.act(by, Act.LIFT, now):
        _end(store, number, now)
        back = _let_go(store, number)
        again = (judged(each, verdict_of(store, playbook, each, now)) for each in back)
        return sum(hear(store, playbook, each, now) for each in again)


def hear_after_all(store: Store, playbook: Playbook | None, number: int, now: datetime) -> None:
    """Bring back what a mute has let go that is taken back itself, judged anew: praise to the praise.

    Without a playbook nobody can tell praise: then all of it goes to the desk's lane.
    """
    for each in _let_go(store, number):
        if playbook is None:
            hear(store, playbook, lanes.undecided(each, praise=False), now)
        else:
            hear(store, playbook, judged(each, verdict_of(store, playbook, each, now)), now)


def _let_go(store: Store, number: int) -> list[KeptMention]:
    """Return what a mute has let go and nobody has decided since, without its mark."""
    found = shelf.mentions(store.mentions.select(where("mute") == number, order="+"))
    still = (each for each in found if each.decision is Decision.NO_ACTION and not each.mention.deleted)
    return [replace(each, mute=None, why=None) for each in still]


def _end(store: Store, number: int, now: datetime) -> None:
    document = store.mutes.get(doc_id=number)
    if document is None:
        raise Missing(f"there is no mute #{number}")
    held = from_document(Mute, document, id=number)
    if held.lifted_at is None:
        shelf.keep(store.mutes, replace(held, lifted_at=now))


def hear(store: Store, playbook: Playbook | None, again: KeptMention, now: datetime) -> bool:
    """Put a mention that was let go where it belongs: in its thread's case, behind its first, or alone.

    Where it would stand alone, a mute that holds lets it go again; return whether it is heard.

    Args:
        store: Where it is.
        playbook: What judges it as found at once, where it was found late; without it, it is as urgent as
            it stands.
        again: The mention, judged anew.
        now: When.
    """
    case = known.case_of(store, again.thread) if again.thread else None
    copied = copies.found_before(store, again)
    if case is not None and case.status is not CaseStatus.RESOLVED:
        seating.seat(store, case, [again])
    elif copied is not None and copied.first.id < again.id:
        shelf.keep_mention(store, lanes.behind(again, copied.first, copied.why))
    else:
        held = _held(store, playbook, again, now)
        shelf.keep_mention(store, muted.muted(again, held) if held else again)
        return held is None
    return True


def _held(store: Store, playbook: Playbook | None, again: KeptMention, now: datetime) -> Mute | None:
    """Return the mute that holds of a mention that stands alone."""
    active = muted.active(store, now)
    if playbook is None:
        return muted.by_which(active, again)
    return muted.by_which(active, again, lambda each: verdict_of(store, playbook, each, now).priority)


def _expect_no_case(store: Store, kept: KeptMention, kind: MuteKind) -> None:
    if kind is not MuteKind.THREAD or kept.case is None:
        return
    if shelf.case(store, kept.case).status is not CaseStatus.RESOLVED:
        raise Refused(f"the thread has case #{kept.case}, and its voices are heard: resolve that first")


def _mute(
    kept: KeptMention, kind: MuteKind, word: str, why: str, until: datetime, by: str, now: datetime
) -> Mute:
    who = kept.mention.author_handle or kept.mention.author_name or ""
    where = muted.place(kept)
    account = kept.mention.author
    platform = (account or "").partition(":")[0]
    values: dict[MuteKind, tuple[str | None, str]] = {
        MuteKind.AUTHOR: (account, f"{who} on {platform}"),
        MuteKind.THREAD: (kept.thread, muted.thread_name(kept)),
        MuteKind.WORD: (word.casefold(), f"“{word}” in {where}"),
    }
    value, name = values[kind]
    if not value:
        raise Refused(_LACKING[kind])
    source = where if kind is MuteKind.WORD else None
    return Mute(0, kind, value, clean_line(name)[:120], why, by, now, until, source, kept.priority)


_LACKING = {
    MuteKind.AUTHOR: "nobody is named there: mute the thread, or a word",
    MuteKind.THREAD: "it stands in no thread: mute the author, or a word",
    MuteKind.WORD: "say which word",
}


def _prolonged(held: list[Mute], wanted: Mute) -> Mute:
    """Return the mute to keep: one of the same thing that holds already, for as long as either was to."""
    same = (each for each in held if (each.kind, each.value, each.source) == _what(wanted))
    first = next(same, None)
    return wanted if first is None else replace(first, until=max(first.until, wanted.until))


def _what(mute: Mute) -> tuple[MuteKind, str, str | None]:
    return mute.kind, mute.value, mute.source
