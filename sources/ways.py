"""Ways to a host: connections lent for one request each, kept for a while, through a proxy where one is set.

These are httpx's transports without its client, which costs as much again as all the rest of a request:
redirects are `sources.http`'s own, cookies are not wanted, and passwords and proxies are minded here.
"""

from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from casebook.frozen import frozen
from sources.address import host_of, origin_of, shown
from sources.errors import Unreachable

_KEPT = 64
"""Ways kept for a next time at most; the one not used for longest goes."""
_WARM = 16
"""The last of these are left to the hosts they lead to; the others may be led to any host."""
_ONE = httpx.Limits(max_connections=1, max_keepalive_connections=1)


@frozen
class _Way:
    """One connection, open or to be opened."""

    origin: str
    """Where it led last."""
    proxy: str | None
    """What it goes through, for good."""
    transport: httpx.AsyncHTTPTransport


class Ways:
    """Lends ways of one connection each: the work of a pool grows with its connections."""

    def __init__(self) -> None:
        self._idle: list[_Way] = []
        self._kept = _KEPT
        self._tls: dict[str, SSLContext] = {}
        """One for all ways of a scheme: to make it costs more than a request."""
        self._proxies = getproxies()

    async def close(self) -> None:
        """Close what is open; what is still lent is closed when it comes back."""
        self._kept = 0
        await self._tidy()

    @asynccontextmanager
    async def lent(self, url: str) -> AsyncIterator[httpx.AsyncHTTPTransport]:
        """Lend a way to where an address leads.

        Raises:
            Unreachable: The proxy that is set cannot be used.
        """
        origin, proxy = origin_of(url), self._proxy(url)
        transport = self._rested(origin, proxy) or self._spare(origin, proxy) or self._new(url, proxy)
        try:
            yield transport
        finally:
            self._idle.append(_Way(origin, proxy, transport))
            await self._tidy()

    async def _tidy(self) -> None:
        while len(self._idle) > self._kept:
            await self._idle.pop(0).transport.aclose()

    def _rested(self, origin: str, proxy: str | None) -> httpx.AsyncHTTPTransport | None:
        """Return the way that last led to this origin, if there is one."""
        for at in range(len(self._idle) - 1, -1, -1):
            if (self._idle[at].origin, self._idle[at].proxy) == (origin, proxy):
                return self._idle.pop(at).transport
        return None

    def _spare(self, origin: str, proxy: str | None) -> httpx.AsyncHTTPTransport | None:
        """Return a way that has rested for long, to lead elsewhere: to make one costs part of a request."""
        for at in range(len(self._idle) - _WARM):
            each = self._idle[at]
            if (_scheme(each.origin), each.proxy) == (_scheme(origin), proxy):
                return self._idle.pop(at).transport
        return None

    def _new(self, url: str, proxy: str | None) -> httpx.AsyncHTTPTransport:
        try:
            return httpx.AsyncHTTPTransport(
                verify=self._context(_scheme(url)), limits=_ONE, proxy=proxy, trust_env=False
            )
        except (ImportError, ValueError, httpx.InvalidURL) as error:
            raise Unreachable(f"{shown(url)} is asked through a proxy that cannot be used") from error

    def _context(self, scheme: str) -> SSLContext:
        """Return how a way of a scheme trusts: one for plain http trusts nobody, and is never asked."""
        if scheme not in self._tls:
            made = httpx.create_ssl_context() if scheme == "https" else SSLContext(PROTOCOL_TLS_CLIENT)
            self._tls[scheme] = made
        return self._tls[scheme]

    def _proxy(self, url: str) -> str | None:
        """Return the proxy the environment sets for an address, by `http_proxy` and its like."""
        found = self._proxies.get(_scheme(url)) or self._proxies.get("all")
        if not found or proxy_bypass(host_of(url)):
            return None
        return found if "://" in found else f"http://{found}"


def password(url: str) -> Mapping[str, str]:
    """Return the header that carries the user name and password of an address, if it has any."""
    parts = urlsplit(url)
    if not (parts.username or parts.password):
        return {}
    pair = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    return {"authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def _scheme(url: str) -> str:
    return url.partition(":")[0].lower()
