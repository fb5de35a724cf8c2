"""The clauses of a hint, so that one that names an act can be left out."""

import re
from collections.abc import Callable, Iterator

NAMED = re.compile(r"\{([a-z_]+(?:\.[a-z_0-9]+(?: [a-z_]+\.[a-z_0-9]+)*)?)\}")
"""What stands for something else in a hint: acts by their ids, or a value by its name."""
_CLAUSES = re.compile(r"(: | · |; |\. |\? )")
"""What parts the clauses of a hint, so that one can be left out."""


def without(text: str, refused: Callable[[str], bool]) -> str:
    """Return a hint without the clauses that name an act of which this is true."""
    pieces = ["", *_CLAUSES.split(text)]
    clauses = zip(pieces[::2], pieces[1::2], strict=True)
    kept = [sign + clause for sign, clause in clauses if not any(map(refused, _named(clause)))]
    left = _CLAUSES.sub("", "".join(kept), count=1) if kept and _CLAUSES.match(kept[0]) else "".join(kept)
    return f"{left}." if left and text.endswith(".") and not left.endswith(".") else left


def _named(clause: str) -> Iterator[str]:
    for named in NAMED.findall(clause):
        yield from named.split(" ")
