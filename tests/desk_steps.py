"""Every act a responder can do, to be done in any order by anybody: for what must hold whatever is done."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from casebook.kinds import Aftermath, Blame, MuteKind, PromiseState
from casebook.query.rule import rule_of
from casebook.store.store import Store
from desk.acts import Act
from desk.answering import note, posted, record
from desk.claims import release
from desk.closing import resolve
from desk.deciding import let_go, thank
from desk.followups import finish_follow_up, follow_up
from desk.linking import confirm_handle, refuse_handle
from desk.merging import cut, link
from desk.muting import lift, mute
from desk.opening import claim, open_case, reopen
from desk.overruling import overrule
from desk.parting import part
from desk.promising import promise, settle
from desk.raising import raise_rung
from desk.reaching import reach
from desk.reruling import apply_rules, planned
from desk.snoozing import snooze, wake_now
from desk.source_settings import SourceSettings
from desk.storms import hold, shelter, still
from desk.undo import redo, undo
from playbooks.overruled import NO, YES, Overrulable
from sources.settings.feed import FeedSettings
from tests.desk_world import after, playbook

Step = tuple[str, str]
"""What is done, and by whom."""

RULED = (
    SourceSettings("the forum", "feed", FeedSettings("https://forum.example/f"), rule_of(match="nothing")),
)
"""A source whose rule fits none of the mentions."""
LINK = "https://forum.example/a"


def _acts(store: Store, by: str, now: datetime, minute: int) -> dict[str, Callable[[], Any]]:
    """Return what can be done to case, follow-up, promise, link, mute and storm #1, mention #2, copy #3."""
    told: dict[str, Any] = {"by": by, "now": now}
    return {
        Act.OPEN: lambda: open_case(store, playbook(), 2, **told),
        Act.CLAIM: lambda: claim(store, playbook(), 1, **told),
        Act.RELEASE: lambda: release(store, 1, **told),
        Act.NOTE: lambda: note(store, 1, f"note {minute}", **told),
        Act.FOLLOW_UP: lambda: follow_up(store, 1, "look again", after(600), **told),
        Act.FINISH: lambda: finish_follow_up(store, 1, **told),
        Act.POST: lambda: posted(store, playbook(), 1, LINK, answer=False, **told),
        "answer": lambda: posted(store, playbook(), 1, None, answer=True, **told),
        Act.RECORD: lambda: record(store, 1, wants="a refund", **told),
        "other wish": lambda: record(store, 1, wants="an apology", blame=Blame.GREED, **told),
        Act.RESOLVE: lambda: resolve(store, 1, "billing", Aftermath.QUIET, **told),
        Act.REOPEN: lambda: reopen(store, playbook(), 1, **told),
        Act.LINK: lambda: link(store, 2, 1, **told),
        Act.CUT: lambda: cut(store, 2, **told),
        Act.PROMISE: lambda: promise(store, 1, "a refund", after(600), **told),
        Act.SETTLE: lambda: settle(store, 1, PromiseState.KEPT, **told),
        Act.SNOOZE: lambda: snooze(store, 1, after(500), **told),
        Act.WAKE: lambda: wake_now(store, 1, **told),
        Act.MUTE: lambda: mute(store, 2, MuteKind.AUTHOR, "spam", after(500), **told),
        Act.LIFT: lambda: lift(store, 1, **told),
        Act.LET_GO: lambda: let_go(store, 2, "only venting", **told),
        Act.RULE: lambda: apply_rules(store, playbook(), planned(store, RULED, None), **told),
        Act.THANK: lambda: thank(store, 2, **told),
        Act.PART: lambda: part(store, 3, playbook(), **told),
        Act.OVERRULE: lambda: overrule(store, playbook(), 2, Overrulable.DOUBLE, YES, **told),
        "overrule in the case": lambda: overrule(store, playbook(), 1, Overrulable.DOUBLE, NO, **told),
        Act.REACH: lambda: reach(store, playbook(), 2, after(300 + minute), **told),
        "reach in the case": lambda: reach(store, playbook(), 1, after(400), **told),
        Act.RAISE: lambda: raise_rung(store, playbook(), 1, 3, "the evening news", **told),
        "higher still": lambda: raise_rung(store, playbook(), 1, 5, "the parliament", **told),
        Act.STILL: lambda: still(store, 1, **told),
        Act.HOLD: lambda: hold(store, 1, **told),
        Act.SHELTER: lambda: shelter(store, 1, 2, playbook(), **told),
        Act.CONFIRM: lambda: confirm_handle(store, playbook(), 1, **told),
        Act.REFUSE: lambda: refuse_handle(store, playbook(), 1, **told),
        Act.UNDO: lambda: undo(store, **told),
        Act.REDO: lambda: redo(store, **told),
    }


def step(store: Store, what: str, by: str, minute: int) -> None:
    """Do one thing, or be refused."""
    _acts(store, by, after(minute), minute)[what]()


STEPS = (
    Act.OPEN,
    Act.CLAIM,
    Act.RELEASE,
    Act.NOTE,
    Act.FOLLOW_UP,
    Act.FINISH,
    Act.POST,
    "answer",
    Act.RECORD,
    "other wish",
    Act.RESOLVE,
    Act.REOPEN,
    Act.LINK,
    Act.CUT,
    Act.PROMISE,
    Act.SETTLE,
    Act.SNOOZE,
    Act.WAKE,
    Act.MUTE,
    Act.LIFT,
    Act.LET_GO,
    Act.RULE,
    Act.THANK,
    Act.PART,
    Act.OVERRULE,
    "overrule in the case",
    Act.REACH,
    "reach in the case",
    Act.RAISE,
    "higher still",
    Act.STILL,
    Act.HOLD,
    Act.SHELTER,
    Act.CONFIRM,
    Act.REFUSE,
    Act.UNDO,
    Act.REDO,
)
"""Every act that can be taken back, and the taking back; a test sees that none is missing."""
