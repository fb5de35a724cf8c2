"""Making a promise on a case, saying what became of it, and bringing the case back when it is overdue."""

from dataclasses import replace
from datetime import datetime

from tinydb import where

from casebook.case import Promise
from casebook.document import from_document, to_ms
from casebook.kinds import CaseStatus, PromiseState
from casebook.store.store import Store
from desk import lanes, parts, shelf
from desk.acts import COLLECTOR, Act
from desk.errors import Missing, Refused
from desk.promised import owed, owed_by
from desk.rules import check
from sources.text import clean_line


def promise(store: Store, case: int, what: str, due_at: datetime, *, by: str, now: datetime) -> int:
    """Log what we said we would do on a case, and by when; return its number.

    Raises:
        Missing: There is no such case.
        Refused: Nothing is promised, the time is over, or the case is resolved.
    """
    said = clean_line(what)
    if not said:
        raise Refused("say what was promised")
    if due_at <= now:
        raise Refused("say by when, ahead of now")
    with store.act(by, Act.PROMISE, now, case=case):
        check(Act.PROMISE, shelf.case(store, case), by, now)
        kept: Promise = shelf.keep(store.promises, Promise(0, case, said, due_at, by))
        return kept.id


def settle(store: Store, number: int, state: PromiseState, *, by: str, now: datetime) -> None:
    """Say what became of a promise; of one that is settled already, nothing changes.

    Raises:
        Missing: There is no such promise.
    """
    with store.act(by, Act.SETTLE, now) as act:
        document = store.promises.get(doc_id=number)
        if document is None:
            raise Missing(f"there is no promise #{number}")
        made = from_document(Promise, document, id=number)
        act.case = made.case
        if made.state is PromiseState.OWED:
            shelf.keep(store.promises, _settled(made, state, now))


def settle_all(store: Store, case: int, state: PromiseState | None, now: datetime) -> None:
    """Settle everything a case owes, inside the act that closes it.

    Raises:
        Refused: It owes something, and nobody said what becomes of that.
    """
    left = owed_by(store, case)
    for each in left:
        if state is None or state is PromiseState.OWED:
            raise Refused(f"case #{case} still owes “{each.what}”: say whether it was kept")
        shelf.keep(store.promises, _settled(each, state, now))


def raise_overdue(store: Store, now: datetime) -> list[int]:
    """Bring the cases of promises that are overdue back to the desk, each once; return the promises."""
    query = owed() & (where("due_at") <= to_ms(now)) & (where("raised_at") == None)  # noqa: E711  # a query
    if not store.promises.count(query):
        return []
    with store.act(COLLECTOR, Act.OVERDUE, now):
        late = shelf.records(Promise, store.promises.select(query, order="due_at"))
        for each in late:
            _raise(store, each, now)
        return [each.id for each in late]


def _raise(store: Store, late: Promise, now: datetime) -> None:
    with store.act(COLLECTOR, Act.OVERDUE, now, case=late.case):
        shelf.keep(store.promises, replace(late, raised_at=now))
        case = parts.survivor(store, shelf.case(store, late.case))
        if case.status is not CaseStatus.OPEN:
            case = shelf.keep(store.cases, lanes.taken_up(case, late.due_at))
        row = shelf.mention(store, case.lead)
        back = f"a promise is overdue: {late.what}"
        row = lanes.awake(lanes.lead(row, case, row.voices), back)
        shelf.keep_mention(store, replace(row, back=back))


def _settled(made: Promise, state: PromiseState, now: datetime) -> Promise:
    return replace(made, state=state, settled_at=now)
