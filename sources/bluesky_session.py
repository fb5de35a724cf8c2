"""A session with Bluesky: opened once with the app password, kept in memory, renewed when it runs out.

A server lets an account open 30 in five minutes and 300 a day, so none is opened for an asking.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casebook.kinds import HealthKind
from sources.address import origin_of, shown
from sources.errors import NoSecret, Refused, SourceError, Unreadable
from sources.hints import exhausted
from sources.inwards import home_of
from sources.kit import JSON_LIMIT, Kit, Reply
from sources.text import clean_line
from sources.values import object_in, parts_of, text_of

_OPEN = "/xrpc/com.atproto.server.createSession"
_RENEW = "/xrpc/com.atproto.server.refreshSession"
_HOME = "AtprotoPersonalDataServer"
_RUN_OUT = frozenset({"ExpiredToken", "InvalidToken"})
_REFUSING = frozenset({400, 401})
SIGN_IN = (
    "make an app password (Settings, App passwords) and put where it is into the settings, with the handle"
)


@dataclass(slots=True)
class _Open:
    """An open session; never shown nor stored."""

    access: str
    renewal: str
    home: str
    """Where the account's own server is."""


class BlueskySession:
    """Asks in the name of one account."""

    def __init__(self, kit: Kit, base_url: str, handle: str, password: str) -> None:
        """Make it; nobody is asked yet.

        Args:
            kit: What asks, and knows the password.
            base_url: Where one signs in.
            handle: The account.
            password: Where its app password is.
        """
        self._web, self._keys = kit.web, kit.keys
        self._base, self._handle, self._password = base_url.rstrip("/"), handle, password
        self._open: _Open | None = None

    async def get(self, url: str, headers: Mapping[str, str]) -> Reply:
        """Ask an address below the base URL, at the account's own server; the reply bears the address asked.

        Raises:
            SourceError: We cannot sign in, or it cannot be asked.
        """
        session = self._open or await self._sign_in()
        reply = await self._ask(session, url, headers)
        if isinstance(session, Reply) or not run_out(reply):
            return reply
        renewed = await self._renewed(session)
        reply = await self._ask(renewed, url, headers)
        if run_out(reply):
            self._open = None
            raise signed_out(f"{shown(url)} takes no session of ours (status {reply.status})")
        return reply

    async def _ask(self, session: _Open | Reply, url: str, headers: Mapping[str, str]) -> Reply:
        if isinstance(session, Reply):
            return session
        at = session.home + url.removeprefix(self._base)
        told = {"accept": "application/json", **headers, "authorization": f"Bearer {session.access}"}
        reply = await self._web.get(at, told, limit=JSON_LIMIT)
        return Reply(reply.status, reply.headers, reply.body, url, cut=reply.cut)

    async def _sign_in(self) -> _Open | Reply:
        """Return a new session, or the answer of a server that has none to give at the moment."""
        try:
            password = await self._keys.of(self._password)
        except NoSecret as error:
            error.do = SIGN_IN
            raise
        asked = json.dumps({"identifier": self._handle, "password": password}).encode()
        reply = await self._post(_OPEN, asked, {"content-type": "application/json"})
        if reply.status in _REFUSING:
            self._keys.forget(self._password)
            why = error_of(reply, password)
            raise signed_out(f"{shown(reply.url)} does not let us sign in as {self._handle}: {why}")
        return await self._opened(reply)

    async def _renewed(self, session: _Open) -> _Open | Reply:
        """Return the session renewed; a new one where that is refused."""
        reply = await self._post(_RENEW, b"", {"authorization": f"Bearer {session.renewal}"})
        if reply.status in _REFUSING:
            self._open = None
            return await self._sign_in()
        return await self._opened(reply, session.home)

    async def _post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        told = {"accept": "application/json", **headers}
        return await self._web.post(self._base + path, body, told, limit=JSON_LIMIT)

    async def _opened(self, reply: Reply, home: str = "") -> _Open | Reply:
        if reply.status != 200:
            return reply
        said = object_in(reply.body, "Bluesky")
        access, renewal = text_of(said, "accessJwt"), text_of(said, "refreshJwt")
        if not (access.isascii() and access.isprintable() and access and renewal.isprintable()):
            raise Unreadable(f"{shown(reply.url)} opened no session, without saying why")
        self._open = _Open(access, renewal, await self._home(said) or home or self._base)
        return self._open

    async def _home(self, said: Mapping[str, Any]) -> str:
        """Return where the account's own server is, by its DID document; empty where that does not say."""
        document = said.get("didDoc")
        services = parts_of(document, "service") if isinstance(document, Mapping) else []
        named = [text_of(each, "serviceEndpoint") for each in services if each.get("type") == _HOME]
        home = await home_of(self._base, named[0]) if named else ""
        return origin_of(home) if home else ""


def run_out(reply: Reply) -> bool:
    """Whether an answer says that the session has run out."""
    return reply.status == 401 or (reply.status == 400 and _code(reply) in _RUN_OUT)


def error_of(reply: Reply, secret: str = "") -> str:
    """Return what a refusal says, on one line: its own words, unless they hold a secret, and its status."""
    said = _said(reply)
    words = clean_line(text_of(said, "message") or text_of(said, "error"))[:300]
    telling = bool(words) and not (secret and secret in words)
    return f"{words} (status {reply.status})" if telling else f"status {reply.status}"


def signed_out(say: str) -> SourceError:
    """Return the error of somebody who is not let in."""
    error = Refused(say, HealthKind.AUTH, None, None)
    error.do = SIGN_IN
    return error


def check(reply: Reply) -> None:
    """Let an answer pass unless it is a question that is not understood, which is told in its own words.

    Raises:
        Refused: It is one.
    """
    if reply.status != 400 or exhausted(reply.headers) or not _code(reply):
        return
    raise Refused(f"{shown(reply.url)} does not accept it: {error_of(reply)}", HealthKind.ERROR, None, None)


def _code(reply: Reply) -> str:
    return text_of(_said(reply), "error")


def _said(reply: Reply) -> Mapping[str, Any]:
    try:
        return object_in(reply.body, "Bluesky")
    except SourceError:
        return {}
