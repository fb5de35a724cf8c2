"""Applying the rules to what is stored already: what fits no more is let go, what fits again comes back.

It is an act like any other, with a reason on each mention, and one undo takes it back. Where it would keep
others from the store for long, it is written in several turns.
What somebody works on is left alone: whatever is in a case, set aside, or decided by a person. So is what was
edited after it came in: it was about us, and its author has only taken the name out.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.frozen import frozen
from casebook.kinds import Decision, Lane
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import lanes, seating, shelf
from desk.acts import Act
from desk.judging import judged, verdict_of
from desk.muting import hear
from desk.ruled import rule_for, since, through
from desk.source_settings import SourceSettings
from playbooks.playbook import Playbook

TOGETHER = 500
"""Mentions written in one turn at most: it holds the store for a second or two."""
_NEXT = f"{lanes.RULED_OUT[:-1]}{chr(ord(lanes.RULED_OUT[-1]) + 1)}"
"""Behind every reason that begins so."""


@frozen
class Applied:
    """What becomes of the mentions, by the rules as they are now."""

    gone: tuple[KeptMention, ...]
    """Undecided rows that fit no more, each with its reason; copies behind one go with it."""
    back: tuple[KeptMention, ...]
    """Those that were let go by a rule, and fit now, with their copies."""
    renewed: tuple[KeptMention, ...]
    """Those that fit by another rule than is noted, with that one."""


def planned(store: Store, sources: Iterable[SourceSettings], moment: datetime | None) -> Applied:
    """Return what applying the rules would do; nothing is changed.

    Args:
        store: Where.
        sources: Those with the present rules.
        moment: Only what was written since; None for all.
    """
    ruled = [each for each in sources if each.rule.filters]
    return Applied(
        tuple(_gone(store, ruled, since(moment))),
        tuple(_back(store, ruled, since(moment))),
        tuple(_renewed(store, ruled, since(moment))),
    )


def apply_rules(
    store: Store, playbook: Playbook, plan: Applied, *, by: str, now: datetime
) -> tuple[int, int, int]:
    """Do what is planned, as far as nobody has acted meanwhile.

    Args:
        store: Where.
        playbook: Judges what comes back.
        plan: By `planned`.
        by: Who applies the rules.
        now: When.

    Returns:
        How many were let go, came back, and were noted anew; copies are not counted.
    """
    steps: list[Callable[[], tuple[int, int, int]]] = [
        *(partial(_let_go, store, each) for each in plan.gone),
        *(partial(_bring_back, store, playbook, each, now) for each in plan.back),
        *(partial(_renew, store, each) for each in plan.renewed),
    ]
    done = [(0, 0, 0)]
    for start in range(0, len(steps), TOGETHER):
        with store.act(by, Act.RULE, now):
            done += [step() for step in steps[start : start + TOGETHER]]
    gone, back, renewed = map(sum, zip(*done, strict=True))
    return gone, back, renewed


def _gone(store: Store, ruled: list[SourceSettings], span: QueryInstance) -> Iterator[KeptMention]:
    for source in ruled:
        unfit = (where("via") == source.name) & _UNDECIDED & span & ~source.rule.query
        for kept in through(store, unfit):
            voices = _row(store, kept) if _is_free(kept) else ()
            if voices and not any(_fits(ruled, each) for each in voices):
                yield replace(kept, why=f"{lanes.RULED_OUT} {source.rule.name}")


def _back(store: Store, ruled: list[SourceSettings], span: QueryInstance) -> Iterator[KeptMention]:
    """Yield what fits again, each first voice before its copies."""
    gone = list(through(store, _LET_GO & span))
    meant = {_first_of(each) for each in gone if _fits(ruled, each)}
    yield from sorted((each for each in gone if _first_of(each) in meant), key=lambda each: each.id)


def _renewed(store: Store, ruled: list[SourceSettings], span: QueryInstance) -> Iterator[KeptMention]:
    for source in ruled:
        for kept in through(store, (where("via") == source.name) & span & source.rule.query):
            match = source.rule.matches(kept.mention)
            if match is not None and kept.case is None and match.rule != kept.mention.query:
                yield replace(kept, mention=replace(kept.mention, query=match.rule))


def _let_go(store: Store, plan: KeptMention) -> tuple[int, int, int]:
    kept = shelf.mention(store, plan.id)
    if not _is_free(kept):
        return 0, 0, 0
    for each in _row(store, kept):
        shelf.keep_mention(store, lanes.decided(each, Decision.NO_ACTION, plan.why))
    return 1, 0, 0


def _bring_back(store: Store, playbook: Playbook, plan: KeptMention, now: datetime) -> tuple[int, int, int]:
    kept = shelf.mention(store, plan.id)
    if not lanes.ruled_out(kept) or kept.mention.deleted:
        return 0, 0, 0
    again = judged(replace(kept, why=None), verdict_of(store, playbook, kept, now))
    hear(store, playbook, again, now)
    return 0, int(shelf.mention(store, plan.id).lane is not None), 0


def _renew(store: Store, plan: KeptMention) -> tuple[int, int, int]:
    kept = shelf.mention(store, plan.id)
    if kept.case is not None:
        return 0, 0, 0
    shelf.keep_mention(store, replace(kept, mention=replace(kept.mention, query=plan.mention.query)))
    return 0, 0, 1


_UNDECIDED = where("decision") == Decision.UNDECIDED.value
_LET_GO = (
    (where("decision") == Decision.NO_ACTION.value)
    & (where("why") >= lanes.RULED_OUT)
    & (where("why") < _NEXT)
)


def _is_free(kept: KeptMention) -> bool:
    """Return whether it has a row that nobody works on, and says what it said when it came in."""
    undecided = kept.decision is Decision.UNDECIDED and kept.case is None
    edited = kept.mention.edited_at is not None and kept.mention.edited_at > kept.seen_at
    return undecided and not edited and kept.lane is not None and kept.lane is not Lane.SNOOZED


def _row(store: Store, kept: KeptMention) -> tuple[KeptMention, ...]:
    """Return a mention with the copies that stand behind its row; most have none, and nothing is read."""
    return (kept, *seating.copies(store, kept)) if kept.voices > 1 else (kept,)


def _fits(ruled: list[SourceSettings], kept: KeptMention) -> bool:
    return rule_for(ruled, kept.mention).matches(kept.mention) is not None


def _first_of(kept: KeptMention) -> int:
    """Return the mention whose row speaks for this one."""
    return kept.id if kept.copy_of is None else kept.copy_of
