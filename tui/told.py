"""Declaring what is told: a message with fields, spelled out when the first of its kind is sent.

The standard library writes a dataclass's methods as its module loads, half a millisecond for each message;
of two dozen a start sends a few.
"""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import get_annotations
from typing import Any, TypeVar, dataclass_transform

from textual.message import Message

M = TypeVar("M", bound=Message)


@dataclass_transform()
def told(cls: type[M]) -> type[M]:
    """Let a kind of message be made of its fields, as a dataclass is; two of a kind are never equal."""

    def first(self: M, /, *values: Any, **named: Any) -> None:
        real = _init(cls)
        setattr(cls, "__init__", real)  # noqa: B010 - a type checker forbids the plain assignment
        real(self, *values, **named)

    setattr(cls, "__init__", first)  # noqa: B010
    return cls


def _init(cls: type[Message]) -> Callable[..., None]:
    """Return the `__init__` of a dataclass with the fields of this class."""
    fields = get_annotations(cls)
    given = {name: vars(cls)[name] for name in fields if name in vars(cls)}
    begun = {"__post_init__": Message.__post_init__, "__annotations__": fields}
    spelled: Any = dataclass(type(cls.__name__, (), {**given, **begun}))
    init: Callable[..., None] = spelled.__init__
    return init
