"""What httpx gives and raises, as this house has it."""

from collections.abc import AsyncIterator, Awaitable
from typing import TypeVar

import httpx

from sources.address import shown
from sources.certificate import unaccepted
from sources.errors import Unreachable

T = TypeVar("T")


async def or_unreachable(url: str, answer: Awaitable[T]) -> T:
    """Return what an awaitable gives.

    Raises:
        Unreachable: It did not come, or not in time.
    """
    try:
        return await answer
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise Unreachable(f"{shown(url)} {why(error)}") from error


async def pieces_of(url: str, response: httpx.Response) -> AsyncIterator[bytes]:
    """Yield the pieces of a body as they come.

    Raises:
        Unreachable: It broke off, or fell silent.
    """
    pieces = response.aiter_raw()
    while (piece := await or_unreachable(url, anext(pieces, None))) is not None:
        yield piece


def lines_of(response: httpx.Response) -> dict[str, str]:
    """Return an answer's headers, names in lower case, those of one name in one line."""
    found: dict[str, str] = {}
    for name, value in response.headers.raw:
        key, line = name.decode("latin-1").lower(), _text(value)
        found[key] = f"{found[key]}, {line}" if key in found else line
    return found


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def why(error: Exception) -> str:
    """Return what happened, in words that follow an address."""
    match error:
        case httpx.ConnectTimeout():
            return "could not be reached in time"
        case httpx.TimeoutException():
            return "fell silent"
        case httpx.ConnectError():
            return unaccepted(error) or "could not be reached"
        case httpx.ProxyError():
            return "could not be reached through the proxy"
        case httpx.InvalidURL() | httpx.UnsupportedProtocol():
            return "leads to an address that is none"
        case httpx.DecodingError():
            return "sent something that cannot be unpacked"
        case httpx.RemoteProtocolError() | httpx.ReadError():
            return "broke off its answer"
    return "could not be asked"
