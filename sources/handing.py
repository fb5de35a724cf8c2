"""What is said at the door when a tool hands mentions in: its request, our answer, and who keeps them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from casebook.frozen import frozen
from sources.handed import Row

LOST = "lost"
"""What became of a mention that could not be kept."""


@frozen
class Head:
    """A request without its body."""

    method: str
    path: str
    """Without its query."""
    query: str
    headers: Mapping[str, str]
    """Names in lower case."""


@frozen
class Said:
    """Our answer."""

    status: int
    body: Mapping[str, Any]
    """Printed as JSON."""
    headers: Mapping[str, str]

    def printed(self) -> bytes:
        """Return the body as it goes over the line; a long list is printed part by part, in any thread."""
        parts = ", ".join(f"{json.dumps(name)}: {_printed(value)}" for name, value in self.body.items())
        return f"{{{parts}}}\n".encode()


def _printed(value: Any) -> str:
    """Return a value as JSON; what is printed at once holds up every other thread."""
    if isinstance(value, list):
        return f"[{', '.join(json.dumps(each, ensure_ascii=False) for each in value)}]"
    return json.dumps(value, ensure_ascii=False)


def said(status: int, body: Mapping[str, Any] | str, **headers: str) -> Said:
    """Return an answer; a text is what is wrong, and `retry_after="5"` becomes the header of that name."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Said(status, {"error": body} if isinstance(body, str) else body, named)


@frozen
class Kept:
    """What became of one mention that was handed in."""

    uri: str
    id: int | None
    """Its number in the store; None where it is not there."""
    state: str
    """What became of it, such as "new" or "known"; "lost" where it could not be kept."""


@frozen
class Receipt:
    """What became of a delivery."""

    kept: Sequence[Kept] = ()
    """The mentions in their order."""
    repeated: bool = False
    """Whether it had come before, by its key."""


class Porter(Protocol):
    """Who stands at the door."""

    async def welcome(self, head: Head) -> Said | None:
        """Return the answer to whoever need not send a body; None: let us have it."""

    async def take(self, head: Head, body: bytes) -> Said:
        """Take a body in and return the answer."""

    async def too_long(self, head: Head) -> Said:
        """Return the answer to a body beyond the limit."""


class Receives(Protocol):
    """Who keeps what is handed in."""

    async def handed_in(self, name: str, read: Sequence[Row], key: str) -> Receipt:
        """Keep a sender's delivery and return what became of it; raises where it could not be kept.

        Args:
            name: The sender's.
            read: Its lines.
            key: What it calls this delivery; empty where it does not say.
        """

    def refused(self, name: str, why: str, *, unproven: bool = False) -> None:
        """Note that a sender's delivery was refused.

        Args:
            name: The sender's.
            why: In a few words, without any of what it sent.
            unproven: Whether it did not show who it is.
        """
