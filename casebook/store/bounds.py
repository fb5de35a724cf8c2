"""What must hold all at once, said as tightly as it can be: no index is searched by a wider bound."""

from collections.abc import Iterator
from typing import Any

_UPPER = {"<": False, "<=": True}
"""Signs of an upper bound, and whether the bound itself is within."""
_LOWER = {">": False, ">=": True}


def flat(shape: Any) -> Iterator[Any]:
    """Yield the parts of a shape all of which must hold."""
    match shape:
        case ("and", frozenset() as parts):
            for part in parts:
                yield from flat(part)
        case ("not", ("not", inner)):
            yield from flat(inner)
        case _:
            yield shape


def conjuncts(shape: Any) -> list[Any]:
    """Return the same without what says no more than the rest.

    Of bounds that are whole numbers the tightest is left on either side. A field that has one holds
    something, so what could only be where it holds nothing is left out of every choice.
    """
    parts = list(flat(shape))
    bounded = frozenset(side[0] for side in map(_side, parts) if side is not None)
    left = [(part if (some := _possible(part, bounded)) is None else some) for part in parts]
    return _tightest([each for part in left for each in flat(part)])


def _possible(shape: Any, filled: frozenset[Any]) -> Any:
    """Return a condition without choices that ask for a field to be empty which is not; None: it asks so."""
    match shape:
        case ("or", frozenset() as parts):
            left = frozenset(_possible(part, filled) for part in parts) - {None}
            return next(iter(left), None) if len(left) < 2 else ("or", left)
        case ("and", frozenset() as parts):
            return None if any(_possible(part, filled) is None for part in parts) else shape
        case ("not", ("!=", tuple() as path, None)) if path in filled:
            return None
    return shape


def _tightest(shapes: list[Any]) -> list[Any]:
    best: dict[Any, Any] = {}
    rest = []
    for shape in shapes:
        side = _side(shape)
        if side is None:
            rest.append(shape)
        elif side not in best or _tighter(shape, best[side]):
            best[side] = shape
    return [*best.values(), *rest]


def _side(shape: Any) -> tuple[Any, bool] | None:
    match shape:
        case (str() as sign, tuple() as path, value) if type(value) is int:
            if sign in _UPPER or sign in _LOWER:
                return path, sign in _UPPER
    return None


def _tighter(one: Any, other: Any) -> bool:
    (sign, _, value), (known, _, bound) = one, other
    if value == bound:
        return sign in ("<", ">") and known not in ("<", ">")
    return bool(value < bound) is (sign in _UPPER)
