"""Declaring widgets for less: what a class takes over from each of those above it is looked up there once.

For every class Textual 8.2 goes through all names of all classes above it, three times: half a millisecond,
ninety times before the queue stands. What a class itself holds does not change once it stands. And of every
handler it asks for the whole signature, to know how many parameters there are.
"""

from collections.abc import Callable, Mapping
from functools import cache
from inspect import CO_VARARGS, CO_VARKEYWORDS
from types import FunctionType
from typing import Any, NamedTuple, cast

from textual import _callback
from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.reactive import Reactive

COMPUTES = ("_compute_", "compute_")
"""How the methods begin that compute what is named after it."""


class Own(NamedTuple):
    """What a class itself adds to what it takes over."""

    reactives: Mapping[str, "Reactive[Any]"]
    computes: frozenset[str]
    """The names of the reactives it computes."""
    bindings: Mapping[str, list[Binding]]
    """Its keys, each with what is bound to it."""


def declare_for_less() -> None:
    """Have every widget that is declared from now on declared for less, and otherwise as ever."""
    setattr(_callback, "_count_parameters", _parameters)  # noqa: B010 - as below
    setattr(DOMNode, "__init_subclass__", classmethod(_declare))  # noqa: B010 - a type checker forbids it


_signed = _callback._count_parameters


def _parameters(called: Callable[..., object]) -> int:
    """Return how many parameters a function has; what is more than a plain one is asked for its signature."""
    if type(called) is not FunctionType or vars(called).keys() & {"__wrapped__", "__signature__"}:
        return _signed(called)
    code = called.__code__
    more = bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    return code.co_argcount + code.co_kwonlyargcount + more


def _declare(
    cls: type[DOMNode],
    inherit_css: bool = True,
    inherit_bindings: bool = True,
    inherit_component_classes: bool = True,
) -> None:
    """Do what `DOMNode.__init_subclass__` does."""
    super(DOMNode, cls).__init_subclass__()
    cls._inherit_css = inherit_css
    cls._inherit_bindings = inherit_bindings
    cls._inherit_component_classes = inherit_component_classes
    bases = cls._css_bases(cls)
    cls._css_type_name = bases[0].__name__
    cls._css_type_names = frozenset({base.__name__ for base in bases})
    _take_over(cls)


def _take_over(cls: type[DOMNode]) -> None:
    reactives: dict[str, Reactive[Any]] = {}
    computes: set[str] = set()
    keys: dict[str, list[Binding]] = {}
    for base in reversed(cls.__mro__):
        own = _own(base)
        reactives.update(own.reactives)
        computes |= own.computes
        if not getattr(base, "_inherit_bindings", True):
            keys.clear()
        keys.update({key: [*bound] for key, bound in own.bindings.items()})
    cls._reactives = reactives
    cls._computes = frozenset(computes)
    cls._merged_bindings = BindingsMap.from_keys(keys)


@cache
def _own(cls: type) -> Own:
    names = vars(cls)
    bindings = names.get("BINDINGS", []) if issubclass(cls, DOMNode) else []
    return Own(
        {name: value for name, value in names.items() if isinstance(value, Reactive)},
        frozenset(name.lstrip("_")[8:] for name in names if name.startswith(COMPUTES)),
        cast(Mapping[str, list[Binding]], BindingsMap(bindings).key_to_bindings),
    )
