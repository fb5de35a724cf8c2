"""Who may hand in, and what is said to them: each proves who it is, and hears what became of each line.

An answer of 202 means that it is kept. Whatever goes wrong on our side is a 503 or a 429: a sender that tries
again loses nothing, and nothing comes in twice.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any

from casebook.clock import utc_now
from sources.errors import NoSecret
from sources.handed import LINES, Hand, Row, rows
from sources.handing import LOST, Head, Receipt, Receives, Said, said
from sources.kit import Unlocks
from sources.proof import fits, is_signed, token_of
from sources.settings.sender import SenderSettings
from sources.text import clean_line

log = logging.getLogger(__name__)

LIMIT = 2**20
"""Bytes of a body at most."""
_DOOR = "/in"
_JSON = ("application/json", "text/json")
_AT_ONCE = 16
"""Deliveries that are being kept at a time; who comes then is asked to come again."""
_ANEW = 60.0
"""Seconds before a secret is fetched anew that what was shown did not fit, or that could not be had."""
_LONGEST_KEY = 200
_TOLD = 100
"""Lines that do not fit of which an answer tells; it counts them all."""
_TOO_LONG = f"a delivery may have {LIMIT // 2**20} MiB at most"
_UNPROVEN = "neither token nor signature fits"


class Doorkeeper:
    """Lets senders in and hands on what they bring."""

    def __init__(
        self,
        senders: Mapping[str, SenderSettings],
        receives: Receives,
        keys: Unlocks,
        *,
        at_once: int = _AT_ONCE,
    ) -> None:
        """Make it.

        Args:
            senders: Who may hand in, by name.
            receives: Who keeps it.
            keys: Who knows the secrets.
            at_once: Deliveries that are being kept at a time at most.
        """
        self._senders = senders
        self._hands: dict[str, Hand] = {name: each.hand(name) for name, each in senders.items()}
        self._receives = receives
        self._keys = keys
        self._at_once = at_once
        self.busy = 0
        """Deliveries that are being kept now."""
        self._anew: dict[str, float] = {}
        self._held: dict[str, tuple[str, str]] = {}
        """Token and secret of each sender, as far as they were needed."""
        self._trouble: dict[str, str] = {}
        """Why they could not be had anew."""

    async def welcome(self, head: Head) -> Said | None:
        """Return the answer to whoever need not send a body; None: let us have it."""
        names = self._names(head)
        if not names:
            return said(404, "there is nothing here")
        if head.method != "POST":
            return said(405, "mentions are handed in by POST", allow="POST")
        if len(names) == 1 and (refusal := self._refusal(names[0], head)) is not None:
            return refusal
        return self._full()

    async def too_long(self, head: Head) -> Said:
        """Return the answer to a body beyond the limit."""
        self._refused(self._names(head), "too long")
        return said(413, _TOO_LONG)

    async def take(self, head: Head, body: bytes) -> Said:
        """Take a body in and return the answer."""
        if (full := self._full()) is not None:
            return full
        self.busy += 1
        try:
            return await self._let_in(head, body)
        except NoSecret:
            return said(503, "we cannot find out who you are now: come again", retry_after="60")
        except Exception as error:  # the worker edge: whatever broke, the sender shall try again
            log.error("a delivery could not be kept: %s", type(error).__name__)
            return said(503, "it could not be kept: come again", retry_after="30")
        finally:
            self.busy -= 1

    def _names(self, head: Head) -> list[str]:
        """Return who may be meant: the sender of the path, or without a name whoever can prove who it is."""
        if head.path == _DOOR:
            return [name for name, each in self._senders.items() if _proves_itself(each)]
        door, _, name = head.path.rpartition("/")
        return [name] if door == _DOOR and name in self._senders else []

    def _full(self) -> Said | None:
        if self.busy < self._at_once:
            return None
        return said(429, "too much is being handed in: come again", retry_after="5")

    def _refusal(self, name: str, head: Head) -> Said | None:
        """Return the answer to what cannot be taken, whoever brings it."""
        if self._senders[name].open and "origin" in head.headers:
            self._receives.refused(name, "from a web page")
            return said(403, "a web page may not hand in here")
        if head.headers.get("content-length", "").isdecimal() and _length(head) > LIMIT:
            self._receives.refused(name, "too long")
            return said(413, _TOO_LONG)
        if not _is_json(head):
            self._receives.refused(name, "not announced as JSON")
            return said(415, "send application/json, or application/x-ndjson for one object a line")
        return None

    async def _let_in(self, head: Head, body: bytes) -> Said:
        names = self._names(head)
        name = await self._proven(names, head, body)
        if name is None:
            self._refused(names, _UNPROVEN, unproven=True)
            return said(401, _UNPROVEN, www_authenticate='Bearer realm="amends"')
        if (refusal := self._refusal(name, head)) is not None:
            return refusal
        by_line = LINES.match(head.headers.get("content-type", "")) is not None
        read = await asyncio.to_thread(rows, body, self._hands[name], utc_now(), by_line=by_line)
        return await self._handed_in(name, read, head)

    async def _handed_in(self, name: str, read: Sequence[Row], head: Head) -> Said:
        if read and all(row.error and not row.mentions for row in read):
            self._receives.refused(name, "nothing in it could be read")
            return await _answer(400, read, Receipt())
        key = clean_line(head.headers.get("idempotency-key", "")[:_LONGEST_KEY])
        receipt = await self._receives.handed_in(name, read, key)
        if receipt.kept and all(each.state == LOST for each in receipt.kept):
            return await _answer(503, read, receipt, retry_after="60")
        return await _answer(202, read, receipt)

    async def _proven(self, names: Sequence[str], head: Head, body: bytes) -> str | None:
        """Return the first of these senders that it proves to be.

        Raises:
            NoSecret: It is none whose secrets we know, and those of another cannot be had.
        """
        trouble: NoSecret | None = None
        for each in names:
            try:
                if await self._proves(each, head, body):
                    return each
            except NoSecret as error:
                trouble = error
        if trouble is not None:
            self._refused(names, str(trouble), unproven=True)
            raise trouble
        return None

    def _refused(self, names: Sequence[str], why: str, *, unproven: bool = False) -> None:
        """Count a refusal where it is certain who was meant."""
        if len(names) == 1:
            self._receives.refused(names[0], why, unproven=unproven)

    async def _proves(self, name: str, head: Head, body: bytes) -> bool:
        """Whether it is this sender; a secret may have been changed since we fetched it.

        The one we have stays good until there is another: who knocks with a wrong one takes it from nobody.

        Raises:
            NoSecret: Nobody can know now.
        """
        sender, held = self._senders[name], self._held.get(name)
        if not _proves_itself(sender):
            return sender.open
        if held is not None and _fits(held, head, body):
            return True
        fresh = monotonic() - self._anew.get(name, -_ANEW) < _ANEW
        if fresh and (trouble := self._trouble.get(name)) is not None:
            raise NoSecret(trouble)
        if held is None or not fresh:
            await self._fetch(name)
        return _fits(self._held[name], head, body)

    async def _fetch(self, name: str) -> None:
        """Fetch the secrets of a sender, and anew where we have them.

        Raises:
            NoSecret: They cannot be had.
        """
        sender = self._senders[name]
        if name in self._held:
            self._anew[name] = monotonic()
            for each in (sender.token, sender.secret):
                self._keys.forget(each)
        try:
            self._held[name] = await self._keys.of(sender.token), await self._keys.of(sender.secret)
        except NoSecret as error:
            self._trouble[name], self._anew[name] = str(error), monotonic()
            raise
        self._trouble.pop(name, None)


def _proves_itself(sender: SenderSettings) -> bool:
    """Whether a sender has anything to prove itself by."""
    return bool(sender.token or sender.secret)


def _fits(held: tuple[str, str], head: Head, body: bytes) -> bool:
    """Whether what is shown fits a token or a secret."""
    return fits(token_of(head), held[0]) or is_signed(head, body, held[1])


def _length(head: Head) -> int:
    return int(head.headers["content-length"][:20])


def _is_json(head: Head) -> bool:
    """Whether a body is announced as JSON that is not packed; a web page cannot say so without asking."""
    kind = head.headers.get("content-type", "").partition(";")[0].strip().lower()
    fine = kind in _JSON or kind.endswith("+json") or LINES.match(kind) is not None
    return fine and head.headers.get("content-encoding", "identity") == "identity"


async def _answer(status: int, read: Sequence[Row], receipt: Receipt, **headers: str) -> Said:
    """Return what became of each line; there may be thousands, so a thread looks through them."""
    return said(status, await asyncio.to_thread(_told_all, read, receipt), **headers)


def _told_all(read: Sequence[Row], receipt: Receipt) -> dict[str, Any]:
    kept = iter(receipt.kept)
    lines = list[dict[str, Any]]()
    wrong = 0
    for row in read:
        wrong += bool(row.error)
        if row.error and wrong <= _TOLD:
            lines.append({"line": row.number, "error": row.error})
        for _ in row.mentions:
            lines.append({"line": row.number, **_told(next(kept, None))})
    counts = {"lines": len(read), "refused": wrong}
    new = sum(each.id is not None and each.state != "known" for each in receipt.kept)
    return {**counts, "new": new, "repeated": receipt.repeated, "results": lines}


def _told(kept: Any) -> dict[str, Any]:
    if kept is None:
        return {"state": "known"}
    if kept.state == LOST:
        return {"uri": kept.uri, "error": "it could not be kept"}
    return {"uri": kept.uri, "id": kept.id, "state": kept.state}
