"""Bringing in the company's customer list: first what would come, then, when told so, the coming itself."""

import codecs
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from tinydb import where

from casebook.customer import Customer, Handle
from casebook.document import from_document, to_document
from casebook.kinds import LinkState
from casebook.mention import Mention
from casebook.store.store import Store
from desk import people, shelf
from desk.acts import Act
from desk.customer_rows import BadRow, Header, Row, rows
from desk.errors import BadList
from desk.judging import judge_again
from playbooks.playbook import Playbook

NAMED = 10
"""New and changed customers a report names."""
BATCH = 500
"""Lines in one transaction."""


@dataclass(slots=True)
class Report:
    """What a list would bring, or has brought."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    bad: list[BadRow] = field(default_factory=list)
    ignored: tuple[str, ...] = ()
    """Columns nobody asked for, as the list calls them."""
    first: list[tuple[Customer | None, Customer]] = field(default_factory=list)
    """The first few that are new or changed: as they were (None for a new one), and as they are told."""


def preview(store: Store, file: Path) -> Report:
    """Return what a customer list would bring, without bringing it.

    Raises:
        BadList: The file cannot be read, or has no header we can use.
    """
    report = Report()
    for batch in _batches(file, report):
        _sort(store, batch, report)
    return report


def import_list(
    store: Store, playbook: Playbook, file: Path, *, by: str, now: datetime, apart: Collection[str] = ()
) -> Report:
    """Bring a customer list in, each batch whole or not at all, and return what it brought.

    What waits undecided of the accounts it names is judged anew.

    A customer is known again by `ref`. A column the list does not have leaves that field as it was.

    Args:
        store: Where it goes.
        playbook: What judges anew.
        file: The list, as CSV.
        by: Who brings it.
        now: When.
        apart: Names of the sources whose accounts may not be compared with customers.

    Raises:
        BadList: The file cannot be read, or has no header we can use.
    """
    report = Report()
    for batch in _batches(file, report):
        with store.act(by, Act.IMPORT, now):
            written = [_keep(store, each) for each in _sort(store, batch, report)]
            _name_accounts(store, written, now)
            found = list(_said_by(store, written, apart))
            people.suggest(store, found, now)
            for account in {each.author for each in found if each.author}:
                judge_again(store, playbook, account, now)
    return report


def _batches(file: Path, report: Report) -> Iterator[list[Row]]:
    with _opened(file) as lines:
        fitting = _fitting(rows(lines), report)
        try:
            while batch := list(islice(fitting, BATCH)):
                yield batch
        except (OSError, UnicodeError) as error:
            raise BadList(f"{file}: cannot be read: {error}") from error


def _fitting(found: Iterable[Header | Row | BadRow], report: Report) -> Iterator[Row]:
    for each in found:
        if isinstance(each, Header):
            report.ignored = each.ignored
        elif isinstance(each, BadRow):
            report.bad.append(each)
        else:
            yield each


@contextmanager
def _opened(file: Path) -> Iterator[Iterable[str]]:
    try:
        with file.open(encoding=_encoding(file), newline="") as lines:
            yield lines
    except OSError as error:
        raise BadList(f"{file}: cannot be read ({error.strerror})") from error


def _encoding(file: Path) -> str:
    """Return how a list is written: UTF-8 if it is that to the end, else what spreadsheets write."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.open("rb") as raw:
        if raw.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        raw.seek(0)
        try:
            while part := raw.read(1 << 20):
                decoder.decode(part)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _sort(store: Store, batch: list[Row], report: Report) -> list[Customer]:
    """Count a batch into the report and return the customers that are new (id 0) or changed."""
    known = {each["ref"]: each for each in shelf.among(store.customers, "ref", [row.ref for row in batch])}
    told = [(_told(row, known.get(row.ref)), known.get(row.ref)) for row in batch]
    news = [(_record(old) if old is not None else None, customer) for customer, old in told]
    report.first += [each for each in news if each[0] != each[1]][: NAMED - len(report.first)]
    fresh = [customer for customer, old in told if old is None]
    changed = [customer for customer, old in told if old is not None and customer != _record(old)]
    report.new += len(fresh)
    report.changed += len(changed)
    report.unchanged += len(batch) - len(fresh) - len(changed)
    return [*fresh, *changed]


def _told(row: Row, known: Any) -> Customer:
    old = Customer(0, "", row.ref) if known is None else _record(known)
    return replace(old, **row.fields)


def _record(document: Any) -> Customer:
    return from_document(Customer, document, id=document.doc_id)


def _keep(store: Store, customer: Customer) -> Customer:
    """Write a customer with the key its namesakes share."""
    document = {**to_document(customer), "called": people.called(customer.name)}
    if customer.id:
        store.customers.update(document, doc_ids=[customer.id])
        return customer
    return replace(customer, id=store.customers.insert(document))


def _name_accounts(store: Store, customers: list[Customer], now: datetime) -> None:
    """Lay the accounts the list names among the handles, each once, never more than suggested."""
    named = {(people.key(account), each.id): account for each in customers for account in each.accounts}
    known = people.pairs(store, [account for account, _ in named])
    for (account, customer), words in named.items():
        if (account, customer) not in known:
            evidence = f'the customer list names the account "{words}"'
            shelf.keep(store.handles, Handle(0, account, customer, LinkState.SUGGESTED, evidence, now))


def _said_by(store: Store, customers: list[Customer], apart: Collection[str]) -> Iterator[Mention]:
    """Yield a mention of each named account that has written to us before."""
    for account in {account for each in customers for account in each.accounts if ":" in account}:
        found = store.mentions.select(where("author") == account, order="-created_at", limit=1)
        for kept in shelf.mentions(found):
            if kept.mention.via not in apart:
                yield kept.mention
