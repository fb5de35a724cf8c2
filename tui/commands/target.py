"""Which matter a command means: `12` or `m12` is a mention, `c41` (or '#41' in quotes) a case."""

import re

from casebook.frozen import frozen
from casebook.store.store import Store
from desk import shelf
from desk.errors import Refused

_SAID = re.compile(r"(c|#|m|)(\d{1,18})", re.IGNORECASE)


@frozen
class Target:
    """A matter."""

    mention: int
    case: int | None


def target_of(store: Store, said: str) -> Target:
    """Return the matter somebody means.

    Raises:
        Missing: There is no such mention or case.
        Refused: It is no number.
    """
    found = _SAID.fullmatch(said.strip())
    if found is None:
        raise Refused(f"{said!r:.40} is neither a mention such as 12 nor a case such as c41")
    number = int(found[2])
    if found[1] in ("c", "C", "#"):
        return Target(shelf.case(store, number).lead, number)
    return Target(number, shelf.mention(store, number).case)


def name_of(target: Target) -> str:
    """Return how a matter is named in a command."""
    return f"c{target.case}" if target.case is not None else str(target.mention)
