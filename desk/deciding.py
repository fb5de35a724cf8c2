"""Decisions on a mention that needs no case: thanks, or no action with its reason."""

from datetime import datetime

from casebook.kinds import Decision
from casebook.store.store import Store
from desk import lanes, seating, shelf
from desk.acts import Act
from desk.errors import Refused
from desk.lessons import teach
from playbooks.overruled import NO, Overrulable
from playbooks.playbook import Playbook
from sources.text import clean_line


def let_go(
    store: Store, mention: int, why: str, playbook: Playbook | None = None, *, by: str, now: datetime
) -> None:
    """Decide that a mention needs no action, and say why; an echo is let rest the same way.

    Args:
        store: Where it is.
        mention: Its number.
        why: In the words of the playbook, or others.
        playbook: Says which reasons mean that it was no complaint; without it nothing is learned of it.
        by: Who decides.
        now: When.

    Raises:
        Missing: There is no such mention.
        Refused: No reason is given, or the mention is part of a case.
    """
    reason = clean_line(why)
    if not reason:
        raise Refused("say why: nothing is let go without a reason")
    none = playbook is not None and reason in playbook.no_complaint
    _decide(store, Act.LET_GO, mention, Decision.NO_ACTION, reason, by, now, none=none)


def thank(store: Store, mention: int, *, by: str, now: datetime) -> None:
    """Note that somebody was thanked for their praise.

    Raises:
        Missing: There is no such mention.
        Refused: The mention is part of a case.
    """
    _decide(store, Act.THANK, mention, Decision.THANKED, None, by, now, none=True)


def _decide(
    store: Store,
    act: Act,
    mention: int,
    decision: Decision,
    why: str | None,
    by: str,
    now: datetime,
    *,
    none: bool,
) -> None:
    """Decide about a mention and its copies; `none`: it is said with it that it was no complaint."""
    with store.act(by, act, now) as turn:
        kept = shelf.mention(store, mention)
        if kept.decision is Decision.IN_CASE:
            raise Refused(f"mention #{mention} is part of case #{kept.case}")
        turn.case = kept.case
        for each in (kept, *seating.copies(store, kept)):
            shelf.keep_mention(store, lanes.decided(each, decision, why))
        if none:
            teach(store, kept.id, {Overrulable.COMPLAINT: NO}, act, by, now)
