"""Whose account is it? Only ever suggested, with the evidence; a person confirms or refuses.

The accounts a customer list names lie among the handles under a key of their own, so that one indexed look
finds them: `:mastodon:jane`, or `:jane` where the list does not say where, which fits that name anywhere.
They become links to real accounts when those write something, on platforms that allow the comparison.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import product

from casebook.customer import Customer, Handle
from casebook.document import from_document
from casebook.frozen import frozen
from casebook.kinds import LinkState
from casebook.mention import Mention
from casebook.store.store import Store
from desk import shelf

NAMESAKES = 3
"""From more customers of one name on, the name says nothing."""


@frozen
class Whose:
    """The best guess at an account's customer."""

    customer: Customer
    known: bool
    """Whether a person has confirmed it."""


def key(account: str) -> str:
    """Return the key an account of the list lies under: `:mastodon:jane`, or `:jane` without a source."""
    source, _, name = account.casefold().partition(":")
    return f":{source}:{name.lstrip('@')}" if name else f":{source.lstrip('@')}"


def called(name: str) -> str:
    """Return the key two spellings of one name share."""
    return " ".join(name.casefold().split())


def links(store: Store, accounts: Iterable[str]) -> Mapping[str, list[Handle]]:
    """Return what is held of each account, the confirmed first; refused links are left out."""
    found: dict[str, list[Handle]] = {}
    for handle in shelf.records(Handle, shelf.among(store.handles, "account", accounts)):
        if handle.state is not LinkState.REFUSED:
            found.setdefault(handle.account, []).append(handle)
    for handles in found.values():
        handles.sort(key=lambda each: each.state is not LinkState.CONFIRMED)
    return found


def whose(store: Store, accounts: Iterable[str]) -> Mapping[str, Whose]:
    """Return the customer each account is confirmed or suggested to be; unknown accounts are left out."""
    return {
        account: guess
        for account, handles in links(store, accounts).items()
        if (guess := _best(store, handles))
    }


def confirmed(store: Store, account: str | None) -> int | None:
    """Return the customer an account is confirmed to be, or None."""
    handles = links(store, [account]).get(account, []) if account else []
    return next((each.customer for each in handles if each.state is LinkState.CONFIRMED), None)


def suggest(store: Store, mentions: Iterable[Mention], now: datetime) -> int:
    """Write down whose accounts these may be, by the customer list, and return how many guesses are new.

    Each customer and account are paired once only, so a link that was refused is never suggested again.
    """
    authors = {each.author: each for each in mentions if each.author}
    if not authors or not store.customers.top():
        return 0
    known = pairs(store, authors)
    guesses = [*_by_account(store, authors, now), *_by_name(store, authors, now)]
    fresh = {(each.account, each.customer): each for each in reversed(guesses)}
    new = [each for pair, each in fresh.items() if pair not in known]
    for each in new:
        shelf.keep(store.handles, each)
    return len(new)


def pairs(store: Store, accounts: Iterable[str]) -> set[tuple[str, int]]:
    """Return every pair of account and customer already held, refused ones too."""
    held = shelf.among(store.handles, "account", accounts)
    return {(each["account"], each["customer"]) for each in held}


def _best(store: Store, handles: list[Handle]) -> Whose | None:
    for handle in handles:
        document = store.customers.get(doc_id=handle.customer)
        if isinstance(document, Mapping):
            customer = from_document(Customer, document, id=handle.customer)
            return Whose(customer, handle.state is LinkState.CONFIRMED)
    return None


def _by_account(store: Store, authors: Mapping[str, Mention], now: datetime) -> Iterator[Handle]:
    keys: dict[str, list[str]] = {}
    for account in authors:
        for each in (account, account.partition(":")[2]):
            keys.setdefault(key(each), []).append(account)
    for each, handles in links(store, keys).items():
        where = "" if ":" in each[1:] else ", without saying where"
        for handle, account in product(handles, keys[each]):
            yield Handle(0, account, handle.customer, LinkState.SUGGESTED, handle.evidence + where, now)


def _by_name(store: Store, authors: Mapping[str, Mention], now: datetime) -> Iterator[Handle]:
    names: dict[str, list[str]] = {}
    for account, each in authors.items():
        if each.author_name and called(each.author_name):
            names.setdefault(called(each.author_name), []).append(account)
    for name, namesakes in _namesakes(store, names).items():
        evidence = f'the customer list has the same name, "{name}"'
        if len(namesakes) <= NAMESAKES:
            for customer, account in product(namesakes, names[name]):
                yield Handle(0, account, customer, LinkState.SUGGESTED, evidence, now)


def _namesakes(store: Store, names: Iterable[str]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for document in shelf.among(store.customers, "called", names):
        found.setdefault(document["called"], []).append(document.doc_id)
    return found
