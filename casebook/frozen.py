"""What a record is here: frozen, slotted and typed, and cheap to declare.

The standard library writes six methods for each frozen class and compiles them one by one as the module
loads, a millisecond a class; there are well over a hundred, and most are never made in a given run. Here
all records share every method but `__init__`, and that is written when the first one is made.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

R = TypeVar("R")

_BECOME = object.__dict__["__class__"].__set__
"""Gives an object another class, whatever its own allows."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[R]) -> type[R]:
    """Make a class a record: what `dataclass(frozen=True, slots=True)` makes of it, for a tenth of the time.

    `field`, `fields`, `replace`, `asdict`, `match` and pickling work as with any dataclass.
    """
    cls.__doc__ = cls.__doc__ or cls.__name__  # else the signature is spelled out, at twice the cost
    made = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    compared = [each.name for each in fields(made) if each.compare]  # type: ignore[arg-type]
    methods = {
        **_SHARED,
        "__init__": _at_first(made),
        "_compared": attrgetter(*compared) if compared else type,
    }
    for name, method in methods.items():
        setattr(made, name, method)
    return made


def _at_first(cls: type[Any]) -> Callable[..., None]:
    """Return an `__init__` that puts the real one in its own place when the first record is made."""

    def first(self: Any, /, *values: Any, **named: Any) -> None:
        real = _init(cls)
        setattr(cls, "__init__", real)  # noqa: B010 - a type checker forbids the plain assignment
        real(self, *values, **named)

    return first


def _init(cls: type[Any]) -> Callable[..., None]:
    """Write a record's `__init__`: a parameter for each field that takes one, and each put in its slot.

    While it is filled, a record is of a class with the same slots that anybody may set. Python sets these
    itself, in a tenth of the time it takes to ask the slot of a frozen class to.
    """
    known: dict[str, Any] = {"_MISSING": MISSING, "_become": _BECOME, "_open": _open(cls)}
    lines = ["    _frozen = self.__class__", "    _become(self, _open)"]
    for each in fields(cls):
        known[f"_default_{each.name}"] = each.default
        known[f"_make_{each.name}"] = each.default_factory
        if each.init or _has_default(each):
            lines.append(f"    self.{each.name} = {_value(each)}")
    lines.append("    self.__class__ = _frozen")
    exec(f"def __init__({', '.join(_parameters(cls))}):\n" + "\n".join(lines), known)
    known["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    init: Callable[..., None] = known["__init__"]
    return init


def _open(cls: type[Any]) -> type[Any]:
    """Return the class a record is of while it is filled."""
    settable = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(cls.__name__, cls.__bases__, {"__slots__": cls.__slots__, **settable})


def _parameters(cls: type[Any]) -> list[str]:
    """Return what `__init__` takes, in the order of the fields; what is told by name alone comes last."""
    taken = [each for each in fields(cls) if each.init]
    named = [_parameter(each) for each in taken if each.kw_only]
    return [
        "self",
        *(_parameter(each) for each in taken if not each.kw_only),
        *(["*", *named] if named else []),
    ]


def _parameter(each: "Field[Any]") -> str:
    if each.default is not MISSING:
        return f"{each.name}=_default_{each.name}"
    return each.name if each.default_factory is MISSING else f"{each.name}=_MISSING"


def _value(each: "Field[Any]") -> str:
    if each.default_factory is MISSING:
        return each.name if each.init else f"_default_{each.name}"
    made = f"_make_{each.name}()"
    return f"{made} if {each.name} is _MISSING else {each.name}" if each.init else made


def _has_default(each: "Field[Any]") -> bool:
    return each.default is not MISSING or each.default_factory is not MISSING


def _repr(self: Any) -> str:
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _eq(self: Any, other: Any) -> bool:
    if type(other) is not type(self):
        return NotImplemented  # type: ignore[no-any-return]
    return bool(self._compared(self) == self._compared(other))


def _hash(self: Any) -> int:
    return hash(self._compared(self))


def _setattr(self: Any, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in fields(self)]


def _setstate(self: Any, state: list[Any]) -> None:
    for each, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)


_SHARED: dict[str, Any] = {
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
}
