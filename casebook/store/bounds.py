"""Of several bounds of a field that must all hold, the tightest: no index is searched by a wider one."""

from collections.abc import Iterable
from typing import Any

_UPPER = {"<": False, "<=": True}
"""Signs of an upper bound, and whether the bound itself is within."""
_LOWER = {">": False, ">=": True}


def tightest(shapes: Iterable[Any]) -> list[Any]:
    """Return the conditions of a query, all of which must hold, without whole numbers that say no more."""
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
