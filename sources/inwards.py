"""Redirects into the inner network: a stranger's page may not send us where only our own people reach.

A name tells nothing: the stranger says whither it leads. So where a redirect leads to another host, its
addresses are looked up first. Whoever stands inside already (a forum of the house) may lead on inside.
"""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from socket import SOCK_STREAM, gaierror, inet_aton

from sources.address import here, host_of, shown
from sources.errors import Misled
from sources.links import web_link

_SECONDS = 5.0
"""For a look-up at most: who cannot be found is asked, and then cannot be reached."""
_DO = "where that is meant, put the address it leads to into the settings"


async def led_outside(url: str, goal: str) -> None:
    """Let a redirect pass that leads to no inner network, unless it comes from one.

    Args:
        url: Who redirects.
        goal: Where it leads.

    Raises:
        Misled: It leads inwards.
    """
    before, behind = host_of(url), host_of(goal)
    if before == behind or not await _is_inside(behind) or await _is_inside(before):
        return
    error = Misled(f"{shown(url)} redirects into the inner network")
    error.do = _DO
    raise error


async def home_of(url: str, named: str) -> str:
    """Return where a server says that those who are signed in have to ask; empty where nobody goes there.

    Whoever stands outside may name no place in the inner network, and none that is asked in the open.

    Args:
        url: The server.
        named: What it names.
    """
    home = web_link(named) or ""
    if not home or here(host_of(url)):
        return home
    with suppress(Misled):
        await led_outside(url, home)
        return home if home.startswith("https://") else ""
    return ""


def inner(address: str) -> bool:
    """Whether an address is of no use outside: private, of the link, of this machine."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return not _bare(found).is_global


async def _is_inside(host: str) -> bool:
    return any(map(inner, _written(host) or await _found(host)))


def _written(host: str) -> list[str]:
    """Return the address a host is written as, however that is done; none where it is a name."""
    if ":" in host:
        return [host]
    with suppress(OSError, ValueError):
        return [str(IPv4Address(inet_aton(host.rstrip("."))))]
    return []


async def _found(host: str) -> Iterable[str]:
    loop = asyncio.get_running_loop()
    with suppress(gaierror, OSError, UnicodeError, TimeoutError):
        async with asyncio.timeout(_SECONDS):
            return [str(each[4][0]) for each in await loop.getaddrinfo(host, None, type=SOCK_STREAM)]
    return []


def _bare(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the address inside an address."""
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or address.sixtofour or address
    return address
