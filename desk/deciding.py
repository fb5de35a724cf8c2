"""Decisions on a mention that needs no case: thanks, or no action with its reason."""

from datetime import datetime

from casebook.kinds import Decision
from casebook.store.store import Store
from desk import lanes, seating, shelf
from desk.acts import Act
from desk.errors import Refused
from sources.text import clean_line


def let_go(store: Store, mention: int, why: str, *, by: str, now: datetime) -> None:
    """Decide that a mention needs no action, and say why; an echo is let rest the same way.

    Raises:
        Missing: There is no such mention.
        Refused: No reason is given, or the mention is part of a case.
    """
    reason = clean_line(why)
    if not reason:
        raise Refused("say why: nothing is let go without a reason")
    _decide(store, Act.LET_GO, mention, Decision.NO_ACTION, reason, by, now)


def thank(store: Store, mention: int, *, by: str, now: datetime) -> None:
    """Note that somebody was thanked for their praise.

    Raises:
        Missing: There is no such mention.
        Refused: The mention is part of a case.
    """
    _decide(store, Act.THANK, mention, Decision.THANKED, None, by, now)


def _decide(
    store: Store, act: Act, mention: int, decision: Decision, why: str | None, by: str, now: datetime
) -> None:
    with store.act(by, act, now) as turn:
        kept = shelf.mention(store, mention)
        if kept.decision is Decision.IN_CASE:
            raise Refused(f"mention #{mention} is part of case #{kept.case}")
        turn.case = kept.case
        for each in (kept, *seating.copies(store, kept)):
            shelf.keep_mention(store, lanes.decided(each, decision, why))
