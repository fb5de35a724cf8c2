"""One look at one contact point: asked over the network, measured by what is expected, nothing is kept."""

import asyncio
import logging
from datetime import datetime
from importlib import import_module

from casebook.kinds import ContactKind
from desk.contacts.proof import Verdict
from desk.contacts.verdict import domain_of, mail_verdict, page_verdict, unreachable
from playbooks.contacts import Contact
from sources.address import shown
from sources.errors import Misled, SourceError
from sources.kit import Asks
from sources.page_seen import see, seen

log = logging.getLogger(__name__)


async def look(contact: Contact, web: Asks, nameserver: str, now: datetime) -> Verdict:
    """Return how a contact point is now; whatever breaks is a verdict too.

    Args:
        contact: Where it is, and what is expected.
        web: Asks for pages.
        nameserver: Whom to ask where mail goes; empty for this machine's own.
        now: When.
    """
    try:
        if contact.kind is ContactKind.MAIL:
            dns = import_module("sources.mail_hosts")  # dnspython is loaded where it is needed
            return mail_verdict(contact, await dns.mail_hosts(domain_of(contact.where), nameserver))
        reply = await see(contact.where, web)
        return await asyncio.to_thread(lambda: page_verdict(contact, seen(reply), now))
    except Misled as error:
        return Verdict(_bare(contact, error), "open it in a browser and see where it leads")
    except SourceError as error:
        return unreachable(contact.kind, _bare(contact, error))
    except Exception as error:  # the worker edge: a look that breaks must not seem to be peace
        log.exception("the look at %s has failed", contact.name)
        return Verdict(f"the look itself broke ({type(error).__name__})", "amends.log tells more")


def _bare(contact: Contact, error: SourceError) -> str:
    """Return what an error says, without the address that stands beside it anyway."""
    return str(error).removeprefix(f"{shown(contact.where)} ")
