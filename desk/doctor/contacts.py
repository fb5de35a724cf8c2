"""The contact points: which are broken, which cannot be looked at, which test mails will never be sent."""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module

from casebook.contact import ContactRow
from casebook.kinds import ContactKind
from desk.contacts.mails import hindrance
from desk.doctor.finding import Finding, note, ok, wrong
from desk.settings import Settings
from playbooks.contacts import FILE, Contact
from playbooks.errors import PlaybookError
from playbooks.playbook import load


def findings(settings: Settings, rows: Iterable[ContactRow]) -> Iterator[Finding]:
    """Yield what is to be said of the playbook's contact points; nobody is asked anything.

    Args:
        settings: How they are looked at.
        rows: How they were when they were last asked, as the store knows.
    """
    try:
        contacts = load(settings.playbook).contacts
    except PlaybookError:
        return  # told with the settings
    if not contacts:
        yield note("contacts", "the playbook names none", f"name where customers reach you: its {FILE}")
        return
    yield ok("contacts", f"{len(contacts)} in the playbook; amends contacts test asks them now")
    for row in rows:
        if row.broken:
            yield note(row.name, row.say, row.do)
    if any(each.kind is ContactKind.MAIL for each in contacts):
        yield from _resolver(settings)
    yield from _mails(settings, contacts)


def _resolver(settings: Settings) -> Iterator[Finding]:
    """Yield why nobody can be asked where mail goes."""
    try:
        names = import_module("sources.mail_hosts")  # loads dnspython, if it is there
    except ImportError:
        yield wrong("mail addresses", "cannot be looked at: dnspython is missing", "install amends anew")
        return
    if not names.knows_whom_to_ask(settings.contacts.nameserver):
        do = 'name one in /etc/resolv.conf, or in the settings: [contacts] nameserver = "…"'
        yield wrong("mail addresses", "cannot be looked at: this machine knows no name server", do)


def _mails(settings: Settings, contacts: Sequence[Contact]) -> Iterator[Finding]:
    """Yield what stands between a test mail that is wanted and its being sent."""
    known = {each.name: each for each in contacts}
    for name in settings.mail.tests:
        if name not in known:
            do = f"name it in the playbook's {FILE}, or take it out of [mail] tests"
            yield wrong(name, "is to be sent test mails, and is no contact of the playbook", do)
        elif not known[name].test_mail:
            yield note(
                name, "is sent no test mail by itself", f"say test_mail = true in the playbook's {FILE}"
            )
    for each in contacts:
        if each.test_mail and not settings.mail.host:
            say = "no test mail can be sent from here: the settings name no mail server"
            yield note(each.name, say, "name one under [mail] in the settings, where that is wanted")
        elif each.test_mail and (why := hindrance(each, settings.mail)):
            yield wrong(each.name, f"no test mail can be sent: {why}", "put [mail] in the settings right")
        elif each.test_mail and each.name not in settings.mail.tests:
            do = "name it under [mail] tests in the settings, where that is wanted"
            yield note(each.name, "is sent no test mail by itself: nothing leaves without being told to", do)
