"""What can be told of Jetstream, the stream of everything that is written on Bluesky."""

from typing import ClassVar
from urllib.parse import urlsplit

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from sources.links import web_link
from sources.settings.bluesky import CARD
from sources.settings.common import NO_ADDRESS, mistakes

FURTHEST = 36 * 3600.0
"""Seconds the servers remember."""
_SCHEMES = {"ws": "http", "wss": "https"}


@frozen
class JetstreamSettings:
    """All posts of the network as they are written, looked through here for the words of our brands."""

    searches: ClassVar[bool] = True

    servers: tuple[str, ...] = (
        "wss://jetstream1.us-east.bsky.network/subscribe",
        "wss://jetstream2.us-east.bsky.network/subscribe",
        "wss://jetstream1.us-west.bsky.network/subscribe",
        "wss://jetstream2.us-west.bsky.network/subscribe",
    )
    """Who is listened to: the first, and where it breaks off the next."""
    look_back: Seconds = 600.0
    """Seconds of the past that are looked through at first; they remember 36 hours."""
    profiles: str = "https://public.api.bsky.app"
    """Where the names and followers of authors are looked up; empty for nowhere."""
    every: Seconds = 30.0
    """Seconds between two looks at the line itself; what is said on it comes within one."""
    portal: Portal = Portal.SOCIAL
    """What kind of place it is."""
    match_customers: bool = CARD.matches
    """Whether its authors may be suggested as customers of ours."""

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        asked = {"profiles": self.profiles} if self.profiles else {}
        found = mistakes(self.every, addresses=asked)
        if not self.servers or not all(map(_is_socket, self.servers)):
            found["servers"] = f'must be addresses that begin with "wss://"; {NO_ADDRESS}'.partition(";")[0]
        if not 0 <= self.look_back <= FURTHEST:
            found["look_back"] = "must be from 0 seconds to 36 hours: the servers remember no more"
        return found


def _is_socket(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in _SCHEMES and bool(web_link(parts._replace(scheme=_SCHEMES[parts.scheme]).geturl()))
