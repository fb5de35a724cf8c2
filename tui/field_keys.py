"""Keys that a text field needs for itself: no act of a screen with fields can be put on one.

A letter bound there would either be typed, or typing it would do the act.
"""

from collections.abc import Iterable, Iterator, Mapping
from sys import modules

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import key_to_character
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, TextArea

from tui.keys import bindings_of, our_kinds

Kind = type[DOMNode]


def needed_by_fields(name: str, key: str) -> str:
    """Return what a text field needs a key for; empty where the act of that id may have it.

    Args:
        name: Id of a binding.
        key: As Textual names it.
    """
    fields = {field for screen in _screens_of(name) for field in fields_on(screen)}
    wants = (_wants(field, key) for field in sorted(fields, key=lambda each: each.__name__))
    return next(filter(None, wants), "")


def fields_on(screen: Kind) -> list[Kind]:
    """Return the kinds of text field that a screen may lay out: those its own module imports."""
    things = [thing for thing in vars(modules[screen.__module__]).values() if isinstance(thing, type)]
    return [field for field in (Input, TextArea) if any(issubclass(thing, field) for thing in things)]


def _screens_of(name: str) -> list[Kind]:
    """Return the screens an act belongs to; none where it is needed on a full screen without fields too."""
    screens = [kind for kind in _last_kinds() if name in _own_ids(kind)]
    elsewhere = (kind for kind in screens if not issubclass(kind, ModalScreen) and not _is_typed_on(kind))
    return [] if any(elsewhere) else screens


def _is_typed_on(screen: Kind) -> bool:
    """Return whether a screen is for typing; one with letters of its own has passing fields at most."""
    letters = (key for each in bindings_of(screen) for key in each.key.split(","))
    return bool(fields_on(screen)) and not any(len(key) == 1 for key in letters)


def _last_kinds() -> Iterator[Kind]:
    """Yield the screens themselves, and not what they have in common."""
    kinds = [kind for kind in our_kinds() if issubclass(kind, Screen)]
    yield from (kind for kind in kinds if not any(kind in other.__bases__ for other in kinds))


def _own_ids(screen: Kind) -> set[str | None]:
    return {each.id for kind in screen.__mro__ for each in bindings_of(kind)}


def _wants(field: Kind, key: str) -> str:
    if (key_to_character(key) or "\n").isprintable():
        return "it is typed there"
    if key == "enter" and field is TextArea:
        return "it begins a new line there"
    return _edits(field).get(key, "")


def _edits(field: Kind) -> Mapping[str, str]:
    """Return what each key of a field of Textual's does in it, in Textual's words."""
    declared: Iterable[Binding] = Binding.make_bindings(field.BINDINGS)
    return {each.key: f"the field has it: {each.description.lower()}" for each in declared}
