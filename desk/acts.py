"""The names of all acts: each one event in the log, each one function in this room."""

from enum import StrEnum

COLLECTOR = "collector"
"""Who did it, where nobody did: the process that takes mentions in."""


class Act(StrEnum):
    """What can be done. What a person does is an imperative; what happens to us is a past participle."""

    OPEN = "case.open"
    CLAIM = "case.claim"
    RELEASE = "case.release"
    NOTE = "case.note"
    FOLLOW_UP = "case.follow_up"
    FINISH = "case.finish_follow_up"
    POST = "case.post"
    RECORD = "case.record"
    RESOLVE = "case.resolve"
    REOPEN = "case.reopen"
    LINK = "case.link"
    CUT = "case.cut"
    PROMISE = "case.promise"
    SETTLE = "promise.settle"
    OVERDUE = "promise.overdue"
    SNOOZE = "case.snooze"
    WAKE = "case.wake"
    WOKEN = "mention.woken"
    MUTE = "mention.mute"
    LIFT = "mute.lift"
    LET_GO = "mention.let_go"
    RULE = "mention.rule"
    THANK = "mention.thank"
    PART = "mention.part"
    OVERRULE = "mention.overrule"
    REACH = "case.reach"
    OUT_OF_REACH = "case.out_of_reach"
    RAISE = "case.raise"
    CONFIRM = "handle.confirm"
    REFUSE = "handle.refuse"
    TEST_MAIL = "contact.test_mail"
    PROVE = "contact.prove"
    STORM_RAISED = "storm.raised"
    STORM_OVER = "storm.over"
    STILL = "storm.still"
    HOLD = "storm.hold"
    SHELTER = "storm.shelter"
    UNDO = "undo"
    REDO = "redo"
    IMPORT = "customers.import"
    TAKEN_IN = "mention.taken_in"
    JOINED = "case.joined"
    CLIMBED = "case.climbed"
    ECHOED = "case.echoed"
    COPIED = "mention.copied"
    FOLLOWED = "mention.followed"
    JUDGED = "mention.judged"
    EDITED = "mention.edited"
    GROWN = "mention.grown"
    DELETED = "mention.deleted"


UNDOABLE = frozenset(
    {
        Act.OPEN,
        Act.CLAIM,
        Act.RELEASE,
        Act.NOTE,
        Act.FOLLOW_UP,
        Act.FINISH,
        Act.POST,
        Act.RECORD,
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
        Act.REACH,
        Act.RAISE,
        Act.CONFIRM,
        Act.REFUSE,
        Act.STILL,
        Act.HOLD,
        Act.SHELTER,
    }
)
"""The local acts of a responder."""
IN_PARTS = frozenset({Act.RULE})
"""What may touch so much that it is done in several turns, all of one time; it is taken back at once."""
