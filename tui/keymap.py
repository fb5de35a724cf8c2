"""The `[keys]` table of the settings: what the responder has put on other keys, checked before it is used.

A table that cannot work is refused as a whole: a key that does nothing, or two things, is found at the worst
moment.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from sys import modules
from typing import Any, TypeGuard

from textual.app import App
from textual.binding import Binding, Keymap
from textual.dom import DOMNode
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, key_to_character
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from casebook.toml import nearest
from desk.errors import SettingsError
from desk.settings import Settings
from tui import field_keys
from tui.keys import bindings_of, known_ids, our_bindings, our_kinds

View = Mapping[str, tuple[str, ...]]
"""What can be pressed at one place: binding id to its keys, as Textual names them."""

RESERVED = frozenset(
    {*(f"ctrl+{letter}" for letter in "absqhijm"), "ctrl+space", "ctrl+at", "ctrl+@", "f11", "f12"}
)
"""Keys of multiplexers, of flow control and of window managers, and those a terminal sends for others."""

IN_TURN = {"queue.unmark", "queue.unfilter"}
"""Acts that take turns at one key: Esc takes the marks away where there are any, else the filter."""

_MODIFIERS = {"alt", "ctrl", "hyper", "meta", "shift", "super"}
_NAMED = {each.value for each in Keys if each.value.isalnum()} - {"return"}
_SIGNS = set(KEY_NAME_REPLACEMENTS.values())
_USUAL = sorted(_NAMED | {f"ctrl+{letter}" for letter in "cdefgklnoprtuvwxyz"})


def keymap(settings: Settings, app: type[App[Any]]) -> Keymap:
    """Return the `[keys]` table with its keys as Textual names them.

    Args:
        settings: Where it stands.
        app: The application whose keys work on every screen.

    Raises:
        SettingsError: An id is none of ours, a value names no key or one that is left alone, or one key would
            do two acts on the same screen.
    """
    wanted = {name: _keys_of(settings, name) for name in settings.keys}
    for name in wanted:
        for view in views(app):
            _refuse_clash(settings, name, wanted, view)
    return {name: ",".join(keys) for name, keys in wanted.items()}


def views(app: type[App[Any]]) -> list[View]:
    """Return what our bindings put on each screen, with its widgets and, below a dialog apart, the app."""
    return [_view(kind, app) for kind in our_kinds() if issubclass(kind, Screen)]


def clashes(view: View) -> Iterator[tuple[str, str, str]]:
    """Yield each key that two acts of a view have: id, key, other id."""
    for name, keys in view.items():
        for key in keys:
            others = (other for other in view if other != name and key in view[other])
            yield from ((name, key, other) for other in others if {name, other} != IN_TURN)


def split(keys: str) -> tuple[str, ...]:
    """Return the keys of "a, ctrl+y" as Textual names them; what is no key stays as it is."""
    return tuple(_name_of(each.strip()) for each in keys.split(","))


def is_reserved(key: str) -> bool:
    """Return whether a key is left to what runs around us."""
    modifiers = set(key.split("+")[:-1])
    return key in RESERVED or "alt" in modifiers or {"ctrl", "shift"} <= modifiers


def is_key(key: str) -> bool:
    """Return whether a terminal can send a key of that name, by Textual's names."""
    *modifiers, base = key.split("+")
    if modifiers and len(base) == 1:
        typed = base.isalnum() and base.islower() | base.isdigit() and set(modifiers) != {"shift"}
        return typed and set(modifiers) <= _MODIFIERS
    return set(modifiers) <= _MODIFIERS and _is_base(base)


def _is_base(base: str) -> bool:
    if base in _NAMED or base in _SIGNS:
        return True
    sign = key_to_character(base) or ""
    return sign.isprintable() and bool(sign.strip()) and _name_of(sign) == base


def _name_of(sign: str) -> str:
    """Return what Textual calls the key of one printed sign; a longer name is one already."""
    if len(sign) != 1 or sign == ",":
        return "comma" if sign == "," else sign
    return next(iter(Binding.make_bindings([(sign, "")]))).key


def _keys_of(settings: Settings, name: str) -> tuple[str, ...]:
    known = known_ids()
    if name not in known:
        raise SettingsError(f"{settings.file}: [keys] {name}: no such key id; {nearest(name, known)}")
    keys = split(settings.keys[name])
    for key in keys:
        if why := _wrong(key) or _typed(name, key):
            raise _error(settings, name, why)
    return keys


def _wrong(key: str) -> str:
    """Return what is wrong with a key by itself; empty when nothing is."""
    if not key:
        return "names no key; leave the line out to keep ours"
    if is_reserved(key):
        return f"{key} is left alone: terminals and what runs around them need it"
    return "" if is_key(key) else f"{key} is no key; {_hint(key)}"


def _typed(name: str, key: str) -> str:
    """Return what is wrong with a key where texts are typed; our own keys have been thought about."""
    ours = {each for binding in our_bindings() if binding.id == name for each in split(binding.key)}
    why = "" if key in ours else field_keys.needed_by_fields(name, key)
    return f"{key} cannot be used where a text is typed: {why}" if why else ""


def _hint(key: str) -> str:
    close = get_close_matches(key, _USUAL, n=1)
    return f'did you mean "{close[0]}"?' if close else "a, ctrl+y and f5 are some"


def _refuse_clash(settings: Settings, name: str, wanted: View, view: View) -> None:
    """Refuse a key of an id that another id of the view has too, with all that is wanted in place."""
    now = {each: wanted.get(each, keys) for each, keys in view.items()}
    for here, key, other in clashes(now):
        if here == name:
            raise _error(settings, name, f"{key} is the key of {other} on the same screen")


def _error(settings: Settings, name: str, why: str) -> SettingsError:
    return SettingsError(f'{settings.file}: [keys] {name} = "{settings.keys[name]}": {why}')


def _view(kind: type[DOMNode], app: type[App[Any]]) -> View:
    everywhere = () if issubclass(kind, ModalScreen) else (app,)
    widgets = (base for widget in _widgets_on(kind) for base in widget.__mro__)
    kinds = (*kind.__mro__, *widgets, *everywhere)
    return {each.id: split(each.key) for one in kinds for each in bindings_of(one) if each.id}


def _widgets_on(screen: type[DOMNode]) -> Iterable[type[DOMNode]]:
    """Return the widgets that a screen may lay out: those its own module imports."""
    return [thing for thing in vars(modules[screen.__module__]).values() if _is_widget(thing)]


def _is_widget(thing: object) -> TypeGuard[type[Widget]]:
    return isinstance(thing, type) and issubclass(thing, Widget) and not issubclass(thing, Screen)
