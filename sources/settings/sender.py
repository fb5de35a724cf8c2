"""What a tool that hands mentions in can be told in the settings: `[senders.NAME]`."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from casebook.toml import nearest
from sources.handed import Hand
from sources.mapping import BadMapping, plan
from sources.secret import flaw_of
from sources.shapes import SHAPES, Shape


@frozen
class SenderSettings:
    """One tool that hands mentions in."""

    shape: str = "mention"
    """How its JSON looks; a key of `sources.shapes.SHAPES`."""
    map: Mapping[str, Any] = field(default_factory=dict)
    """The mention's fields by dot paths, in place of a shape."""
    each: str = "$"
    """Where the mapped mentions stand."""
    token: str = ""
    """Where the token it shows is to be found; never the token itself."""
    secret: str = ""
    """Where the secret it signs with is to be found."""
    open: bool = False
    """Whether it needs neither, as long as nobody but this machine can reach us; what it tells is its own."""
    every: Seconds = 60.0
    """Seconds between two looks whether anybody still listens to it."""
    portal: Portal = Portal.SOCIAL
    """What kind of place its mentions come from."""
    match_customers: bool = True
    """Whether its authors may be suggested as customers of ours."""

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        return {name: said for name, look in _LOOKS.items() if (said := look(self))}

    def hand(self, name: str) -> Hand:
        """Return how what it hands in is read.

        Raises:
            BadMapping: Its mapping cannot be followed.
        """
        own = plan(self.map, self.each) if self.map else None
        shape = Shape(own.applied, own.needs) if own is not None else SHAPES[self.shape]
        return Hand(name, shape, self.portal, proven=not self.open or bool(self.token or self.secret))


def _shape(said: SenderSettings) -> str:
    if said.map and said.shape != "mention":
        return "either a shape or a map: the map says everything"
    return "" if said.shape in SHAPES else f"{said.shape!r:.40} is unknown; {nearest(said.shape, SHAPES)}"


def _map(said: SenderSettings) -> str:
    if not said.map:
        return "" if said.each == "$" else "`each` goes with a map"
    try:
        plan(said.map, said.each)
    except BadMapping as error:
        return str(error)
    return ""


def _token(said: SenderSettings) -> str:
    return flaw_of(said.token) if said.token else ""


def _secret(said: SenderSettings) -> str:
    return flaw_of(said.secret) if said.secret else ""


_LOOKS: Mapping[str, Callable[[SenderSettings], str]] = {
    "shape": _shape,
    "map": _map,
    "token": _token,
    "secret": _secret,
}
