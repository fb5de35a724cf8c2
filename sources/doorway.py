"""Where mentions are handed in: an address of this machine, as `[HOST:]PORT`."""

from casebook.frozen import frozen
from casebook.pattern import pattern

_WRITTEN = pattern(r"(?:(?P<host>\[[0-9a-fA-F:.]+\]|[\w.-]+)?:)?(?P<port>\d{1,5})")
_LOOPBACK = "127.0.0.1"
_OURS = pattern(r"localhost|127(?:\.\d{1,3}){3}|::1")


@frozen
class Doorway:
    """An address to listen at."""

    host: str = _LOOPBACK
    port: int = 0

    @property
    def private(self) -> bool:
        """Whether nobody but this machine can reach it."""
        return _OURS.fullmatch(self.host) is not None

    def __str__(self) -> str:
        """Return it as an address is written."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def doorway(written: str) -> Doorway:
    """Return the address somebody has written; without a host it is this machine alone.

    Raises:
        ValueError: It is none.
    """
    found = _WRITTEN.fullmatch(written.strip())
    if found is None or int(found["port"]) > 65_535:
        raise ValueError('must be a port, or a host and a port, such as "8799" or "127.0.0.1:8799"')
    return Doorway((found["host"] or _LOOPBACK).strip("[]"), int(found["port"]))
