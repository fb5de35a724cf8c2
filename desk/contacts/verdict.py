"""What an answer of a contact point means: healthy, or what is broken and what to do. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from casebook.durations import span
from casebook.kinds import ContactKind
from desk.contacts.proof import HEALTHY, Verdict
from playbooks.contacts import Contact
from sources.address import host_of, shown
from sources.mail_facts import MailHosts
from sources.page_seen import Form, PageSeen

_OWNER = "tell whoever looks after the page"
_PLAYBOOK = "put it back, or what the playbook expects right"
_NETWORK = "open it from elsewhere; where nothing can be reached, it is this machine's own line"
_NAMES = "see whether other names are found from here; where none is, it is this machine's own line"
_EMPTY = 200
"""Characters below which a page is taken for one that a script fills in the browser."""


def unreachable(kind: ContactKind, why: str) -> Verdict:
    """Return what no answer at all means."""
    return Verdict(why, _NAMES if kind is ContactKind.MAIL else _NETWORK)


def page_verdict(contact: Contact, page: PageSeen, now: datetime) -> Verdict:
    """Return what a page means, measured by what is expected of it at a time; the first fault counts."""
    return next(_faults(contact, page, now), HEALTHY)


def mail_verdict(contact: Contact, found: MailHosts) -> Verdict:
    """Return what the name servers' answer means for a mail address."""
    domain = domain_of(contact.where)
    if found.missing:
        return Verdict(f"there is no domain {domain}", "see that it is spelt right, and still paid for")
    if found.refused:
        return Verdict(f"{domain} says that it takes no mail (a null MX)", "tell whoever looks after its DNS")
    if not found.hosts:
        lost = f": {', '.join(found.homeless)} has no address" if found.homeless else ""
        return Verdict(f"{domain} has no mail server{lost}", "tell whoever looks after its DNS")
    return HEALTHY


def domain_of(address: str) -> str:
    """Return what stands behind the @, in lower case."""
    return address.rpartition("@")[2].lower()


def same_site(one: str, other: str) -> bool:
    """Return whether two hosts are one site: the same but for www., or one below the other."""
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _faults(contact: Contact, page: PageSeen, now: datetime) -> Iterator[Verdict]:
    yield from _place(contact, page)
    if page.status != contact.status:
        yield Verdict(f"answers with status {page.status} instead of {contact.status}", _OWNER)
    yield from _words(contact, page)
    if contact.kind is ContactKind.FORM:
        yield from _form(contact, page)
    if contact.number and not page.shows(contact.number):
        yield Verdict(f"the number {contact.number} does not stand on it", _PLAYBOOK)
    yield from _certificate(contact, page, now)


def _place(contact: Contact, page: PageSeen) -> Iterator[Verdict]:
    """Yield whether it led where it should not."""
    if contact.redirects_to:
        if _bare(page.url) != _bare(contact.redirects_to):
            yield Verdict(f"leads to {shown(page.url)} instead of {shown(contact.redirects_to)}", _PLAYBOOK)
    elif not same_site(host_of(page.url), host_of(contact.where)):
        do = "see whose page that is; where it is meant so, say redirects_to in the playbook"
        yield Verdict(f"leads away to {shown(page.url)}", do)


def _words(contact: Contact, page: PageSeen) -> Iterator[Verdict]:
    part = f" (it {page.cut})" if page.cut else ""
    for each in contact.words:
        if not page.says(each):
            do = _PLAYBOOK if len(page.text) >= _EMPTY else "see it in a browser: a script may fill it there"
            yield Verdict(f"“{each}” does not stand on it{part}", do)
    for each in contact.not_words:
        if page.says(each):
            yield Verdict(f"“{each}” stands on it", _OWNER)


def _form(contact: Contact, page: PageSeen) -> Iterator[Verdict]:
    """Yield what is wrong with the form the customer's words go into."""
    forms = [each for each in page.forms if contact.field in each.fields]
    if not forms:
        what = f"no field “{contact.field}” can be filled in" if page.forms else "there is no form on it"
        yield Verdict(what, _PLAYBOOK)
    elif not any(_sends_home(contact, page, each) for each in forms):
        do = "see whose address that is; where it is meant so, say sends_to in the playbook"
        yield Verdict(f"the form sends to {shown(forms[0].action)}", do)


def _sends_home(contact: Contact, page: PageSeen, form: Form) -> bool:
    goal = host_of(contact.sends_to or page.url)
    web = urlsplit(form.action).scheme in ("http", "https")
    secret = form.action.startswith("https:") or not page.url.startswith("https:")
    return web and secret and same_site(host_of(form.action), goal)


def _certificate(contact: Contact, page: PageSeen, now: datetime) -> Iterator[Verdict]:
    if page.expires is not None and contact.certificate_days:
        left = page.expires - now
        if left < timedelta(days=contact.certificate_days):
            yield Verdict(
                f"its certificate ends in {span(left)}, on {page.expires:%Y-%m-%d}",
                "have it renewed: from then on no browser opens the page",
                lasting=True,
            )


def _bare(url: str) -> str:
    """Return an address as redirects are compared: a slash at the end and the case of the host aside."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}?{parts.query}"
