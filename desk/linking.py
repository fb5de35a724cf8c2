"""A person's word on a suggested link between an account and a customer."""

from dataclasses import replace
from datetime import datetime

from tinydb import where

from casebook.case import Case
from casebook.customer import Handle
from casebook.kinds import LinkState
from casebook.store.store import Store
from desk import shelf
from desk.acts import Act
from desk.judging import judge_again
from playbooks.playbook import Playbook


def confirm_handle(store: Store, playbook: Playbook, handle: int, *, by: str, now: datetime) -> None:
    """Confirm that an account is this customer's: its cases get their customer, its mentions are judged anew.

    Raises:
        Missing: There is no such link.
    """
    with store.act(by, Act.CONFIRM, now):
        link = _settled(store, handle, LinkState.CONFIRMED)
        _give_cases(store, link.account, None, link.customer)
        judge_again(store, playbook, link.account, now)


def refuse_handle(store: Store, playbook: Playbook, handle: int, *, by: str, now: datetime) -> None:
    """Refuse that an account is this customer's; it is never suggested again.

    Raises:
        Missing: There is no such link.
    """
    with store.act(by, Act.REFUSE, now):
        link = _settled(store, handle, LinkState.REFUSED)
        _give_cases(store, link.account, link.customer, None)
        judge_again(store, playbook, link.account, now)


def _settled(store: Store, handle: int, state: LinkState) -> Handle:
    link: Handle = shelf.keep(store.handles, replace(shelf.handle(store, handle), state=state))
    return link


def _give_cases(store: Store, account: str, before: int | None, after: int | None) -> None:
    """Give an account's cases that had one customer, or none, to another, or to none."""
    for case in _cases_begun_by(store, account):
        if case.customer == before:
            shelf.keep(store.cases, replace(case, customer=after))


def _cases_begun_by(store: Store, account: str) -> list[Case]:
    said = store.mentions.select(where("author") == account)
    leads = {each.doc_id for each in said}
    cases = [shelf.case(store, number) for number in {each["case"] for each in said} if number is not None]
    return [case for case in cases if case.lead in leads]
