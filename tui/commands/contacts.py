"""`amends contacts`: whether customers reach us; test it now, send a test mail, prove that it arrived."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from casebook.clock import utc_now
from casebook.contact import ContactRow
from casebook.document import to_document
from desk.contacts import mails
from desk.contacts.asking import known, look_now, mail_now, wanted
from desk.contacts.proof import Verdict
from desk.contacts.rows import place_of
from desk.settings import Settings
from playbooks.contacts import Contact
from playbooks.playbook import load
from sources.text import clean_line
from tui.commands.lines import as_json, in_iso
from tui.commands.parser import FINE, WORLD
from tui.commands.say import complain
from tui.commands.usual import open_store, settings_of, writing
from tui.figures import ago


def run(args: Namespace) -> int:
    """Do what is asked of the contact points."""
    settings = settings_of(args)
    contacts = load(settings.playbook).contacts
    if not contacts:
        complain("the playbook names no contacts yet: contacts.toml in its folder shows how", FINE)
    return _WHAT[args.what](args, settings, contacts)


def _list(args: Namespace, settings: Settings, contacts: Sequence[Contact]) -> int:
    now = utc_now()
    if settings.store.exists():
        with open_store(settings) as store:
            rows = known(store, contacts, now)
    else:
        rows = known(None, contacts, now)
    for row in rows:
        asked = f"looked at {ago(row.asked_at, now)}" if row.asked_at else "-"
        plain = (
            row.standing or "not asked yet",
            row.name,
            row.kind,
            row.where,
            asked,
            _said(row.say, row.do),
        )
        print(as_json(_row(row)) if args.json else _line(plain))
    return WORLD if any(row.broken for row in rows) else FINE


def _test(args: Namespace, settings: Settings, contacts: Sequence[Contact]) -> int:
    asked = wanted(contacts, args.name)
    with open_store(writing(settings)) as store:
        well = look_now(settings, store, asked, partial(_tell, args.json))
    return FINE if well else WORLD


def _tell(json: bool, contact: Contact, verdict: Verdict) -> None:
    """Print what was seen of one contact point."""
    state = "broken" if verdict.fault else "healthy"
    told: tuple[Any, ...] = (state, contact.name, contact.kind, place_of(contact))
    if json:
        keys = ("standing", "name", "kind", "where")
        print(as_json({**dict(zip(keys, told, strict=True)), "say": verdict.fault, "do": verdict.do}))
    else:
        print(_line((*told, _said(verdict.fault, verdict.do))))
    sys.stdout.flush()


def _mail(args: Namespace, settings: Settings, contacts: Sequence[Contact]) -> int:
    (contact,) = wanted(contacts, args.name)
    with open_store(writing(settings)) as store:
        mail = mail_now(settings, store, contact, by=settings.responder.name)
    if mail.refused:
        return complain(f"{contact.name}: {mail.refused}", WORLD)
    how = f'once it is there: amends contacts proved "{contact.name}" CODE'
    print(f"{mail.address}: a test mail is sent; {how}")
    return FINE


def _proved(args: Namespace, settings: Settings, contacts: Sequence[Contact]) -> int:
    with open_store(writing(settings)) as store:
        mail = mails.prove(store, args.name, args.code, by=settings.responder.name, now=utc_now())
    print(f"{mail.address}: the test mail has arrived")
    return FINE


def _row(row: ContactRow) -> dict[str, Any]:
    document = to_document(row)
    tried = [in_iso(to_document(each), ("at",)) for each in row.tried]
    return {**in_iso(document, _TIMES), "tried": tried}


def _line(cells: Sequence[str]) -> str:
    return "\t".join(clean_line(str(each)) for each in cells).rstrip()


def _said(fault: str, do: str) -> str:
    return f"{fault}; {do}" if do else fault


_TIMES = ("asked_at", "again_at", "bad_since", "healthy_at", "since")
_WHAT: Mapping[str | None, Callable[[Namespace, Settings, Sequence[Contact]], int]] = {
    None: _list,
    "test": _test,
    "mail": _mail,
    "proved": _proved,
}
"""By the word behind `contacts`."""
