"""The live bindings, as footer, help and palette show them; nothing here lists a key."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode
from textual.keys import key_to_character
from textual.screen import Screen
from textual.widget import Widget

from casebook.frozen import frozen

_SIGNS = {
    "enter": "⏎",
    "escape": "Esc",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "question_mark": "?",
    "slash": "/",
    "backslash": "\\",
    "colon": ":",
    "exclamation_mark": "!",
    "number_sign": "#",
    "ampersand": "&",
    "plus": "+",
    "minus": "-",
    "space": "space",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "shift+tab": "⇧Tab",
    "tab": "Tab",
    "home": "Home",
    "end": "End",
}


CHANGES = Binding.Group("changes something")
"""The keys that change what is known: where one only looks, they are not offered, and refuse at once."""


@frozen
class Shown:
    """One act of the screen in front, with every key that does it."""

    id: str
    keys: str
    """As people read them, e.g. "⏎ l →"."""
    word: str
    action: str
    node: DOMNode
    bar: bool
    """Whether it belongs in the bottom line."""
    tooltip: str

    @property
    def first(self) -> str:
        """The first of its keys."""
        return self.keys.split(" ")[0]


def sign(key: str) -> str:
    """Return a key as people write it: "⏎" for enter, "*" for asterisk, "ctrl+d" as it is."""
    if key[0] == "f" and key[1:].isdigit():
        return key.upper()
    printed = key_to_character(key) or ""
    return _SIGNS.get(key, printed if printed.isprintable() and printed else key)


def shown_keys(screen: Screen[Any]) -> list[Shown]:
    """Return what can be pressed on a screen now, one entry an act as declared: those of the screen first."""
    acts: dict[str, Shown] = {}
    for active in _as_declared(screen.active_bindings.values()):
        binding = active.binding
        if not binding.id or not binding.description or not active.enabled:
            continue
        known = acts.get(binding.id)
        keys = sign(binding.key) if known is None else f"{known.keys} {sign(binding.key)}"
        acts[binding.id] = Shown(
            id=binding.id,
            keys=keys,
            word=binding.description,
            action=binding.action,
            node=active.node,
            bar=binding.show,
            tooltip=binding.tooltip,
        )
    if screen.is_modal:
        return sorted(acts.values(), key=_everywhere)
    nodes = list(dict.fromkeys(each.node for each in acts.values()))
    return sorted(acts.values(), key=lambda each: (_everywhere(each), nodes.index(each.node), _rank(each)))


def _as_declared(live: Iterable[ActiveBinding]) -> Iterable[ActiveBinding]:
    """Return the bindings in the order of their declaration: another key for an act leaves it its place."""
    bindings = list(live)
    nodes = list(dict.fromkeys(each.node for each in bindings))
    places = {node: _declared(type(node)) for node in nodes}

    def place(each: ActiveBinding) -> tuple[bool, int, int]:
        order, late = places[each.node], not each.binding.priority
        return late, nodes.index(each.node), order.get(each.binding.id or "", len(order))

    return sorted(bindings, key=place)


@cache
def _declared(kind: type) -> Mapping[str, int]:
    """Return the ids of a class's bindings with their places as declared; a key of a base keeps its place."""
    ids: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        for each in Binding.make_bindings(vars(base).get("BINDINGS", ())):
            ids[each.key] = each.id or ""
    return {name: place for place, name in enumerate(dict.fromkeys(ids.values()))}


def _everywhere(shown: Shown) -> bool:
    """Return whether a key works on every screen: those of this one stand before it."""
    return shown.id.startswith(("desk.", "app."))


def _rank(shown: Shown) -> int:
    """Return where an act stands among those of its node, on whatever key the responder has put it."""
    return _declared(type(shown.node)).get(shown.id, 0)


@cache
def changing(kind: type) -> frozenset[str]:
    """Return the names of the actions by which the keys of a class change something."""
    return frozenset(
        name_of(each.action)
        for base in kind.__mro__
        for each in Binding.make_bindings(vars(base).get("BINDINGS", ()))
        if each.group == CHANGES
    )


def name_of(action: str) -> str:
    """Return the name of an action, without what stands in its brackets."""
    return action.partition("(")[0]


def typed_into(widget: Widget | None) -> bool:
    """Return whether letters are typed into a widget: there they are no keys."""
    return widget is not None and widget.check_consume_key("a", "a")


def our_kinds() -> Iterable[type[DOMNode]]:
    """Yield every class of ours that the screen is made of; those that still wait to be loaded are."""
    _load("*.py")
    return _loaded_kinds()


def is_ours(kind: type) -> bool:
    """Return whether a class is defined here and not by Textual."""
    return kind.__module__.startswith("tui.")


def bindings_of(kind: type) -> Iterable[Binding]:
    """Yield the bindings that a class of ours declares itself, with its keys as declared."""
    declared = vars(kind).get("BINDINGS", ()) if is_ours(kind) else ()
    yield from (each for each in declared if each.id)


def our_bindings() -> Iterable[Binding]:
    """Yield every binding that a class of ours declares."""
    for kind in our_kinds():
        yield from bindings_of(kind)


def known_ids() -> frozenset[str]:
    """Return the ids of all our bindings."""
    return frozenset(each.id for each in our_bindings() if each.id)


def declared(id_: str) -> Binding | None:
    """Return the binding of an id; where nothing loaded declares it, load what does, which has its name."""
    if id_ not in _DECLARED:
        _note_declared()
    if id_ not in _DECLARED:
        _load(f"{id_.partition('.')[0]}.py")
    if id_ not in _DECLARED:
        _load("*.py")
    return _DECLARED.get(id_)


_DECLARED: dict[str, Binding] = {}
"""The bindings of what was loaded when one was last missed, by id."""


def _note_declared() -> None:
    _DECLARED.update({each.id or "": each for kind in _loaded_kinds() for each in bindings_of(kind)})


@cache
def _load(files: str) -> None:
    """Load screens and widgets of ours, those behind keys that nobody has pressed too."""
    for room in ("screens", "widgets"):
        for file in sorted((Path(__file__).parent / room).glob(files)):
            import_module(f"{__package__}.{room}.{file.stem}")
    _note_declared()


def _loaded_kinds() -> Iterable[type[DOMNode]]:
    return (kind for kind in dict.fromkeys(_below(DOMNode)) if is_ours(kind))


def _below(kind: type[DOMNode]) -> Iterable[type[DOMNode]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)
