"""Where mail for a domain goes, as any mail server would find it (RFC 5321 section 5.1, RFC 7505)."""

from typing import Any

import dns.asyncresolver
import dns.exception
import dns.name
import dns.resolver

from sources.errors import Unreachable
from sources.mail_facts import MailHosts, place_of

_LIFETIME = 12.0
"""Seconds one question may take, with all its repetitions."""
_MOST = 5
"""Mail servers whose addresses are looked for."""


async def mail_hosts(domain: str, nameserver: str = "") -> MailHosts:
    """Return where a domain's mail goes.

    Args:
        domain: What stands behind the @.
        nameserver: Whom to ask, `HOST` or `HOST:PORT` by number; empty for this machine's own.

    Raises:
        Unreachable: No name server could tell.
    """
    try:
        resolver = resolver_of(nameserver)
        return await _found(dns.name.from_text(domain), resolver)
    except dns.resolver.NXDOMAIN:
        return MailHosts(missing=True)
    except dns.resolver.NoResolverConfiguration as error:
        raise Unreachable("this machine knows no name server: look at /etc/resolv.conf") from error
    except (dns.exception.DNSException, OSError, UnicodeError) as error:
        raise Unreachable(
            f"no name server could tell where mail for {domain} goes ({_why(error)})"
        ) from error


def knows_whom_to_ask(nameserver: str = "") -> bool:
    """Return whether there is a name server to ask, by the settings or by this machine's own."""
    try:
        return bool(resolver_of(nameserver).nameservers)
    except (dns.exception.DNSException, OSError, ValueError):
        return False


def resolver_of(nameserver: str) -> dns.asyncresolver.Resolver:
    """Return what asks a name server, or this machine's own.

    Raises:
        ValueError: It is no number of a host.
        NoResolverConfiguration: This machine has none.
    """
    resolver = dns.asyncresolver.Resolver(configure=not nameserver)
    if nameserver:
        host, port = place_of(nameserver)
        resolver.nameservers, resolver.port = [host], port
    resolver.lifetime = _LIFETIME
    return resolver


async def _found(domain: dns.name.Name, resolver: dns.asyncresolver.Resolver) -> MailHosts:
    answer = await resolver.resolve(domain, "MX", raise_on_no_answer=False)
    records = sorted(answer.rrset or (), key=lambda each: int(each.preference))
    if [each.exchange for each in records] == [dns.name.root]:
        return MailHosts(refused=True)
    named = [each.exchange for each in records] or [domain]
    homes = [(_text(each), await _has_address(each, resolver)) for each in named[:_MOST]]
    return MailHosts(
        tuple(name for name, home in homes if home), tuple(name for name, home in homes if not home)
    )


async def _has_address(host: dns.name.Name, resolver: dns.asyncresolver.Resolver) -> bool:
    for kind in ("A", "AAAA"):
        try:
            answer = await resolver.resolve(host, kind, raise_on_no_answer=False)
        except dns.resolver.NXDOMAIN:
            return False
        if answer.rrset:
            return True
    return False


def _text(name: Any) -> str:
    return str(name.to_text(omit_final_dot=True))


def _why(error: Exception) -> str:
    return "they did not answer in time" if isinstance(error, dns.exception.Timeout) else type(error).__name__
